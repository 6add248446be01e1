/** One thing in a feed, and what is left of one that is gone, in the words of Atom (RFC 4287, RFC 6721). */
import type { Episode } from './episode.ts';
import type { Enclosure, Image } from './image.ts';
import type { Instant } from './instant.ts';
import type { Correction, Person, Statements } from './metadata.ts';

/**
 * One thing in a feed. RSS item · Atom entry · JSON item.
 *
 * @example
 * const entry: Entry = createEntry({ url: 'https://courier.example/terns', title: 'Terns return', published: new Date(0) });
 * entry.published // => '1970-01-01T00:00:00Z'
 */
export interface Entry extends Statements {
  /** Permanent. RSS guid isPermaLink=false · Atom id · JSON id. */
  readonly id: string;
  /** RSS link · Atom link rel=alternate · JSON url. */
  readonly url: string | null;
  /** RSS title · Atom title type=text · JSON title. Plain text. */
  readonly title: string;
  /** RSS pubDate · Atom published · JSON date_published. */
  readonly published: Instant;
  /** RSS atom:updated · Atom updated · JSON date_modified. */
  readonly updated: Instant;
  /** RSS dc:creator · Atom author · JSON authors. */
  readonly authors: readonly Person[];
  /** RSS description · Atom summary · JSON summary. Plain text. */
  readonly summary: string;
  /** RSS content:encoded · Atom content type=html · JSON content_html. */
  readonly contentHtml: string;
  /** RSS category · Atom category · JSON tags. */
  readonly categories: readonly string[];
  /** The main one of the categories. */
  readonly section: string | null;
  /** RSS and Atom media:content · JSON image. */
  readonly images: readonly Image[];
  /** RSS enclosure (the first) · Atom link rel=enclosure · JSON attachments. */
  readonly enclosures: readonly Enclosure[];
  readonly episode: Episode | null;
  /** They stand in the content already; pages say them to machines. */
  readonly corrections: readonly Correction[];
  /** The zone of the place where it was written, an IANA name or an offset: pages show its local time. */
  readonly timeZone: string;
}

/**
 * An entry that is gone. Atom at:deleted-entry (RFC 6721) · JSON _deleted.
 *
 * @example
 * const withdrawn = parseInstant('2026-05-04T15:30:00Z');
 * const tombstone: Tombstone | null = withdrawn && { id: 'https://courier.example/terns', withdrawn, notice: null, url: null };
 */
export interface Tombstone {
  readonly id: string;
  /** When it was taken out. */
  readonly withdrawn: Instant;
  /** What its author says about it. */
  readonly notice: string | null;
  /** The page that Presstime made of it, where a notice stands now. */
  readonly url: string | null;
}
