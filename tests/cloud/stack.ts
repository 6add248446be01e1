/** The stack of a packaged stage with the names of an account, and its policies as IAM reads them. */
import type { Policy } from './policy.ts';
import { holds, resolve, type Stack } from './resolve.ts';
import type { Template } from './template.ts';

/** Moto's own account. */
const account = '123456789012';

export function stackOf(template: Template, region: string): Stack {
  return { template, account, region };
}

/** The properties of a resource, with the names of the account. */
export function propertiesOf(stack: Stack, name: string): Readonly<Record<string, unknown>> {
  const resource = stack.template.Resources[name];
  if (resource === undefined) throw new Error(`Nothing in the template is named ${name}`);
  return resolve(resource.Properties, stack) as Readonly<Record<string, unknown>>;
}

/** True if a resource is part of the stack. */
export function isMade(stack: Stack, name: string): boolean {
  const condition = stack.template.Resources[name]?.Condition;
  return condition === undefined || holds({ Condition: condition }, stack);
}

/** The only policy of a role. */
export function policyOf(stack: Stack, role: string): Policy {
  const { Policies } = propertiesOf(stack, role) as {
    readonly Policies: readonly { readonly PolicyDocument: Policy }[];
  };
  const [only, ...more] = Policies;
  if (only === undefined || more.length > 0) throw new Error(`${role} must have one policy`);
  return only.PolicyDocument;
}

/** The trust policy of a role. */
export function trustOf(stack: Stack, role: string): Policy {
  return propertiesOf(stack, role)['AssumeRolePolicyDocument'] as Policy;
}

/** The policy of a bucket, a queue or a topic. */
export function documentOf(stack: Stack, name: string): Policy {
  return propertiesOf(stack, name)['PolicyDocument'] as Policy;
}

/** The name of a resource: its Ref, or another attribute. */
export function nameOf(stack: Stack, name: string, attribute?: string): string {
  return String(resolve(attribute === undefined ? { Ref: name } : { 'Fn::GetAtt': [name, attribute] }, stack));
}
