/** What changed among the article files since the last run: files that were read, and files that are gone. Pure. */

import { indexBeside } from '../article/attachments/beside.ts';
import type { Reading } from '../article/reading.ts';
import { nameOf } from '../article/story/path.ts';
import type { StoredFile } from '../model/file.ts';
import { type Instant, isAfter } from '../model/instant.ts';
import type { Item } from './item.ts';

/**
 * What changed in the folder of articles. A file that is unchanged is in no change.
 *
 * @example
 * const change: SourceChange = { kind: 'gone', path: 'terns.md' };
 */
export type SourceChange = FileRead | FileGone;

/**
 * An article file that is new or changed, and what it says.
 *
 * @example
 * const isAccepted = ({ reading }: FileRead): boolean => reading.state === 'accepted';
 */
export interface FileRead {
  readonly kind: 'read';
  readonly path: string;
  /** Of the file in its store; null if it has to be read again in any case. */
  readonly version: string | null;
  /** SHA-256 of its bytes in hexadecimal; null if they could not be read. */
  readonly digest: string | null;
  readonly reading: Reading;
  /** The files beside the article that it was read with, by path: their versions, null for those that were missing. */
  readonly beside: Readonly<Record<string, string | null>>;
}

/**
 * An article file that is not there any more.
 *
 * @example
 * const gone: FileGone = { kind: 'gone', path: 'terns.md' };
 */
export interface FileGone {
  readonly kind: 'gone';
  readonly path: string;
}

/** The files that are there. */
export interface SourceListing {
  readonly articles: readonly StoredFile[];
  /** Pictures, and files that describe them. */
  readonly beside: readonly StoredFile[];
}

/** The article files that must be read: new, changed, due by now, or shown with other pictures. */
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

/** The paths of items whose files are not there any more. */
export function filesGone(items: readonly Item[], { articles }: Pick<SourceListing, 'articles'>): readonly string[] {
  const there = new Set(articles.map(({ path }) => path));
  return [...new Set(items.filter(hasFile).map(({ path }) => path))].filter((path) => !there.has(path));
}

/** False for what is withdrawn because its file is gone. */
export function hasFile({ state, version }: Item): boolean {
  return state !== 'withdrawn' || version !== null;
}
