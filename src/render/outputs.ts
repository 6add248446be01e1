/** The table of every published path: its kind, media type and cache rule. To add a file, add a row here, and its document in `publish/plan/documents.ts` and `render-document.ts`. */
import { defaultFileNames, type FeedFileNames, type FormatName, feedFormats, formatNames } from '../model/feed.ts';
import { lastPartOf } from '../model/file.ts';
import { contentTypeOf } from '../model/media-type.ts';

export type OutputKind = 'feed' | 'aggregator feed' | 'page' | 'style' | 'list' | 'media' | 'ledger';

export interface Output {
  /** In it, `<number>`, `<grouping>` and `<name>` match one part of a path, `<path>` one or more. */
  readonly path: string;
  readonly kind: OutputKind;
  /** Null if it depends on the extension of each file. */
  readonly mediaType: string | null;
  readonly cache: CacheRule;
  /** How a file shows that Presstime made it. Null if it has no such mark: then the feeds in the same folder decide. */
  readonly mark: RegExp | null;
  /** As in the table of docs/formats.md. */
  readonly meaning: string;
}

type CacheRule = keyof typeof cacheRules;

/** How long a cache between the store and readers may still serve the old bytes of a file after a run has changed it. */
export const sharedCacheSeconds = 60;

/** Values of Cache-Control, named after the time for which a file stays the same. */
export const cacheRules = {
  never: 'no-store',
  /**
   * Readers may keep it for minutes. Shared caches may keep it for `sharedCacheSeconds` only, because a hub fetches each feed
   * that it is notified of.
   */
  minutes: `public, max-age=300, s-maxage=${sharedCacheSeconds}, stale-if-error=86400`,
  /** A document that gets no more entries, only edits, which are in the live feed too. */
  day: 'public, max-age=86400, stale-while-revalidate=86400, stale-if-error=604800',
  /** A file whose name contains its digest. */
  'for ever': 'public, max-age=31536000, immutable',
};

/** JSON Feed has no key for the program that made it. The mark of RSS and Atom is the same, because the setting `files` can swap their names. */
const xmlMark = /<generator\b[^>]*>Presstime\b/;
const feedMarks: Readonly<Record<FormatName, RegExp | null>> = { rss: xmlMark, atom: xmlMark, json: null };

const textMark = /presstime/i;

/** Each published path matches exactly one row. */
export const outputs: readonly Output[] = [
  ...feedsIn('', { cache: 'minutes', meaning: 'the live feed: the newest entries' }),
  ...feedsIn('archive/<number>/', { cache: 'day', meaning: 'older entries, from the first on (RFC 5005)' }),
  ...feedsIn('<grouping>/<name>/', { cache: 'minutes', meaning: 'the feed of a section, category or author' }),
  {
    path: 'smartnews.xml',
    kind: 'aggregator feed',
    mediaType: withCharset(feedFormats.rss.mediaType),
    cache: 'minutes',
    mark: null,
    meaning: 'the live feed in the form of SmartNews',
  },
  page('index.html', { cache: 'minutes', meaning: 'the page of the newest entries' }),
  page('archive/<number>/index.html', { cache: 'day', meaning: 'a page of older entries' }),
  page('<grouping>/<name>/index.html', { cache: 'minutes', meaning: 'the page of a section, category or author' }),
  page('articles/<path>.html', { cache: 'minutes', meaning: 'the page of an article, or the notice that it is gone' }),
  page('404.html', { cache: 'minutes', meaning: 'what a server shows for a URL that does not exist' }),
  plain('feed.css', { kind: 'style', meaning: 'the style sheet of feeds, for programs that apply it' }),
  plain('style.css', { kind: 'style', meaning: 'the style sheet of pages' }),
  plain('feeds.opml', { kind: 'list', meaning: 'the list of all feeds, for feed readers' }),
  plain('news-sitemap.xml', { kind: 'list', meaning: 'the articles of two days, for search engines' }),
  plain('robots.txt', { kind: 'list', meaning: 'where the sitemap is, for search engines' }),
  {
    path: 'media/<path>',
    kind: 'media',
    mediaType: null,
    cache: 'for ever',
    mark: null,
    meaning: 'pictures, audio and video from the folder of articles',
  },
  {
    path: '.presstime/ledger/<path>',
    kind: 'ledger',
    mediaType: null,
    cache: 'never',
    mark: null,
    meaning: 'what is remembered; never served',
  },
];

type Rest = Pick<Output, 'cache' | 'meaning'>;

function feedsIn(folder: string, rest: Rest): readonly Output[] {
  return formatNames.map((name) => {
    const { fileName, mediaType } = feedFormats[name];
    const path = `${folder}${fileName}`;
    return { path, kind: 'feed', mediaType: withCharset(mediaType), mark: feedMarks[name], ...rest };
  });
}

function page(path: string, rest: Rest): Output {
  return { path, kind: 'page', mediaType: contentTypeOf(path), mark: textMark, ...rest };
}

