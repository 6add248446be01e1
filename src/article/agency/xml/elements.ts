/** Finds elements and their texts in the XML of an agency. */
import { foldSpaces } from '../../text/spaces.ts';
import type { NewsElement } from './news-xml.ts';

/** The elements inside an element. */
export function innerElements({ children }: NewsElement): readonly NewsElement[] {
  return children.filter((child) => typeof child !== 'string');
}

/** The elements at a path of names. Those in the namespace of their parent come first, because others extend the format. */
export function elementsAt(parent: NewsElement | null, ...path: readonly string[]): readonly NewsElement[] {
  if (parent === null) return [];
  return path.reduce<readonly NewsElement[]>((found, name) => found.flatMap((it) => namedIn(it, name)), [parent]);
}

function namedIn(parent: NewsElement, name: string): readonly NewsElement[] {
  const named = innerElements(parent).filter((it) => it.name === name);
  const own = named.filter((it) => it.namespace === parent.namespace);
  return own.length > 0 ? own : named;
}

/** The first element at a path of names. */
export function elementAt(parent: NewsElement | null, ...path: readonly string[]): NewsElement | null {
  return elementsAt(parent, ...path)[0] ?? null;
}

/** All elements with a name below an element, in document order. */
export function elementsBelow(parent: NewsElement | null, name: string): readonly NewsElement[] {
  if (parent === null) return [];
  return innerElements(parent).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elementsBelow(child, name),
  ]);
}

/** An attribute without spaces around it. Null if it is missing or empty. */
export function attributeOf(element: NewsElement | null, name: string): string | null {
  return element?.attributes[name]?.trim() || null;
}

/** The first of several attributes that is not empty. */
export function attributeAmong(element: NewsElement | null, ...names: readonly string[]): string | null {
  return names.map((name) => attributeOf(element, name)).find((value) => value !== null) ?? null;
}

/** Elements whose text continues the line. All others begin a new one. */
const inline = new Set(
  (
    'a abbr alt-code b bdi bdo chron cite city classifier code country dfn em event frac frac-den frac-num frac-sep function ' +
    'i kbd lang location mark money name.family name.given num object.title org person postaddr pronounce q region s samp small ' +
    'span state strong strike sub sublocation sup time tt u var virtloc'
  ).split(' '),
);

/** True for an element inside a line. */
export function isInline({ name }: Pick<NewsElement, 'name'>): boolean {
  return inline.has(name);
}

/** The text of an element, with spaces folded. Blocks inside it are separated by a space. */
export function elementText(element: NewsElement | null): string {
  return element === null ? '' : foldSpaces(rawText(element));
}

/** The text of an element as it is written, with line breaks. */
export function rawText({ children }: NewsElement): string {
  return children
    .map((child) => (typeof child === 'string' ? child : isInline(child) ? rawText(child) : ` ${rawText(child)} `))
    .join('');
}

/** The text of an element on one line. Null if it is empty. */
export function elementLine(element: NewsElement | null): string | null {
  return elementText(element) || null;
}

/** The texts of several elements on one line each, without those that are empty or repeated. */
export function elementLines(elements: readonly NewsElement[]): readonly string[] {
  return [...new Set(elements.map(elementText).filter((text) => text !== ''))];
}

/** The maximum length of a code. */
const maximumCode = 200;

/** What follows the last colon or slash of a code, in lower case: `usable` in `stat:usable`. */
export function bareCode(code: string | null): string {
  return (code ?? '')
    .slice(0, maximumCode)
    .replace(/[/#]+$/, '')
    .replace(/^.*[:/#]/s, '')
    .trim()
    .toLowerCase();
}
