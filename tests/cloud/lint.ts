/** Checks a template offline: types and properties with AWS's own specification, references, and limits. */
import { createRequire } from 'node:module';
import { lintLimits } from './lint-limits.ts';
import { lintPolicies } from './lint-policies.ts';
import { lintReferences } from './lint-references.ts';
import { lintTogether } from './lint-together.ts';
import { lintValue, type Specification } from './lint-types.ts';
import type { Resource, Template } from './template.ts';

/** A finding, with its path: `Resources.Queue.Properties.DelaySeconds`. */
export interface Finding {
  readonly path: string;
  readonly message: string;
}

const require = createRequire(import.meta.url);

/** The specification that AWS publishes, as the CDK reads it. Takes 350 ms to load. */
export function loadSpecification(): Specification {
  const { loadAwsServiceSpecSync } = require('@aws-cdk/aws-service-spec') as {
    loadAwsServiceSpecSync: () => Specification;
  };
  return loadAwsServiceSpecSync();
}

/** All findings in a template. */
export function lintTemplate(template: Template, specification: Specification): readonly Finding[] {
  const resources = Object.entries(template.Resources);
  return [
    ...resources.flatMap(([name, resource]) => lintResource(`Resources.${name}`, resource, specification)),
    ...resources.flatMap(([name, resource]) => lintLimits(`Resources.${name}`, resource)),
    ...resources.flatMap(([name, resource]) => lintPolicies(`Resources.${name}`, resource)),
    ...resources.flatMap(([name, resource]) => lintTogether(`Resources.${name}`, resource, template)),
    ...lintReferences(template, specification),
  ];
}

const resourceKeys = [
  ...['Type', 'Properties', 'Condition', 'DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy', 'Metadata'],
  ...['CreationPolicy', 'UpdatePolicy'],
];

/** What may happen to a deleted resource. Databases have more options. */
const fates: Readonly<Record<string, readonly string[]>> = {
  DeletionPolicy: ['Delete', 'Retain', 'RetainExceptOnCreate'],
  UpdateReplacePolicy: ['Delete', 'Retain'],
};

function lintFate(path: string, resource: Resource): Finding[] {
  return Object.entries(fates).flatMap(([key, known]) => {
    const value = (resource as unknown as Readonly<Record<string, unknown>>)[key];
    if (value === undefined || known.includes(String(value))) return [];
    return [{ path: `${path}.${key}`, message: `Must be one of ${known.join(', ')}: got ${JSON.stringify(value)}` }];
  });
}

function lintResource(path: string, resource: Resource, specification: Specification): Finding[] {
  const [type] = specification.lookup('resource', 'cloudFormationType', 'equals', resource.Type);
  if (type === undefined) return [{ path: `${path}.Type`, message: `Unknown type ${resource.Type}` }];
  const unknown = Object.keys(resource).filter((key) => !resourceKeys.includes(key));
  return [
    ...unknown.map((key) => ({ path: `${path}.${key}`, message: 'Unknown key of a resource' })),
    ...lintFate(path, resource),
    ...lintValue(resource.Properties ?? {}, { path: `${path}.Properties`, properties: type.properties, specification }),
  ];
}
