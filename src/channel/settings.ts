/** The keys of `feed.yaml`: one table for reading, for messages and for the documentation. */
import type { Grouping, ProfileName } from '../model/channel.ts';
import type { Podcast } from '../model/feed.ts';
import type { Person } from '../model/metadata.ts';
import { asUrl } from '../model/url.ts';
import { defaultBoilerplateLines } from './boilerplate.ts';
import { permalinkStyles, permalinkTokens } from './permalink-pattern.ts';
import {
  asAuthority,
  asBoilerplateLines,
  asBoolean,
  asFolderUrl,
  asGroupings,
  asHosts,
  asLanguage,
  asPermalink,
  asPersons,
  asPodcast,
  asProfiles,
  asText,
  asTimeZone,
  asUrls,
  asWholeNumber,
} from './values.ts';

/** One key of `feed.yaml`. `fallback` is what stands where the key is missing; without it the key is required. */
export interface Setting<T> {
  readonly meaning: string;
  readonly wanted: string;
  /** Undefined where the value is not what is wanted. */
  readonly parse: (value: unknown) => T | undefined;
  readonly fallback?: { readonly value: T; readonly shown: string };
}

const setting = <T>(it: Setting<T>): Setting<T> => it;

const defaultEmbedHosts = ['www.youtube-nocookie.com', 'www.youtube.com', 'player.vimeo.com'];

/** Every key of `feed.yaml`, in the order of the documentation. */
export const channelSettings = {
  title: setting({ meaning: 'Name of the feed.', wanted: 'a text', parse: asText }),
  description: setting({
    meaning: 'What the feed is about, in a sentence.',
    wanted: 'a text',
    parse: asText,
  }),
  homeUrl: setting({
    meaning: 'Address of the site that the feed belongs to.',
    wanted: 'an http or https address',
    parse: asUrl,
  }),
  feedUrl: setting({
    meaning: 'Address of the folder that the publication is served from.',
    wanted: 'the http or https address of a folder, not of a feed file in it',
    parse: asFolderUrl,
  }),
  language: setting({
    meaning: 'Language of the articles, as a BCP 47 tag such as `en-GB`.',
    wanted: 'a language tag such as "en" or "pt-BR"',
    parse: asLanguage,
    fallback: { value: 'en', shown: '`en`' },
  }),
  timeZone: setting<string | null>({
    meaning: 'Zone of times that name none, such as `America/New_York`.',
    wanted: 'a time zone such as "Europe/Paris"',
    parse: asTimeZone,
    fallback: { value: null, shown: '`UTC`, with a warning' },
  }),
  authority: setting<string | null>({
    meaning: 'Who names the entries, and since when (RFC 4151): ids begin `tag:<authority>:`.',
    wanted: 'a domain you held, a comma and the year or day: "example.org,2026"',
    parse: asAuthority,
    fallback: { value: null, shown: 'the host of `homeUrl`, and 2026' },
  }),
  authors: setting<readonly Person[]>({
    meaning: 'Who writes where an article names nobody: names, or `name` with `url`.',
    wanted: 'a name, or a list of names or of {name, url}',
    parse: asPersons,
    fallback: { value: [], shown: 'none' },
  }),
  rights: setting<string | null>({
    meaning: 'Copyright notice.',
    wanted: 'a text',
    parse: asText,
    fallback: { value: null, shown: 'none' },
  }),
  icon: setting<string | null>({
    meaning: 'Address of a small square picture.',
    wanted: 'an http or https address',
    parse: asUrl,
    fallback: { value: null, shown: 'none' },
  }),
  logo: setting<string | null>({
    meaning: 'Address of a large picture; RSS shows it where it ends in png, jpg or gif.',
    wanted: 'an http or https address',
    parse: asUrl,
    fallback: { value: null, shown: 'none' },
  }),
  hubs: setting<readonly string[]>({
    meaning: 'Addresses of WebSub hubs.',
    wanted: 'a list of http or https addresses',
    parse: asUrls,
    fallback: { value: [], shown: 'none' },
  }),
  pictureCaptions: setting<boolean>({
    meaning: 'Take captions and credits from inside pictures (IPTC, XMP), where nothing else gives them.',
    wanted: 'true or false',
    parse: asBoolean,
    fallback: { value: false, shown: '`false`' },
  }),
  limit: setting({
    meaning: 'The most entries in the live feed.',
    wanted: 'a whole number from 1 to 1000',
    parse: asWholeNumber({ from: 1, to: 1000 }),
    fallback: { value: 50, shown: '50' },
  }),
  limitKilobytes: setting({
    meaning: 'The most kilobytes of the live feed, in each format; what does not fit stands in the archive.',
    wanted: 'a whole number from 16 to 10240',
    parse: asWholeNumber({ from: 16, to: 10240 }),
    fallback: { value: 512, shown: '512' },
  }),
  feeds: setting<readonly Grouping[]>({
    meaning: 'More feeds from the same articles: one for each section, each category, each author.',
    wanted: 'a list of sections, categories, authors',
    parse: asGroupings,
    fallback: { value: [], shown: 'none' },
  }),
  pages: setting<boolean | null>({
    meaning: 'Make a page of each article, and an `index.html`.',
    wanted: 'true or false',
    parse: asBoolean,
    fallback: { value: null, shown: '`true`, but `false` where there is a `permalink`' },
  }),
  tombstoneDays: setting({
    meaning: 'How many days the feeds tell that an article was withdrawn.',
    wanted: 'a whole number from 0 to 3650',
    parse: asWholeNumber({ from: 0, to: 3650 }),
    fallback: { value: 30, shown: '30' },
  }),
  podcast: setting<Podcast | null>({
    meaning: 'Makes the feed a podcast, for which `category` is required; see below.',
    wanted: 'an object with category, and with subcategory, explicit, image, author, type, owner if you like',
    parse: asPodcast,
    fallback: { value: null, shown: 'none' },
  }),
  profiles: setting<readonly ProfileName[]>({
    meaning: 'Aggregators that get a feed of their own; today that is `smartnews`, in `smartnews.xml`.',
    wanted: 'a list of smartnews',
    parse: asProfiles,
    fallback: { value: [], shown: 'none' },
  }),
  summaryLength: setting({
    meaning: 'The most characters of a summary that is made from the text.',
    wanted: 'a whole number from 50 to 2000',
    parse: asWholeNumber({ from: 50, to: 2000 }),
    fallback: { value: 300, shown: '300' },
  }),
  permalink: setting<string | null>({
    meaning: 'Address of the page of an article that names none, such as `/:year/:month/:day/:title/`; see below.',
    wanted: `a path of words and ${permalinkTokens.map((token) => `:${token}`).join(', ')}, or one of ${Object.keys(permalinkStyles).join(', ')}`,
    parse: asPermalink,
    fallback: { value: null, shown: 'none' },
  }),
  boilerplateLines: setting<readonly string[]>({
    meaning: 'Lines of wire text that are no part of the article, in place of the usual ones.',
    wanted: 'a list of texts, or of patterns such as "/^read more:/"',
    parse: asBoilerplateLines,
    fallback: { value: defaultBoilerplateLines, shown: 'lines such as `Advertisements below` and `RELATED: …`' },
  }),
  embedHosts: setting<readonly string[]>({
    meaning: 'Hosts whose players and other frames may stay in an article.',
    wanted: 'a list of host names such as "player.vimeo.com"',
    parse: asHosts,
    fallback: { value: defaultEmbedHosts, shown: defaultEmbedHosts.map((host) => `\`${host}\``).join(', ') },
  }),
} as const;
