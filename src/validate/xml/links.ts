/** Links and their relations (RFC 4287, 4.2.7.2): `link` in Atom, and `atom:link` in RSS. */
import { quoted } from '../rule/rule.ts';
import { childrenOf, type FeedElement } from './xml-tree.ts';

/** Returns the links of an element with one relation. `name` is `link` or `atom:link`. A link without `rel` is `alternate`. */
export function linksOf(element: FeedElement, { name, rel }: { readonly name: string; readonly rel: string }) {
  return childrenOf(element, name).filter(({ attributes }) => (attributes['rel'] ?? 'alternate') === rel);
}

/** The message if a feed has several links to itself. */
export function severalSelfLinks(feed: FeedElement, name: string): string | null {
  const { length } = linksOf(feed, { name, rel: 'self' });
  return length <= 1 ? null : `must have at most one link to itself: got ${length}`;
}

/** Relations that are useful in feeds: registered by the IANA (iana.org/assignments/link-relations), or common without. */
const relations = new Set(
  (
    'alternate related self enclosure via replies hub current first last next prev previous prev-archive next-archive ' +
    'edit edit-media license payment search service author icon stylesheet shortlink canonical collection up monitor ' +
    'appendix archives bookmark chapter contents copyright describedby describes glossary help index item latest-version ' +
    'original predecessor-version preview privacy-policy section start subsection successor-version tag terms-of-service ' +
    'version-history working-copy working-copy-of amphtml cite-as'
  ).split(' '),
);

/** The message if the relation of a link is not known. */
export function unknownRelation({ attributes }: FeedElement): string | null {
  const rel = attributes['rel'] ?? 'alternate';
  const known = rel.trim() === '' || rel.includes(':') || relations.has(rel.toLowerCase());
  return known ? null : `should have as "rel" a registered relation or a URL: got ${quoted(rel)}`;
}
