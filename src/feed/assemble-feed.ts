/** Assembles the `Feed` that renderers read from entries and the channel. */

import { entryInFeeds } from '../item/build-entry.ts';
import { feedId } from '../item/id.ts';
import { newestFirst } from '../item/visibility.ts';
import type { Channel } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import { byFormat, type Feed, type FormatUrls, type Podcast } from '../model/feed.ts';
import type { Instant } from '../model/instant.ts';
import { mediumOf } from '../model/media-type.ts';
import { urlOf } from '../model/url.ts';
import { latestUpdate, plainFeed } from './plain-feed.ts';
import { podcastGuid } from './podcast-guid.ts';

/**
 * Builds the feed of a channel from entries in any order. Only the newest `limit` entries are included.
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
 * The settings that every feed contains.
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
  | 'files'
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
 * What differs between the feeds of a channel.
 *
 * @example
 * const isEmpty = ({ entries }: FeedPart): boolean => entries.length === 0;
 */
export interface FeedPart extends Pick<Feed, 'id' | 'title' | 'homeUrl' | 'archive' | 'stylesheet' | 'tombstones'> {
  /** The folder of its files: empty, or a path that ends in a slash. */
  readonly folder: string;
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** When an entry was last withdrawn from it. Null if none was. */
  readonly lastGone: Instant | null;
}

/** The feed of all articles. */
export function wholeFeed({ authority, title, homeUrl }: FeedChannel): Omit<FeedPart, 'entries'> {
  return { ...plainFeed, id: feedId(authority, 'main'), title, homeUrl, folder: '', lastGone: null };
}

/** Combines a channel and a feed part into a feed, with all entries of the part. */
export function assembleFeed(channel: FeedChannel, { folder, lastGone, ...part }: FeedPart): Feed {
  const { description, language, authors, rights, icon, logo, hubs } = channel;
  const selfUrls = feedUrls(channel, folder);
  return {
    ...part,
    entries: part.entries.map(entryInFeeds),
    description,
    selfUrls,
    language,
    updated: latestUpdate([...part.entries, ...(lastGone === null ? [] : [{ updated: lastGone }])], channel),
    authors,
    rights,
    icon,
    logo,
    // Hubs are only notified of the live feed, because archive documents never contain news.
    hubs: part.archive?.isArchive === true ? [] : hubs,
    podcast: podcastOf(channel, { ...part, rssUrl: part.archive?.current.rss ?? selfUrls.rss }),
  };
}

interface PodcastPart extends Pick<FeedPart, 'id' | 'entries'> {
  /** The URL of the live feed. */
  readonly rssUrl: string;
}

/**
 * The podcast that a feed is, with its guid. The feed of a group is one only if it contains an episode. The feed of all articles
 * always is, so that it stays in podcast directories while its newest entries are not episodes.
 */
function podcastOf({ podcast, authority }: FeedChannel, { id, entries, rssUrl }: PodcastPart): Podcast | null {
  const isGroup = id !== feedId(authority, 'main');
  if (podcast === null || (isGroup && !entries.some(isEpisode))) return null;
  return { ...podcast, guid: isGroup ? podcastGuid(rssUrl) : (podcast.guid ?? podcastGuid(rssUrl)) };
}

/** An episode has sound or a film. */
function isEpisode({ enclosures }: Entry): boolean {
  return enclosures.some(({ type }) => ['audio', 'video'].includes(mediumOf(type) ?? ''));
}

/** The URL of the feed in a folder of the publication, for each format. */
export function feedUrls(channel: Pick<Channel, 'feedUrl' | 'files'>, folder: string): FormatUrls {
  return byFormat((name) => urlOf(`${folder}${channel.files[name]}`, channel));
}
