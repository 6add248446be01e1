/** Writes XML 1.0 (fifth edition) from a tree of plain values. All text goes through one escaping function. */

export type XmlAttributes = Readonly<Record<string, string | number | null>>;
export type XmlNode = string | XmlElement;

export interface XmlElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: readonly XmlNode[];
}

/** Makes an element. Attributes that are null are not written. */
export function element(name: string, attributes: XmlAttributes, ...children: readonly XmlNode[]): XmlElement {
  return { name, attributes, children };
}

/** Makes an element that contains only text. */
export function textElement(name: string, text: string): XmlElement {
  return element(name, {}, text);
}

/** A list with one element, or an empty list if the text is null or empty. */
export function optional(name: string, text: string | null): readonly XmlElement[] {
  return text === null || text === '' ? [] : [textElement(name, text)];
}

/** Writes a document, with an XML declaration and the URL of its style sheet. Nested elements are indented. */
export function renderXml(root: XmlElement, stylesheet: string | null = null): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${renderStylesheet(stylesheet)}${renderElement(root, '')}\n`;
}

/**
 * Removes the characters that no format can contain, and replaces markup with character references. They are numeric, because feed
 * validators warn about `&amp;` and `&lt;` in titles. CR is replaced too, because a parser would turn it into LF (2.11).
 */
export function escapeXml(text: string): string {
  if (!special.test(text)) return text;
  return cleanText(text).replace(/[&<>"\r]/g, (character) => references[character] ?? '');
}

/** Removes the characters that XML 1.0 forbids or discourages (2.2), in the text of all formats. No script uses them as letters. */
export function cleanText(text: string): string {
  return suspects.test(text) ? text.replace(unwritable, '') : text;
}

/** A quick check, which is enough for nearly every text. It also matches surrogate pairs, which `unwritable` leaves in the text. */
const suspects = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/;
/** What `suspects` finds, and markup. */
const special = /[\0-\x08\v-\x1f"&<>\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/;
/** Control characters, lone surrogates and Unicode noncharacters (Noncharacter_Code_Point). */
const unwritable = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\p{Cs}\p{Noncharacter_Code_Point}]/gu;

const references: Readonly<Record<string, string>> = {
  '&': '&#x26;',
  '<': '&#x3C;',
  '>': '&#x3E;',
  '"': '&#x22;',
  '\r': '&#xD;',
};

/** Also escapes tabs and line feeds, which a parser would turn into spaces in attributes (3.3.3). */
function escapeAttribute(text: string): string {
  const escaped = escapeXml(text);
  return /[\t\n]/.test(escaped) ? escaped.replaceAll('\t', '&#x9;').replaceAll('\n', '&#xA;') : escaped;
}

/** Pseudo-attributes are escaped like attributes, so that no text can end the processing instruction (xml-stylesheet 1.0, 3). */
function renderStylesheet(href: string | null): string {
  return href === null ? '' : `<?xml-stylesheet${renderAttributes({ type: 'text/css', href })}?>\n`;
}

/** Concatenates strings instead of joining lists: each join would copy the whole content again at every level. */
function renderElement({ name, attributes, children }: XmlElement, indent: string): string {
  const open = `${indent}<${name}${renderAttributes(attributes)}`;
  const content = renderChildren(children, indent);
  return content === '' ? `${open}/>` : `${open}>${content}</${name}>`;
}

/** Each element has its own line, unless its siblings include text, because the white space would become part of the text. */
function renderChildren(children: readonly XmlNode[], indent: string): string {
  const [only] = children;
  if (typeof only === 'string' && children.length === 1) return escapeXml(only);
  const inline = children.some((child) => typeof child === 'string');
  let content = '';
  for (const child of children) {
    if (typeof child === 'string') content += escapeXml(child);
    else content += inline ? renderElement(child, '') : `\n${renderElement(child, `${indent}  `)}`;
  }
  return inline || content === '' ? content : `${content}\n${indent}`;
}

function renderAttributes(attributes: XmlAttributes): string {
  let written = '';
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== null) written += ` ${name}="${escapeAttribute(String(value))}"`;
  }
  return written;
}
