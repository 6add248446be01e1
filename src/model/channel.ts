/** The settings of a publication, as read from `feed.yaml`. */
import type { Podcast } from './feed.ts';
import type { Person } from './metadata.ts';

/**
 * What more feeds are made by: one for each of these names.
 *
 * @example
 * const groupings: readonly Grouping[] = ['sections', 'authors'];
 */
export type Grouping = 'sections' | 'categories' | 'authors';

/**
 * An aggregator whose published rules are known.
 *
 * @example
 * const profile: ProfileName = 'smartnews';
 */
export type ProfileName = 'msn' | 'flipboard' | 'smartnews' | 'apple' | 'google-news';

/**
 * The settings of a publication, read from `feed.yaml`.
 *
 * @example
 * const page = ({ homeUrl }: Channel): string => new URL('terns', homeUrl).href;
 */
export interface Channel {
  readonly title: string;
  readonly description: string;
  readonly homeUrl: string;
  /** The folder the publication is served from; ends in a slash. */
  readonly feedUrl: string;
  readonly language: string;
  /** An IANA name, for times whose article names no zone. */
  readonly timeZone: string;
  readonly timeZoneSource: 'channel' | 'default';
  /** The authority of tag ids, RFC 4151: `example.org,2026`. */
  readonly authority: string;
  readonly authors: readonly Person[];
  readonly rights: string | null;
  readonly icon: string | null;
  readonly logo: string | null;
  readonly hubs: readonly string[];
  /** The most entries in the live feed. */
  readonly limit: number;
  /** The most kilobytes (1,024 bytes) of the live feed, in each format. */
  readonly limitKilobytes: number;
  /** How many days feeds tell of an entry that is gone. */
  readonly tombstoneDays: number;
  /** More feeds, beside the one of everything. */
  readonly feeds: readonly Grouping[];
  /** True where Presstime makes the pages of the articles, and those of the feeds. */
  readonly pages: boolean;
  readonly podcast: Podcast | null;
  /** Aggregators that get a feed of their own. */
  readonly profiles: readonly ProfileName[];
  /** Take captions and credits from inside pictures, where nothing else gives them. */
  readonly pictureCaptions: boolean;
  /** The most characters of a summary that is made from the text. */
  readonly summaryLength: number;
  /** The pattern of the addresses of articles that name none; null where they have none. */
  readonly permalink: string | null;
  /** Lines that are no part of an article: texts, or patterns between slashes. */
  readonly boilerplateLines: readonly string[];
  /** Hosts whose frames may stay in an article. */
  readonly embedHosts: readonly string[];
}
