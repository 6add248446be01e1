/** Entries to the `Feed` that the renderers read: order, limit, and the instant of the feed. */

import { feedId } from '../item/id.ts';
import { newestFirst } from '../item/visibility.ts';
import type { Channel } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import { byFormat, type Feed, type FormatUrls, feedFormats } from '../model/feed.ts';
import { firstInstant, type Instant, latest, parseInstant } from '../model/instant.ts';
import { urlOf } from '../model/url.ts';

/** Defaults for a feed without archive, podcast or tombstones. */
export const plainFeed = {
  podcast: null,
  archive: null,
  stylesheet: null,
  tombstones: [],
} as const satisfies Partial<Feed>;

/**
 * The feed of a channel; the entries come in any order, and at most `limit` of them stay.
 *
 * @example
 * const { channel } = parseChannel(`
 * title: The Tern Sound Courier
 * description: News from the islands
 * homeUrl: https://courier.example/
 * feedUrl: https://courier.example/feeds/
 * timeZone: America/Los_Angeles
 * `);
 * if (channel === null) throw new Error('The settings are wrong');
 * const feed = buildFeed(channel, []);
 * feed.selfUrls.rss // => 'https://courier.example/feeds/rss.xml'
 */
export function buildFeed(channel: Channel, entries: readonly Entry[]): Feed {
  const newest = [...entries].sort(newestFirst).slice(0, channel.limit);
  return assembleFeed(channel, { ...wholeFeed(channel), entries: newest });
}

/**
 * The settings that all feeds show.
 *
 * @example
 * const isMultilingual = (channel: FeedChannel, entry: Entry): boolean => entry.language !== channel.language;
 */
export type FeedChannel = Pick<
  Channel,
  | 'authority'
  | 'authors'
  | 'description'
  | 'feedUrl'
  | 'homeUrl'
  | 'hubs'
  | 'icon'
  | 'language'
  | 'logo'
  | 'podcast'
  | 'rights'
  | 'title'
>;

/**
 * What distinguishes one feed of a channel from the others.
 *
 * @example
 * const isEmpty = ({ entries }: FeedPart): boolean => entries.length === 0;
 */
export interface FeedPart extends Pick<Feed, 'id' | 'title' | 'homeUrl' | 'archive' | 'stylesheet' | 'tombstones'> {
  /** The folder of its files: empty, or a path that ends in a slash. */
  readonly folder: string;
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** When the last entry went from it; null if none did. */
  readonly lastGone: Instant | null;
}

/** The feed of everything. */
export function wholeFeed({ authority, title, homeUrl }: FeedChannel): Omit<FeedPart, 'entries'> {
  return { ...plainFeed, id: feedId(authority, 'main'), title, homeUrl, folder: '', lastGone: null };
}

/** A feed as its part and its channel say; nothing is left out. */
export function assembleFeed(channel: FeedChannel, { folder, lastGone, ...part }: FeedPart): Feed {
  const { description, language, authors, rights, icon, logo, hubs, podcast } = channel;
  return {
    ...part,
    description,
    selfUrls: feedUrls(channel, folder),
    language,
    updated: latestUpdate([...part.entries, ...(lastGone === null ? [] : [{ updated: lastGone }])], channel),
    authors,
    rights,
    icon,
    logo,
    // Hubs hear of the live feed: an archive document never has news.
    hubs: part.archive?.isArchive === true ? [] : hubs,
    podcast,
  };
}

/** The URLs of the feed in a folder of the publication, in each format. */
export function feedUrls(channel: Pick<Channel, 'feedUrl'>, folder: string): FormatUrls {
  return byFormat((name) => urlOf(`${folder}${feedFormats[name].fileName}`, channel));
}

/** Without entries a feed has the date of its authority, which is part of its id: the bytes stay the same. */
export function latestUpdate(
  entries: readonly Pick<Entry, 'updated'>[],
  { authority }: Pick<Channel, 'authority'>,
): Instant {
  const [year, month = '01', day = '01'] = authority.split(',')[1]?.split('-') ?? [];
  const newest = latest(entries.map(({ updated }) => updated));
  return newest ?? parseInstant(`${year}-${month}-${day}T00:00:00Z`) ?? firstInstant;
}
