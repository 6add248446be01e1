/** What stands behind the name of a shortcode: `src="a.jpg" alt='b'`, `caption: "c"`, `"a.jpg", "b"` or bare words. */

export interface Arguments {
  /** By the key in lower case, hyphens made underscores. */
  readonly named: ReadonlyMap<string, string>;
  readonly positional: readonly string[];
}

const text = (name: string) =>
  `"(?<${name}Double>(?:\\\\.|[^"\\\\])*)"|'(?<${name}Single>(?:\\\\.|[^'\\\\])*)'|\`(?<${name}Raw>[^\`]*)\``;
const argument = new RegExp(
  `${text('own')}|(?<key>[\\w-]{1,80})\\s{0,9}(?:=|:(?!/))\\s{0,9}(?:${text('of')}|(?<bare>[^\\s,"'\`]+))|(?<word>[^\\s,]+)`,
  'gs',
);

/** Reads what is given; a tag is short, so that nothing here takes long. */
export function parseArguments(written: string): Arguments {
  const named = new Map<string, string>();
  const positional: string[] = [];
  for (const { groups = {} } of written.matchAll(argument)) {
    const { ownDouble, ownSingle, ownRaw, key, ofDouble, ofSingle, ofRaw, bare, word } = groups;
    const value = unquoted(ofDouble ?? ofSingle) ?? ofRaw ?? bare;
    if (key !== undefined && value !== undefined) named.set(key.toLowerCase().replaceAll('-', '_'), value);
    else positional.push(unquoted(ownDouble ?? ownSingle) ?? ownRaw ?? word ?? '');
  }
  return { named, positional };
}

function unquoted(quoted: string | undefined): string | undefined {
  return quoted?.replace(/\\(["'\\])/g, '$1');
}
