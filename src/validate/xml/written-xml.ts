/**
 * Reads XML in the form in which `render/feed/xml.ts` writes it, in a quarter of the time of an XML parser. Everything else is left to
 * the parser: other references, CDATA, comments, a DOCTYPE, characters that XML forbids, and whatever is not well-formed. So this
 * module never decides that a document is malformed, and what it reads, a parser reads in the same way (XML 1.0, fifth edition).
 */

/** An element as it is written, before its namespace is known. */
export interface WrittenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly WrittenElement[];
  /** The text directly inside the element. A function if it is long: no rule for our own feeds reads the content of an entry. */
  readonly text: string | (() => string);
  /** The offset in the source, in UTF-16 units; -1 if it is not known. */
  readonly start: number;
  readonly end: number;
}

interface OpenElement extends WrittenElement {
  readonly children: OpenElement[];
  text: string | (() => string);
  /** The text that was read so far, with references. */
  raw: string;
}

/** Returns the root, or null if the document needs a parser. */
export function readWrittenXml(xml: string): WrittenElement | null {
  const prolog = written.exec(xml)?.[0];
  if (prolog === undefined || !xml.isWellFormed()) return null;
  const document = openElement('', noAttributes);
  const open = [document];
  tagAndText.lastIndex = prolog.length;
  while (tagAndText.lastIndex < xml.length) {
    const [whole, slash, name = '', attributes = '', empty, text = ''] = tagAndText.exec(xml) ?? [];
    const parent = open.at(-1);
    if (whole === undefined || parent === undefined || open.length > maximumWrittenDepth) return null;
    if (slash === '/') {
      if (attributes !== '' || empty === '/' || parent.name !== name) return null;
      parent.text = textOf(parent.raw);
      open.pop();
    } else {
      const read = readAttributes(attributes);
      if (read === null) return null;
      const element = openElement(name, read);
      parent.children.push(element);
      if (empty !== '/') open.push(element);
    }
    const inside = open.at(-1);
    if (inside !== undefined) inside.raw += text;
  }
  const isWhole = open.length === 1 && document.children.length === 1 && /^\n*$/.test(document.raw);
  return isWhole ? (document.children[0] ?? null) : null;
}

/** The only references that the writer writes. */
const reference = '&#x(?:26|3C|3E|22|D|9|A);';

/** Matches text of allowed characters and references. `excluded` are characters that have to be written as references. */
function textPattern(excluded: string): string {
  const characters = `[^&${excluded}]*`;
  return `${characters}(?:${reference}${characters})*`;
}

/** Markup, what the production Char excludes besides surrogates (2.2), and CR, which a parser turns into LF. No text has `]]>`. */
const excludedFromText = '<>\\0-\\x08\\v\\f\\r\\x0e-\\x1f\\ufffe\\uffff';
const text = textPattern(excludedFromText);
const value = textPattern(`${excludedFromText}"\\t\\n`);

const written = new RegExp(
  `^<\\?xml version="1\\.0" encoding="utf-8"\\?>\n(?:<\\?xml-stylesheet type="text/css" href="[^"${excludedFromText}]*"\\?>\n)?`,
);

const name = '[A-Za-z][\\w-]*(?::[A-Za-z][\\w-]*)?';
const tagAndText = new RegExp(`<(/?)(${name})((?: ${name}="${value}")*)(/?)>(${text})`, 'y');

/** Documents that are deeper are left to the parser, which has a limit. */
const maximumWrittenDepth = 20;

const noAttributes: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

function openElement(name: string, attributes: Readonly<Record<string, string>>): OpenElement {
  return { name, attributes, children: [], text: '', raw: '', start: -1, end: -1 };
}

const longText = 1000;

function textOf(raw: string): string | (() => string) {
  return raw.length < longText ? decode(raw) : () => decode(raw);
}

const attribute = / ([\w:-]+)="([^"]*)"/g;

/** Returns null if an attribute is repeated, which is not well-formed (3.1). */
function readAttributes(attributes: string): Readonly<Record<string, string>> | null {
  if (attributes === '') return noAttributes;
  const read: Record<string, string> = Object.create(null);
  for (const [, name = '', value = ''] of attributes.matchAll(attribute)) {
    if (name in read) return null;
    read[name] = decode(value);
  }
  return read;
}

const characters: Readonly<Record<string, string>> = {
  '&#x26;': '&',
  '&#x3C;': '<',
  '&#x3E;': '>',
  '&#x22;': '"',
  '&#xD;': '\r',
  '&#x9;': '\t',
  '&#xA;': '\n',
};

function decode(text: string): string {
  return text.includes('&') ? text.replace(/&#x\w+;/g, (reference) => characters[reference] ?? '') : text;
}
