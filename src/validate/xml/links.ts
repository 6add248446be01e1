/** Links of feeds, those of Atom and the `atom:link` of RSS: their relations (RFC 4287, 4.2.7.2). */
import { quoted } from '../rule/rule.ts';
import { childrenOf, type FeedElement } from './xml-tree.ts';

/** The links of one relation, `link` or `atom:link` by name; one without a relation is `alternate`. */
export function linksOf(element: FeedElement, { name, rel }: { readonly name: string; readonly rel: string }) {
  return childrenOf(element, name).filter(({ attributes }) => (attributes['rel'] ?? 'alternate') === rel);
}

/** What is wrong with a feed that has several links to itself. */
export function severalSelfLinks(feed: FeedElement, name: string): string | null {
  const { length } = linksOf(feed, { name, rel: 'self' });
  return length <= 1 ? null : `must have at most one link to itself: got ${length}`;
}

/** Registered by the IANA (iana.org/assignments/link-relations) and of use in feeds, or common without. */
const relations = new Set(
  (
    'alternate related self enclosure via replies hub current first last next prev previous prev-archive next-archive ' +
    'edit edit-media license payment search service author icon stylesheet shortlink canonical collection up monitor ' +
    'appendix archives bookmark chapter contents copyright describedby describes glossary help index item latest-version ' +
    'original predecessor-version preview privacy-policy section start subsection successor-version tag terms-of-service ' +
    'version-history working-copy working-copy-of amphtml cite-as'
  ).split(' '),
);

/** What is wrong with a relation that nobody knows. */
export function unknownRelation({ attributes }: FeedElement): string | null {
  const rel = attributes['rel'] ?? 'alternate';
  const known = rel.trim() === '' || rel.includes(':') || relations.has(rel.toLowerCase());
  return known ? null : `should have as "rel" a registered relation or an address: got ${quoted(rel)}`;
}