function plain(path: string, rest: Pick<Output, 'kind' | 'meaning'>): Output {
  return { path, mediaType: contentTypeOf(path), cache: 'minutes', mark: textMark, ...rest };
}

function withCharset(mediaType: string): string {
  return `${mediaType}; charset=utf-8`;
}

/** What each part in angle brackets matches. */
const parts: Readonly<Record<string, string>> = {
  '<number>': '[1-9]\\d*',
  '<grouping>': '(?:sections|categories|authors)',
  '<name>': '[^/]+',
  '<path>': '.+',
};

function patternOf({ path }: Output): string {
  return path.replace(/[.]|<[a-z]+>/g, (part) => parts[part] ?? `\\${part}`);
}

const patterns = outputs.map((output) => ({ output, pattern: new RegExp(`^${patternOf(output)}$`, 's') }));
const anyOutput = new RegExp(`^(?:${outputs.map(patternOf).join('|')})$`, 's');

/** Returns every row that matches a path: one for a published path, none for any other. */
export function outputsOf(path: string): readonly Output[] {
  return patterns.filter(({ pattern }) => pattern.test(path)).map(({ output }) => output);
}

/** True for every path that a run may write or remove. */
export function isOutputPath(path: string): boolean {
  return anyOutput.test(path);
}

/** The path with the default name of a feed instead of one of the setting `files`: the rows contain only default names. */
export function defaultPathOf(path: string, files: FeedFileNames): string {
  const name = lastPartOf(path);
  const format = formatNames.find((it) => files[it] === name);
  return format === undefined ? path : withDefaultName(path, format);
}

function withDefaultName(path: string, format: FormatName): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${defaultFileNames[format]}`;
}

/**
 * True for every path that a run with these names of feeds may write or remove. The default names are among them, because an earlier
 * run may have used them.
 */
export function isOutputWith(files: FeedFileNames, path: string): boolean {
  return isOutputPath(path) || isOutputPath(defaultPathOf(path, files));
}

/** True for a feed that readers subscribe to; false for those of aggregators. */
export function isFeedPath(path: string): boolean {
  return outputsOf(path)[0]?.kind === 'feed';
}

/** True for a feed of any kind, and for the list of feeds: what programs subscribe to. */
export function isSubscribed(path: string): boolean {
  const kind = outputsOf(path)[0]?.kind;
  return kind === 'feed' || kind === 'aggregator feed' || path === 'feeds.opml';
}

/** Who made a file, as it says itself. `unmarked` if files at this path do not say that. */
export type Maker = 'Presstime' | 'another program' | 'unmarked';

/** Who made the file at a published path. */
export function makerOf(path: string, text: string): Maker {
  const mark = outputsOf(path)[0]?.mark ?? null;
  if (mark === null) return 'unmarked';
  return mark.test(text) ? 'Presstime' : 'another program';
}

/** Throws an `Error` if a path is in no row: no later run would find or remove such a file. */
export function checkOutputs(paths: Iterable<string>): void {
  const unknown = [...paths].filter((path) => !isOutputPath(path));
  if (unknown.length === 0) return;
  throw new Error(
    `No row of src/render/outputs.ts has the path "${unknown[0]}": add one, or the next run cannot find it`,
  );
}

/**
 * The path that a file would have without the setting `files`, by its content: a store or a server does not know the settings. `start`
 * is the file, or its first bytes.
 */
export function usualPathOf(path: string, start: Uint8Array): string {
  const isKnown = (outputsOf(path)[0]?.kind ?? 'feed') !== 'feed';
  const format = isKnown || !/\.(?:xml|json)$/.test(path) ? null : formatOfStart(start);
  return format === null ? path : withDefaultName(path, format);
}

/** The longest beginning of a feed that is looked at: declarations, and the first element or keys. */
export const startBytes = 1_024;

const formatSigns: Readonly<Record<FormatName, RegExp>> = {
  rss: /<rss[\s>]/,
  atom: /<feed[\s>]/,
  json: /^\s*\{\s*"version"\s*:\s*"https:\/\/jsonfeed\.org\/version\//,
};

/** The format of a feed by its first bytes. Null if they are those of another file. */
export function formatOfStart(start: Uint8Array): FormatName | null {
  const text = new TextDecoder().decode(start.subarray(0, startBytes));
  return formatNames.find((name) => formatSigns[name].test(text)) ?? null;
}

/** Returns the Content-Type of a file: that of its row, or if it is in none, that of its extension. */
export function mediaTypeOf(path: string): string {
  const name = lastPartOf(path);
  const [output] = [...outputsOf(path), ...outputsOf(name)];
  return output?.mediaType ?? contentTypeOf(name) ?? 'application/octet-stream';
}

/** Returns the Cache-Control of a published path. */
export function cacheRuleOf(path: string): string {
  return cacheRules[outputsOf(path)[0]?.cache ?? 'minutes'];
}
