/** Checks values against AWS's specification: unknown and missing properties, wrong types, values not in a list. */
import { intrinsicOf, isNoValue } from './intrinsic.ts';
import type { Finding } from './lint.ts';

/** The types of values, with the names in `@aws-cdk/service-spec-types`. */
export interface ValueType {
  readonly type: string;
  readonly allowedValues?: readonly (string | number)[];
  readonly element?: ValueType;
  readonly types?: readonly ValueType[];
  readonly reference?: { readonly $ref: string };
}

export interface Property {
  readonly type: ValueType;
  readonly previousTypes?: readonly ValueType[];
  readonly required?: boolean;
}

export type Properties = Readonly<Record<string, Property>>;

export interface ResourceType {
  readonly properties: Properties;
  readonly attributes: Readonly<Record<string, { readonly type: ValueType }>>;
}

/** The part of the specification's database that is used here. */
export interface Specification {
  lookup(entity: 'resource', field: 'cloudFormationType', how: 'equals', value: string): readonly ResourceType[];
  get(entity: 'typeDefinition', id: string): { readonly name: string; readonly properties: Properties };
}

interface Place {
  readonly path: string;
  readonly specification: Specification;
}

/** The findings in an object with known properties. */
export function lintValue(value: unknown, place: Place & { readonly properties: Properties }): readonly Finding[] {
  const { path, properties } = place;
  if (!isMapping(value)) return [{ path, message: `Must be a mapping: got ${JSON.stringify(value)}` }];
  const present = Object.entries(value).filter(([, inside]) => !isNoValue(inside));
  const missing = Object.keys(properties).filter(
    (key) => properties[key]?.required === true && !present.some(([there]) => there === key),
  );
  return [
    ...missing.map((key) => ({ path: `${path}.${key}`, message: 'Is required and missing' })),
    ...present.flatMap(([key, inside]) =>
      lintProperty(inside, { ...place, path: `${path}.${key}`, property: properties[key] }),
    ),
  ];
}

function lintProperty(value: unknown, place: Place & { readonly property: Property | undefined }): readonly Finding[] {
  const { property, path } = place;
  if (property === undefined) return [{ path, message: 'Unknown property' }];
  return lintUnion(value, place, [property.type, ...(property.previousTypes ?? [])]);
}

/** No finding if the value fits one of the types; otherwise the finding for the first. */
function lintUnion(value: unknown, place: Place, types: readonly ValueType[]): readonly Finding[] {
  const all = types.map((type) => lintTyped(value, place, type));
  return all.find((findings) => findings.length === 0) ?? all[0] ?? [];
}

function lintTyped(value: unknown, place: Place, type: ValueType): readonly Finding[] {
  const intrinsic = intrinsicOf(value);
  if (isNoValue(value)) return [];
  if (intrinsic?.name === 'Fn::If') return lintBranches(intrinsic.argument, place, type);
  if (intrinsic !== null)
    return givesText(type) ? [] : [{ path: place.path, message: `${intrinsic.name} gives no ${type.type}` }];
  return (checks[type.type] ?? unknownType)(value, place, type);
}

function lintBranches(argument: unknown, place: Place, type: ValueType): readonly Finding[] {
  const [, yes, no] = argument as readonly unknown[];
  return [...lintTyped(yes, place, type), ...lintTyped(no, place, type)];
}

/** True if the result of a function, which is text, can be such a value. */
function givesText({ type, types }: ValueType): boolean {
  return ['string', 'json', 'number', 'integer', 'date-time'].includes(type) || (types?.some(givesText) ?? false);
}

type Check = (value: unknown, place: Place, type: ValueType) => readonly Finding[];

const scalar =
  (accepts: (value: unknown) => boolean): Check =>
  (value, { path }, { type, allowedValues }) => {
    if (!accepts(value)) return [{ path, message: `Must be of type ${type}: got ${JSON.stringify(value)}` }];
    if (allowedValues === undefined || allowedValues.includes(value as string)) return [];
    return [{ path, message: `Must be one of ${allowedValues.join(', ')}: got ${JSON.stringify(value)}` }];
  };

const tag: Properties = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' }, required: true },
};

const checks: Readonly<Record<string, Check>> = {
  string: scalar((value) => typeof value === 'string'),
  'date-time': scalar((value) => typeof value === 'string'),
  boolean: scalar((value) => typeof value === 'boolean'),
  integer: scalar((value) => Number.isInteger(value)),
  number: scalar((value) => typeof value === 'number'),
  json: scalar((value) => typeof value === 'string' || isMapping(value)),
  tag: (value, place) => lintValue(value, { ...place, properties: tag }),
  array: (value, place, { element }) =>
    Array.isArray(value) && element !== undefined
      ? value.flatMap((inside, index) => lintTyped(inside, { ...place, path: `${place.path}.${index}` }, element))
      : [{ path: place.path, message: `Must be a list: got ${JSON.stringify(value)}` }],
  map: (value, place, { element }) =>
    isMapping(value) && element !== undefined
      ? Object.entries(value).flatMap(([key, inside]) =>
          lintTyped(inside, { ...place, path: `${place.path}.${key}` }, element),
        )
      : [{ path: place.path, message: `Must be a mapping: got ${JSON.stringify(value)}` }],
  ref: (value, place, { reference }) => {
    const { properties } = place.specification.get('typeDefinition', reference?.$ref ?? '');
    return lintValue(value, { ...place, properties });
  },
  union: (value, place, { types = [] }) => lintUnion(value, place, types),
};

const unknownType: Check = (_value, { path }, { type }) => [
  { path, message: `The specification has a new type ${type}` },
];

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
