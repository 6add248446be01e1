/** Recognises the intrinsic functions of CloudFormation in a template, and what they refer to. */

/** A function and its argument; null if the value is not a function. */
export function intrinsicOf(value: unknown): { readonly name: string; readonly argument: unknown } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0) return null;
  const [name, argument] = entry;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, argument } : null;
}

/** True for the value that means "no value". */
export function isNoValue(value: unknown): boolean {
  const intrinsic = intrinsicOf(value);
  return intrinsic?.name === 'Ref' && intrinsic.argument === 'AWS::NoValue';
}

/** What a value refers to: a resource, parameter or pseudo parameter, and its attribute if given. */
export interface Mention {
  readonly name: string;
  readonly attribute?: string;
}

/** What one function itself refers to, without its arguments. */
export function mentionsOf(value: unknown): readonly Mention[] {
  const intrinsic = intrinsicOf(value);
  if (intrinsic === null) return [];
  return mentions[intrinsic.name]?.(intrinsic.argument) ?? [];
}

const mentions: Readonly<Record<string, (argument: unknown) => readonly Mention[]>> = {
  Ref: (argument) => [{ name: String(argument) }],
  'Fn::GetAtt': (argument) => [attributeOf(Array.isArray(argument) ? argument.join('.') : String(argument))],
  'Fn::Sub': (argument) => {
    const [text, variables] = Array.isArray(argument) ? (argument as [string, object]) : [String(argument), {}];
    return placeholdersOf(text).filter(({ name }) => !Object.hasOwn(variables, name));
  },
};

/** Finds `${Name}` and `${Name.Attribute}`; `${!` begins literal text. */
function placeholdersOf(text: string): readonly Mention[] {
  return [...text.matchAll(/\$\{([^!{}][^{}]*)\}/g)].map(([, inside = '']) => attributeOf(inside.trim()));
}

function attributeOf(dotted: string): Mention {
  const dot = dotted.indexOf('.');
  return dot < 0 ? { name: dotted } : { name: dotted.slice(0, dot), attribute: dotted.slice(dot + 1) };
}
