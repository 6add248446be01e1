/** Decides `feedUrl` and `files`, so that the new feed has the URL of the one that the blog has. Pure. */
import { asFileNames, findWrongName } from '../channel/file-names.ts';
import { byFormat, defaultFileNames, type FeedFileNames, type FormatName, formatNames } from '../model/feed.ts';
import { lastPartOf } from '../model/file.ts';
import { asUrl } from '../model/url.ts';
import type { OwnFeed } from './tools/own-feed.ts';
import type { Unread } from './tools/site.ts';

export interface FeedLocation {
  readonly feedUrl: string;
  /** Only the names that are not the default ones. */
  readonly files: Readonly<Partial<FeedFileNames>>;
  /** Names the URL of the main feed if the new feed cannot have it. */
  readonly unread: readonly Unread[];
}

/** The location of the first feed whose URL can be kept, with the others in its folder. The first of each format counts. */
export function locateFeeds(feeds: readonly OwnFeed[], homeUrl: string): FeedLocation {
  const home = folderUrl(homeUrl);
  const found = feeds
    .filter(({ url }) => URL.canParse(url, home))
    .map(({ format, url }) => placed({ format, url: new URL(url, home) }, home));
  const kept = found.filter(isNamed);
  const feedUrl = kept[0]?.folder ?? home;
  const names = new Map<FormatName, string>();
  for (const { format, folder, name } of kept) {
    const isTaken = names.has(format) || [...names.values()].some((it) => it.toLowerCase() === name.toLowerCase());
    if (folder === feedUrl && !isTaken) names.set(format, name);
  }
  const main = found.slice(0, 1);
  return { feedUrl, files: otherNames(names), unread: main.filter((it) => !isNamed(it)).map(notKept) };
}

interface Placed {
  readonly format: FormatName;
  readonly url: string;
  readonly folder: string;
  readonly name: string;
}

/** A feed on another host, such as that of a service, is not in a folder of the site: only its name can be kept. */
function placed({ format, url }: { readonly format: FormatName; readonly url: URL }, home: string): Placed {
  const isHere = url.origin === new URL(home).origin;
  const folder = isHere ? new URL('.', url).href : home;
  return { format, url: url.href, folder: asUrl(folder) ?? home, name: lastPartOf(url.pathname) + url.search };
}

function isNamed({ format, name }: Placed): boolean {
  return asFileNames(completed(new Map([[format, name]]))) !== undefined;
}

/** All names. If a feed has the default name of another format, the other gets the name that it leaves. */
function completed(names: ReadonlyMap<FormatName, string>): FeedFileNames {
  return byFormat((format) => {
    const usual = defaultFileNames[format];
    const taker = [...names].find(([, name]) => name === usual)?.[0];
    return names.get(format) ?? (taker === undefined ? usual : defaultFileNames[taker]);
  });
}

function otherNames(names: ReadonlyMap<FormatName, string>): Readonly<Partial<FeedFileNames>> {
  const all = completed(names);
  return Object.fromEntries(
    formatNames.filter((format) => all[format] !== defaultFileNames[format]).map((format) => [format, all[format]]),
  );
}

function notKept({ format, url, name }: Placed): Unread {
  const reason = findWrongName({ [format]: name })?.reason ?? '';
  return {
    kind: 'feed-name',
    message: `The new feed cannot have the URL ${url}: ${reason}. Let the server redirect it`,
  };
}

/** The URL of the site as that of a folder. */
function folderUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return asUrl(`${origin}${pathname.replace(/\/?$/, '/')}`) ?? url;
}
