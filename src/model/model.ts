/**
 * The types that all stages share: plain, readonly data. Each field names its element in RSS 2.0, Atom 1.0 and JSON Feed 1.1.
 * `Article` speaks as newsrooms do, `Entry` and `Feed` as Atom does (RFC 4287).
 */

/** An instant in UTC to the second, RFC 3339: `2026-01-05T00:15:00Z`. */
export type Instant = string;

/** Someone who wrote something. RSS dc:creator · Atom author · JSON authors. */
export interface Person {
  readonly name: string;
  readonly url: string | null;
  /** Only where it was given to be published. Atom email. */
  readonly email?: string;
  /** The address of a picture. JSON avatar. */
  readonly avatar?: string;
}

/** What was wrong in an article and is right now. It stands in the content. */
export interface Correction {
  readonly text: string;
  readonly corrected: Instant | null;
}

/** Where a text was taken from. RSS source · Atom link rel=via · JSON _source. */
export interface Source {
  readonly title: string;
  /** The page or site. */
  readonly url: string | null;
  /** Its feed. */
  readonly feedUrl: string | null;
}

/** That an article was taken back: what its author says about it. */
export interface Withdrawal {
  readonly notice: string | null;
  /** When, where the author says it. */
  readonly withdrawn: Instant | null;
}

/** An episode of a podcast: itunes:* and podcast:* of an RSS item. */
export interface Episode {
  /** itunes:season, podcast:season. */
  readonly season: number | null;
  /** itunes:episode, podcast:episode. */
  readonly episode: number | null;
  /** itunes:episodeType. */
  readonly episodeType: 'full' | 'trailer' | 'bonus' | null;
  /** itunes:explicit. Null: as the channel. */
  readonly explicit: boolean | null;
  /** itunes:image: the address of a square picture. */
  readonly image: string | null;
  /** podcast:transcript. */
  readonly transcripts: readonly { readonly url: string; readonly type: string; readonly language: string | null }[];
  /** podcast:chapters. */
  readonly chapters: { readonly url: string; readonly type: string } | null;
  /** podcast:person. */
  readonly persons: readonly EpisodePerson[];
}

export interface EpisodePerson {
  readonly name: string;
  /** Such as `host` or `guest`, from the Podcast Taxonomy. */
  readonly role: string | null;
  readonly url: string | null;
  /** The address of a picture. */
  readonly image: string | null;
}

/** Words under a picture. `position` is the word of the mark, such as `L` or `Background`; `credit` has no outer brackets. */
export interface Caption {
  readonly text: string;
  readonly credit: string | null;
  readonly position: string | null;
}

/** A credit as it was written, and who stands in it. */
export interface Credit {
  readonly line: string;
  readonly photographers: readonly string[];
  readonly agencies: readonly string[];
}

/** Where a story was filed: `PORTLAND, Maine (AP) —`. */
export interface Dateline {
  readonly place: string;
  readonly agency: string | null;
}

/** A picture. RSS and Atom media:content · JSON image. Null where a thing is not known; it is never guessed. */
export interface Image {
  readonly url: string;
  /** The media type, such as `image/jpeg`. */
  readonly type: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly lengthBytes: number | null;
  readonly alt: string;
  readonly caption: string | null;
  readonly credit: string | null;
}

/** Attached media. RSS enclosure · Atom link rel=enclosure · JSON attachments. */
export interface Enclosure {
  readonly url: string;
  readonly type: string;
  /** Null where it is not known. */
  readonly lengthBytes: number | null;
  readonly title: string | null;
  /** Of audio and video, in whole seconds. RSS itunes:duration · JSON duration_in_seconds. */
  readonly durationSeconds?: number;
}

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
  /** Not null where the author took the article back. */
  readonly withdrawal: Withdrawal | null;
  readonly draft: boolean;
  readonly expires: Instant | null;
  /** The whole article as sanitised HTML with absolute addresses, its pictures and captions in it. */
  readonly contentHtml: string;
  /** The paragraphs of the body, a blank line between, captions left out. */
  readonly contentText: string;
}

/** One thing in a feed. RSS item · Atom entry · JSON item. */
export interface Entry {
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
  /** RSS dc:language · Atom xml:lang · JSON language. Null: as the feed. */
  readonly language: string | null;
  /** RSS dc:rights · Atom rights. */
  readonly rights: string | null;
  /** What a link post is about. RSS atom:link rel=related · Atom link rel=related · JSON external_url. */
  readonly externalUrl: string | null;
  /** RSS source · Atom link rel=via · JSON _source. */
  readonly source: Source | null;
  /** RSS comments · Atom link rel=replies. */
  readonly commentsUrl: string | null;
  readonly episode: Episode | null;
  /** They stand in the content already; pages say them to machines. */
  readonly corrections: readonly Correction[];
  /** The zone of the place where it was written, an IANA name or an offset: pages show its local time. */
  readonly timeZone: string;
}

/** An entry that is gone. Atom at:deleted-entry (RFC 6721) · JSON _deleted. */
export interface Tombstone {
  readonly id: string;
  /** When it was taken out. */
  readonly withdrawn: Instant;
  /** What its author says about it. */
  readonly notice: string | null;
  /** The page that Presstime made of it, where a notice stands now. */
  readonly url?: string | null;
}

export type FormatName = 'rss' | 'atom' | 'json';

/** One address in each format. */
export type FormatUrls = Readonly<Record<FormatName, string>>;

/** The documents around this one, RFC 5005, 4. */
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

/** A podcast: itunes:* of an RSS channel. */
export interface Podcast {
  /** itunes:author. */
  readonly author: string | null;
  /** itunes:category, and one inside it. */
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
}

/** The whole: everything a renderer needs. RSS channel · Atom feed · JSON Feed top level. */
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
  /** RSS lastBuildDate · Atom updated. When the last of its entries changed or went. */
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
  /** Not null where the channel is a podcast. */
  readonly podcast: Podcast | null;
  /** Null where a feed has no archive and is none. */
  readonly archive: ArchiveLinks | null;
  /** What stands in the processing instruction xml-stylesheet; null: none. */
  readonly stylesheet: string | null;
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** Newest first. */
  readonly tombstones: readonly Tombstone[];
}

/** What more feeds are made by: one for each of these names. */
export type Grouping = 'sections' | 'categories' | 'authors';

/** An aggregator whose published rules are known. */
export type ProfileName = 'msn' | 'flipboard' | 'smartnews' | 'apple' | 'google-news';

/** The settings of a publication, read from `feed.yaml`. */
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
  readonly junkLines: readonly string[];
  /** Hosts whose frames may stay in an article. */
  readonly embedHosts: readonly string[];
}

/** Bytes to publish; media type and cache rule follow from the path. */
export interface File {
  readonly path: string;
  readonly body: Uint8Array;
}
