/** Tags of HTML as they were written, in one pass: a parser would mend what the rules look for (HTML, 13.2.5). */

export interface Tag {
  /** In lower case; in XHTML without a prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Ends in `/>`. */
  readonly selfClosed: boolean;
  readonly closing: boolean;
  /** Stands within svg or math, whose elements are others. */
  readonly foreign: boolean;
  /** What no tag may have, in words; null where it is sound. */
  readonly flaw: string | null;
  /** As it was written. */
  readonly source: string;
}

/** What should not be in a text, and where it was found. */
export interface HtmlFlaw {
  readonly problem: string;
  readonly source: string;
}

export interface Scan {
  /** What stands in comments, scripts and styles is no tag. */
  readonly tags: readonly Tag[];
  /** What stands between them, where it has references. */
  readonly texts: readonly string[];
  /** What is neither tag nor text. */
  readonly broken: readonly HtmlFlaw[];
}

/** How the text is written: in XHTML names have prefixes. */
export interface Syntax {
  readonly xhtml: boolean;
}

/** A text in its parts, in their order. */
export function scanHtml(html: string, syntax: Syntax): Scan {
  const tags: Tag[] = [];
  const texts: string[] = [];
  const broken: HtmlFlaw[] = [];
  let foreign = 0;
  let from = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', from)) {
    addText(texts, html.slice(from, at));
    const { tag, flaw, end } = readTag(html, at, syntax) ?? readOther(html, at);
    if (flaw !== null) broken.push({ problem: flaw, source: html.slice(at, at + 100) });
    if (tag !== null) tags.push({ ...tag, foreign: foreign > 0 });
    foreign = Math.max(0, foreign + depthOf(tag));
    from = tag === null || tag.closing ? end : endOfRawText(html, { tag, end });
  }
  addText(texts, html.slice(from));
  return { tags, texts, broken };
}

function addText(texts: string[], text: string): void {
  if (text.includes('&')) texts.push(text);
}

type ReadTag = Omit<Tag, 'foreign'>;

interface Read {
  readonly tag: ReadTag | null;
  readonly flaw: string | null;
  readonly end: number;
}

const opening = /<(\/?)([a-z][^\s/>]*)/iy;
const attribute = /[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?/y;
const closing = /[\s/]*>/y;

/** Null where no tag begins; no tag but its end where the text ends within it, so that nothing is read twice. */
function readTag(html: string, at: number, { xhtml }: Syntax): Read | null {
  opening.lastIndex = at;
  const [start, slash, written = ''] = opening.exec(html) ?? [];
  if (start === undefined) return null;
  const { attributes, flaw, end } = readAttributes(html, at + start.length);
  closing.lastIndex = end;
  const rest = closing.exec(html)?.[0];
  if (rest === undefined) return { tag: null, flaw: 'tags without an end', end };
  const tag = {
    name: (xhtml ? written.slice(written.indexOf(':') + 1) : written).toLowerCase(),
    attributes,
    selfClosed: rest.includes('/'),
    closing: slash === '/',
    flaw,
    source: html.slice(at, end + rest.length),
  };
  return { tag, flaw: null, end: end + rest.length };
}

function readAttributes(html: string, from: number) {
  const attributes = new Map<string, string>();
  let flaw: string | null = null;
  let end = from;
  for (;;) {
    attribute.lastIndex = end;
    const [whole, name = '', double, single, bare] = attribute.exec(html) ?? [];
    if (whole === undefined) return { attributes, flaw, end };
    const key = name.toLowerCase();
    if (attributes.has(key)) flaw ??= 'attribute twice in a tag';
    else attributes.set(key, double ?? single ?? bare ?? '');
    if (/^=|["'<]/.test(name) || /[<=`]/.test(bare ?? '')) flaw ??= 'attributes without their quotes';
    end += whole.length;
  }
}

/** A comment is sound; a sign that stands alone is none of a tag. */
function readOther(html: string, at: number): Read {
  if (!html.startsWith('<!--', at)) {
    return { tag: null, flaw: /[!?]/.test(html.charAt(at + 1)) ? 'declarations' : 'bare "<"', end: at + 1 };
  }
  const end = html.indexOf('-->', at + 4);
  if (end === -1) return { tag: null, flaw: 'comments without an end', end: html.length };
  return { tag: null, flaw: null, end: end + 3 };
}

function depthOf(tag: ReadTag | null): number {
  if (tag === null || tag.selfClosed || !/^(?:svg|math)$/.test(tag.name)) return 0;
  return tag.closing ? -1 : 1;
}

const rawText: readonly string[] = ['script', 'style', 'textarea', 'title', 'xmp'];

function endOfRawText(html: string, { tag, end }: { readonly tag: ReadTag; readonly end: number }): number {
  if (!rawText.includes(tag.name) || tag.selfClosed) return end;
  const pattern = new RegExp(`</${tag.name}`, 'gi');
  pattern.lastIndex = end;
  return pattern.exec(html)?.index ?? html.length;
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
