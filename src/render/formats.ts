/** The one table of formats, and of how each published file is served. */
import { typeOfUrl } from '../article/media-type.ts';
import type { Feed, FormatName } from '../model.ts';
import { renderAtom } from './atom.ts';
import { renderJson } from './json.ts';
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

/** The media type of a published path. */
export function mediaTypeOf(path: string): string {
  const name = path.split('/').at(-1) ?? path;
  const format = formats.find((it) => it.path === name);
  if (format !== undefined) return format.mediaType;
  const ending = name.split('.').at(-1) ?? '';
  return (
    textTypes[ending] ??
    typeOfUrl(new URL(encodeURIComponent(name), 'http://localhost/').href) ??
    'application/octet-stream'
  );
}

const textTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** The Cache-Control of a published path: short for what changes, none for the ledger, which is never served. */
export function cacheRuleOf(path: string): string {
  if (path.startsWith('.presstime/')) return 'no-store';
  return 'public, max-age=300, stale-while-revalidate=60, stale-if-error=86400';
}
