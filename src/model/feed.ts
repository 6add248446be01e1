/** The `Feed` type, which all renderers read, named after Atom (RFC 4287), and the table of feed formats. */
import type { Entry, Tombstone } from './entry.ts';
import type { Instant } from './instant.ts';
import type { Person } from './metadata.ts';

/**
 * A feed format: RSS 2.0, Atom 1.0 or JSON Feed 1.1.
 *
 * @example
 * const format: FormatName = 'atom';
 */
export type FormatName = 'rss' | 'atom' | 'json';

export interface FeedFormat {
  /** The name shown to people. */
  readonly title: string;
  /** The name with the version, for descriptions of a feed. */
  readonly fullTitle: string;
  /** The name of its file in every folder of the publication, unless the setting `files` gives another. */
  readonly fileName: string;
  readonly mediaType: string;
  /** The generic media types that are also correct, because it is XML or JSON. */
  readonly otherMediaTypes: readonly string[];
}

const xml = { otherMediaTypes: ['application/xml', 'text/xml'] };
const json = { otherMediaTypes: ['application/json'] };

/** The only table of feed formats, in the order in which people see them. */
export const feedFormats: Readonly<Record<FormatName, FeedFormat>> = {
  rss: { title: 'RSS', fullTitle: 'RSS 2.0', fileName: 'rss.xml', mediaType: 'application/rss+xml', ...xml },
  atom: { title: 'Atom', fullTitle: 'Atom 1.0', fileName: 'atom.xml', mediaType: 'application/atom+xml', ...xml },
  json: {
    title: 'JSON Feed',
    fullTitle: 'JSON Feed',
    fileName: 'feed.json',
    mediaType: 'application/feed+json',
    ...json,
  },
};

export const formatNames = Object.keys(feedFormats) as readonly FormatName[];

/** Makes one value for each format. */
export function byFormat<T>(make: (name: FormatName) => T): Readonly<Record<FormatName, T>> {
  return Object.fromEntries(formatNames.map((name) => [name, make(name)])) as Record<FormatName, T>;
}

/**
 * The name of the file in each format, the same in every folder of the publication.
 *
 * @example
 * const names: FeedFileNames = { rss: 'index.xml', atom: 'atom.xml', json: 'feed.json' };
 */
export type FeedFileNames = Readonly<Record<FormatName, string>>;

/** The names without the setting `files`. */
export const defaultFileNames: FeedFileNames = byFormat((name) => feedFormats[name].fileName);

/**
 * One URL in each format.
 *
 * @example
 * const urls: FormatUrls = {
 *   rss: 'https://courier.example/rss.xml',
 *   atom: 'https://courier.example/atom.xml',
 *   json: 'https://courier.example/feed.json',
 * };
 */
export type FormatUrls = Readonly<Record<FormatName, string>>;

/**
 * Links to the neighbouring documents of an archived feed (RFC 5005, 4).
 *
 * @example
 * const isLive = ({ isArchive }: ArchiveLinks): boolean => !isArchive;
 */
export interface ArchiveLinks {
  /** True in an archive document, false in the live feed. RSS and Atom fh:archive. */
  readonly isArchive: boolean;
  /** The live feed. RSS and Atom link rel=current. */
  readonly current: FormatUrls;
  /** The next older document. RSS and Atom link rel=prev-archive · JSON next_url. */
  readonly previous: FormatUrls | null;
  /** The next newer archive document. RSS and Atom link rel=next-archive. */
  readonly next: FormatUrls | null;
}

/**
 * A podcast: itunes:* of an RSS channel.
 *
 * @example
 * const podcast: Podcast = {
 *   author: 'Mae Orland',
 *   category: 'News',
 *   subcategory: 'Daily News',
 *   explicit: false,
 *   image: 'https://courier.example/cover.jpg',
 *   type: 'episodic',
 *   owner: null,
 *   guid: '9b024349-ccf0-5f69-a609-6b82873eab3c',
 * };
 */
export interface Podcast {
  /** itunes:author. */
  readonly author: string | null;
  /** itunes:category, and a subcategory of it. */
  readonly category: string;
  readonly subcategory: string | null;
  /** itunes:explicit. */
  readonly explicit: boolean;
  /** itunes:image. */
  readonly image: string | null;
  /** itunes:type. */
  readonly type: 'episodic' | 'serial' | null;
  /** itunes:owner. */
  readonly owner: { readonly name: string; readonly email: string } | null;
  /** podcast:guid. It stays the same when the feed moves to another URL. */
  readonly guid: string | null;
}

/**
 * A whole feed: everything a renderer needs. RSS channel · Atom feed · JSON Feed top level.
 *
 * @example
 * const feed: Feed = createFeed({ title: 'The Tern Sound Courier', homeUrl: 'https://courier.example/' });
 * feed.language // => 'en'
 */
export interface Feed {
  /** Atom id. */
  readonly id: string;
  /** RSS title · Atom title · JSON title. */
  readonly title: string;
  /** RSS description · Atom subtitle · JSON description. */
  readonly description: string;
  /** RSS link · Atom link rel=alternate · JSON home_page_url. */
  readonly homeUrl: string;
  /** RSS atom:link rel=self · Atom link rel=self · JSON feed_url. */
  readonly selfUrls: Readonly<Record<FormatName, string | null>>;
  /** RSS language · Atom xml:lang · JSON language. */
  readonly language: string;
  /** RSS lastBuildDate · Atom updated. When an entry was last changed or withdrawn. */
  readonly updated: Instant;
  /** Atom author · JSON authors. */
  readonly authors: readonly Person[];
  /** RSS copyright · Atom rights. */
  readonly rights: string | null;
  /** Atom icon · JSON favicon. */
  readonly icon: string | null;
  /** RSS image · Atom logo · JSON icon. */
  readonly logo: string | null;
  /** RSS atom:link rel=hub · Atom link rel=hub · JSON hubs. */
  readonly hubs: readonly string[];
  /** Null unless the channel is a podcast. */
  readonly podcast: Podcast | null;
  /** Null if the feed neither has an archive nor is part of one. */
  readonly archive: ArchiveLinks | null;
  /** The URL in the processing instruction xml-stylesheet. Null for none. */
  readonly stylesheet: string | null;
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** Newest first. */
  readonly tombstones: readonly Tombstone[];
}
