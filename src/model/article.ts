/** What an author wrote, in the words of newsrooms. */
import type { Episode } from './episode.ts';
import type { Enclosure, Image } from './image.ts';
import type { Instant } from './instant.ts';
import type { Caption, Correction, Credit, Dateline, Person, Source } from './metadata.ts';

export type PublishedPrecision = 'second' | 'minute' | 'day';

export type TimeZoneSource = 'stamp' | 'channel' | 'default';

/** What an author wrote, as it was read from one file. */
export interface Article {
  /** Where the file lies in its folder, with forward slashes. */
  readonly path: string;
  /** The name the author gave by `id` or `slug`; null where the path has to do. */
  readonly id: string | null;
  /** The page of the article, where the author names it. */
  readonly url: string | null;
  readonly title: string;
  readonly titleSource: 'explicit' | 'derived';
  readonly published: Instant;
  readonly updated: Instant | null;
  readonly publishedPrecision: PublishedPrecision;
  /** The zone that the local time was read in: an IANA name or an offset. */
  readonly timeZone: string;
  readonly timeZoneSource: TimeZoneSource;
  readonly byline: readonly string[];
  readonly authors: readonly Person[];
  readonly dateline: Dateline | null;
  readonly captions: readonly Caption[];
  /** The credits of those captions, each line once. */
  readonly credits: readonly Credit[];
  /** The picture that leads. */
  readonly image: Image | null;
  /** Every picture that has words of its own, the leading one first. */
  readonly images: readonly Image[];
  readonly enclosures: readonly Enclosure[];
  readonly summary: string;
  readonly categories: readonly string[];
  /** The main subject. */
  readonly section: string | null;
  readonly language: string | null;
  readonly rights: string | null;
  /** What a link post is about. */
  readonly externalUrl: string | null;
  readonly source: Source | null;
  /** The page for comments. */
  readonly commentsUrl: string | null;
  readonly episode: Episode | null;
  /** In the order in which the author wrote them. */
  readonly corrections: readonly Correction[];
  readonly expires: Instant | null;
  /** The whole article as sanitised HTML with absolute addresses, its pictures and captions in it. */
  readonly contentHtml: string;
  /** The paragraphs of the body, a blank line between, captions left out. */
  readonly contentText: string;
}
