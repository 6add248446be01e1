/** Checks texts in RSS and Atom: markup in texts that should be plain, and empty titles. */
import { isKnownElement } from '../html/html-elements.ts';
import { quoted } from '../rule/rule.ts';
import { eachRawValue, type Paths, type XmlCheck, type XmlContext } from './xml-checks.ts';
import { childrenOf, type FeedElement } from './xml-tree.ts';

/** Checks that the text of elements, or of attributes, contains no markup. */
export function noMarkup(paths: Paths): readonly XmlCheck[] {
  return eachRawValue(paths, (text, context, element) => markupIn(text, element, context));
}

/**
 * The message if a reader would treat part of a text as markup. Characters that are written `&#x3C;` and `&#x26;` are meant
 * literally (RSS Best Practices Profile, Character data), but an end tag counts as markup even then.
 */
export function markupIn(text: string, { start, end }: FeedElement, { source }: XmlContext): string | null {
  const endTag = [...text.matchAll(/<\/([a-z][a-z0-9]*)>/gi)].some(([, name = '']) =>
    isKnownElement(name.toLowerCase()),
  );
  const other = /<\/?[a-z]|&(?:[a-z][a-z0-9]*|#x?[0-9a-f]+);/i.test(text);
  const meant = start !== -1 && /&#(?:x(?:3c|26)|60|38);/i.test(source.slice(start, end));
  return endTag || (other && !meant) ? `should be plain text without markup: got ${quoted(text)}` : null;
}

/** The message if an element has an empty title. */
export function emptyTitle(element: FeedElement): string | null {
  const empty = childrenOf(element, 'title').some(({ text, children }) => text.trim() === '' && children.length === 0);
  return empty ? 'should have a title with some text: got an empty one' : null;
}
