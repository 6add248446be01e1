/** Elements of a page that are marked as properties, and what they say. https://html.spec.whatwg.org/multipage/microdata.html */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { foldSpaces } from '../text/spaces.ts';
import { findElement } from '../tree/walk.ts';

/** The first element of a scope that is marked as a property and says something. */
export function microdata(scope: Root | Element, name: string): Element | null {
  return findElement(scope, (it) => itemName(it) === name && valueOfElement(it) !== null);
}

/** The property that an element is marked as. */
export function itemName({ properties }: Element): string {
  return String([properties['itemProp']].flat()[0] ?? '');
}

/** The value of a marked element: its `content`, its `datetime`, or its words. */
export function valueOfElement(element: Element | null): string | null {
  const { content, dateTime } = element?.properties ?? {};
  const written = [content, dateTime].find((it) => typeof it === 'string' && it.trim() !== '');
  return typeof written === 'string' ? foldSpaces(written) : wordsIn(element);
}

/** Null where an element is none, or has no words. */
export function wordsIn(element: Element | null): string | null {
  return element === null ? null : foldSpaces(textOf(element)) || null;
}
