/** Rules for any element of a feed in XML: namespaces, languages, bases, text where none belongs. */

import { isKnownElement } from '../html/html-elements.ts';
import { forms } from '../rule/forms.ts';
import { correctionOf } from '../rule/namespaces.ts';
import { quoted, type Rule, type RuleContext, rule, value } from '../rule/rule.ts';
import type { FeedElement } from '../rule/xml-tree.ts';

export const elementRules: readonly Rule[] = [
  rule('namespace-misspelled', 'Namespaces in XML 1.0, 2.1', ['*', misspelled]),
  value('xml-language', 'XML 1.0, 2.12', ['*/@xml:lang', forms.languageOrNone, 'optional']),
  value('xml-base', 'XML Base, 3.1', ['*/@xml:base', forms.address, 'optional']),
  ...['rss', 'channel', 'item', 'image', 'feed', 'entry', 'author', 'contributor', 'media:group'].map((element) =>
    rule('stray-text', 'RFC 4287, 4.1.1', [element, strayText]),
  ),
];

/** Read by its prefix all the same, so that the other rules say what else is wrong. */
function misspelled({ attributes }: FeedElement): string | null {
  for (const [name, uri] of Object.entries(attributes)) {
    const right = name === 'xmlns' || name.startsWith('xmlns:') ? correctionOf(uri) : null;
    if (right !== null) return `must have as "${name}" ${quoted(right)}: got ${quoted(uri)}`;
  }
  return null;
}

/** An `author` of RSS is a text; that of Atom holds elements. */
function strayText({ name, text, children }: FeedElement): string | null {
  const isRssAuthor = name === 'author' && children.length === 0;
  if (isRssAuthor || text.trim() === '') return null;
  return `must have no text beside its elements: got ${quoted(text.trim())}`;
}

/** What a reader would take for markup in the text of an element, or in one of its attributes. */
export function markupInText(code: string, clause: string, place: string): Rule {
  const [element = '', attribute] = place.split('/@');
  return rule(code, clause, [
    element,
    (it, context) => markupIn(it, attribute === undefined ? it.text : (it.attributes[attribute] ?? ''), context),
  ]);
}

/**
 * `&#x3C;` and `&#x26;` say that a sign is meant as it stands (RSS Best Practices Profile, Character data). End tags look like
 * markup all the same.
 */
export function markupIn({ start, end }: FeedElement, text: string, { source }: RuleContext): string | null {
  const endTag = [...text.matchAll(/<\/([a-z][a-z0-9]*)>/gi)].some(([, name = '']) =>
    isKnownElement(name.toLowerCase()),
  );
  const other = /<\/?[a-z]|&(?:[a-z][a-z0-9]*|#x?[0-9a-f]+);/i.test(text);
  const meant = start !== -1 && /&#(?:x(?:3c|26)|60|38);/i.test(source.slice(start, end));
  return endTag || (other && !meant) ? `should be plain text without markup: got ${quoted(text)}` : null;
}
