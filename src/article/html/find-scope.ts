/** Chooses the element of the article in a page: by headline and amount of text, not by being first. https://html.spec.whatwg.org/multipage/sections.html */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { elementsOf, findElement, type Parents, parentsOf, removeElements } from '../tree/walk.ts';
import { microdata } from './head-matter.ts';

/** The maximum number of articles that are compared. */
const maximumArticles = 50;

/**
 * The article that has a headline, or else the one with the most text, unless the page has a headline and more text outside of its
 * articles. Then these are teasers, and are removed. An article in `nav`, `aside` or `footer` is never the one of the page.
 */
export function findScope(document: Root): Root | Element {
  const main = firstNamed(document, 'main') ?? firstNamed(document, 'body') ?? document;
  const parents = parentsOf(document);
  const articles = elementsOf(document)
    .filter((it) => it.tagName === 'article' && !isInside(it, parents))
    .slice(0, maximumArticles);
  const headed = articles.find((it) => hasHeadline(it));
  if (headed !== undefined) return headed;
  const lengths = articles.map((it) => textOf(it).length);
  const longest = Math.max(0, ...lengths);
  const outside = textOf(main).length - lengths.reduce((sum, length) => sum + length, 0);
  const best = articles[lengths.indexOf(longest)];
  if (best !== undefined && !(hasHeadline(main) && outside > longest)) return best;
  removeElements(main, (it) => isTeaser(it));
  return main;
}

function firstNamed(document: Root, name: string): Element | null {
  return findElement(document, (it) => it.tagName === name);
}

function hasHeadline(scope: Root | Element): boolean {
  return microdata(scope, 'headline') !== null || findElement(scope, (it) => it.tagName === 'h1') !== null;
}

const other = new Set(['nav', 'aside', 'footer', 'article']);

/** True for an article inside another one, or in a part of the page that is not its main content. */
function isInside(article: Element, parents: Parents): boolean {
  for (let it = parents.get(article); it !== undefined && it.type !== 'root'; it = parents.get(it)) {
    if (other.has(it.tagName)) return true;
  }
  return false;
}

/** An article of a page whose text is outside of its articles, or an aside that contains one. */
function isTeaser(element: Element): boolean {
  if (element.tagName === 'article') return true;
  const isPart = element.tagName === 'aside' || element.tagName === 'nav';
  return isPart && findElement(element, (it) => it.tagName === 'article') !== null;
}
