/** The table of keys of `feed.yaml`. To add a key, add a row here and a field to `Channel`: parsing, messages and documentation follow. */
import type { Grouping, ProfileName } from '../model/channel.ts';
import { type Permalink, toolNames } from '../model/channel.ts';
import { defaultFileNames, type FeedFileNames, type Podcast } from '../model/feed.ts';
import type { Person } from '../model/metadata.ts';
import { asUrl } from '../model/url.ts';
import { areBoilerplateLines, defaultBoilerplateLines } from './boilerplate.ts';
import { asFileNames } from './file-names.ts';
import { permalinkStyles, permalinkTokens } from './permalink-pattern.ts';
import { asSourcePaths } from './source-folders.ts';
import {
  asAuthority,
  asBoolean,
  asFolderUrl,
  asGroupings,
  asHosts,
  asIds,
  asLanguage,
  asPermalink,
  asPersons,
  asPodcast,
  asProfiles,
  asText,
  asTexts,
  asTimeZone,
  asUrls,
  asWholeNumber,
} from './values.ts';

/** One key of `feed.yaml`. `fallback` is used if the key is missing. A key without `fallback` is required. */
export interface Setting<T> {
  readonly meaning: string;
  readonly wanted: string;
  /** Returns undefined if the value cannot be used. */
  readonly parse: (value: unknown) => T | undefined;
  readonly fallback?: { readonly value: T; readonly shown: string };
  /** Names to suggest for a mistyped value. */
  readonly names?: readonly string[];
}

const setting = <T>(it: Setting<T>): Setting<T> => it;

const defaultEmbedHosts = ['www.youtube-nocookie.com', 'www.youtube.com', 'player.vimeo.com'];

