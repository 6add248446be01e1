/** The type `SourceChange`: an article file that was read because it changed, or that was removed. */
import type { Reading } from '../article/reading.ts';
import type { StoredFile } from '../model/file.ts';
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

/** False if the item was withdrawn because its file was removed, or if the file of a kill was removed later. */
export function hasFile({ state, version, path, versions }: Item): boolean {
  const current = versions.find((it) => it.path === path);
  return current?.hasFile ?? (state !== 'withdrawn' || version !== null);
}
