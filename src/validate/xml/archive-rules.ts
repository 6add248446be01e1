/** The rules for archived feeds (RFC 5005) and for deleted entries (RFC 6721). */
import { readRfc3339, unreal } from '../rule/dates.ts';
import { patterns } from '../rule/patterns.ts';
import { rulesOf } from '../rule/rule.ts';
import { linksOf } from './links.ts';
import { atMostOne, attribute, eachRawValue, on } from './xml-checks.ts';
import { childrenOf, type FeedElement } from './xml-tree.ts';

export const rssArchiveRules = archiveRules('channel', 'atom:link');
export const atomArchiveRules = [
  ...archiveRules('feed', 'link'),
  ...rulesOf([['archive-in-entry', 'warning', 'RFC 5005, 2', on('entry', historyInEntry)]]),
];

/** RSS and Atom have different names for the element of the feed and for its links. */
function archiveRules(feed: string, link: string) {
  return rulesOf([
    ['archive-complete', 'error', 'RFC 5005, 2', on(feed, completeArchive)],
    ['complete-pages', 'warning', 'RFC 5005, 2', on(feed, (it) => pagesOfComplete(it, link))],
    ['archive-current', 'error', 'RFC 5005, 4', on(feed, (it) => withoutCurrent(it, link))],
    ['archive-repeats', 'error', 'RFC 5005, 4', atMostOne(feed, 'fh:archive fh:complete')],
    ['archive-links', 'error', 'RFC 5005, 4', on(feed, (it) => repeatedLink(it, link))],
    ['archive-alone', 'warning', 'RFC 5005, 4', on(feed, (it) => withoutNeighbour(it, link))],
  ]);
}

export const tombstoneRules = rulesOf([
  ['tombstone-ref', 'error', 'RFC 6721, 3', attribute('at:deleted-entry/@ref', patterns.iri)],
  ['tombstone-when', 'error', 'RFC 6721, 3', attribute('at:deleted-entry/@when', patterns.rfc3339)],
  ['date-real', 'error', 'RFC 3339, 5.7', eachRawValue('at:deleted-entry/@when', (it) => unreal(it, readRfc3339))],
]);

function completeArchive(feed: FeedElement): string | null {
  const both = isArchive(feed) && childrenOf(feed, 'fh:complete').length > 0;
  return both ? 'must be complete or an archive, not both' : null;
}

function pagesOfComplete(feed: FeedElement, name: string): string | null {
  if (childrenOf(feed, 'fh:complete').length === 0) return null;
  const rels = ['first', 'last', 'next', 'previous', 'prev-archive', 'next-archive'];
  const found = rels.find((rel) => linksOf(feed, { name, rel }).length > 0);
  return found === undefined ? null : `should have no link "${found}", because the feed is complete in one document`;
}

function isArchive(feed: FeedElement): boolean {
  return childrenOf(feed, 'fh:archive').length > 0;
}

const history = new Set('current first last next previous prev-archive next-archive'.split(' '));

function historyInEntry(entry: FeedElement): string | null {
  const rels = childrenOf(entry, 'link').map(({ attributes }) => attributes['rel'] ?? '');
  const found = rels.find((rel) => history.has(rel));
  return found === undefined ? null : `should have no link "${found}": that belongs in the feed`;
}

function withoutCurrent(feed: FeedElement, name: string): string | null {
  if (!isArchive(feed) || linksOf(feed, { name, rel: 'current' }).length > 0) return null;
  return 'must have a link to the current feed, because it is an archive: got none';
}

function repeatedLink(feed: FeedElement, name: string): string | null {
  const repeated = ['current', 'prev-archive', 'next-archive'].find((rel) => linksOf(feed, { name, rel }).length > 1);
  return repeated === undefined ? null : `must have at most one link with rel="${repeated}"`;
}

function withoutNeighbour(feed: FeedElement, name: string): string | null {
  const alone = ['prev-archive', 'next-archive'].every((rel) => linksOf(feed, { name, rel }).length === 0);
  return alone && isArchive(feed) ? 'should have a link to the archive before or after it: got none' : null;
}