/** Every key of `feed.yaml`, in the order of the documentation. */
export const channelSettings = {
  title: setting({ meaning: 'Name of the feed.', wanted: 'text', parse: asText }),
  description: setting({
    meaning: 'What the feed is about, in one sentence.',
    wanted: 'text',
    parse: asText,
  }),
  homeUrl: setting({
    meaning: 'URL of the site that the feed belongs to.',
    wanted: 'an http or https URL',
    parse: asUrl,
  }),
  feedUrl: setting({
    meaning: 'URL of the folder from which the publication is served.',
    wanted: 'the http or https URL of a folder, not of a feed file in it',
    parse: asFolderUrl,
  }),
  files: setting<FeedFileNames>({
    meaning: 'Names of the feed files, such as those of the feed that the site had before; see below.',
    wanted: 'an object with rss, atom or json, and for each a file name such as "index.xml", "atom.xml" or "feed.json"',
    parse: asFileNames,
    fallback: { value: defaultFileNames, shown: '`rss.xml`, `atom.xml`, `feed.json`' },
  }),
  language: setting({
    meaning: 'Language of the articles, as a BCP 47 tag such as `en-GB`.',
    wanted: 'a language tag such as "en" or "pt-BR"',
    parse: asLanguage,
    fallback: { value: 'en', shown: '`en`' },
  }),
  timeZone: setting<string | null>({
    meaning: 'Time zone for times without one, such as `America/New_York`.',
    wanted: 'a time zone such as "Europe/Paris"',
    parse: asTimeZone,
    fallback: { value: null, shown: '`UTC`, with a warning' },
  }),
  authority: setting<string | null>({
    meaning: 'Your domain, and a date on which you owned it (RFC 4151). Ids begin with `tag:<authority>:`.',
    wanted: 'a domain, a comma, and a year or day on which you owned it, such as "example.org,2026"',
    parse: asAuthority,
    fallback: { value: null, shown: 'the host of `homeUrl`, and 2026' },
  }),
  authors: setting<readonly Person[]>({
    meaning: 'Authors for articles without an author: names, or `name` with `url`.',
    wanted: 'a name, or a list of names or of {name, url}',
    parse: asPersons,
    fallback: { value: [], shown: 'none' },
  }),
  rights: setting<string | null>({
    meaning: 'Copyright notice.',
    wanted: 'text',
    parse: asText,
    fallback: { value: null, shown: 'none' },
  }),
  icon: setting<string | null>({
    meaning: 'URL of a small square picture.',
    wanted: 'an http or https URL',
    parse: asUrl,
    fallback: { value: null, shown: 'none' },
  }),
  logo: setting<string | null>({
    meaning: 'URL of a large picture. RSS contains it only if it ends in png, jpg or gif.',
    wanted: 'an http or https URL',
    parse: asUrl,
    fallback: { value: null, shown: 'none' },
  }),
  hubs: setting<readonly string[]>({
    meaning: 'URLs of WebSub hubs.',
    wanted: 'a list of http or https URLs',
    parse: asUrls,
    fallback: { value: [], shown: 'none' },
  }),
  excerptOnly: setting<boolean>({
    meaning: 'Feeds contain only the summary of each article. Pages contain the whole text.',
    wanted: 'true or false',
    parse: asBoolean,
    fallback: { value: false, shown: '`false`' },
  }),
  pictureCaptions: setting<boolean>({
    meaning: 'Use captions and credits embedded in picture files (IPTC, XMP) if the article gives none.',
    wanted: 'true or false',
    parse: asBoolean,
    fallback: { value: false, shown: '`false`' },
  }),
  limit: setting({
    meaning: 'Maximum number of entries in the live feed.',
    wanted: 'a whole number from 1 to 1000',
    parse: asWholeNumber({ from: 1, to: 1000 }),
    fallback: { value: 50, shown: '50' },
  }),
  limitKilobytes: setting({
    meaning: 'Maximum size of the live feed in each format, in kilobytes. Entries that do not fit move to the archive.',
    wanted: 'a whole number from 16 to 10240',
    parse: asWholeNumber({ from: 16, to: 10240 }),
    fallback: { value: 512, shown: '512' },
  }),
  feeds: setting<readonly Grouping[]>({
    meaning: 'Additional feeds from the same articles: one for each section, category or author.',
    wanted: 'a list of sections, categories, authors',
    names: ['sections', 'categories', 'authors'],
    parse: asGroupings,
    fallback: { value: [], shown: 'none' },
  }),
  pages: setting<boolean | null>({
    meaning: 'Make a page for each article, and an `index.html`.',
    wanted: 'true or false',
    parse: asBoolean,
    fallback: { value: null, shown: '`true`, but `false` if `permalink` is set' },
  }),
  tombstoneDays: setting({
    meaning: 'Number of days for which the feeds list a withdrawn article.',
    wanted: 'a whole number from 0 to 3650',
    parse: asWholeNumber({ from: 0, to: 3650 }),
    fallback: { value: 30, shown: '30' },
  }),
  podcast: setting<Podcast | null>({
    meaning: 'Makes the feed a podcast. `category` is required; see below.',
    wanted: 'an object with category and, optionally, subcategory, explicit, image, author, type, owner and guid',
    parse: asPodcast,
    fallback: { value: null, shown: 'none' },
  }),
  profiles: setting<readonly ProfileName[]>({
    meaning: 'Aggregators that get their own feed. Currently only `smartnews`, in `smartnews.xml`.',
    wanted: 'a list of aggregators, of which only smartnews is known',
    names: ['smartnews'],
    parse: asProfiles,
    fallback: { value: [], shown: 'none' },
  }),
  summaryLength: setting({
    meaning: 'Maximum number of characters in a summary that is made from the text.',
    wanted: 'a whole number from 50 to 2000',
    parse: asWholeNumber({ from: 50, to: 2000 }),
    fallback: { value: 300, shown: '300' },
  }),
  permalink: setting<Permalink | null>({
    meaning:
      'URL of articles that name none: the tool of the site, or a pattern such as `/:year/:month/:day/:title/`; see below.',
    wanted: `a tool (${toolNames.join(', ')}), an object with tool and pattern, a path that may contain ${permalinkTokens.map((token) => `:${token}`).join(', ')}, or one of ${Object.keys(permalinkStyles).join(', ')}`,
    parse: asPermalink,
    fallback: { value: null, shown: 'none' },
  }),
  ids: setting<string | null>({
    meaning:
      'Ids of new entries: those that the tool of the site gave them in its own feed, their URLs, or a pattern; see below.',
    wanted: `url, one of ${toolNames.join(', ')}, or a pattern that begins with https:, tag: or urn:`,
    parse: asIds,
    fallback: { value: null, shown: 'made from the path' },
  }),
  articles: setting<readonly string[]>({
    meaning: 'Folders or patterns such as `content/posts` that contain articles. Other folders are not read.',
    wanted: 'a list of folders, files or patterns such as "posts/**/*.md" below the folder of feed.yaml',
    parse: asSourcePaths,
    fallback: { value: [], shown: 'all folders' },
  }),
  exclude: setting<readonly string[]>({
    meaning: 'Folders, files or patterns that are not read.',
    wanted: 'a list of folders, files or patterns such as "**/*.de.md" below the folder of feed.yaml',
    parse: asSourcePaths,
    fallback: { value: [], shown: 'none' },
  }),
  static: setting<readonly string[]>({
    meaning: 'Folders whose files are at the root of the site: `/img/a.png` is `static/img/a.png`.',
    wanted: 'a list of folders below the folder of feed.yaml',
    parse: asSourcePaths,
    fallback: { value: [], shown: '`static`, `public`, `assets`, `content`, `src`' },
  }),
  boilerplateLines: setting<readonly string[]>({
    meaning: 'Lines of wire text that are not part of the article. Replaces the default lines.',
    wanted: 'a list of lines, or of patterns such as "/^read more:/"',
    parse: asBoilerplateLines,
    fallback: { value: defaultBoilerplateLines, shown: 'lines such as `Advertisements below` and `RELATED: …`' },
  }),
  embedHosts: setting<readonly string[]>({
    meaning: 'Hosts whose players and other frames are kept in articles.',
    wanted: 'a list of host names such as "player.vimeo.com"',
    parse: asHosts,
    fallback: { value: defaultEmbedHosts, shown: defaultEmbedHosts.map((host) => `\`${host}\``).join(', ') },
  }),
} as const;

/** It is here, because articles are read with the rules for values, and few of them need RE2. */
function asBoilerplateLines(value: unknown): readonly string[] | undefined {
  const lines = asTexts(value);
  return lines !== undefined && areBoilerplateLines(lines) ? lines : undefined;
}
