/** The `Entry` of a feed and the `Tombstone` of a withdrawn entry, named after Atom (RFC 4287, RFC 6721). */
import type { Episode } from './episode.ts';
import type { Enclosure, Image } from './image.ts';
import type { Instant } from './instant.ts';
import type { Correction, Person, Statements } from './metadata.ts';

/**
 * One entry of a feed. RSS item · Atom entry · JSON item.
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
  /** `text` if the title is the first sentence of the content, because the article has no headline. Else null. */
  readonly titleFrom: 'text' | null;
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
  /** What feeds contain instead of `contentHtml`. Null if they contain the content. */
  readonly excerptHtml: string | null;
  /** RSS category · Atom category · JSON tags. */
  readonly categories: readonly string[];
  /** The main category. */
  readonly section: string | null;
  /** RSS and Atom media:content · JSON image. */
  readonly images: readonly Image[];
  /** RSS enclosure (the first) · Atom link rel=enclosure · JSON attachments. */
  readonly enclosures: readonly Enclosure[];
  readonly episode: Episode | null;
  /** The content already contains them. Pages also state them in their metadata. */
  readonly corrections: readonly Correction[];
  /** The time zone in which pages show its times, an IANA name or an offset: the zone in which it was written. */
  readonly timeZone: string;
}

/**
 * An entry that was withdrawn. Atom at:deleted-entry (RFC 6721) · JSON _deleted.
 *
 * @example
 * const withdrawn = parseInstant('2026-05-04T15:30:00Z');
 * const tombstone: Tombstone | null = withdrawn && { id: 'https://courier.example/terns', withdrawn, notice: null, url: null };
 */
export interface Tombstone {
  readonly id: string;
  /** When it was withdrawn. */
  readonly withdrawn: Instant;
  /** The author's statement about the withdrawal. */
  readonly notice: string | null;
  /** The page that Presstime made for it, which now shows a notice. */
  readonly url: string | null;
}
