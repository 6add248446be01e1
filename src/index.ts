/** The public names of `presstime`: all except those of `presstime/s3`, which loads the AWS SDK. */

export type { ArticleIndex } from './article/attachments/article-index.ts';
export { type Beside, type EmbeddedCaption, indexBeside } from './article/attachments/beside.ts';
export type { Asset } from './article/attachments/find.ts';
export type { WordConversion } from './article/docx/docx.ts';
export { parseArticle } from './article/parse-article.ts';
export { type PreparedFile, prepareArticle } from './article/prepare-article.ts';
export type { Accepted, Held, KeysRead, Mark, ReadFileFacts, Reading, Refused, Skipped } from './article/reading.ts';
export type { FoundMark, MarkMeaning } from './article/story/found-mark.ts';
export type { Advisory, SkippedKind } from './article/story/no-story.ts';
export { type ChannelOptions, type ChannelReading, parseChannel } from './channel/parse-channel.ts';
export { buildFeed, type FeedChannel, type FeedPart } from './feed/assemble-feed.ts';
export { createEntry, type EntryFields } from './feed/create-entry.ts';
export { createFeed, type FeedFields } from './feed/create-feed.ts';
export { type AuthorLike, type FeedLike, fromFeed, type ItemLike, type MediaLike } from './feed/from-feed.ts';
export type { EnclosureFields, ImageFields, PersonFields } from './feed/given-fields.ts';
export { buildEntry, type EntryContext } from './item/build-entry.ts';
export type { EntryChange, EntryChangeKind } from './item/entry-changes.ts';
export type {
  Archives,
  Draft,
  EntryRecord,
  Expiry,
  Former,
  Item,
  ItemFile,
  KnownFile,
  KnownVersion,
  Page,
  PendingEdit,
  PendingEdits,
  Published,
  Scheduled,
  Unlisted,
  Withdrawn,
} from './item/item.ts';
export type { RefusedFile, SkippedFile } from './item/next-items.ts';
export type { FileGone, FileRead, SourceChange } from './item/source-change.ts';
export type { HeldBack, Listed } from './item/visibility.ts';
export type { Article, PublishedPrecision, TimeZoneSource, Visibility } from './model/article.ts';
export type { Channel, Grouping, Permalink, ProfileName, ToolName } from './model/channel.ts';
export type { Entry, Tombstone } from './model/entry.ts';
export type { Episode, EpisodePerson } from './model/episode.ts';
export type { ArchiveLinks, Feed, FeedFileNames, FormatName, FormatUrls, Podcast } from './model/feed.ts';
export type { File, StoredFile } from './model/file.ts';
export type { Enclosure, Image } from './model/image.ts';
export type { Instant } from './model/instant.ts';
export type {
  Caption,
  Correction,
  Credit,
  Dateline,
  ItemStatus,
  ItemVersion,
  Metadata,
  Person,
  Source,
  Statements,
  Withdrawal,
} from './model/metadata.ts';
export { version } from './model/version.ts';
export type { Hub, Ping } from './notify/hub.ts';
export { createWebSubHub, type WebSubHubOptions } from './notify/websub.ts';
export type { PublishErrorCode, Refusal, Service, Severity } from './problem/codes.ts';
export type { Finding, Problem } from './problem/problem.ts';
export { PublishError, type PublishErrorOptions } from './problem/publish-error.ts';
export type {
  Document,
  DocumentInput,
  DocumentKind,
  DocumentOf,
  FeedDocumentInput,
  GroupUrls,
  Rendered,
  ShownEntry,
} from './publish/plan/document.ts';
export type { EntrySource } from './publish/plan/document-context.ts';
export {
  emptyState,
  type Leaving,
  type MediaChange,
  type Plan,
  type PlanOptions,
  plan,
  type State,
} from './publish/plan/plan.ts';
export { renderDocument } from './publish/plan/render-document.ts';
export { publish } from './publish/publish.ts';
export type { PublishOptions } from './publish/read/publish-options.ts';
export type { Progress } from './publish/read/read-source.ts';
export type { Report, ReportedChange } from './publish/report.ts';
export { renderAtom } from './render/feed/atom.ts';
export { type Format, formats, type LiveFormName } from './render/feed/formats.ts';
export { renderJson } from './render/feed/json-feed.ts';
export { renderRss } from './render/feed/rss.ts';
export type { OpmlFeed } from './render/list/opml.ts';
export type { WithdrawnPage } from './render/page/article-page.ts';
export type { PageChannel } from './render/page/context.ts';
export type { Group, ListPage } from './render/page/list-page.ts';
export { createDirectoryStore, type DirectoryStoreOptions } from './store/directory.ts';
export { createMemoryStore } from './store/memory.ts';
export type { Accept, Expected, LinkTarget, Store, StoredBody } from './store/store.ts';
export { parseInstant } from './time/parse-instant.ts';
export { checkRendered } from './validate/check-rendered.ts';
export type { ValidationFinding } from './validate/rule/finding.ts';
export { type Validation, type ValidationOptions, validateFeed } from './validate/validate-feed.ts';
