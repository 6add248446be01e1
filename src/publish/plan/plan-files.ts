/** What has to be written and removed, and in which order, so that no reader ever sees a broken state. Pure. */
import type { Asset } from '../../article/attachments/find.ts';
import type { Item } from '../../item/item.ts';
import { digestOf } from '../../model/digest.ts';
import type { File, StoredFile } from '../../model/file.ts';
import { isOutputPath } from '../../render/outputs.ts';
import type { Expected } from '../../store/store.ts';

/** What is in the target under a path. */
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

/** A change for each file: bytes that are there already are left as they are. */
export function planWrites(files: readonly File[], present: ReadonlyMap<string, Present>): readonly FileChange[] {
  return files.map(({ path, body }) => {
    const there = present.get(path);
    const digest = digestOf(body);
    const action = there?.digest === digest ? 'leave' : 'write';
    return { path, action, body, digest, expected: there === undefined ? 'absent' : { version: there.version } };
  });
}

/** What the ledger owned and owns no more. A ledger that names anything else, such as an article, is not believed. */
export function planRemovals(owned: Iterable<string>, kept: Iterable<string>): readonly string[] {
  const stays = new Set(kept);
  return [...owned].filter((path) => !stays.has(path) && isOutputPath(path)).sort();
}

/** True if a run takes more than half of what is there away. */
export function removesMost(before: number, removed: number): boolean {
  return removed * 2 > before;
}

export interface MediaPlan {
  /** Pictures that the publication needs and does not have. */
  readonly missing: readonly Asset[];
  /** Paths of all that it needs. */
  readonly needed: readonly string[];
  /** Paths of pictures that no article shows any more. */
  readonly removed: readonly string[];
}

/** Pictures are named by their digest: one that is there is the right one. */
export function planMedia(before: readonly Item[], after: readonly Item[], listing: readonly StoredFile[]): MediaPlan {
  const there = new Set(listing.map(({ path }) => path));
  const needed = new Map(after.flatMap(assetsOf).map((asset) => [asset.publishedPath, asset]));
  const owned = before.flatMap(assetsOf).map(({ publishedPath }) => publishedPath);
  return {
    missing: [...needed.values()].filter(({ publishedPath }) => !there.has(publishedPath)),
    needed: [...needed.keys()],
    removed: planRemovals(new Set(owned), needed.keys()),
  };
}

/** The pictures that are published with an item. */
export function assetsOf(item: Item): readonly Asset[] {
  return item.state === 'published' ? item.assets : [];
}
