/** `presstime init` in the folder of a blog: reads the configuration of its tool, and writes `feed.yaml`. */
import { basename, join, relative, resolve, sep } from 'node:path';
import { channelFile } from '../../channel/channel-file.ts';
import { formerFile } from '../../channel/former-file.ts';
import { channelSettings } from '../../channel/settings.ts';
import { fetchFeed } from '../../http/fetch-feed.ts';
import type { FormerEntry } from '../../item/former/former-items.ts';
import { digestOf } from '../../model/digest.ts';
import type { Instant } from '../../model/instant.ts';
import { asUrl, isLoopback } from '../../model/url.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { renderFormerFeed } from '../../publish/read/former-feed.ts';
import { type FormerFeed, type Trial, tryPublishing } from '../../publish/trial/trial-run.ts';
import type { ExportedFile } from '../../scaffold/exports/exported.ts';
import { locateFeeds } from '../../scaffold/feed-location.ts';
import { renderSiteSettings, type SiteAnswers } from '../../scaffold/render-site.ts';
import { type ScaffoldFile, titleFromFolder } from '../../scaffold/scaffold.ts';
import { postFolders } from '../../scaffold/site-folders.ts';
import { type FoundSite, findSite } from '../../scaffold/tools/find-site.ts';
import { type OwnFeed, ownFeedOf } from '../../scaffold/tools/own-feed.ts';
import type { Site, SiteFiles, Unread } from '../../scaffold/tools/site.ts';
import { createDirectoryStore } from '../../store/directory.ts';
import type { Store } from '../../store/store.ts';
import { readFeedEntries } from '../../validate/feed-entries.ts';
import type { Given } from '../terminal/command.ts';

/** A blog in a folder, and the files that it consists of. */
export interface Blog extends FoundSite {
  readonly folder: string;
  readonly files: SiteFiles;
  /** The articles of an export, which are written. */
  readonly exported: readonly ExportedFile[];
}

/** The longest text of a configuration or an article that is looked at. */
const maximumBytes = 2_000_000;

/** The blog in a folder. Null if no tool has a configuration there. */
export async function findBlog(folder: string): Promise<Blog | null> {
  const store = createDirectoryStore(folder);
  const paths = new Set<string>();
  await store.list((path) => {
    if (!isHidden(path)) paths.add(path);
    return false;
  });
  const all: SiteFiles = { paths, read: (path) => readText(store, path) };
  const found = await findSite(all);
  if (found === null) return null;
  const isBuilt = (path: string) => found.site.output.some((output) => path.startsWith(`${output}/`));
  const files = { ...all, paths: new Set([...paths].filter((path) => !isBuilt(path))) };
  return { ...found, folder, files, exported: [] };
}

/** Hidden folders contain nothing of a site, except those of two tools. */
function isHidden(path: string): boolean {
  return path
    .split('/')
    .slice(0, -1)
    .some((name) => /^\.(?!vitepress$|obsidian$)/.test(name));
}

async function readText(store: Store, path: string): Promise<string | null> {
  try {
    const stored = await store.read(path);
    return stored === null || stored.body.length > maximumBytes ? null : new TextDecoder().decode(stored.body);
  } catch (thrown) {
    if (thrown instanceof PublishError) return null;
    throw thrown;
  }
}

/** What the flags and the configuration say, and what is guessed for the rest. */
export async function guessAnswers({ site, folder, files }: Blog, given: Given): Promise<SiteAnswers> {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  const language = site.language?.replaceAll('_', '-');
  return {
    title: given.text('title') ?? site.title ?? titleFromFolder(basename(resolve(folder))),
    description: site.description,
    homeUrl: given.text('url') ?? siteUrl(site) ?? localUrl,
    author: given.text('author'),
    authors: channelSettings.authors.parse(site.authors) === undefined ? [] : site.authors,
    language: given.text('language') ?? channelSettings.language.parse(language) ?? new Intl.Locale(locale).baseName,
    timeZone: given.text('time-zone') ?? channelSettings.timeZone.parse(site.timeZone) ?? timeZone,
    articles: await postFolders(site, files),
    exclude: site.exclude,
  };
}

const localUrl = 'http://localhost:4000/';

/** The URL in the configuration. Null if there is none, or one of the machine. */
export function siteUrl({ homeUrl }: Site): string | null {
  const url = asUrl(homeUrl) ?? null;
  return url === null || isLoopback(url) ? null : url;
}

/** The feed that the site had before. */
export interface Former extends FormerFeed {
  /** The file or URL. Null if none was found. */
  readonly location: string | null;
  /** The feeds that were found, whose URLs the new ones can have. */
  readonly own: readonly OwnFeed[];
}

