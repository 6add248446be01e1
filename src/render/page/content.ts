/** Adapts the content of an entry to its page: levels of headings, lazy loading, players, scrolling tables. */
import type { Element, ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { toString as textOf } from 'hast-util-to-string';
import { h, type Properties } from 'hastscript';
import { parseBounded, TooDeepError } from '../../article/text/depth.ts';
import { parseHtmlTree } from '../../article/tree/html-tree.ts';
import { elementsOf, removeElements } from '../../article/tree/walk.ts';
import type { Entry } from '../../model/entry.ts';
import { inTextLanguage, linkTo, type PageContext, textOn } from './context.ts';
import { readPlainHtml, writePlainHtml } from './plain-html.ts';

export interface PageContent {
  readonly html: string;
  readonly text: string;
}

/**
 * Adapts the content of an entry to its page. The content is sanitised already. Content that is nested too deeply to be parsed
 * is returned unchanged, with an empty `text`.
 */
export function pageContent({ contentHtml }: Pick<Entry, 'contentHtml'>, page: PageContext): PageContent {
  const plain = readPlainHtml(contentHtml);
  if (plain !== null) return { html: writePlainHtml(adapt(plain, page)), text: textOf(plain) };
  try {
    return parseBounded(() => {
      const tree = adapt(parseHtmlTree(contentHtml), page);
      return { html: toHtml(tree), text: textOf(tree) };
    });
  } catch (thrown) {
    if (!(thrown instanceof TooDeepError)) throw thrown;
    return { html: contentHtml, text: '' };
  }
}

/** Changes the tree, and returns it. */
function adapt(tree: Root, page: PageContext): Root {
  if (elementsOf(tree).some(isEmptyHeading)) removeElements(tree, isEmptyHeading);
  const elements = elementsOf(tree);
  lowerHeadings(elements);
  for (const element of elements) {
    Object.assign(element.properties, additions.get(element.tagName)?.(element));
    makeLinksRelative(element, page);
    if (isCaption(element)) element.properties['className'] = ['caption'];
  }
  loadFirstPictureAtOnce(elements);
  if (elements.some(isTable)) wrapTables([tree, ...elements], page);
  return tree;
}

const heading = /^h[1-6]$/;

function isEmptyHeading(element: Element): boolean {
  return heading.test(element.tagName) && textOf(element).trim() === '' && elementsOf(element).length === 0;
}

/** The headline is the only h1. No level is skipped below it. */
function lowerHeadings(elements: readonly Element[]): void {
  const above: string[] = [];
  for (const element of elements) {
    if (!heading.test(element.tagName)) continue;
    while (above.length > 0 && (above.at(-1) ?? '') >= element.tagName) above.pop();
    above.push(element.tagName);
    element.tagName = `h${Math.min(6, above.length + 1)}`;
  }
}

/** Attributes that pages need and feeds do not. Elements that scroll can be reached by keyboard. */
const additions: ReadonlyMap<string, (element: Element) => Properties> = new Map<
  string,
  (element: Element) => Properties
>([
  ['img', ({ properties }) => ({ alt: properties['alt'] ?? '', loading: 'lazy', decoding: 'async' })],
  ['iframe', ({ properties }) => ({ title: properties['title'] ?? hostOf(properties['src']), loading: 'lazy' })],
  ['audio', () => ({ controls: true, preload: 'none' })],
  ['video', () => ({ controls: true, preload: 'none' })],
  ['pre', () => ({ tabIndex: 0 })],
]);

/** Links to files of the publication become relative, so that a preview under another host shows them. */
function makeLinksRelative({ properties }: Element, page: PageContext): void {
  for (const name of ['src', 'poster', 'href']) {
    if (properties[name] !== undefined) properties[name] = linkTo(String(properties[name]), page);
  }
}

/** True for the caption of a picture that is not shown: a paragraph that contains only a `small` element. */
function isCaption({ tagName, children: [first, ...more] }: Element): boolean {
  return tagName === 'p' && more.length === 0 && first?.type === 'element' && first.tagName === 'small';
}

function hostOf(url: unknown): string {
  return URL.canParse(String(url)) ? new URL(String(url)).host : '';
}

/** The first picture is visible at once, so it is not loaded lazily. */
function loadFirstPictureAtOnce(elements: readonly Element[]): void {
  const first = elements.find(({ tagName }) => tagName === 'img');
  if (first !== undefined) delete first.properties['loading'];
}

/** Wide tables scroll within the page, so that the page stays as narrow as the screen. */
function wrapTables(parents: readonly (Root | Element)[], page: PageContext): void {
  for (const parent of parents) {
    const children = parent.children as ElementContent[];
    parent.children = children.map((child) => (isTable(child) ? scroller(child, page) : child));
  }
}

function isTable(node: ElementContent): node is Element {
  return node.type === 'element' && node.tagName === 'table';
}

function scroller(table: Element, page: PageContext): Element {
  const label =
    inTextLanguage(page)['lang'] === undefined ? { role: 'group', ariaLabel: textOn(page).table } : { role: 'group' };
  return h('div', { className: ['scroller'], tabIndex: 0, ...label }, table);
}
