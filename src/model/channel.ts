/** The `Channel` type: the settings of a publication. */
import type { FeedFileNames, Podcast } from './feed.ts';
import type { Person } from './metadata.ts';

/**
 * How articles are grouped into additional feeds.
 *
 * @example
 * const groupings: readonly Grouping[] = ['sections', 'authors'];
 */
export type Grouping = 'sections' | 'categories' | 'authors';

export const profileNames = ['msn', 'flipboard', 'smartnews', 'apple', 'google-news'] as const;

/**
 * An aggregator whose published rules Presstime knows.
 *
 * @example
 * const profile: ProfileName = 'smartnews';
 */
export type ProfileName = (typeof profileNames)[number];

export const toolNames = [
  'hugo',
  'jekyll',
  'zola',
  'eleventy',
  'astro',
  'hexo',
  'pelican',
  'docusaurus',
  'vitepress',
  'next',
  'ghost',
  'wordpress',
  'obsidian',
] as const;

/**
 * A tool whose URLs and ids a site keeps.
 *
 * @example
 * const tool: ToolName = 'hugo';
 */
export type ToolName = (typeof toolNames)[number];

/** True for the name of a tool. */
export function isToolName(name: unknown): name is ToolName {
  return toolNames.some((it) => it === name);
}

/**
 * How the URLs of a site are made.
 *
 * @example
 * const isOfTool = ({ tool }: Permalink): boolean => tool !== null;
 */
export interface Permalink {
  /** The tool that made the site. Null if only the pattern counts, with the tokens of Jekyll and Hugo. */
  readonly tool: ToolName | null;
  /** The pattern, in the syntax of the tool. Null for the default of the tool. */
  readonly pattern: string | null;
  /** Hugo: the patterns of single sections, by the name of the first folder. */
  readonly sectionPatterns: Readonly<Record<string, string>>;
  /** Hugo: the nested folders that are sections, such as `blog/team`, because they contain `_index.md`. */
  readonly sections: readonly string[];
  /** Hugo, Zola: the languages whose URLs begin with their code, such as `de`. */
  readonly languages: readonly string[];
  /** Hugo, Zola: the language whose URLs have no code, though file names may have it. */
  readonly defaultLanguage: string | null;
  /** Hugo: URLs end in `.html` (`uglyURLs`). */
  readonly ugly: boolean;
  /**
   * Hugo, Hexo: true if the date is removed from file names (`:filename` in `frontmatter.date`, `new_post_name`). Zola: false if it
   * stays (`slugify.paths_keep_dates`). Null for the default of the tool.
   */
  readonly datedNames: boolean | null;
  /** Pelican: slugs are made from file names instead of titles (`SLUGIFY_SOURCE`). */
  readonly fileSlugs: boolean;
  /** Hugo: upper case is kept (`disablePathToLower`). */
  readonly keepCase: boolean;
  /** Hugo: accents are removed (`removePathAccents`). */
  readonly removeAccents: boolean;
  /** Zola: false if names are kept as they are (`slugify.paths` is `safe` or `off`). */
  readonly slugify: boolean;
  /** Astro, Docusaurus: URLs end in a slash. Null for the default of the tool. */
  readonly trailingSlash: boolean | null;
  /** VitePress, Hexo: URLs have no `.html` (`cleanUrls`, `pretty_urls.trailing_html`). */
  readonly cleanUrls: boolean;
  /** The first part of the URLs of all posts: `blog` in Docusaurus and Astro. Null for the default of the tool. */
  readonly base: string | null;
  /** The folder of the tool's files, which URLs do not contain. Null for the default of the tool. */
  readonly root: string | null;
}

/** A permalink without options. */
export const plainPermalink: Permalink = {
  tool: null,
  pattern: null,
  sectionPatterns: {},
  sections: [],
  languages: [],
  defaultLanguage: null,
  ugly: false,
  datedNames: null,
  fileSlugs: false,
  keepCase: false,
  removeAccents: false,
  slugify: true,
  trailingSlash: null,
  cleanUrls: false,
  base: null,
  root: null,
};

/**
 * The settings of a publication, read from `feed.yaml`.
 *
 * @example
 * const page = ({ homeUrl }: Channel): string => new URL('terns', homeUrl).href;
 */
export interface Channel {
  readonly title: string;
  readonly description: string;
  readonly homeUrl: string;
  /** The URL of the folder from which the publication is served. Ends in a slash. */
  readonly feedUrl: string;
  /** The names of the feed files in every folder of the publication. */
  readonly files: FeedFileNames;
  readonly language: string;
  /** The time zone of times that name none: an IANA name. */
  readonly timeZone: string;
  readonly timeZoneSource: 'channel' | 'default';
  /** The authority in tag URIs (RFC 4151): `example.org,2026`. */
  readonly authority: string;
  readonly authors: readonly Person[];
  readonly rights: string | null;
  readonly icon: string | null;
  readonly logo: string | null;
  readonly hubs: readonly string[];
  /** The maximum number of entries in the live feed. */
  readonly limit: number;
  /** The maximum size of the live feed in each format, in kilobytes of 1,024 bytes. */
  readonly limitKilobytes: number;
  /** The number of days for which feeds list a withdrawn entry. */
  readonly tombstoneDays: number;
  /** The groupings that get feeds, in addition to the feed of all articles. */
  readonly feeds: readonly Grouping[];
  /** True if Presstime makes pages for the articles and for the feeds. */
  readonly pages: boolean;
  readonly podcast: Podcast | null;
  /** The aggregators that get their own feed. */
  readonly profiles: readonly ProfileName[];
  /** True if feeds contain only the summaries of articles. */
  readonly excerptOnly: boolean;
  /** True if captions and credits embedded in picture files are used when the article gives none. */
  readonly pictureCaptions: boolean;
  /** The maximum number of characters in a summary that is made from the text. */
  readonly summaryLength: number;
  /** How the URLs of articles are made that name none. Null if such articles have no URL. */
  readonly permalink: Permalink | null;
  /** Where the ids of new entries come from: a tool, `url`, or a pattern. Null if they are made from the paths of files. */
  readonly ids: string | null;
  /** The folders, files or patterns of files that are articles. Empty if all folders contain articles. */
  readonly articles: readonly string[];
  /** The folders, files or patterns of files that are not read. */
  readonly exclude: readonly string[];
  /** The folders whose files are at the root of the site. Empty for the usual folders. */
  readonly static: readonly string[];
  /** Lines that are not part of an article: exact lines, or patterns between slashes. */
  readonly boilerplateLines: readonly string[];
  /** The hosts whose frames are kept in articles. */
  readonly embedHosts: readonly string[];
}
