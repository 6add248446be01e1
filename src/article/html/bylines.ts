/** The bylines that a page shows. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { foldSpaces } from '../text/spaces.ts';
import { elementsOf, type Parents } from '../tree/walk.ts';
import { parseByline, splitNames } from '../wire/byline.ts';
import { microdata, valueOfElement } from './microdata.ts';

/** The most bylines of a text that are looked at. */
const maximumBylines = 50;

/** The first byline, and those beside it. */
export function bylinesOf(scope: Root | Element, parents: Parents): readonly Element[] {
  const bylines = elementsOf(scope).filter(isNamedByline).slice(0, maximumBylines).filter(isByline);
  const [first] = bylines;
  return first === undefined ? [] : bylines.filter((it) => parents.get(it) === parents.get(first));
}

function isNamedByline({ properties }: Element): boolean {
  const words = [properties['className'], properties['rel'], properties['itemProp']].flat().map(String);
  return words.some((word) => /^(?:byline|author|p-author|entry-author|post-author)$/.test(word));
}

/** Few words; `author` on a paragraph may be a portrait in sentences. */
function isByline(element: Element): boolean {
  const written = foldSpaces(textOf(element));
  return written.length <= 100 && !/\p{Ll}[.!?]$/u.test(written) && valueOfElement(element) !== null;
}

/** Names separated so that no name is cut. */
export function bylineNames(bylines: readonly Element[]): string | null {
  const names = bylines.flatMap((byline) => {
    const written = valueOfElement(microdata(byline, 'name') ?? byline) ?? '';
    return parseByline(written) ?? splitNames(written.replace(/^by:? /i, ''));
  });
  return [...new Set(names)].join('; ') || null;
}
