/** The one way by which text reaches XML: a tree of plain values, and one escape. XML 1.0, fifth edition. */

export type XmlAttributes = Readonly<Record<string, string | number | null>>;
export type XmlNode = string | XmlElement;

export interface XmlElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: readonly XmlNode[];
}

/** Makes an element; attributes that are null are not written. */
export function element(name: string, attributes: XmlAttributes, ...children: readonly XmlNode[]): XmlElement {
  return { name, attributes, children };
}

/** Makes an element with nothing but text. */
export function textElement(name: string, text: string): XmlElement {
  return element(name, {}, text);
}

/** A list of one element, or of none where there is no text. */
export function optional(name: string, text: string | null): readonly XmlElement[] {
  return text === null || text === '' ? [] : [textElement(name, text)];
}

/** A whole document with its declaration; elements that hold elements are indented. */
export function renderXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${renderElement(root, '')}\n`;
}

/**
 * Characters that XML cannot hold are dropped (2.2), lone surrogates become U+FFFD, and markup becomes character references.
 * The numeric forms, because feed validators warn of `&amp;` and `&lt;` in titles; CR, because a parser would turn it into LF (2.11).
 */
export function escapeXml(text: string): string {
  return cleanText(text).replace(/[&<>"\r]/g, (character) => references[character] ?? '');
}

/** The text as every format carries it: what XML 1.0 can hold, well-formed. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}

const references: Readonly<Record<string, string>> = {
  '&': '&#x26;',
  '<': '&#x3C;',
  '>': '&#x3E;',
  '"': '&#x22;',
  '\r': '&#xD;',
};

/** In attributes a parser would turn tabs and line ends into spaces (3.3.3). */
function escapeAttribute(text: string): string {
  return escapeXml(text).replace(/\t/g, '&#x9;').replace(/\n/g, '&#xA;');
}

function renderElement({ name, attributes, children }: XmlElement, indent: string): string {
  const open = `${indent}<${name}${renderAttributes(attributes)}`;
  const filled = children.filter((child) => child !== '');
  if (filled.length === 0) return `${open}/>`;
  if (filled.some((child) => typeof child === 'string'))
    return `${open}>${filled.map(renderInline).join('')}</${name}>`;
  const lines = filled.map((child) => renderNode(child, `${indent}  `));
  return `${open}>\n${lines.join('\n')}\n${indent}</${name}>`;
}

function renderNode(node: XmlNode, indent: string): string {
  return typeof node === 'string' ? escapeXml(node) : renderElement(node, indent);
}

function renderInline(node: XmlNode): string {
  return renderNode(node, '');
}

function renderAttributes(attributes: XmlAttributes): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
}
