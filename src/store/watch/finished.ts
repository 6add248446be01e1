/** A source of articles without the files that may still be being written. */
import type { StoredFile } from '../../model/file.ts';
import type { Store } from '../store.ts';

/** Makes such sources of one store. A file that is still being written is as the last listing saw it, or not there yet. */
export function rememberFinished(): (from: Store, waiting: ReadonlySet<string>) => Store {
  let known: ReadonlyMap<string, StoredFile> = new Map();
  return (from, waiting) => ({
    ...from,
    list: async (accept) => {
      const listed = await from.list(accept);
      const files = listed.flatMap((file) => (waiting.has(file.path) ? (known.get(file.path) ?? []) : file));
      known = new Map(files.map((file) => [file.path, file]));
      return files;
    },
  });
}
