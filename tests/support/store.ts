/** Short functions for tests of stores. */
import type { Store, StoredBody } from '../../src/store/store.ts';

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text of a file; null if there is no file. */
export function textOf(stored: StoredBody | null): string | null {
  return stored === null ? null : new TextDecoder().decode(stored.body);
}

/** The code of the error that some work throws; "none" if it succeeds. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  const thrown = await thrownBy(work);
  return thrown === null ? 'none' : String((thrown as { code?: unknown }).code);
}

/** The error that some work throws; null if it succeeds. */
export async function thrownBy(work: Promise<unknown>): Promise<Error | null> {
  try {
    await work;
    return null;
  } catch (thrown) {
    return thrown as Error;
  }
}

/** The errors of several tasks at the same time. */
export async function settled(works: readonly Promise<unknown>[]): Promise<readonly unknown[]> {
  const results = await Promise.allSettled(works);
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
}

/** A store that removes files in another way, one by one and several at once. */
export function withRemoval(store: Store, remove: Store['remove']): Store {
  const removeAll = async (paths: readonly string[]) => {
    for (const path of paths) await remove(path);
  };
  return { ...store, remove, removeAll };
}
