/** Converts bodies in NITF, XHTML or plain paragraphs to HTML trees, in order and without losing a word. https://www.iptc.org/std/NITF/ */
import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { buildCaptions, buildFigcaption, buildFigure } from '../../tree/figures.ts';
import { htmlContent, inlineContent, textContent } from '../contents.ts';
import { attributeOf, elementAt, elementText, innerElements, isInline, rawText } from './elements.ts';
import { mediaKindOf, pictureOfMedia, textsOfMedia } from './news-media.ts';
import type { NewsElement } from './news-xml.ts';

/** The tree of a body: the element that contains the paragraphs. */
export function bodyContent(body: NewsElement): Root {
  const text = innerElements(body).length === 0 ? rawText(body) : null;
  return text === null ? { type: 'root', children: blocksIn(lowerNames(body)) } : contentOfText(text);
}

/** The same element with names in lower case. TT writes all names in capitals, and some agencies those of HTML. */
export function lowerNames(element: NewsElement): NewsElement {
  const children = element.children.map((child) => (typeof child === 'string' ? child : lowerNames(child)));
  return { ...element, name: element.name.toLowerCase(), children };
}

/** The tree of a text, which can be HTML that was written as text. */
export function contentOfText(text: string): Root {
  if (blockTag.test(text)) return htmlContent(text);
  return inlineTag.test(text) ? inlineContent(text) : textContent(text);
}

const blockTag =
  /<(?:p|div|br|body|html|figure|h[1-6]|ul|ol|dl|pre|table|blockquote|section|article|main)\b[^<>]{0,2000}>/i;
const inlineTag = /<(?:strong|b|em|i|u|a|span|sub|sup|small|cite|q)\b[^<>]{0,2000}>/i;

/** Elements with another name in HTML. A subhead is one level below the headline. */
const htmlNames: ReadonlyMap<string, string> = new Map([
  ['hl1', 'h2'],
  ['hl2', 'h2'],
  ['hl3', 'h3'],
  ['hl4', 'h4'],
  ['bq', 'blockquote'],
  ['tagline', 'p'],
  ['byline', 'p'],
  ['dateline', 'p'],
  ['copyrite', 'p'],
  ['copyright.holder', 'span'],
  ['datasource', 'p'],
  ['credit', 'p'],
  ['strike', 's'],
  ['object.title', 'em'],
  // TT.
  ['rubrik', 'h2'],
  ['mellis', 'h2'],
  ['citat', 'p'],
]);

const sameNames = new Set(
  (
    'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 ' +
    'hr i img ins kbd li mark ol p picture pre q rb rp rt ruby s samp section small source span strong sub sup table tbody td ' +
    'tfoot th thead time tr u ul var video audio track iframe script style object embed details summary template'
  ).split(' '),
);

/** Elements whose text is not part of the story. dpa repeats the headline and the byline in `header`. */
const omitted = new Set(
  'head title header nitf-table-metadata media-metadata media-object tobject key-list dat'.split(' '),
);

const editorial = /(?:^|\s)(?:noprint|(?:np-)?nonpublic|notepad)(?:\s|$)/i;

/** True for what agencies write to editors in the middle of a story. */
export function isForEditors(element: NewsElement): boolean {
  if (element.name === 'note') return /editor/i.test(attributeOf(element, 'noteclass') ?? '');
  return editorial.test(element.attributes['class'] ?? '');
}

/** The content of an element that contains blocks. Texts between the blocks become paragraphs. */
function blocksIn(parent: NewsElement): ElementContent[] {
  const runs: { readonly isLine: boolean; readonly nodes: ElementContent[] }[] = [];
  for (const child of parent.children) {
    const isLine = typeof child === 'string' || isInline(child) || inlineInHtml.has(child.name);
    const nodes = typeof child === 'string' ? [text(child)] : convert(child);
    const last = runs.at(-1);
    if (isLine && last?.isLine) for (const node of nodes) last.nodes.push(node);
    else runs.push({ isLine, nodes });
  }
  return runs.flatMap(({ isLine, nodes }) => {
    if (isLine) return paragraphsIn(nodes);
    return [...(nodes.some(isBlockNode) ? nodes : paragraphsIn(nodes)), text('\n')];
  });
}

