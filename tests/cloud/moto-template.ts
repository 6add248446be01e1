/** Adapts a template for Moto: removes resources that it does not support, and replaces references to them with names. */

/**
 * Types that Moto's CloudFormation does not support. It supports event source mappings, but would invoke the function in a
 * container, which is not available: `event-source.ts` replaces it.
 */
const unknownTypes = [
  'AWS::CloudFront::',
  'AWS::CloudWatch::',
  'AWS::IAM::OIDCProvider',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Url',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::',
];

export interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
}

/** The template without those resources. The replacement names end in `.test`, which is reserved. */
export function forMoto<T extends Template>(template: T): T {
  const known = Object.entries(template.Resources).filter(([, { Type }]) => !isUnknown(Type));
  const unknown = new Set(Object.keys(template.Resources).filter((name) => !known.some(([it]) => it === name)));
  return { ...(named(template, unknown) as T), Resources: named(Object.fromEntries(known), unknown) };
}

function isUnknown(type: string): boolean {
  return unknownTypes.some((prefix) => type.startsWith(prefix));
}

function named(value: unknown, unknown: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((it) => named(it, unknown));
  if (typeof value !== 'object' || value === null) return value;
  const reference = referenceOf(value as Record<string, unknown>);
  if (reference !== null && unknown.has(reference)) return nameOf(reference);
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, namedPart(key, it, unknown)]));
}

function referenceOf(value: Record<string, unknown>): string | null {
  const [name] = [value['Fn::GetAtt'] ?? []].flat();
  return typeof value['Ref'] === 'string' ? value['Ref'] : typeof name === 'string' ? name : null;
}

function namedPart(key: string, value: unknown, unknown: ReadonlySet<string>): unknown {
  if (key !== 'Fn::Sub' || typeof value !== 'string') return named(value, unknown);
  return value.replace(/\$\{(\w+)(?:\.\w+)?\}/g, (whole, name: string) => (unknown.has(name) ? nameOf(name) : whole));
}

function nameOf(resource: string): string {
  return `${resource.toLowerCase()}.test`;
}
