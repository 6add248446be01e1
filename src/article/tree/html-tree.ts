/** Parses HTML to a tree and writes it back, as browsers do. */
import type { Element, Root, RootContent } from 'hast';
import { fromParse5, type Options } from 'hast-util-from-parse5';
import { toHtml } from 'hast-util-to-html';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, type ParserOptions, parse, parseFragment } from 'parse5';
import { maximumDepth, parseBounded, TooDeepError } from '../text/depth.ts';
import { htmlOfText } from '../text/html-text.ts';
import { depthOf } from './walk.ts';

/**
 * Parses a fragment or a document. Character references that are not valid characters (HTML, 13.2.5.80) would become U+FFFD, so
 * they are removed, as such characters themselves are. A reference to a carriage return becomes a line break, as the character
 * itself does. HTML has no other way to write one. Throws `TooDeepError`.
 */
export function readHtml(html: string, kind: 'fragment' | 'document' = 'fragment'): Root {
  const text = html.replace(
    /&#(?:x([0-9a-f]+)|([0-9]+));?/gi,
    (reference, hex: string | undefined, decimal: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code === carriageReturn ? '&#10;' : isCharacter(code) ? reference : '';
    },
  );
  return checkDepth(parseBounded(() => parseHtmlTree(text, kind)));
}

/** Parses HTML as browsers do. Throws `TooDeepError` if tags multiply, or a `RangeError` if they are nested too deeply. */
export function parseHtmlTree(html: string, kind: 'fragment' | 'document' = 'fragment'): Root {
  const parser = kind === 'fragment' ? parseFragment : parse;
  const document = parser(html, {
    scriptingEnabled: false,
    sourceCodeLocationInfo: true,
    treeAdapter: boundedAdapter(html),
  });
  // Only the text of the file is used. The package `vfile` would open the standard streams when it is loaded.
  const file = { toString: () => html } as NonNullable<Options['file']>;
  return fromParse5(document, { file }) as Root;
}

/** How many elements a tag may become. A formatting tag that is not closed is repeated in each block that follows. */
const maximumRepeats = 20;
const leastElements = 2000;

/** Stops parsing if formatting tags that are not closed multiply: a few kilobytes could become millions of elements. */
function boundedAdapter(html: string): NonNullable<ParserOptions<DefaultTreeAdapterMap>['treeAdapter']> {
  const maximumElements = leastElements + maximumRepeats * (html.split('<').length - 1);
  let elements = 0;
  return {
    ...defaultTreeAdapter,
    createElement: (...given) => {
      elements += 1;
      if (elements > maximumElements) throw new TooDeepError(`Tags become more than ${maximumElements} elements`);
      return defaultTreeAdapter.createElement(...given);
    },
  };
}

/** Returns the tree. Throws `TooDeepError` if it is nested too deeply. */
export function checkDepth(tree: Root): Root {
  if (depthOf(tree) > maximumDepth) throw new TooDeepError(`Tags are nested more than ${maximumDepth} times`);
  return tree;
}

const carriageReturn = 13;

function isCharacter(code: number): boolean {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

/** Writes a tree as HTML, in the same way as `hast-util-to-html`, which takes four times as long. */
export function writeTree(tree: Root): string {
  return writeNodes(tree.children);
}

function writeNodes(nodes: readonly RootContent[]): string {
  let html = '';
  for (const node of nodes) {
    if (node.type === 'text') html += htmlOfText(node.value);
    else html += (node.type === 'element' ? writeElement(node) : null) ?? writeOther(node);
  }
  return html;
}

/** Null if an element or one of its attributes needs the library. */
function writeElement(element: Element): string | null {
  const { tagName, properties, children } = element;
  if (unusual.has(tagName)) return null;
  let start = `<${tagName}`;
  for (const name in properties) {
    const attribute = writeAttribute(name, properties[name]);
    if (attribute === null) return null;
    start += attribute;
  }
  const content = `${beginsWithBreak(element) ? '\n' : ''}${writeNodes(children)}`;
  return content === '' && voids.has(tagName) ? `${start}>` : `${start}>${content}</${tagName}>`;
}

/** Elements whose content is not HTML, or not in their children. */
const unusual: ReadonlySet<string> = new Set(['script', 'style', 'svg', 'template']);

/** Elements without an end tag: https://html.spec.whatwg.org/multipage/syntax.html#void-elements */
const voids: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** The attributes whose value is text, by property. */
const textAttributes: ReadonlyMap<string, string> = new Map(
  'src alt title href width height lang dir cite start value type media kind label span scope align poster dateTime colSpan rowSpan srcSet srcLang'
    .split(' ')
    .map((property) => [property, property.toLowerCase()]),
);
const switches: ReadonlySet<string> = new Set(['controls', 'reversed']);

/** An attribute after a space. Null if it needs the library. */
function writeAttribute(name: string, value: Element['properties'][string]): string | null {
  if (value === null || value === undefined) return '';
  if (value === true) return switches.has(name) ? ` ${name}` : null;
  const isClass = name === 'className' && Array.isArray(value);
  const attribute = isClass ? 'class' : textAttributes.get(name);
  const text = isClass ? value.join(' ').trim() : value;
  if (attribute === undefined || (typeof text !== 'string' && !Number.isInteger(text))) return null;
  return ` ${attribute}="${String(text).replace(/["&'`\0]/g, (character) => references[character] ?? character)}"`;
}

const references: Readonly<Record<string, string>> = {
  '"': '&quot;',
  '&': '&amp;',
  "'": '&#x27;',
  '`': '&#x60;',
  '\0': '&#x0;',
};

function writeOther(node: RootContent): string {
  const written = node.type === 'element' ? withSecondBreak(node) : node;
  return toHtml(written, { characterReferences: { useNamedReferences: true } });
}

/** True for a `pre` whose text begins with a line break. It is written twice, because parsers ignore the first one. */
function beginsWithBreak({ tagName, children: [first] }: Element): boolean {
  return tagName === 'pre' && first?.type === 'text' && first.value.startsWith('\n');
}

function withSecondBreak(node: Element): Element {
  const children = node.children.map((child) => (child.type === 'element' ? withSecondBreak(child) : child));
  return { ...node, children: beginsWithBreak(node) ? [{ type: 'text', value: '\n' }, ...children] : children };
}
