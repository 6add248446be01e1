/** Tags of HTML as they were written, in one pass: a parser would mend what the rules look for (HTML, 13.2.5). */

export interface Tag {
  /** In lower case, without a prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Ends in `/>`. */
  readonly selfClosed: boolean;
  readonly closing: boolean;
  /** As it was written. */
  readonly source: string;
}

/** Every tag of a text, in order; what stands in comments, scripts and styles is none. */
export function scanTags(html: string): readonly Tag[] {
  const tags: Tag[] = [];
  let at = html.indexOf('<');
  while (at !== -1) {
    const { tag, end } = readTag(html, at) ?? { tag: null, end: endOfOther(html, at) };
    if (tag !== null) tags.push(tag);
    const from = tag === null || tag.closing ? end : endOfRawText(html, { tag, end });
    at = from === -1 ? -1 : html.indexOf('<', from);
  }
  return tags;
}

const opening = /<(\/?)([a-z][^\s/>]*)/iy;
const attribute = /[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?/y;
const closing = /[\s/]*>/y;

/** Null where no tag begins; no tag but its end where the text ends within it, so that nothing is read twice. */
function readTag(html: string, at: number): { readonly tag: Tag | null; readonly end: number } | null {
  opening.lastIndex = at;
  const [start, slash, written = ''] = opening.exec(html) ?? [];
  if (start === undefined) return null;
  const { attributes, end } = readAttributes(html, at + start.length);
  closing.lastIndex = end;
  const rest = closing.exec(html)?.[0];
  if (rest === undefined) return { tag: null, end };
  const tag = {
    name: written.slice(written.indexOf(':') + 1).toLowerCase(),
    attributes,
    selfClosed: rest.includes('/'),
    closing: slash === '/',
    source: html.slice(at, end + rest.length),
  };
  return { tag, end: end + rest.length };
}

function readAttributes(html: string, from: number) {
  const attributes = new Map<string, string>();
  let end = from;
  for (;;) {
    attribute.lastIndex = end;
    const [whole, name = '', double, single, bare] = attribute.exec(html) ?? [];
    if (whole === undefined) return { attributes, end };
    if (!attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), double ?? single ?? bare ?? '');
    end += whole.length;
  }
}

/** Behind a comment or a declaration; -1 where it never ends. */
function endOfOther(html: string, at: number): number {
  if (!html.startsWith('<!--', at)) return at + 1;
  const end = html.indexOf('-->', at + 4);
  return end === -1 ? -1 : end + 3;
}

const rawText: readonly string[] = ['script', 'style', 'textarea', 'title', 'xmp'];

function endOfRawText(html: string, { tag, end }: { readonly tag: Tag; readonly end: number }): number {
  if (!rawText.includes(tag.name) || tag.selfClosed) return end;
  const pattern = new RegExp(`</${tag.name}`, 'gi');
  pattern.lastIndex = end;
  return pattern.exec(html)?.index ?? -1;
}

/** The text of an attribute, its references resolved as far as addresses need it. */
export function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|quot|lt|gt|apos|colon|tab|newline));?/gi,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  lt: '<',
  gt: '>',
  apos: "'",
  colon: ':',
  tab: '\t',
  newline: '\n',
};
