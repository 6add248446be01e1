/** The public names of the library. */

export { type PreparedFile, prepareArticle } from './article/docx/docx.ts';
export { parseArticle } from './article/parse-article.ts';
export type { Accepted, Held, Mark, Reading, Refused } from './article/reading.ts';
export { type ChannelReading, parseChannel } from './channel/parse-channel.ts';
export { buildFeed } from './feed/assemble-feed.ts';
export { type FeedLike, fromFeed } from './feed/from-feed.ts';
export { buildEntry } from './item/build-entry.ts';
export type { EntryChange, EntryChangeKind } from './item/entry-changes.ts';
export type {
  Archives,
  Draft,
  EntryRecord,
  Expiry,
  Former,
  Item,
  KnownFile,
  Page,
  PendingEdit,
  PendingEdits,
  Published,
  Scheduled,
  Withdrawn,
} from './item/item.ts';
export type { RefusedFile } from './item/next-items.ts';
export type { FileGone, FileRead, SourceChange } from './item/source-change.ts';
export type { GoneEntry, HeldBack } from './item/visibility.ts';
export type { Article } from './model/article.ts';
export type { Channel, Grouping, ProfileName } from './model/channel.ts';
export type { Entry, Tombstone } from './model/entry.ts';
export type { Episode, EpisodePerson } from './model/episode.ts';
export type { ArchiveLinks, Feed, FormatName, FormatUrls, Podcast } from './model/feed.ts';
export type { File, StoredFile } from './model/file.ts';
export type { Enclosure, Image } from './model/image.ts';
export { type Instant, parseInstant } from './model/instant.ts';
export type { Caption, Correction, Credit, Dateline, Person, Source, Withdrawal } from './model/metadata.ts';
export { version } from './model/version.ts';
export type { Hub, Ping } from './notify/hub.ts';
export { createWebSubHub, type WebSubHubOptions } from './notify/websub.ts';
export type { PublishErrorCode } from './problem/codes.ts';
export type { Problem, Severity } from './problem/problem.ts';
export { PublishError } from './problem/publish-error.ts';
export type { Document, DocumentKind, DocumentOf, Rendered, ShownEntry } from './publish/plan/document.ts';
export { emptyState, type Plan, plan, type State } from './publish/plan/plan.ts';
export { renderDocument } from './publish/plan/render-document.ts';
export { publish } from './publish/publish.ts';
export type { PublishOptions } from './publish/publish-options.ts';
export type { Report, ReportedChange } from './publish/report.ts';
export { renderAtom } from './render/feed/atom.ts';
export { type Format, formats } from './render/feed/formats.ts';
export { renderJson } from './render/feed/json-feed.ts';
export { renderRss } from './render/feed/rss.ts';
export { createDirectoryStore } from './store/directory.ts';
export { createMemoryStore } from './store/memory.ts';
export { createS3Store, type S3StoreOptions } from './store/s3.ts';
export type { Expected, Store, StoredBody } from './store/store.ts';
export { checkRendered } from './validate/check-rendered.ts';
export type { ValidationFinding as LintFinding } from './validate/rule/finding.ts';
export {
  type Validation as Lint,
  type ValidationOptions as LintOptions,
  validateFeed as lintFeed,
} from './validate/validate-feed.ts';
