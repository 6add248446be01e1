/** What an author wrote, in the words of newsrooms. */
import type { Image } from './image.ts';
import type { Instant } from './instant.ts';
import type { Caption, Correction, Credit, Metadata } from './metadata.ts';

/**
 * How exactly an article says when it was published.
 *
 * @example
 * const precision: PublishedPrecision = 'day';
 */
export type PublishedPrecision = 'second' | 'minute' | 'day';

/**
 * What named the zone of an article's time: its own stamp, the settings, or nothing.
 *
 * @example
 * const source: TimeZoneSource = 'channel';
 */
export type TimeZoneSource = 'stamp' | 'channel' | 'default';

/**
 * What an author wrote, as it was read from one file.
 *
 * @example
 * const words = ({ contentText }: Article): number => contentText.split(/\s+/).length;
 */
export interface Article extends Metadata {
  /** Where the file lies in its folder, with forward slashes. */
  readonly path: string;
  readonly title: string;
  readonly titleSource: 'explicit' | 'derived';
  readonly summary: string;
  readonly published: Instant;
  readonly publishedPrecision: PublishedPrecision;
  readonly updated: Instant | null;
  readonly expires: Instant | null;
  /** The zone that the local time was read in: an IANA name or an offset. */
  readonly timeZone: string;
  readonly timeZoneSource: TimeZoneSource;
  /** The words under its pictures, then those that have no picture. */
  readonly captions: readonly Caption[];
  /** The credits of those captions, each line once. */
  readonly credits: readonly Credit[];
  /** Every picture that has words of its own, the leading one first. */
  readonly images: readonly Image[];
  /** In the order in which the author wrote them. */
  readonly corrections: readonly Correction[];
  /** The whole article as sanitised HTML with absolute URLs, its pictures and captions in it. */
  readonly contentHtml: string;
  /** The paragraphs of the body, a blank line between, captions left out. */
  readonly contentText: string;
}
