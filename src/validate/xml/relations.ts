/** Relations of links (RFC 4287, 4.2.7.2; iana.org/assignments/link-relations). */
import { quoted } from '../rule/rule.ts';
import type { FeedElement } from '../rule/xml-tree.ts';

/** Registered by the IANA and of use in feeds, or common without. */
const relations = new Set(
  (
    'alternate related self enclosure via replies hub current first last next prev previous prev-archive next-archive ' +
    'edit edit-media license payment search service author icon stylesheet shortlink canonical collection up monitor ' +
    'appendix archives bookmark chapter contents copyright describedby describes glossary help index item latest-version ' +
    'original predecessor-version preview privacy-policy section start subsection successor-version tag terms-of-service ' +
    'version-history working-copy working-copy-of amphtml cite-as'
  ).split(' '),
);

/** A word that nobody knows. */
export function unknownRelation({ attributes }: FeedElement): string | null {
  const rel = attributes['rel'] ?? 'alternate';
  const known = rel.trim() === '' || rel.includes(':') || relations.has(rel.toLowerCase());
  return known ? null : `should have as "rel" a registered relation or an address: got ${quoted(rel)}`;
}
