/** Makes the id that an entry has in the feed of the tool that the site was built with, so that subscribers see nothing twice. */
import { isToolName, type ToolName } from '../../model/channel.ts';
import { localTime } from '../../time/zoned-time.ts';
import { fillPattern } from './permalink.ts';
import { type PermalinkSource, postPathOf } from './post-path.ts';
import { jekyllName } from './tool-url.ts';

export interface IdContext {
  /** The setting `ids`: `url`, the name of a tool, or a pattern. */
  readonly ids: string;
  /** The URL of the article. */
  readonly url: string;
  readonly homeUrl: string;
}

/** The id of an article by the setting `ids`. Null if the tool stored one that the article does not contain. */
export function toolId(source: PermalinkSource, context: IdContext): string | null {
  const { ids } = context;
  return ids === 'url' || isToolName(ids) ? forms[ids](source, context) : fillPattern(source, ids);
}

type Form = (source: PermalinkSource, context: IdContext) => string | null;

const asUrlId: Form = (_, { url }) => url;

const forms: Readonly<Record<ToolName | 'url', Form>> = {
  url: asUrlId,
  hugo: asUrlId,
  hexo: asUrlId,
  vitepress: asUrlId,
  next: asUrlId,
  obsidian: asUrlId,
  zola: decodedUrl,
  docusaurus: decodedUrl,
  astro: withoutBase,
  eleventy: escapedUrl,
  jekyll: jekyllId,
  pelican: pelicanId,
  ghost: ({ storedId }) => storedId,
  wordpress: wordpressId,
};

/** The URL with its path not percent-encoded. */
function decodedUrl(_: PermalinkSource, { url }: IdContext): string {
  const { origin, pathname } = new URL(url);
  return origin + decodeURI(pathname);
}

/** The usual code of an Astro feed leaves the path of the home page out. */
function withoutBase(_: PermalinkSource, { url, homeUrl }: IdContext): string {
  const base = new URL(homeUrl).pathname.replace(/\/?$/, '/');
  const { origin, pathname } = new URL(url);
  return origin + (pathname.startsWith(base) ? `/${pathname.slice(base.length)}` : pathname);
}

/** The template of Eleventy's plugin escapes the URL twice. */
function escapedUrl(_: PermalinkSource, { url }: IdContext): string {
  return url.replaceAll('&', '&amp;').replaceAll("'", '&#39;');
}

/** jekyll-feed: the folder of the URL, then the slug or the file name as they are written. */
function jekyllId({ path, slug }: PermalinkSource, { url }: IdContext): string {
  const folder = url.replace(/\/$/, '').replace(/[^/]*$/, '');
  const name = slug ?? jekyllName(postPathOf(path, { tool: 'jekyll', languages: [], root: null }));
  return folder + encodeURI(name.normalize('NFC')).replace(/[?#]/g, encodeURIComponent);
}

/** A tag URI of the host, the day and the path. */
function pelicanId({ published }: PermalinkSource, { url }: IdContext): string {
  const { year, month, day } = localTime(published.instant, published.timeZone);
  const { hostname, pathname } = new URL(url);
  return `tag:${hostname},${year}-${month}-${day}:${pathname}`;
}

/** WordPress stores the URL with the number of the post when it is first saved. */
function wordpressId({ storedId }: PermalinkSource, { homeUrl }: IdContext): string | null {
  if (storedId === null) return null;
  return /^\d+$/.test(storedId) ? new URL(`?p=${storedId}`, homeUrl).href : storedId;
}
