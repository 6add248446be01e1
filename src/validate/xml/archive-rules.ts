/** Feeds in several documents (RFC 5005) and deleted entries (RFC 6721). */
import { forms } from '../rule/forms.ts';
import { atMostOne, type Rule, rule, value, weighing } from '../rule/rule.ts';
import { childrenOf, type FeedElement } from '../rule/xml-tree.ts';

export const rssArchiveRules: readonly Rule[] = archiveRules('channel', 'atom:link');

export const atomArchiveRules: readonly Rule[] = [
  ...archiveRules('feed', 'link'),
  value('tombstone-ref', 'RFC 6721, 3', ['at:deleted-entry/@ref', forms.iri]),
  ...weighing('warning', [rule('archive-in-entry', 'RFC 5005, 2', ['entry', historyInEntry])]),
  value('tombstone-when', 'RFC 6721, 3', ['at:deleted-entry/@when', forms.rfc3339]),
];

function archiveRules(feed: string, link: string): readonly Rule[] {
  return [
    rule('archive-current', 'RFC 5005, 4', [feed, (it) => withoutCurrent(it, link)]),
    rule('archive-complete', 'RFC 5005, 2', [feed, completeArchive]),
    atMostOne('archive-repeats', 'RFC 5005, 4', [feed, 'fh:archive fh:complete']),
    rule('archive-links', 'RFC 5005, 4', [feed, (it) => repeatedLink(it, link)]),
    ...weighing('warning', [rule('archive-alone', 'RFC 5005, 4', [feed, (it) => withoutNeighbour(it, link)])]),
  ];
}

function has(feed: FeedElement, name: string): boolean {
  return childrenOf(feed, name).length > 0;
}

function linksTo(feed: FeedElement, [link, rel]: readonly [string, string]): readonly FeedElement[] {
  return childrenOf(feed, link).filter(({ attributes }) => attributes['rel'] === rel);
}

function withoutCurrent(feed: FeedElement, link: string): string | null {
  if (!has(feed, 'fh:archive') || linksTo(feed, [link, 'current']).length > 0) return null;
  return 'must have a link to the current feed, because it is an archive: got none';
}

function completeArchive(feed: FeedElement): string | null {
  const both = has(feed, 'fh:complete') && has(feed, 'fh:archive');
  return both ? 'must be complete or an archive, not both' : null;
}

function repeatedLink(feed: FeedElement, link: string): string | null {
  const twice = ['current', 'prev-archive', 'next-archive'].find((rel) => linksTo(feed, [link, rel]).length > 1);
  return twice === undefined ? null : `must have at most one link ${twice}`;
}

function withoutNeighbour(feed: FeedElement, link: string): string | null {
  const alone = ['prev-archive', 'next-archive'].every((rel) => linksTo(feed, [link, rel]).length === 0);
  return alone && has(feed, 'fh:archive') ? 'should have a link to the archive before or after it: got none' : null;
}

const history = new Set('current first last next previous prev-archive next-archive'.split(' '));

function historyInEntry(entry: FeedElement): string | null {
  const rel = childrenOf(entry, 'link').find(({ attributes }) => history.has(attributes['rel'] ?? ''))?.attributes[
    'rel'
  ];
  return rel === undefined ? null : `should have no link "${rel}", which is one of a feed`;
}
