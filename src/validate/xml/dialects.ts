/** What differs between RSS and Atom: their rules, and where they have entries, ids and HTML. */
import { feedRules } from '../rule/feed-rules.ts';
import type { Rule } from '../rule/rule.ts';
import { atomArchiveRules, rssArchiveRules, tombstoneRules } from './archive-rules.ts';
import { atomRules } from './atom-rules.ts';
import { everyElementRules } from './every-element-rules.ts';
import { mediaRules } from './media-rss-rules.ts';
import { podcastRules, podcastUrlRules } from './podcast-rules.ts';
import { rssRules } from './rss-rules.ts';
import type { XmlRule } from './xml-checks.ts';
import { childrenOf, type FeedElement } from './xml-tree.ts';

export interface Dialect {
  readonly format: 'rss' | 'atom';
  /** The name of the root element. */
  readonly root: string;
  readonly entriesOf: (root: FeedElement) => readonly FeedElement[];
  /** The name of the element with the id of an entry. */
  readonly id: string;
  readonly repeatsId: Rule;
  /** True if entries with one id and different dates are versions of one entry. */
  readonly isVersioned: boolean;
  /** Returns how to read the HTML in an element, or null if the element contains none. */
  readonly markupOf: (element: FeedElement) => 'html' | 'xhtml' | null;
  readonly rules: readonly XmlRule[];
}

export const dialects = {
  rss: {
    format: 'rss',
    root: 'rss',
    entriesOf: (root) => childrenOf(root, 'channel').flatMap((channel) => childrenOf(channel, 'item')),
    id: 'guid',
    repeatsId: feedRules.repeatsGuid,
    isVersioned: false,
    markupOf: (element) => (isMediaHtml(element) || isItemHtml(element) ? 'html' : null),
    rules: [...rssRules, ...rssArchiveRules, ...mediaRules, ...podcastRules, ...podcastUrlRules, ...everyElementRules],
  },
  atom: {
    format: 'atom',
    root: 'feed',
    entriesOf: (root) => childrenOf(root, 'entry'),
    id: 'id',
    repeatsId: feedRules.repeatsId,
    isVersioned: true,
    markupOf: (element) => (isMediaHtml(element) ? 'html' : markupOfText(element)),
    rules: [
      ...atomRules,
      ...atomArchiveRules,
      ...tombstoneRules,
      ...mediaRules,
      ...podcastUrlRules,
      ...everyElementRules,
    ],
  },
} as const satisfies Readonly<Record<'rss' | 'atom', Dialect>>;

/** Returns the dialect of a document, by its root element. If it is another kind of document, returns a phrase that says which. */
export function dialectOf({ name, written, namespace }: FeedElement): Dialect | string {
  if (name === 'rss') return dialects.rss;
  if (name === 'feed' && namespace !== 'http://purl.org/atom/ns#') return dialects.atom;
  return otherDocuments.get(name) ?? `a document of another kind, "${written}"`;
}

const otherDocuments: ReadonlyMap<string, string> = new Map([
  ['RDF', 'RSS 1.0 or 0.90, which are obsolete: publish RSS 2.0 or Atom'],
  ['feed', 'Atom 0.3, a draft: publish Atom 1.0'],
  ['opml', 'OPML, a list of feeds'],
  ['urlset', 'a sitemap'],
  ['sitemapindex', 'a list of sitemaps'],
]);

function isItemHtml({ name, parent }: FeedElement): boolean {
  return name === 'content:encoded' || (name === 'description' && parent?.name === 'item');
}

function isMediaHtml({ name, attributes }: FeedElement): boolean {
  return (name === 'media:description' || name === 'media:title') && attributes['type'] === 'html';
}

const texts: ReadonlySet<string> = new Set(['title', 'subtitle', 'rights', 'summary', 'content']);

function markupOfText({ name, attributes }: FeedElement): 'html' | 'xhtml' | null {
  const type = attributes['type'];
  return texts.has(name) && (type === 'html' || type === 'xhtml') ? type : null;
}
