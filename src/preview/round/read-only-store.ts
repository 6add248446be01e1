/** A store that can only be read, and that reads the immutable files of the ledger once: the publication of which a preview shows the next run. */
import { isChunkPath } from '../../ledger/head.ts';
import type { Store, StoredBody } from '../../store/store.ts';

/** Wraps a store. Everything that would change it throws an `Error`. */
export function readOnlyStore(store: Store): Store {
  const chunks = new Map<string, StoredBody>();
  const refuse = (): never => {
    throw new Error(`A preview must not change ${store.location}`);
  };
  return {
    ...store,
    read: async (path) => {
      const known = chunks.get(path);
      if (known !== undefined) return known;
      const stored = await store.read(path);
      if (stored !== null && isChunkPath(path)) chunks.set(path, stored);
      return stored;
    },
    write: async () => refuse(),
    remove: async () => refuse(),
    removeAll: async () => refuse(),
  };
}
