/** Applies the rules of a reader to HTML, as its sanitiser does: elements, then attributes, then URLs. */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { h } from 'hastscript';
import { readHtml, writeTree } from '../../article/tree/html-tree.ts';
import { elementsOf } from '../../article/tree/walk.ts';
import type { ContentRules } from './reader.ts';
import { matchesName, urlAfterRules } from './reader-urls.ts';

/** The HTML that is left. `base` is the URL of the page, against which relative URLs are resolved. */
export function applyRules(html: string, rules: ContentRules, base: string): string {
  const tree = readHtml(html);
  const context = { rules, base };
  return writeTree({ type: 'root', children: tree.children.flatMap((node) => nodeAfterRules(node, context)) } as Root);
}

interface Context {
  readonly rules: ContentRules;
  readonly base: string;
}

/** Attributes by their names in HTML, in lower case. */
export type Attributes = Readonly<Record<string, string>>;

/** What is left of a node: nothing, itself, or its children. */
function nodeAfterRules(node: RootContent, context: Context): ElementContent[] {
  if (node.type === 'text') return [node];
  if (node.type !== 'element') return [];
  const { rules } = context;
  const attributes = attributesOf(node, rules.renamed);
  if (isDropped(node.tagName, attributes, rules)) return [];
  // Browsers ignore what is between the tags of a frame.
  const children = node.tagName === 'iframe' ? [] : childrenOf(node).flatMap((child) => nodeAfterRules(child, context));
  if (!isAllowed(node.tagName, rules))
    return rules.otherwise === 'unwrap' || isUnwrapped(node.tagName, rules) ? children : [];
  const kept = attributesAfterRules(node.tagName, attributes, context);
  const required = rules.required[node.tagName];
  if (required !== undefined && !required.some((name) => name in kept)) return children;
  return [wrap({ ...node, properties: propertiesOf(kept), children }, rules)];
}

/** The content of a `template` is not among its children. */
function childrenOf(element: Element): readonly RootContent[] {
  return element.content?.children ?? element.children;
}

function isDropped(tag: string, attributes: Attributes, { dropped, dropsHidden, pixelSizes }: ContentRules): boolean {
  if (dropped.includes(tag) || (dropsHidden && 'hidden' in attributes)) return true;
  const isPixel = (length: string | undefined) => length !== undefined && pixelSizes.includes(length);
  return tag === 'img' && isPixel(attributes['width']) && isPixel(attributes['height']);
}

function isUnwrapped(tag: string, { unwrapped }: ContentRules): boolean {
  return unwrapped.includes(tag);
}

function isAllowed(tag: string, rules: ContentRules): boolean {
  if (isUnwrapped(tag, rules)) return false;
  return rules.elements === null || Object.hasOwn(rules.elements, tag);
}

/** The attributes as HTML writes them, because the rules of readers use those names and texts. */
export function attributesOf({ properties }: Element, renamed: ContentRules['renamed'] = {}): Attributes {
  const written = Object.entries(properties).flatMap(([property, value]): (readonly [string, string])[] => {
    const name = attributeOf(property);
    if (value === false || value === null || value === undefined) return [];
    return [[renamed[name] ?? name, value === true ? '' : Array.isArray(value) ? value.join(' ') : String(value)]];
  });
  return Object.fromEntries(written);
}

/** Properties whose names are not those of the attributes. */
const attributeNames: Readonly<Record<string, string>> = {
  className: 'class',
  htmlFor: 'for',
  acceptCharset: 'accept-charset',
  httpEquiv: 'http-equiv',
};

function attributeOf(property: string): string {
  const known = attributeNames[property];
  if (known !== undefined) return known;
  if (/^data[A-Z]/.test(property)) return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return property.replace(/^aria(?=[A-Z])/, 'aria-').toLowerCase();
}

function attributesAfterRules(tag: string, attributes: Attributes, { rules, base }: Context): Attributes {
  const own = rules.elements?.[tag] ?? [];
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const isKept = own.includes(name) || matchesName(name, rules.attributes);
    if (!isKept || matchesName(name, rules.removedAttributes)) continue;
    const after = urlAfterRules({ tag, name, value }, { urls: rules.urls, base });
    if (after !== null) kept[name] = after;
  }
  return { ...kept, ...addedTo(tag, kept, rules) };
}

/** An attribute without a value is true, because the writer omits empty ones. */
function propertiesOf(attributes: Attributes): Element['properties'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, value === '' && name !== 'alt' ? true : value]),
  );
}

function addedTo(tag: string, kept: Attributes, { added, urls }: ContentRules): Attributes {
  if (urls.keepsFragments && kept['href']?.startsWith('#')) return {};
  const rows = added.filter(
    ({ element, having }) =>
      element === tag && (having === null || having.some((condition) => hasAttribute(kept, condition))),
  );
  return Object.assign({}, ...rows.map(({ attributes }) => attributes)) as Attributes;
}

/** True for a condition of `AddedAttributes`. */
function hasAttribute(attributes: Attributes, condition: string): boolean {
  const [name = '', beginning = ''] = condition.split('^=');
  return attributes[name]?.startsWith(beginning) ?? false;
}

function wrap(element: Element, { wrapped }: ContentRules): Element {
  const name = wrapped[element.tagName];
  return name === undefined ? element : h('div', { class: name }, element);
}

/** The URL of the first picture in HTML. Null if it has none. */
export function firstPictureIn(html: string): string | null {
  const picture = elementsOf(readHtml(html)).find(
    ({ tagName, properties }) => tagName === 'img' && typeof properties['src'] === 'string',
  );
  return picture === undefined ? null : String(picture.properties['src']);
}
