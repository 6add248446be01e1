/** The content of an entry as it stands on a page, where there is more room and one heading above it. */
import type { Element, ElementContent, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { toString as textOf } from 'hast-util-to-string';
import { h, type Properties } from 'hastscript';
import { parseBounded, TooDeepError } from '../../article/text/depth.ts';
import { foldSpaces } from '../../article/text/spaces.ts';
import { elementsOf, removeElements } from '../../article/tree/walk.ts';
import type { Entry } from '../../model/entry.ts';
import { inEnglish, linkTo, type Place } from './context.ts';

export interface PageContent {
  readonly html: string;
  /** Its characters, spaces folded. */
  readonly text: string;
}

/** Content is sanitised when it gets here; this only fits it to its page. What is nested too deeply for that stays as it is. */
export function pageContent({ contentHtml }: Pick<Entry, 'contentHtml'>, place: Place): PageContent {
  try {
    return parseBounded(() => fitted(fromHtml(contentHtml, { fragment: true }), place));
  } catch (thrown) {
    if (!(thrown instanceof TooDeepError)) throw thrown;
    return { html: contentHtml, text: '' };
  }
}

function fitted(tree: Root, place: Place): PageContent {
  removeElements(tree, isEmptyHeading);
  lowerHeadings(tree);
  for (const element of elementsOf(tree)) Object.assign(element.properties, additions[element.tagName]?.(element));
  for (const element of elementsOf(tree)) leadWithin(element, place);
  for (const element of elementsOf(tree)) if (isCaption(element)) element.properties['className'] = ['caption'];
  hurryFirstPicture(tree);
  wrapTables(tree, place);
  return { html: toHtml(tree), text: foldSpaces(textOf(tree)) };
}

const heading = /^h[1-6]$/;

function isEmptyHeading(element: Element): boolean {
  return heading.test(element.tagName) && textOf(element).trim() === '' && elementsOf(element).length === 0;
}

/** The headline is the only h1; below it no level is skipped. */
function lowerHeadings(tree: Root): void {
  const above: string[] = [];
  for (const element of elementsOf(tree)) {
    if (!heading.test(element.tagName)) continue;
    while (above.length > 0 && (above.at(-1) ?? '') >= element.tagName) above.pop();
    above.push(element.tagName);
    element.tagName = `h${Math.min(6, above.length + 1)}`;
  }
}

/** What elements get that feeds do not need. Whatever scrolls can be reached by keyboard. */
const additions: Readonly<Record<string, (element: Element) => Properties>> = {
  img: ({ properties }) => ({ alt: properties['alt'] ?? '', loading: 'lazy', decoding: 'async' }),
  iframe: ({ properties }) => ({ title: properties['title'] ?? hostOf(properties['src']), loading: 'lazy' }),
  audio: () => ({ controls: true, preload: 'none' }),
  video: () => ({ controls: true, preload: 'none' }),
  pre: () => ({ tabIndex: 0 }),
};

/** Files of the publication, so that a preview under another host shows them. */
function leadWithin({ properties }: Element, place: Place): void {
  for (const name of ['src', 'poster', 'href']) {
    if (properties[name] !== undefined) properties[name] = linkTo(String(properties[name]), place);
  }
}

/** The words of a picture that is not there: a paragraph of nothing but small print. */
function isCaption({ tagName, children: [first, ...more] }: Element): boolean {
  return tagName === 'p' && more.length === 0 && first?.type === 'element' && first.tagName === 'small';
}

function hostOf(address: unknown): string {
  return URL.canParse(String(address)) ? new URL(String(address)).host : '';
}

/** The first picture is in sight at once. */
function hurryFirstPicture(tree: Root): void {
  const first = elementsOf(tree).find(({ tagName }) => tagName === 'img');
  if (first !== undefined) delete first.properties['loading'];
}

/** Wide tables scroll by themselves, and the page stays as narrow as the screen. */
function wrapTables(tree: Root, place: Place): void {
  for (const parent of [tree, ...elementsOf(tree)]) {
    const children = parent.children as ElementContent[];
    parent.children = children.map((child) => (isTable(child) ? scroller(child, place) : child));
  }
}

function isTable(node: ElementContent): node is Element {
  return node.type === 'element' && node.tagName === 'table';
}

function scroller(table: Element, place: Place): Element {
  const label = inEnglish(place)['lang'] === undefined ? { role: 'group', ariaLabel: 'Table' } : { role: 'group' };
  return h('div', { className: ['scroller'], tabIndex: 0, ...label }, table);
}
