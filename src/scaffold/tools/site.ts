/** What the configuration of the tool that a blog is built with says, in the terms of `feed.yaml`. */
import type { ToolName } from '../../model/channel.ts';
import type { UnknownRecord } from '../../model/record.ts';
import type { OwnFeed } from './own-feed.ts';

/** A tool, or a service whose exports are read. */
export type SiteTool = ToolName | 'medium' | 'substack';

export interface Site {
  readonly tool: SiteTool;
  readonly title: string | null;
  readonly description: string | null;
  /** The URL of the site, with its path, as it is written. */
  readonly homeUrl: string | null;
  readonly language: string | null;
  /** Null if the tool uses the time zone of the machine. */
  readonly timeZone: string | null;
  readonly authors: readonly string[];
  /** The keys of the setting `permalink`, apart from `tool`. */
  readonly permalink: UnknownRecord;
  /** The folder that contains the folders of posts, such as `content`. Empty for the root. */
  readonly root: string;
  /** Folders that contain posts, if only these can. Empty if posts are where dated files are. */
  readonly articles: readonly string[];
  readonly exclude: readonly string[];
  readonly static: readonly string[];
  /** Folders of the built site, in which its own feed may be. */
  readonly output: readonly string[];
  /** The usual paths of the site's own feed, below its folder. */
  readonly feeds: readonly string[];
  /** The feeds that the tool makes with this configuration, the main one first. */
  readonly ownFeeds: readonly OwnFeed[];
  /** The number of entries in the site's own feed. Null if it contains all, or if that is not known. */
  readonly limit: number | null;
  /** Parts of the configuration that were not understood. */
  readonly unread: readonly Unread[];
}

export interface Unread {
  /** The kind, such as `page-template`. */
  readonly kind: string;
  readonly message: string;
}

/** The files of a blog. */
export interface SiteFiles {
  /** Without those in hidden folders, in `node_modules`, and of the built site. */
  readonly paths: ReadonlySet<string>;
  /** The text of a file. Null if it is not there, or too long. */
  readonly read: (path: string) => Promise<string | null>;
}

/** The configuration of a tool. */
export interface Configuration {
  readonly path: string;
  readonly text: string;
  /** The data of TOML, YAML or JSON. Empty for a program. */
  readonly values: UnknownRecord;
  readonly files: SiteFiles;
}

/** What most tools have in common. */
export const plainSite: Omit<Site, 'tool'> = {
  title: null,
  description: null,
  homeUrl: null,
  language: null,
  timeZone: 'UTC',
  authors: [],
  permalink: {},
  root: '',
  articles: [],
  exclude: [],
  static: [],
  output: [],
  feeds: [],
  ownFeeds: [],
  limit: null,
  unread: [],
};