/** The feed in a file or at a URL. Throws `PublishError` with code `missing-feed` if it is not a feed. */
export async function readFormer(location: string, blog: Blog): Promise<Former> {
  const fetched = /^https?:\/\//i.test(location) ? await fetchFeed(new URL(location).href) : null;
  const body =
    fetched?.body ??
    (
      await createDirectoryStore('.')
        .read(location.replace(/^\.\//, ''))
        .catch(() => null)
    )?.body;
  const bytes = body ?? (await readOutside(location));
  const entries = bytes === null ? null : readFeedEntries(bytes, fetched?.charset ?? null);
  if (bytes !== null && entries !== null) {
    const url = fetched === null ? builtPath(location, blog) : location;
    const built = await findBuiltFeed(blog);
    return {
      location,
      entries,
      own: [...(url === null ? [] : ownFeedOf(url, bytes)), ...built.own],
      isTakenOver: true,
    };
  }
  const reason = bytes === null ? 'there is no such file' : 'it is not RSS, Atom or JSON Feed';
  throw new PublishError('missing-feed', `Cannot take over the feed "${location}": ${reason}. Nothing was written`);
}

/** The path of a file in the built site. Null if it is elsewhere. */
function builtPath(location: string, { site, folder }: Blog): string | null {
  const path = relative(resolve(folder), resolve(location)).split(sep).join('/');
  const output = site.output.find((it) => path.startsWith(`${it}/`));
  return output === undefined ? null : path.slice(output.length + 1);
}

async function readOutside(path: string): Promise<Uint8Array | null> {
  const whole = resolve(path);
  return (await createDirectoryStore(join(whole, '..')).read(basename(whole)))?.body ?? null;
}

/** The feeds in the folder of the built site. The first is compared, unless a local server made it. */
export async function findBuiltFeed({ site, folder }: Blog): Promise<Former> {
  const store = createDirectoryStore(folder);
  const own: OwnFeed[] = [];
  let found: Pick<Former, 'location' | 'entries'> = { location: null, entries: [] };
  const urls = [...new Set([...site.ownFeeds.map(({ url }) => url), ...site.feeds])];
  for (const { path, url } of site.output.flatMap((output) => urls.map((url) => ({ path: `${output}/${url}`, url })))) {
    const stored = await store.read(path).catch(() => null);
    const entries = stored === null ? null : readFeedEntries(stored.body);
    if (stored === null || entries === null) continue;
    own.push(...ownFeedOf(url, stored.body));
    if (found.location === null && !entries.every(isLocal)) found = { location: path, entries };
  }
  return { ...found, own, isTakenOver: false };
}

function isLocal({ url }: FormerEntry): boolean {
  return url !== null && URL.canParse(url) && isLoopback(url);
}

/** What is written, and what a first publication of it would be. */
export interface Move {
  readonly files: readonly ScaffoldFile[];
  readonly trial: Trial;
  /** URLs of feeds that the new ones cannot have. */
  readonly unread: readonly Unread[];
}

/** Plans to move in: makes the files, and publishes on trial. */
export async function planMove(
  blog: Blog,
  { answers, former, now }: { readonly answers: SiteAnswers; readonly former: Former; readonly now: Instant },
): Promise<Move> {
  const taken = former.isTakenOver ? [{ path: formerFile, text: renderFormerFeed(answers.title, former.entries) }] : [];
  const { unread, ...location } = locateFeeds([...former.own, ...blog.site.ownFeeds], answers.homeUrl);
  const files = [renderSiteSettings(blog.site, { ...answers, ...location }), ...taken, ...blog.exported];
  const from = withFiles(createDirectoryStore(blog.folder), files);
  return { files, trial: await tryPublishing(from, { former, now }), unread };
}

/** A store as it is after files were written to it. */
function withFiles(store: Store, files: readonly ScaffoldFile[]): Store {
  const bodies = new Map(files.map(({ path, text }) => [path, new TextEncoder().encode(text)]));
  return {
    ...store,
    read: async (path) => {
      const body = bodies.get(path);
      return body === undefined ? store.read(path) : { body, version: digestOf(body) };
    },
    list: async (accept) => {
      const listed = await store.list(accept);
      const added = [...bodies].filter(([path]) => accept(path));
      return [
        ...listed.filter(({ path }) => !bodies.has(path)),
        ...added.map(([path, body]) => ({ path, version: digestOf(body), lengthBytes: body.length })),
      ].sort((one, other) => (one.path < other.path ? -1 : 1));
    },
  };
}

/** True for a file that `init` would replace. */
export function isBegun({ files }: Pick<Blog, 'files'>): boolean {
  return files.paths.has(channelFile);
}
