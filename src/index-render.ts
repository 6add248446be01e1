/** The public names of `presstime/render`: create and render feeds, without modules of Node. */

export { createEntry, type EntryFields } from './feed/create-entry.ts';
export { createFeed, type FeedFields } from './feed/create-feed.ts';
export { type AuthorLike, type FeedLike, fromFeed, type ItemLike, type MediaLike } from './feed/from-feed.ts';
export type { EnclosureFields, ImageFields, PersonFields } from './feed/given-fields.ts';
export type { Entry, Tombstone } from './model/entry.ts';
export type { Episode, EpisodePerson } from './model/episode.ts';
export type { ArchiveLinks, Feed, FormatName, FormatUrls, Podcast } from './model/feed.ts';
export type { Enclosure, Image } from './model/image.ts';
export type { Instant } from './model/instant.ts';
export type { Correction, Person, Source, Statements } from './model/metadata.ts';
export type { PublishErrorCode, Refusal, Service, Severity } from './problem/codes.ts';
export type { Problem } from './problem/problem.ts';
export { PublishError, type PublishErrorOptions } from './problem/publish-error.ts';
export { renderAtom } from './render/feed/atom.ts';
export { type Format, formats } from './render/feed/formats.ts';
export { renderJson } from './render/feed/json-feed.ts';
export { renderRss } from './render/feed/rss.ts';
export { parseInstant } from './time/parse-instant.ts';
