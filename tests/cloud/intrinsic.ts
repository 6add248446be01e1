/** The functions of CloudFormation in a template: what is one, and what it names. */

/** A function and its argument; null where a value is none. */
export function intrinsicOf(value: unknown): { readonly name: string; readonly argument: unknown } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0) return null;
  const [name, argument] = entry;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, argument } : null;
}

/** True for the value that stands for no value. */
export function isNoValue(value: unknown): boolean {
  const intrinsic = intrinsicOf(value);
  return intrinsic?.name === 'Ref' && intrinsic.argument === 'AWS::NoValue';
}

/** What a value names: a resource, parameter or pseudo parameter, and the attribute of it where one is asked for. */
export interface Mention {
  readonly name: string;
  readonly attribute?: string;
}

/** What one function names itself, not what stands in its arguments. */
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

/** `${Name}` and `${Name.Attribute}`; what begins with `${!` is text. */
function placeholdersOf(text: string): readonly Mention[] {
  return [...text.matchAll(/\$\{([^!{}][^{}]*)\}/g)].map(([, inside = '']) => attributeOf(inside.trim()));
}

function attributeOf(dotted: string): Mention {
  const dot = dotted.indexOf('.');
  return dot < 0 ? { name: dotted } : { name: dotted.slice(0, dot), attribute: dotted.slice(dot + 1) };
}
