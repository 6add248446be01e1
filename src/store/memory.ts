/** A store in memory, for tests and for programs that use the published files without storing them. */
import { digestOf } from '../model/digest.ts';
import type { StoredFile } from '../model/file.ts';
import { byPath, checkPath, conflict, isPath, mayWrite, type Store } from './store.ts';

/**
 * Makes a store that contains copies of these files, by path. Strings are encoded as UTF-8.
 *
 * @example
 * const store = createMemoryStore({ 'terns.md': 'They came early.' });
 * (await store.list(() => true)).map(({ path }) => path) // => ['terns.md']
 */
export function createMemoryStore(files: Readonly<Record<string, Uint8Array | string>> = {}): Store {
  const bodies = new Map<string, Uint8Array>();
  for (const [path, body] of Object.entries(files)) bodies.set(path, copy(body));
  const removeFiles = (paths: readonly string[]) => {
    for (const path of paths) checkPath(path);
    for (const path of paths) bodies.delete(path);
  };
  return {
    location: 'memory',
    isLocal: true,
    list: async (accept) =>
      [...bodies]
        .filter(([path]) => isPath(path) && accept(path))
        .map(([path, body]) => storedFile(path, body))
        .sort(byPath),
    look: async (path) => {
      checkPath(path);
      const body = bodies.get(path);
      return body === undefined ? null : storedFile(path, body);
    },
    read: async (path) => {
      checkPath(path);
      const body = bodies.get(path);
      return body === undefined ? null : { body: copy(body), version: digestOf(body) };
    },
    write: async (path, body, expected) => {
      checkPath(path);
      if (!mayWrite(bodies.get(path), { body, expected })) throw conflict('memory', path);
      bodies.set(path, copy(body));
      return digestOf(body);
    },
    remove: async (path) => removeFiles([path]),
    removeAll: async (paths) => removeFiles(paths),
  };
}

function storedFile(path: string, body: Uint8Array): StoredFile {
  return { path, version: digestOf(body), lengthBytes: body.length };
}

function copy(body: Uint8Array | string): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : Uint8Array.from(body);
}
