/** Scans the tags of HTML as they were written, in one pass. A parser would repair what the rules look for (HTML, 13.2.5). */

export interface Tag {
  /** In lower case, and in XHTML without its prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** True if the tag ends in `/>`. */
  readonly selfClosed: boolean;
  readonly closing: boolean;
  /** True inside svg and math, which have elements of their own. */
  readonly foreign: boolean;
  /** What is malformed in the tag, as a phrase; null if nothing is. */
  readonly malformed: string | null;
  /** As it was written. */
  readonly source: string;
}

/** Something that should not be in a text. */
export interface HtmlFinding {
  /** What it is, as a phrase in the plural: `bare "&"`, `relative URLs`. */
  readonly phrase: string;
  /** As it was written. */
  readonly source: string;
}

export interface Scan {
  /** Without those in comments, scripts and styles. */
  readonly tags: readonly Tag[];
  /** The texts between tags that contain `&`. */
  readonly texts: readonly string[];
  /** What is neither a tag nor text. */
  readonly malformed: readonly HtmlFinding[];
}

/** How the text is written. In XHTML, names may have prefixes. */
export interface Syntax {
  readonly xhtml: boolean;
}

/** Splits a text into tags, texts and malformed parts, each in the order of the text. */
export function scanHtml(html: string, syntax: Syntax): Scan {
  const tags: Tag[] = [];
  const texts: string[] = [];
  const malformed: HtmlFinding[] = [];
  let foreign = 0;
  let from = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', from)) {
    addText(texts, html.slice(from, at));
    const { tag, phrase, end } = readTag(html, at, syntax) ?? readOther(html, at);
    if (phrase !== null) malformed.push({ phrase, source: html.slice(at, at + 100) });
    if (tag !== null) tags.push({ ...tag, foreign: foreign > 0 });
    foreign = Math.max(0, foreign + depthOf(tag));
    from = tag === null || tag.closing ? end : endOfRawText(html, { tag, end });
  }
  addText(texts, html.slice(from));
  return { tags, texts, malformed };
}

function addText(texts: string[], text: string): void {
  if (text.includes('&')) texts.push(text);
}

type ReadTag = Omit<Tag, 'foreign'>;

interface Read {
  readonly tag: ReadTag | null;
  /** What is malformed here, if no tag could be read. */
  readonly phrase: string | null;
  readonly end: number;
}

const opening = /<(\/?)([a-z][^\s/>]*)/iy;
const attribute = /[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?/y;
const closing = /[\s/]*>/y;

/** Returns null if no tag starts here. If the text ends within a tag, returns only where that is, so that nothing is read twice. */
function readTag(html: string, at: number, { xhtml }: Syntax): Read | null {
  opening.lastIndex = at;
  const [start, slash, written = ''] = opening.exec(html) ?? [];
  if (start === undefined) return null;
  const { attributes, malformed, end } = readAttributes(html, at + start.length);
  closing.lastIndex = end;
  const rest = closing.exec(html)?.[0];
  if (rest === undefined) return { tag: null, phrase: 'tags without an end', end };
  const tag = {
    name: (xhtml ? written.slice(written.indexOf(':') + 1) : written).toLowerCase(),
    attributes,
    selfClosed: rest.includes('/'),
    closing: slash === '/',
    malformed,
    source: html.slice(at, end + rest.length),
  };
  return { tag, phrase: null, end: end + rest.length };
}

function readAttributes(html: string, from: number) {
  const attributes = new Map<string, string>();
  let malformed: string | null = null;
  let end = from;
  for (;;) {
    attribute.lastIndex = end;
    const [whole, name = '', double, single, bare] = attribute.exec(html) ?? [];
    if (whole === undefined) return { attributes, malformed, end };
    const key = name.toLowerCase();
    if (attributes.has(key)) malformed ??= 'repeated attributes in a tag';
    else attributes.set(key, double ?? single ?? bare ?? '');
    if (/^=|["'<]/.test(name) || /[<=`]/.test(bare ?? '')) malformed ??= 'attributes with missing quotes';
    end += whole.length;
  }
}

/** Reads a `<` that starts no tag: a comment, which is fine, a declaration, or a bare `<`. */
function readOther(html: string, at: number): Read {
  if (!html.startsWith('<!--', at)) {
    return { tag: null, phrase: /[!?]/.test(html.charAt(at + 1)) ? 'declarations' : 'bare "<"', end: at + 1 };
  }
  const end = html.indexOf('-->', at + 4);
  if (end === -1) return { tag: null, phrase: 'comments without an end', end: html.length };
  return { tag: null, phrase: null, end: end + 3 };
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

/** Resolves the character references in an attribute, as far as URLs and styles need it. */
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
