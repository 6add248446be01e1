/** Reads back what a lost or damaged ledger remembered, from the feeds that are still there: ids, dates, archives and tombstones. */
import {
  type Archives,
  type EntryRecord,
  type Item,
  newEntryRecord,
  plainPublished,
  readBackDigest,
} from '../../item/item.ts';
import { decodeJson } from '../../ledger/ledger-values.ts';
import { defaultFileNames, type FeedFileNames, type FormatName } from '../../model/feed.ts';
import { lastPartOf, type StoredFile } from '../../model/file.ts';
import type { Instant } from '../../model/instant.ts';
import { isRecord } from '../../model/record.ts';
import { makerOf, outputsOf } from '../../render/outputs.ts';
import { mapConcurrently } from '../../store/concurrent.ts';
import type { Store } from '../../store/store.ts';
import { parseInstant } from '../../time/parse-instant.ts';
import { childrenOf, type FeedElement, readXmlTree } from '../../validate/xml/xml-tree.ts';

/** How many folders with feeds are read at the same time. */
const requests = 16;

export interface ReadBack {
  /** The items of entries and tombstones that the ledger does not know. Their paths are their ids. */
  readonly items: readonly Item[];
  readonly archives: Archives;
}

export interface ReadBackInput {
  readonly listing: readonly StoredFile[];
  /** The ids that the ledger still knows. */
  readonly known: ReadonlySet<string>;
  /** The names that the feed files may have, the most likely first. */
  readonly names: readonly FeedFileNames[];
}

/** Reads the live feed and its archives, which together contain every entry. Feeds of other programs are ignored. */
export async function readBack(to: Store, { listing, known, names }: ReadBackInput): Promise<ReadBack> {
  const paths = new Set(listing.map(({ path }) => path));
  const folders = [...new Set([...paths].flatMap((path) => feedFolder(path, names)))].sort();
  const feeds = await mapConcurrently(folders, requests, async (folder) => ({
    archive: Number(/^archive\/(\d+)\/$/.exec(folder)?.[1] ?? 0) || null,
    shown: (await readAnyFeed(to, { folder, paths, names })) ?? nothingShown,
  }));
  const entries = feeds.flatMap(({ archive, shown }) => shown.entries.map((entry) => ({ ...entry, archive })));
  const out = new Map(entries.map((entry) => [entry.id, published(entry, paths)] as const));
  const gone = feeds.flatMap(({ shown }) => shown.gone).filter(({ id }) => !out.has(id));
  const items = [...out, ...gone.map((it) => [it.id, withdrawn(it, paths)] as const)];
  const count = Math.max(0, ...entries.map(({ archive }) => archive ?? 0));
  return {
    items: [...new Map(items.filter(([id]) => !known.has(id))).values()],
    archives: { count, linked: count },
  };
}

/** The folder of a live feed or archive. Feeds of sections, categories and authors contain the same entries again. */
function feedFolder(path: string, names: readonly FeedFileNames[]): readonly string[] {
  const folder = /^((?:archive\/[1-9]\d*\/)?)[^/]+$/.exec(path)?.[1];
  const name = lastPartOf(path);
  return folder !== undefined && names.some(({ atom, json }) => [atom, json].includes(name)) ? [folder] : [];
}

interface ShownEntry {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly published: Instant;
  readonly updated: Instant;
}

interface GoneEntry {
  readonly id: string;
  readonly withdrawn: Instant;
  readonly notice: string | null;
}

/** What one feed shows. */
interface Shown {
  readonly entries: readonly ShownEntry[];
  readonly gone: readonly GoneEntry[];
}

const nothingShown: Shown = { entries: [], gone: [] };

interface InFolder {
  readonly folder: string;
  readonly paths: ReadonlySet<string>;
}

interface Named extends InFolder {
  readonly names: readonly FeedFileNames[];
}

interface Folder extends InFolder {
  readonly files: FeedFileNames;
}

/** The feed with the first names under which there is one of ours. */
async function readAnyFeed(to: Store, { folder, paths, names }: Named): Promise<Shown | null> {
  for (const files of names) {
    const shown = await readFeed(to, { folder, paths, files });
    if (shown !== null) return shown;
  }
  return null;
}

/** Null if the feeds in a folder are not ours, or if none can be read. */
async function readFeed(to: Store, { folder, paths, files }: Folder): Promise<Shown | null> {
  const read = async (name: string) => {
    const stored = paths.has(`${folder}${name}`) ? await to.read(`${folder}${name}`) : null;
    return stored === null ? '' : new TextDecoder().decode(stored.body);
  };
  const atom = await read(files.atom);
  const isOwn = isMarked('atom', atom) || isMarked('rss', await read(files.rss));
  return isOwn ? (parseJsonFeed(await read(files.json)) ?? parseAtom(atom)) : null;
}

