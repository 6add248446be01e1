/** Decides which files are written, kept and removed. Pure. */
import type { Asset } from '../../article/attachments/find.ts';
import type { Item } from '../../item/item.ts';
import { digestOf } from '../../model/digest.ts';
import type { File, StoredFile } from '../../model/file.ts';
import { isOutputPath } from '../../render/outputs.ts';
import type { Expected } from '../../store/store.ts';

/** A file that exists in the target store. */
export interface Present {
  readonly version: string;
  readonly digest: string;
}

export interface FileChange {
  readonly path: string;
  readonly action: 'write' | 'leave';
  readonly body: Uint8Array;
  readonly digest: string;
  readonly expected: Expected;
}

/** Returns a change for each file. A file that already has the same bytes is not written. */
export function planWrites(files: readonly File[], present: ReadonlyMap<string, Present>): readonly FileChange[] {
  return files.map(({ path, body }) => {
    const old = present.get(path);
    const digest = digestOf(body);
    const action = old?.digest === digest ? 'leave' : 'write';
    return { path, action, body, digest, expected: old === undefined ? 'absent' : { version: old.version } };
  });
}

/** Owned files that are no longer kept. Paths that Presstime never writes, such as those of articles, are never removed, even if a ledger names them. */
export function planRemovals(owned: Iterable<string>, kept: Iterable<string>): readonly string[] {
  const stays = new Set(kept);
  return [...owned].filter((path) => !stays.has(path) && isOutputPath(path)).sort();
}

/** True if more than half is removed. */
export function removesMost(before: number, removed: number): boolean {
  return removed * 2 > before;
}

export interface MediaPlan {
  /** Pictures that the publication needs and that are not in the target store. */
  readonly missing: readonly Asset[];
  /** Paths of all pictures that it needs. */
  readonly needed: readonly string[];
  /** Paths of pictures that no article shows anymore. */
  readonly removed: readonly string[];
}

/** Plans the copying and removal of pictures. Their names contain their digest, so an existing file is never replaced. */
export function planMedia(before: readonly Item[], after: readonly Item[], listing: readonly StoredFile[]): MediaPlan {
  const existing = new Set(listing.map(({ path }) => path));
  const needed = new Map(after.flatMap(assetsOf).map((asset) => [asset.publishedPath, asset]));
  const owned = before.flatMap(assetsOf).map(({ publishedPath }) => publishedPath);
  return {
    missing: [...needed.values()].filter(({ publishedPath }) => !existing.has(publishedPath)),
    needed: [...needed.keys()],
    removed: planRemovals(new Set(owned), needed.keys()),
  };
}

/** The pictures and other media that are published with an item. */
export function assetsOf(item: Item): readonly Asset[] {
  return item.state === 'published' ? item.assets : [];
}
