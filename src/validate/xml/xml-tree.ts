/** Parses XML to a tree whose names do not depend on the prefixes that the feed uses: `item` and `media:content` in RSS, `entry` in Atom. */
import { parseXml, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import { messageOf } from '../../problem/publish-error.ts';
import { prefixOf } from './namespaces.ts';
import { readWrittenXml, type WrittenElement } from './written-xml.ts';

export interface FeedElement {
  /** With the prefix that rules use for its namespace. Elements of the format itself have no prefix. */
  readonly name: string;
  /** The name as the feed writes it. */
  readonly written: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly FeedElement[];
  /** The text directly inside the element, without that of its children. */
  readonly text: string;
  readonly parent: FeedElement | null;
  /** The offset in the source, in UTF-16 units; -1 if offsets were not asked for. */
  readonly start: number;
  readonly end: number;
}

export interface Tree {
  readonly root: FeedElement;
  /** All elements in document order, the root first. */
  readonly elements: readonly FeedElement[];
}

/** Why a document cannot be read, and at which offset. */
export interface Unreadable {
  readonly message: string;
  readonly offset: number | null;
}

/** The maximum depth of elements. No feed needs more, and parsers of readers give up. */
export const maximumDepth = 200;

/** Parses a document. Refuses entities that the document declares, and elements that are nested too deeply. Never throws. */
export function readXmlTree(text: string, options: { readonly offsets: boolean }): Tree | Unreadable {
  try {
    const root = (options.offsets ? null : readWrittenXml(text)) ?? parsedRoot(text, options);
    return root === null ? { message: 'it contains no element', offset: null } : treeOf(root);
  } catch (thrown) {
    if (thrown instanceof XmlError) return { message: firstLine(thrown.message), offset: unitsOf(text, thrown.pos) };
    if (thrown instanceof UnreadableError) return { message: thrown.message, offset: thrown.offset };
    if (thrown instanceof RangeError) return { message: tooDeep, offset: null };
    return { message: messageOf(thrown), offset: null };
  }
}

function parsedRoot(text: string, { offsets }: { readonly offsets: boolean }): WrittenElement | null {
  const { root } = parseXml(text, { includeOffsets: offsets });
  return root === null ? null : writtenElement(root);
}

function writtenElement({ name, attributes, children, start, end }: XmlElement): WrittenElement {
  let text = '';
  const elements: WrittenElement[] = [];
  for (const child of children) {
    if (child instanceof XmlText) text += child.text;
    else if (child instanceof XmlElement) elements.push(writtenElement(child));
  }
  return { name, attributes, children: elements, text, start, end };
}

/** Converts an offset in characters, as the parser counts them, to UTF-16 units. */
function unitsOf(text: string, characters: number): number {
  let units = 0;
  for (let count = 0; count < characters; count += 1) units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}

const tooDeep = `elements are nested more than ${maximumDepth} deep`;

class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly offset: number | null;

  constructor(message: string, { start }: WrittenElement) {
    super(message);
    this.offset = start === -1 ? null : start;
  }
}

/** The namespaces in scope at an element by prefix, and the names that were already resolved with them. */
interface Scope {
  readonly uris: ReadonlyMap<string, string>;
  readonly names: Map<string, Pick<FeedElement, 'name' | 'namespace'>>;
}

interface Document {
  /** The namespace of the root, whose elements get no prefix. */
  readonly home: string;
  readonly elements: FeedElement[];
}

interface ParentContext {
  readonly parent: FeedElement | null;
  readonly scope: Scope;
  readonly depth: number;
}

function treeOf(source: WrittenElement): Tree {
  const scope = scopeOf(source, { uris: new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]), names: new Map() });
  const document = { home: uriOf(source.name, { scope, source }), elements: [] };
  const root = build(source, { parent: null, scope, depth: 1 }, document);
  return { root, elements: document.elements };
}

function build(
  source: WrittenElement,
  { parent, scope: outer, depth }: ParentContext,
  document: Document,
): FeedElement {
  if (depth > maximumDepth) throw new UnreadableError(tooDeep, source);
  const scope = parent === null ? outer : scopeOf(source, outer);
  const children: FeedElement[] = [];
  const { name, namespace } = resolve(source, scope, document.home);
  const { text } = source;
  const element: FeedElement = {
    name,
    namespace,
    written: source.name,
    attributes: attributesOf(source, scope),
    children,
    text: typeof text === 'string' ? text : '',
    parent,
    start: source.start,
    end: source.end,
  };
  if (typeof text === 'function') Object.defineProperty(element, 'text', { get: text });
  document.elements.push(element);
  for (const child of source.children) {
    children.push(build(child, { parent: element, scope, depth: depth + 1 }, document));
  }
  return element;
}

function scopeOf({ attributes }: WrittenElement, outer: Scope): Scope {
  const declared = Object.keys(attributes).filter(declaresNamespace);
  if (declared.length === 0) return outer;
  const uris = new Map(outer.uris);
  for (const name of declared) uris.set(name.slice('xmlns:'.length), attributes[name] ?? '');
  return { uris, names: new Map() };
}

/** True for the name of an attribute that declares a namespace (Namespaces in XML 1.0, 3). */
export function declaresNamespace(name: string): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:');
}

function resolve(source: WrittenElement, scope: Scope, home: string): Pick<FeedElement, 'name' | 'namespace'> {
  const known = scope.names.get(source.name);
  if (known !== undefined) return known;
  const namespace = uriOf(source.name, { scope, source });
  const local = localOf(source.name);
  const name = namespace === home ? local : `${prefixFor(namespace)}:${local}`;
  scope.names.set(source.name, { name, namespace });
  return { name, namespace };
}

/** A namespace that no rule knows gets its URI as the prefix, so that its names cannot be mistaken for others. */
function prefixFor(namespace: string): string {
  return namespace === '' ? '' : (prefixOf(namespace) ?? `{${namespace}}`);
}

function attributesOf(source: WrittenElement, scope: Scope): Readonly<Record<string, string>> {
  const names = Object.keys(source.attributes);
  if (names.every((name) => !name.includes(':'))) return source.attributes;
  return Object.fromEntries(
    names.map((name) => [attributeName(name, { scope, source }), source.attributes[name] ?? '']),
  );
}

function attributeName(name: string, context: { readonly scope: Scope; readonly source: WrittenElement }): string {
  if (!name.includes(':') || name.startsWith('xmlns:')) return name;
  return `${prefixFor(uriOf(name, context))}:${localOf(name)}`;
}

function uriOf(name: string, { scope, source }: { readonly scope: Scope; readonly source: WrittenElement }): string {
  const colon = name.indexOf(':');
  const prefix = colon === -1 ? '' : name.slice(0, colon);
  const uri = scope.uris.get(prefix);
  if (uri === undefined && prefix !== '') {
    throw new UnreadableError(`the prefix of "${name}" is not declared`, source);
  }
  return uri ?? '';
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ \(line \d+, column \d+\)$/, '');
}

/** Returns the children of an element with one name. */
export function childrenOf({ children }: FeedElement, name: string): readonly FeedElement[] {
  return children.filter((child) => child.name === name);
}
