/** What is wrong with a text in a feed in XML: markup in what should be plain, and titles without a text. */
import { isKnownElement } from '../html/html-elements.ts';
import { quoted } from '../rule/rule.ts';
import { eachRawValue, type XmlCheck, type XmlContext } from './xml-checks.ts';
import { childrenOf, type FeedElement } from './xml-tree.ts';

/** The text of elements, or of attributes, has no markup. */
export function noMarkup(places: string): readonly XmlCheck[] {
  return eachRawValue(places, (text, context, element) => markupIn(text, element, context));
}

/**
 * What a reader would take for markup in a text of an element. `&#x3C;` and `&#x26;` say that a character is meant as it is (RSS
 * Best Practices Profile, Character data). End tags look like markup all the same.
 */
export function markupIn(text: string, { start, end }: FeedElement, { source }: XmlContext): string | null {
  const endTag = [...text.matchAll(/<\/([a-z][a-z0-9]*)>/gi)].some(([, name = '']) =>
    isKnownElement(name.toLowerCase()),
  );
  const other = /<\/?[a-z]|&(?:[a-z][a-z0-9]*|#x?[0-9a-f]+);/i.test(text);
  const meant = start !== -1 && /&#(?:x(?:3c|26)|60|38);/i.test(source.slice(start, end));
  return endTag || (other && !meant) ? `should be plain text without markup: got ${quoted(text)}` : null;
}

/** What is wrong with an element that has an empty title. */
export function emptyTitle(element: FeedElement): string | null {
  const empty = childrenOf(element, 'title').some(({ text, children }) => text.trim() === '' && children.length === 0);
  return empty ? 'should have a title with some text: got an empty one' : null;
}
