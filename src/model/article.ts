/** The `Article` type: one article as its author wrote it, in newsroom terms. */
import type { Image } from './image.ts';
import type { Instant } from './instant.ts';
import type { Caption, Correction, Credit, Metadata } from './metadata.ts';

/**
 * How precise the date of publication is.
 *
 * @example
 * const precision: PublishedPrecision = 'day';
 */
export type PublishedPrecision = 'second' | 'minute' | 'day';

/**
 * Where the time zone of an article comes from: its own date, the settings, or the default.
 *
 * @example
 * const source: TimeZoneSource = 'channel';
 */
export type TimeZoneSource = 'stamp' | 'channel' | 'default';

/**
 * Who sees an article. `listed`: it has a page and an entry in the feeds. `excerpt`: feeds contain only its summary. `unlisted`:
 * it has only a page.
 *
 * @example
 * const isInFeeds = (visibility: Visibility): boolean => visibility !== 'unlisted';
 */
export type Visibility = 'listed' | 'excerpt' | 'unlisted';

/**
 * An article, read from one file.
 *
 * @example
 * const words = ({ contentText }: Article): number => contentText.split(/\s+/).length;
 */
export interface Article extends Metadata {
  /** The id of its entry by the setting `ids`. Null if the id is made from its name or path. */
  readonly siteId: string | null;
  /** The path of the file in the folder of articles, with forward slashes. */
  readonly path: string;
  readonly title: string;
  readonly titleSource: 'explicit' | 'derived';
  readonly summary: string;
  readonly published: Instant;
  readonly publishedPrecision: PublishedPrecision;
  readonly updated: Instant | null;
  readonly expires: Instant | null;
  readonly visibility: Visibility;
  /** The time zone in which the local time was read: an IANA name or an offset. */
  readonly timeZone: string;
  readonly timeZoneSource: TimeZoneSource;
  /** The captions of its pictures, then the captions that have no picture. */
  readonly captions: readonly Caption[];
  /** The credits of those captions, without repeated lines. */
  readonly credits: readonly Credit[];
  /** The lead picture, other pictures of the story, and those in figures of the content; else the first picture of the content. */
  readonly images: readonly Image[];
  /** In the order in which the author wrote them. */
  readonly corrections: readonly Correction[];
  /** The whole article as sanitised HTML with absolute URLs, including its pictures and captions. */
  readonly contentHtml: string;
  /** The paragraphs of the body as plain text, separated by blank lines, without captions. */
  readonly contentText: string;
}
