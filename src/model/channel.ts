/** The `Channel` type: the settings of a publication. */
import type { Podcast } from './feed.ts';
import type { Person } from './metadata.ts';

/**
 * How articles are grouped into additional feeds.
 *
 * @example
 * const groupings: readonly Grouping[] = ['sections', 'authors'];
 */
export type Grouping = 'sections' | 'categories' | 'authors';

export const profileNames = ['msn', 'flipboard', 'smartnews', 'apple', 'google-news'] as const;

/**
 * An aggregator whose published rules Presstime knows.
 *
 * @example
 * const profile: ProfileName = 'smartnews';
 */
export type ProfileName = (typeof profileNames)[number];

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
  /** The URL of the folder from which the publication is served. Ends in a slash. */
  readonly feedUrl: string;
  readonly language: string;
  /** The time zone of times that name none: an IANA name. */
  readonly timeZone: string;
  readonly timeZoneSource: 'channel' | 'default';
  /** The authority in tag URIs (RFC 4151): `example.org,2026`. */
  readonly authority: string;
  readonly authors: readonly Person[];
  readonly rights: string | null;
  readonly icon: string | null;
  readonly logo: string | null;
  readonly hubs: readonly string[];
  /** The maximum number of entries in the live feed. */
  readonly limit: number;
  /** The maximum size of the live feed in each format, in kilobytes of 1,024 bytes. */
  readonly limitKilobytes: number;
  /** The number of days for which feeds list a withdrawn entry. */
  readonly tombstoneDays: number;
  /** The groupings that get feeds, in addition to the feed of all articles. */
  readonly feeds: readonly Grouping[];
  /** True if Presstime makes pages for the articles and for the feeds. */
  readonly pages: boolean;
  readonly podcast: Podcast | null;
  /** The aggregators that get their own feed. */
  readonly profiles: readonly ProfileName[];
  /** True if feeds contain only the summaries of articles. */
  readonly excerptOnly: boolean;
  /** True if captions and credits embedded in picture files are used when the article gives none. */
  readonly pictureCaptions: boolean;
  /** The maximum number of characters in a summary that is made from the text. */
  readonly summaryLength: number;
  /** The URL pattern for articles that name no URL. Null if such articles have no URL. */
  readonly permalink: string | null;
  /** Lines that are not part of an article: exact lines, or patterns between slashes. */
  readonly boilerplateLines: readonly string[];
  /** The hosts whose frames are kept in articles. */
  readonly embedHosts: readonly string[];
}