function isMarked(format: FormatName, text: string): boolean {
  return makerOf(defaultFileNames[format], text) === 'Presstime';
}

function parseJsonFeed(text: string): Shown | null {
  const feed = decodeJson(new TextEncoder().encode(text));
  if (!isRecord(feed) || !Array.isArray(feed['items'])) return null;
  const deleted = isRecord(feed['_deleted']) ? feed['_deleted']['items'] : null;
  return {
    entries: recordsOf(feed['items']).flatMap(({ id, title, url, date_published, date_modified }) =>
      shownEntry({ id, title, url, published: date_published, updated: date_modified }),
    ),
    gone: recordsOf(deleted).flatMap(({ id, date_deleted, comment }) =>
      goneEntry({ id, withdrawn: date_deleted, notice: comment }),
    ),
  };
}

function recordsOf(value: unknown) {
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  return values.filter(isRecord);
}

function parseAtom(text: string): Shown | null {
  const tree = readXmlTree(text, { offsets: false });
  if ('message' in tree) return null;
  return {
    entries: childrenOf(tree.root, 'entry').flatMap((entry) =>
      shownEntry({
        id: textIn(entry, 'id'),
        title: textIn(entry, 'title'),
        url: childrenOf(entry, 'link').find(({ attributes }) => attributes['rel'] === 'alternate')?.attributes['href'],
        published: textIn(entry, 'published'),
        updated: textIn(entry, 'updated'),
      }),
    ),
    gone: childrenOf(tree.root, 'at:deleted-entry').flatMap((entry) =>
      goneEntry({
        id: entry.attributes['ref'],
        withdrawn: entry.attributes['when'],
        notice: textIn(entry, 'at:comment'),
      }),
    ),
  };
}

function textIn(element: FeedElement, name: string): string | undefined {
  return childrenOf(element, name)[0]?.text;
}

type Unchecked<T> = { readonly [K in keyof T]: unknown };

/** Empty without an id or a date. */
function shownEntry({ id, title, url, published, updated }: Unchecked<ShownEntry>): readonly ShownEntry[] {
  const [first, last] = [instantOf(published) ?? instantOf(updated), instantOf(updated) ?? instantOf(published)];
  if (typeof id !== 'string' || id === '' || first === null || last === null) return [];
  const text = typeof title === 'string' ? title : id;
  return [{ id, title: text, url: typeof url === 'string' ? url : null, published: first, updated: last }];
}

function goneEntry({ id, withdrawn: when, notice }: Unchecked<GoneEntry>): readonly GoneEntry[] {
  const at = instantOf(when);
  if (typeof id !== 'string' || id === '' || at === null) return [];
  return [{ id, withdrawn: at, notice: typeof notice === 'string' ? notice : null }];
}

function instantOf(value: unknown): Instant | null {
  return typeof value === 'string' ? parseInstant(value) : null;
}

interface Found {
  /** The number of the archive that contains the entry; null for the live feed. */
  readonly archive: number | null;
  /** The paths of all published files. */
  readonly paths: ReadonlySet<string>;
}

function recordOf(entry: ShownEntry, { archive, paths }: Found): EntryRecord {
  const { id, title, url, published: firstPublished, updated } = entry;
  const page = pagePath(url, paths);
  return {
    ...newEntryRecord,
    id,
    title,
    url,
    firstPublished,
    updated,
    sourceDigest: readBackDigest,
    entryDigest: readBackDigest,
    archive,
    page: page === null ? null : { path: page },
  };
}

/** The path of the page at a URL, if it is one of ours. */
function pagePath(url: string | null, paths: ReadonlySet<string>): string | null {
  const path = url === null ? '' : decodePath(url);
  const starts = [...path.matchAll(/articles\//g)].map(({ index }) => path.slice(index));
  return starts.find((it) => paths.has(it) && outputsOf(it)[0]?.kind === 'page') ?? null;
}

function decodePath(url: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return '';
  }
}

/** What is known of the file of an item that was read back. The version is null, so that the file is read. */
function fileOf(id: string) {
  return { path: id, version: null, digest: readBackDigest, name: null, versions: [] };
}

function published(entry: ShownEntry & { readonly archive: number | null }, paths: ReadonlySet<string>): Item {
  const { id, published: date, archive } = entry;
  const record = recordOf(entry, { archive, paths });
  return { ...fileOf(id), ...plainPublished, state: 'published', entry: record, published: date };
}

function withdrawn({ id, withdrawn: when, notice }: GoneEntry, paths: ReadonlySet<string>): Item {
  const entry = { id, title: id, url: null, published: when, updated: when };
  const former = { ...recordOf(entry, { archive: null, paths }), withdrawn: when, noticed: when };
  return { ...fileOf(id), state: 'withdrawn', former, notice };
}
