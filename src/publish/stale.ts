/** Decides whether a document, such as a page, is rendered again: it is stale if a file of it is missing or its digest changed. */
import { entryOf, type Item, type KnownFile } from '../item/item.ts';
import type { Store } from '../store/store.ts';
import type { Document } from './plan/document.ts';

/** What is known of the target before anything is written. */
export interface Target {
  readonly to: Store;
  /** The versions of the files in the target store, by path. */
  readonly listed: ReadonlyMap<string, string>;
  /** The files that earlier runs wrote, by path. */
  readonly known: ReadonlyMap<string, KnownFile>;
  /** True if files of other programs are replaced. */
  readonly replaceForeign: boolean;
}

/** The files that an earlier run wrote, by path. */
export function knownFiles(
  files: Readonly<Record<string, KnownFile>>,
  items: readonly Item[],
): ReadonlyMap<string, KnownFile> {
  const pages = items.map((item) => entryOf(item)?.page ?? null);
  const written = pages.flatMap((page) =>
    page === null || page.file === null ? [] : [[page.path, page.file] as const],
  );
  return new Map([...Object.entries(files), ...written]);
}

/** True if every file of a document exists and was rendered from the same input. */
export function isFresh({ paths, digest }: Document, { listed, known }: Target): boolean {
  return paths.every((path) => {
    const file = known.get(path);
    return file !== undefined && file.document === digest && file.version === listed.get(path);
  });
}
