/** Decides whether a document, such as a page, is rendered again: it is stale if a file of it is missing or its digest changed. */
import type { KnownFile } from '../item/item.ts';
import type { FeedFileNames } from '../model/feed.ts';
import type { Store } from '../store/store.ts';
import type { Document } from './plan/document.ts';

/** What is known of the target before anything is written. */
export interface Target {
  readonly to: Store;
  /** The versions of the files in the target store, by path. Null if it was not listed: then they are as the ledger says. */
  readonly listed: ReadonlyMap<string, string> | null;
  /** The files that earlier runs wrote. */
  readonly known: (path: string) => KnownFile | undefined;
  /** The names of the feed files. */
  readonly files: FeedFileNames;
  /** True if files of other programs are replaced. */
  readonly replaceForeign: boolean;
}

/** True if every file of a document exists and was rendered from the same input. */
export function isFresh({ paths, digest }: Document, { listed, known }: Target): boolean {
  return paths.every((path) => {
    const file = known(path);
    return file !== undefined && file.document === digest && (listed === null || file.version === listed.get(path));
  });
}
