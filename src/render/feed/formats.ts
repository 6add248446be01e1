/** The one table of formats, and of how each published file is served. */
import type { Feed, FormatName } from '../../model/feed.ts';
import { contentTypeOf } from '../../model/media-type.ts';
import { renderAtom } from './atom.ts';
import { renderJson } from './json-feed.ts';
import { renderRss } from './rss.ts';

export interface Format {
  readonly name: FormatName;
  readonly path: string;
  readonly mediaType: string;
  readonly render: (feed: Feed) => string;
}

/** The feed formats, in the order in which they are listed to people. */
export const formats: readonly Format[] = [
  { name: 'rss', path: 'rss.xml', mediaType: 'application/rss+xml; charset=utf-8', render: renderRss },
  { name: 'atom', path: 'atom.xml', mediaType: 'application/atom+xml; charset=utf-8', render: renderAtom },
  { name: 'json', path: 'feed.json', mediaType: 'application/feed+json; charset=utf-8', render: renderJson },
];

/** True for the files of feeds, in whatever folder. */
export function isFeedPath(path: string): boolean {
  return formats.some((format) => path === format.path || path.endsWith(`/${format.path}`));
}

/** The media type of a published path. */
export function mediaTypeOf(path: string): string {
  const name = path.split('/').at(-1) ?? path;
  return feedTypes.get(name) ?? contentTypeOf(name) ?? 'application/octet-stream';
}

/** Every document that is a feed, in whatever folder, by its name. */
const feedTypes: ReadonlyMap<string, string> = new Map([
  ...formats.map(({ path, mediaType }) => [path, mediaType] as const),
  ['smartnews.xml', 'application/rss+xml; charset=utf-8'],
]);

/** The Cache-Control of a published path, by how long its bytes stay as they are. */
export function cacheRuleOf(path: string): string {
  return cacheRules.find(([folder]) => path.startsWith(folder))?.[1] ?? '';
}

/** How long a cache between store and readers may give what a run has just changed. */
export const sharedCacheSeconds = 60;

/** The first that fits counts. The ledger is never served. */
const cacheRules: readonly (readonly [folder: string, rule: string])[] = [
  ['.presstime/', 'no-store'],
  // The names hold the digest of what is in the file.
  ['media/', 'public, max-age=31536000, immutable'],
  // A document takes no entries after it was written, only edits; those stand in the live feed too.
  ['archive/', 'public, max-age=86400, stale-while-revalidate=86400, stale-if-error=604800'],
  // Readers keep it for minutes; what stands in between for seconds, and never older: a hub fetches what it is told of.
  ['', `public, max-age=300, s-maxage=${sharedCacheSeconds}, stale-if-error=86400`],
];
