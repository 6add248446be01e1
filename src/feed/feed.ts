/** Entries to the `Feed` that the renderers read: order, limit, and the instant of the feed. */
import type { Channel, Entry, Feed, Instant } from '../model.ts';
import { tagUri } from './id.ts';

/** What a feed has none of that stands alone. */
export const plainFeed = {
  podcast: null,
  archive: null,
  stylesheet: null,
  tombstones: [],
} as const satisfies Partial<Feed>;

/** The feed of a channel; the entries come in any order, and at most `limit` of them stay. */
export function buildFeed(channel: Channel, entries: readonly Entry[]): Feed {
  const newest = [...entries].sort(newestFirst).slice(0, channel.limit);
  const self = (path: string) => new URL(path, channel.feedUrl).href;
  return {
    id: tagUri(channel.authority, 'feed:main'),
    title: channel.title,
    description: channel.description,
    homeUrl: channel.homeUrl,
    selfUrls: { rss: self('rss.xml'), atom: self('atom.xml'), json: self('feed.json') },
    language: channel.language,
    updated: latestUpdate(newest),
    authors: channel.authors,
    rights: channel.rights,
    icon: channel.icon,
    logo: channel.logo,
    hubs: channel.hubs,
    ...plainFeed,
    podcast: channel.podcast,
    entries: newest,
  };
}

/** By `published`, the newest first; the id settles a tie, so that the order of files never shows. */
export function newestFirst(one: Dated, other: Dated): number {
  return compare(other.published, one.published) || compare(one.id, other.id);
}

export interface Dated {
  readonly id: string;
  readonly published: Instant;
}

/** Without entries there is nothing to date a feed by: the epoch, so that the bytes stay the same. */
export function latestUpdate(entries: readonly Pick<Entry, 'updated'>[]): Instant {
  return (
    entries
      .map(({ updated }) => updated)
      .sort()
      .at(-1) ?? '1970-01-01T00:00:00Z'
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
