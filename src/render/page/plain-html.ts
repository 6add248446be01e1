/**
 * Reads and writes the HTML of nearly all content in a tenth of the time of an HTML parser. It reads only HTML that a parser
 * would turn into exactly the elements that are written. That is what the sanitiser and `writeTree` make. If there is any other
 * element, attribute or character reference, or if a parser would move, add or close an element (HTML, 13.2.6), nothing is read.
 */
import type { Element, Root, Text } from 'hast';
import { type Attributes, escapeText, openingTag, voidElements } from './tag.ts';

const tagAndText = /<(\/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>([^<]*)/y;

/** Reads HTML to a tree. Returns null if only a parser can read it. */
export function readPlainHtml(html: string): Root | null {
  if (controls.test(html)) return null;
  const root: Root = { type: 'root', children: [] };
  const open: (Root | Element)[] = [root];
  const names: string[] = [];
  const first = html.indexOf('<');
  if (!addText(first === -1 ? html : html.slice(0, first), root)) return null;
  tagAndText.lastIndex = first === -1 ? html.length : first;
  while (tagAndText.lastIndex < html.length) {
    const [whole, slash, name = '', attributes = '', text = ''] = tagAndText.exec(html) ?? [];
    if (whole === undefined) return null;
    if (slash === '/') {
      if (attributes !== '' || names.pop() !== name) return null;
      open.pop();
    } else {
      const element = mayOpen(name, names) ? elementOf(name, attributes) : null;
      if (element === null || (name === 'pre' && text.startsWith('\n'))) return null;
      open.at(-1)?.children.push(element);
      if (!voidElements.has(name)) {
        open.push(element);
        names.push(name);
      }
    }
    if (structures.has(names.at(-1) ?? '') && moved.test(text)) return null;
    if (!addText(text, open.at(-1) ?? root)) return null;
  }
  return names.length === 0 ? root : null;
}

/** A parser changes or drops some of these. */
const controls = /[\0-\x08\v\f\r\x0e-\x1f]/;

/** Adds a text to the end of an element. Returns false if it cannot be read. */
function addText(raw: string, { children }: Root | Element): boolean {
  if (raw === '') return true;
  const value = decode(raw);
  if (value !== null) (children as Text[]).push({ type: 'text', value });
  return value !== null;
}

const inline: ReadonlySet<string> = new Set(
  'a abbr b bdi br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup time u var'.split(' '),
);

/** A parser closes an open `p` before these. */
const blocks: ReadonlySet<string> = new Set(
  'blockquote div dl figcaption figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul'.split(' '),
);

/** Elements that a parser leaves in their place only in these parents. */
const parents: ReadonlyMap<string, readonly string[]> = new Map([
  ['li', ['ul', 'ol']],
  ['dt', ['dl']],
  ['dd', ['dl']],
  ['caption', ['table']],
  ['thead', ['table']],
  ['tbody', ['table']],
  ['tfoot', ['table']],
  ['tr', ['thead', 'tbody', 'tfoot']],
  ['th', ['tr']],
  ['td', ['tr']],
]);

/** A parser moves everything else out of these. */
const structures: ReadonlySet<string> = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr']);

/** Of text, only these spaces stay there (HTML, 13.2.6.4.9). */
const moved = /[^ \t\n]/;

const heading = /^h[1-6]$/;

/** Elements that are nested deeper are left to the parser, which has a limit. */
const maximumPlainDepth = 50;

/** True if a parser opens an element here without closing another one first. */
function mayOpen(name: string, open: readonly string[]): boolean {
  const parent = open.at(-1) ?? '';
  if (open.length > maximumPlainDepth) return false;
  const allowed = parents.get(name);
  if (allowed !== undefined) return allowed.includes(parent);
  if (structures.has(parent)) return false;
  if (inline.has(name)) return name !== 'a' || !open.includes('a');
  return blocks.has(name) && !open.includes('p') && !open.some((it) => heading.test(it));
}

const attribute = / ([a-z]+)="([^"]*)"/g;

function elementOf(tagName: string, attributes: string): Element | null {
  const properties: Element['properties'] = {};
  for (const [, name = '', raw = ''] of attributes === '' ? [] : attributes.matchAll(attribute)) {
    const value = decode(raw);
    if (value === null || Object.hasOwn(properties, name) || plainAttributes.get(name)?.test(value) !== true)
      return null;
    properties[name] = value;
  }
  return { type: 'element', tagName, properties, children: [] };
}

const count = /^[1-9]\d{0,8}$/;
const word = /^[\w-]*$/;
const anything = /^/;

/** The attributes that are read, and the values of each that a parser does not change. */
const plainAttributes: ReadonlyMap<string, RegExp> = new Map([
  ['align', word],
  ['alt', anything],
  ['cite', anything],
  ['class', /^language-[\w+#-]+$/],
  ['colspan', count],
  ['datetime', anything],
  ['dir', word],
  ['height', count],
  ['href', anything],
  ['lang', anything],
  ['rowspan', count],
  ['src', anything],
  ['start', count],
  ['title', anything],
  ['width', count],
]);

const references: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&quot;', '"'],
  ['&#x27;', "'"],
  ['&#x60;', '`'],
]);

/** Decodes the character references that `writeTree` writes. Returns null if there is any other. */
function decode(raw: string): string | null {
  if (!raw.includes('&')) return raw;
  let isKnown = true;
  const decoded = raw.replace(/&[^;]{0,5};?/g, (reference) => {
    isKnown &&= references.has(reference);
    return references.get(reference) ?? '';
  });
  return isKnown ? decoded : null;
}

/** Writes the children of a node of a tree that was read here, or of elements that were added to it. */
export function writePlainHtml({ children }: Root | Element): string {
  let html = '';
  for (const child of children) {
    if (child.type === 'text') html += escapeText(child.value);
    else if (child.type === 'element') html += writeElement(child);
  }
  return html;
}

function writeElement(element: Element): string {
  const { tagName, properties } = element;
  const start = openingTag(tagName, attributesOf(properties));
  return voidElements.has(tagName) ? start : `${start}${writePlainHtml(element)}</${tagName}>`;
}

const attributeNames: Readonly<Record<string, string>> = {
  ariaLabel: 'aria-label',
  className: 'class',
  tabIndex: 'tabindex',
};

function attributesOf(properties: Element['properties']): Attributes {
  const attributes: Record<string, string> = {};
  for (const name in properties) {
    const value = properties[name];
    attributes[attributeNames[name] ?? name] = Array.isArray(value) ? value.join(' ') : String(value);
  }
  return attributes;
}
