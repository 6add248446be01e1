/** Finds which article files changed since the last run and must be read, and which were removed. Pure. */

import { indexBeside } from '../article/attachments/beside.ts';
import type { Reading } from '../article/reading.ts';
import { nameOf } from '../article/story/path.ts';
import type { StoredFile } from '../model/file.ts';
import { type Instant, isAfter } from '../model/instant.ts';
import type { Item } from './item.ts';

/**
 * A change to one file in the folder of articles. Unchanged files have none.
 *
 * @example
 * const change: SourceChange = { kind: 'gone', path: 'terns.md' };
 */
export type SourceChange = FileRead | FileGone;

/**
 * A new or changed article file, and what was read in it.
 *
 * @example
 * const isAccepted = ({ reading }: FileRead): boolean => reading.state === 'accepted';
 */
export interface FileRead {
  readonly kind: 'read';
  readonly path: string;
  /** The version of the file in its store. Null if the file must be read again in the next run. */
  readonly version: string | null;
  /** The SHA-256 digest of its bytes, in hexadecimal. Null if they could not be read. */
  readonly digest: string | null;
  readonly reading: Reading;
  /** The versions of the files beside the article when it was read, by path. Null for a file that was missing. */
  readonly beside: Readonly<Record<string, string | null>>;
}

/**
 * An article file that was removed.
 *
 * @example
 * const gone: FileGone = { kind: 'gone', path: 'terns.md' };
 */
export interface FileGone {
  readonly kind: 'gone';
  readonly path: string;
}

/** The files in the folder of articles. */
export interface SourceListing {
  readonly articles: readonly StoredFile[];
  /** Pictures and other files beside articles, and sidecars. */
  readonly beside: readonly StoredFile[];
}

/** The article files that must be read: they are new, changed or due, or the files beside them changed. */
export function filesToRead(
  items: readonly Item[],
  { articles, beside }: SourceListing,
  now: Instant,
): readonly StoredFile[] {
  const known = new Map(items.filter(({ version }) => version !== null).map((item) => [item.path, item]));
  const versions = new Map(beside.map(({ path, version }) => [path, version]));
  const { byStem } = indexBeside([...versions.keys()]);
  const hasOthers = (path: string, seen: Readonly<Record<string, string | null>>) =>
    (byStem.get(nameOf(path)) ?? []).some((it) => !Object.hasOwn(seen, it)) ||
    Object.entries(seen).some(([it, version]) => (versions.get(it) ?? null) !== version);
  return articles.filter(({ path, version }) => {
    const item = known.get(path);
    if (item === undefined || item.version !== version) return true;
    const next = nextReadingOf(item);
    if (next !== null && !isAfter(next, now)) return true;
    return item.state === 'published' && hasOthers(path, item.beside);
  });
}

function nextReadingOf(item: Item): Instant | null {
  if (item.state === 'scheduled') return item.due;
  return item.state === 'published' ? item.nextReading : null;
}

/** The paths of items whose files were removed. */
export function filesGone(items: readonly Item[], { articles }: Pick<SourceListing, 'articles'>): readonly string[] {
  const there = new Set(articles.map(({ path }) => path));
  return [...new Set(items.filter(hasFile).map(({ path }) => path))].filter((path) => !there.has(path));
}

/** False if the item was withdrawn because its file was removed. */
export function hasFile({ state, version }: Item): boolean {
  return state !== 'withdrawn' || version !== null;
}
