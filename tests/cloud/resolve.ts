/** Resolves a template as CloudFormation does: Ref, Fn::GetAtt, Fn::Sub and conditions, with the names of an account. */
import { intrinsicOf, isNoValue } from './intrinsic.ts';
import type { Template } from './template.ts';

/** A stack as it would be in an account. */
export interface Stack {
  readonly template: Template;
  readonly account: string;
  readonly region: string;
}

/** A value of the template with all functions resolved. */
export function resolve(value: unknown, stack: Stack): unknown {
  const intrinsic = intrinsicOf(value);
  if (intrinsic !== null) return (functions[intrinsic.name] ?? unknownFunction)(intrinsic.argument, stack);
  if (Array.isArray(value)) return value.filter((inside) => !isNoValue(inside)).map((inside) => resolve(inside, stack));
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, inside]) => !isNoValue(inside));
  return Object.fromEntries(present.map(([key, inside]) => [key, resolve(inside, stack)]));
}

const functions: Readonly<Record<string, (argument: unknown, stack: Stack) => unknown>> = {
  Ref: (name, stack) => attributeOf(stack, String(name), 'Ref'),
  'Fn::GetAtt': (names, stack) => attributeOf(stack, ...(names as [string, string])),
  'Fn::Join': (given, stack) => {
    const [separator, parts] = given as [string, readonly unknown[]];
    return parts.map((part) => resolve(part, stack)).join(separator);
  },
  'Fn::Sub': (given, stack) => {
    const [text, values] = (Array.isArray(given) ? given : [given, {}]) as [string, Readonly<Record<string, unknown>>];
    return text.replace(/\$\{([^!}.]+)(?:\.([^}]+))?\}/g, (_all, name: string, attribute = 'Ref') =>
      Object.hasOwn(values, name) ? String(resolve(values[name], stack)) : attributeOf(stack, name, attribute),
    );
  },
  'Fn::If': (given, stack) => {
    const [condition, yes, no] = given as [string, unknown, unknown];
    return resolve(holds({ Condition: condition }, stack) ? yes : no, stack);
  },
};

function unknownFunction(argument: unknown): never {
  throw new Error(`No function that is understood here has the argument ${JSON.stringify(argument)}`);
}

/** True if a condition is true. */
export function holds(condition: unknown, stack: Stack): boolean {
  const { Condition: name } = condition as { readonly Condition?: string };
  if (name !== undefined) return holds(stack.template.Conditions?.[name], stack);
  const [operator, given] = Object.entries(condition as object)[0] as [string, readonly unknown[]];
  return conditions[operator]?.(given, stack) ?? unknownFunction(condition);
}

const conditions: Readonly<Record<string, (given: readonly unknown[], stack: Stack) => boolean>> = {
  'Fn::Equals': ([one, other], stack) => resolve(one, stack) === resolve(other, stack),
  'Fn::And': (given, stack) => given.every((condition) => holds(condition, stack)),
  'Fn::Not': ([condition], stack) => !holds(condition, stack),
};

function attributeOf(stack: Stack, name: string, attribute: string): string {
  const pseudo = pseudoParameters[name];
  if (pseudo !== undefined) return pseudo(stack);
  const type = stack.template.Resources[name]?.Type ?? 'nothing';
  const find = attributes[type]?.[attribute];
  if (find === undefined) throw new Error(`Not known here: ${attribute} of ${name}, which is ${type}`);
  return find({ ...stack, name: nameOf(stack, name) });
}

const pseudoParameters: Readonly<Record<string, (stack: Stack) => string>> = {
  'AWS::AccountId': ({ account }) => account,
  'AWS::Region': ({ region }) => region,
  'AWS::Partition': () => 'aws',
};

/** The name in the template, or one in the form that CloudFormation generates. */
function nameOf(stack: Stack, logical: string): string {
  const { Type, Properties = {} } = stack.template.Resources[logical] ?? { Type: '' };
  const given = Properties[nameProperties[Type] ?? ''];
  return given === undefined ? `presstime-${logical}-1TERN2SOUND3` : String(resolve(given, stack));
}

const nameProperties: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Scheduler::ScheduleGroup': 'Name',
};

type Attribute = (named: Stack & { readonly name: string }) => string;

const own: Attribute = ({ name }) => name;
const arn =
  (service: string, prefix = ''): Attribute =>
  ({ region, account, name }) =>
    `arn:aws:${service}:${region}:${account}:${prefix}${name}`;

const attributes: Readonly<Record<string, Readonly<Record<string, Attribute>>>> = {
  'AWS::CloudFront::Distribution': { Ref: () => 'E2TERNSOUND', DomainName: () => 'd111111abcdef8.cloudfront.net' },
  'AWS::CloudWatch::Alarm': { Ref: own, Arn: arn('cloudwatch', 'alarm:') },
  'AWS::Events::Rule': { Ref: own, Arn: arn('events', 'rule/') },
  'AWS::IAM::OIDCProvider': {
    Ref: ({ account }) => `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
  },
  'AWS::IAM::Role': { Ref: own, Arn: ({ account, name }) => `arn:aws:iam::${account}:role/${name}` },
  'AWS::Lambda::Function': { Ref: own, Arn: arn('lambda', 'function:') },
  'AWS::Logs::LogGroup': { Ref: own, Arn: (named) => `${arn('logs', 'log-group:')(named)}:*` },
  'AWS::S3::Bucket': { Ref: own, Arn: ({ name }) => `arn:aws:s3:::${name}` },
  'AWS::SNS::Topic': { Ref: arn('sns') },
  'AWS::SQS::Queue': { Ref: own, Arn: arn('sqs'), QueueName: own },
  'AWS::Scheduler::ScheduleGroup': { Ref: own, Arn: arn('scheduler', 'schedule-group/') },
};
