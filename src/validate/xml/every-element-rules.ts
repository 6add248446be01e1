/** The rules for elements of both RSS and Atom: namespaces, languages, bases, and text between elements. */
import { patterns } from '../rule/patterns.ts';
import { quoted, rulesOf } from '../rule/rule.ts';
import { correctionOf } from './namespaces.ts';
import { on, optionalAttribute } from './xml-checks.ts';
import { declaresNamespace, type FeedElement } from './xml-tree.ts';

export const everyElementRules = rulesOf([
  ['namespace-misspelled', 'error', 'Namespaces in XML 1.0, 2.1', on('*', misspelledNamespace)],
  ['xml-language', 'error', 'XML 1.0, 2.12', optionalAttribute('*/@xml:lang', patterns.languageOrNone)],
  ['xml-base', 'error', 'XML Base, 3.1', optionalAttribute('*/@xml:base', patterns.url)],
  [
    'stray-text',
    'error',
    'RFC 4287, 4.1.1',
    on('rss channel item image feed entry author contributor media:group', strayText),
  ],
]);

/** The message for a misspelled namespace. Other rules treat it as the right one, so that they report what else is wrong. */
function misspelledNamespace({ attributes }: FeedElement): string | null {
  for (const name of Object.keys(attributes).filter(declaresNamespace)) {
    const uri = attributes[name] ?? '';
    const right = correctionOf(uri);
    if (right !== null) return `must have as "${name}" ${quoted(right)}: got ${quoted(uri)}`;
  }
  return null;
}

/** The message for text between elements. The `author` of RSS is a text; that of Atom contains elements. */
function strayText({ name, text, children }: FeedElement): string | null {
  const isRssAuthor = name === 'author' && children.length === 0;
  if (isRssAuthor || text.trim() === '') return null;
  return `must have no text between its elements: got ${quoted(text.trim())}`;
}
