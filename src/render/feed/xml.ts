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

/** A whole document with its declaration, and the address of its stylesheet; elements that hold elements are indented. */
export function renderXml(root: XmlElement, stylesheet: string | null = null): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${renderStylesheet(stylesheet)}${renderElement(root, '')}\n`;
}

/**
 * What no format can hold is dropped, and markup becomes character references.
 * The numeric forms, because feed validators warn of `&amp;` and `&lt;` in titles; CR, because a parser would turn it into LF (2.11).
 */
export function escapeXml(text: string): string {
  return cleanText(text).replace(/[&<>"\r]/g, (character) => references[character] ?? '');
}

/** The text as every format carries it, without what XML 1.0 cannot hold (2.2) or discourages, which is no letter of any script. */
export function cleanText(text: string): string {
  return suspects.test(text) ? text.replace(unwritable, '') : text;
}

/** One look is enough for nearly every text; surrogates may stand in pairs, which only the second look tells. */
const suspects = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/;
/** Controls, halves of surrogates, and code points that Unicode keeps for no character (Noncharacter_Code_Point). */
const unwritable = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\p{Cs}\p{Noncharacter_Code_Point}]/gu;

const references: Readonly<Record<string, string>> = {
  '&': '&#x26;',
  '<': '&#x3C;',
  '>': '&#x3E;',
  '"': '&#x22;',
  '\r': '&#xD;',
};

/** In attributes a parser would turn tabs and line ends into spaces (3.3.3). */
function escapeAttribute(text: string): string {
  return escapeXml(text).replace(/[\t\n]/g, (space) => (space === '\t' ? '&#x9;' : '&#xA;'));
}

/** What looks like attributes takes references like them, so that no text ends the instruction (xml-stylesheet 1.0, 3). */
function renderStylesheet(href: string | null): string {
  return href === null ? '' : `<?xml-stylesheet${renderAttributes({ type: 'text/css', href })}?>\n`;
}

/** Adds strings and never joins lists of them: a join would copy all that is inside once for each level. */
function renderElement({ name, attributes, children }: XmlElement, indent: string): string {
  const open = `${indent}<${name}${renderAttributes(attributes)}`;
  const content = renderChildren(children, indent);
  return content === '' ? `${open}/>` : `${open}>${content}</${name}>`;
}

/** Elements stand on lines of their own, except beside text, where white space would be part of it. */
function renderChildren(children: readonly XmlNode[], indent: string): string {
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
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) written += ` ${name}="${escapeAttribute(String(value))}"`;
  }
  return written;
}