const inlineInHtml = new Set(['br', 'del', 'ins', 'bdi', 'bdo', 'kbd', 'ruby', 'var', 'cite', 'a']);

function isBlockNode(node: ElementContent): boolean {
  return node.type === 'element' && !inlineInHtml.has(node.tagName) && !isInline({ name: node.tagName });
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}

/** Texts at the level of blocks become paragraphs, divided at blank lines. */
function paragraphsIn(line: readonly ElementContent[]): ElementContent[] {
  const nodes = [...line];
  const words = textOf({ type: 'root', children: nodes });
  const hasMedia = nodes.some((node) => node.type === 'element' && node.tagName !== 'br');
  if (words.trim() === '') return hasMedia ? nodes : [];
  if (!nodes.every((node) => node.type === 'text')) return [h('p', nodes)];
  return contentOfText(words).children.filter((node) => node.type !== 'doctype');
}

/** The HTML of an element. Names that HTML does not know give way to their content. */
function convert(element: NewsElement): ElementContent[] {
  const { name } = element;
  if (omitted.has(name) || isForEditors(element)) return [];
  if (name === 'media' || name === 'bild') return mediaNodes(element);
  if (name === 'hedline' || name === 'headline') return headlineNodes(element);
  const htmlName = htmlNames.get(name) ?? (sameNames.has(name) ? name : null);
  if (htmlName !== null) return [h(htmlName, propertiesOf(element), contentOf(element))];
  return hasBlocks(element) ? blocksIn(element) : inlineIn(element);
}

function contentOf(element: NewsElement): ElementContent[] {
  return element.name === 'bq' ? blocksIn(element) : inlineIn(element);
}

function inlineIn({ children }: NewsElement): ElementContent[] {
  return children.flatMap((child) => (typeof child === 'string' ? [text(child)] : convert(child)));
}

function hasBlocks(element: NewsElement): boolean {
  return innerElements(element).some((child) => !isInline(child) && !inlineInHtml.has(child.name));
}

/** A headline inside the text is a subhead. */
function headlineNodes(element: NewsElement): ElementContent[] {
  const heads = innerElements(element);
  return heads.length === 0 ? [h('h2', elementText(element))] : heads.flatMap(convert);
}

const attributes: Readonly<Record<string, string>> = {
  href: 'href',
  src: 'src',
  alt: 'alt',
  title: 'title',
  lang: 'lang',
  dir: 'dir',
  cite: 'cite',
  colspan: 'colSpan',
  rowspan: 'rowSpan',
  scope: 'scope',
  align: 'align',
  span: 'span',
  start: 'start',
  type: 'type',
  width: 'width',
  height: 'height',
  srcset: 'srcSet',
  poster: 'poster',
  controls: 'controls',
  kind: 'kind',
  datetime: 'dateTime',
  style: 'style',
  hidden: 'hidden',
};

function propertiesOf(element: NewsElement): Element['properties'] {
  const known = Object.entries(attributes).filter(([name]) => element.attributes[name] !== undefined);
  const properties = Object.fromEntries(known.map(([name, property]) => [property, element.attributes[name]]));
  // ANSA writes the file of a picture as in `media-reference`.
  const source = element.name === 'img' ? attributeOf(element, 'source') : null;
  return source === null ? properties : { src: source, ...properties };
}

/** Media in the middle of a text: a picture, a sound or a film at its position, or else the words that come with it. */
function mediaNodes(media: NewsElement): ElementContent[] {
  const picture = pictureOfMedia(media);
  if (picture !== null) return [buildFigure(picture)];
  const source = attributeOf(elementAt(media, 'media-reference'), 'source');
  const { caption, credit } = textsOfMedia(media);
  const kind = mediaKindOf(media);
  const isPlayed = source !== null && (kind === 'audio' || kind === 'video');
  if (!isPlayed) return caption === null ? [] : [...buildCaptions([{ text: caption, credit, position: null }])];
  const words = caption === null && credit === null ? [] : [buildFigcaption({ caption, credit })];
  return [h('figure', h(kind, { src: source, controls: true }), ...words)];
}
