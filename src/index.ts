/** The public names of the library. */
export { parseArticle, type Reading } from './article/parse-article.ts';
export { type PreparedFile, prepareArticle } from './article/docx/docx.ts';
export { type ChannelReading, parseChannel } from './channel/parse-channel.ts';
export { buildEntry } from './item/build-entry.ts';
export { buildFeed } from './feed/feed.ts';
export { type FeedLike, fromFeed } from './feed/from-feed.ts';
export type {
  ArchiveLinks,
  Article,
  Caption,
  Channel,
  Correction,
  Credit,
  Dateline,
  Enclosure,
  Entry,
  Episode,
  EpisodePerson,
  Feed,
  File,
  FormatName,
  FormatUrls,
  Grouping,
  Image,
  Instant,
  Person,
  Podcast,
  ProfileName,
  Source,
  Tombstone,
  Withdrawal,
} from './model/model.ts';
export type { Hub, Ping } from './notify/hub.ts';
export { createWebSubHub, type WebSubHubOptions } from './notify/websub.ts';
export { type Problem, PublishError, type Severity } from './problem/problem.ts';
export { type PublishOptions, publish } from './publish/publish.ts';
export type { HeldBack, Report, ReportedChange } from './publish/report.ts';
export { renderAtom } from './render/feed/atom.ts';
export { checkRendered } from './validate/check-rendered.ts';
export { type Format, formats } from './render/feed/formats.ts';
export { renderJson } from './render/feed/json-feed.ts';
export type { LintFinding } from './validate/flaw.ts';
export { type Lint, type LintOptions, lintFeed } from './validate/lint.ts';
export { renderRss } from './render/feed/rss.ts';
export { createDirectoryStore } from './store/directory.ts';
export { createMemoryStore } from './store/memory.ts';
export { createS3Store, type S3StoreOptions } from './store/s3.ts';
export type { Expected, Store, StoredBody, StoredFile } from './store/store.ts';
export { version } from './model/version.ts';
