/** Checks references in a template: missing or conditional resources, attributes and conditions, and cycles. */
import { intrinsicOf, type Mention, mentionsOf } from './intrinsic.ts';
import type { Finding } from './lint.ts';
import type { Specification } from './lint-types.ts';
import type { Resource, Template } from './template.ts';

const pseudoParameters = [
  ...['AWS::AccountId', 'AWS::NoValue', 'AWS::NotificationARNs', 'AWS::Partition', 'AWS::Region', 'AWS::StackId'],
  ...['AWS::StackName', 'AWS::URLSuffix'],
];

/** A value in the template, and the conditions under which it exists. */
interface Found {
  readonly path: string;
  readonly value: unknown;
  readonly conditions: readonly string[];
}

/** All wrong references in a template. */
export function lintReferences(template: Template, specification: Specification): readonly Finding[] {
  const parts = partsOf(template);
  const values = parts.flatMap(valuesIn);
  return [
    ...values.flatMap((found) => lintMentions(found, template, specification)),
    ...[...values.flatMap(conditionsNamed), ...Object.entries(template.Resources).flatMap(ownCondition)]
      .filter(({ name }) => !Object.hasOwn(template.Conditions ?? {}, name))
      .map(({ path, name }) => ({ path, message: `Unknown condition ${name}` })),
    ...Object.entries(template.Resources).flatMap((entry) => lintDependsOn(entry, template)),
    ...cyclesIn(template),
  ];
}

function partsOf({ Resources, Outputs = {}, Conditions = {} }: Template): readonly Found[] {
  const under = (section: string, entries: object) =>
    Object.entries(entries).map(([name, value]) => ({
      path: `${section}.${name}`,
      value: section === 'Conditions' ? value : { ...value, Condition: undefined },
      conditions: typeof value.Condition === 'string' && section !== 'Conditions' ? [value.Condition] : [],
    }));
  return [...under('Resources', Resources), ...under('Outputs', Outputs), ...under('Conditions', Conditions)];
}

/** A value and all values in it. */
function valuesIn(found: Found): readonly Found[] {
  const { path, value } = found;
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, inner]) => {
    const [condition, yes, no] = key === 'Fn::If' && Array.isArray(inner) ? inner : [];
    if (condition === undefined) return valuesIn({ ...found, path: `${path}.${key}`, value: inner });
    const whenTrue = { path: `${path}.${key}.1`, value: yes, conditions: [...found.conditions, String(condition)] };
    return [...valuesIn(whenTrue), ...valuesIn({ ...found, path: `${path}.${key}.2`, value: no })];
  });
  return [found, ...inside];
}

function lintMentions({ path, value, conditions }: Found, template: Template, specification: Specification): Finding[] {
  return mentionsOf(value).flatMap((mention) => {
    const resource = template.Resources[mention.name];
    if (resource === undefined) return lintPseudo(mention, path);
    if (resource.Condition !== undefined && !conditions.includes(resource.Condition))
      return [{ path, message: `${mention.name} is there only under ${resource.Condition}` }];
    return hasAttribute(resource, mention, specification)
      ? []
      : [{ path, message: `${resource.Type} has no attribute ${mention.attribute}` }];
  });
}

function lintPseudo({ name, attribute }: Mention, path: string): Finding[] {
  if (attribute === undefined && pseudoParameters.includes(name)) return [];
  return [{ path, message: `Nothing in the template is named ${name}` }];
}

function hasAttribute({ Type }: Resource, { attribute }: Mention, specification: Specification): boolean {
  const [type] = specification.lookup('resource', 'cloudFormationType', 'equals', Type);
  return attribute === undefined || type === undefined || Object.hasOwn(type.attributes, attribute);
}

interface NamedCondition {
  readonly path: string;
  readonly name: string;
}

function conditionsNamed({ path, value }: Found): readonly NamedCondition[] {
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.name === 'Fn::If')
    return [{ path: `${path}.Fn::If.0`, name: String((intrinsic.argument as readonly unknown[])[0]) }];
  const { Condition } = value as { readonly Condition?: unknown };
  return path.startsWith('Conditions.') && typeof Condition === 'string'
    ? [{ path: `${path}.Condition`, name: Condition }]
    : [];
}

function ownCondition([name, { Condition }]: readonly [string, Resource]): readonly NamedCondition[] {
  return Condition === undefined ? [] : [{ path: `Resources.${name}.Condition`, name: Condition }];
}

function dependsOn({ DependsOn = [] }: Resource): readonly string[] {
  return typeof DependsOn === 'string' ? [DependsOn] : DependsOn;
}

function lintDependsOn([name, resource]: readonly [string, Resource], { Resources }: Template): readonly Finding[] {
  return dependsOn(resource)
    .filter((other) => !Object.hasOwn(Resources, other))
    .map((other) => ({ path: `Resources.${name}.DependsOn`, message: `Nothing in the template is named ${other}` }));
}

/** One finding for each resource that depends on itself. */
function cyclesIn({ Resources }: Template): readonly Finding[] {
  const needs = new Map(
    Object.entries(Resources).map(([name, resource]) => {
      const values = valuesIn({ path: '', value: resource.Properties ?? {}, conditions: [] });
      const named = values.flatMap(({ value }) => mentionsOf(value).map((mention) => mention.name));
      return [name, [...named, ...dependsOn(resource)].filter((other) => Object.hasOwn(Resources, other))];
    }),
  );
  const cyclic = [...needs.keys()].filter((name) => reached(name, needs).has(name));
  return cyclic.map((name) => ({ path: `Resources.${name}`, message: `Is part of a cycle of ${cyclic.join(', ')}` }));
}

/** All direct and indirect dependencies of a resource. */
function reached(start: string, needs: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...(needs.get(start) ?? [])];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...(needs.get(name) ?? []));
  }
  return found;
}
