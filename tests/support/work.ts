/** Counts what a run does, without a clock: requests of both stores, and calls of the functions that do the work. */
import { Hash } from 'node:crypto';
import { vi } from 'vitest';
import * as parsing from '../../src/article/parse-file.ts';
import type { StoredFile } from '../../src/model/file.ts';
import * as documents from '../../src/publish/plan/document.ts';
import * as rendering from '../../src/publish/plan/render-document.ts';
import { conflict, type Store, type StoredBody } from '../../src/store/store.ts';

/** The work of one run. */
export interface Work {
  /** How often an article was parsed. */
  readonly parsed: number;
  /** How many documents were planned, again too if the plan asked for rows that were not loaded. */
  readonly planned: number;
  readonly rendered: number;
  readonly hashedBytes: number;
  readonly from: Requests;
  readonly to: Requests;
}

/** Listings, the paths that were read, written and removed, and the bytes of the files that were read and written. */
export interface Requests {
  readonly list: number;
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly remove: readonly string[];
  readonly bytes: number;
}

/** A store whose requests are counted. Its versions are numbers, so that it hashes nothing itself. */
export interface CountedStore extends Store {
  /** The requests since the last call. */
  readonly take: () => Requests;
}

/** Makes a store in memory. Without `isLocal` it is used like a bucket. */
export function createCountedStore({ isLocal }: { readonly isLocal: boolean }): CountedStore {
  const files = new Map<string, StoredBody>();
  const none = () => ({ list: 0, read: [] as string[], write: [] as string[], remove: [] as string[], bytes: 0 });
  let seen = none();
  let last = 0;
  const fileAt = (path: string): StoredFile | null => {
    const stored = files.get(path);
    return stored === undefined ? null : { path, version: stored.version, lengthBytes: stored.body.length };
  };
  const removeFiles = (paths: readonly string[]) => {
    seen.remove.push(...paths);
    for (const path of paths) files.delete(path);
  };
  return {
    location: 'counted',
    isLocal,
    list: async (accept) => {
      seen.list += 1;
      return [...files.keys()]
        .filter((path) => accept(path))
        .sort()
        .flatMap((path) => fileAt(path) ?? []);
    },
    read: async (path) => {
      const stored = files.get(path) ?? null;
      seen.read.push(path);
      seen.bytes += stored?.body.length ?? 0;
      return stored;
    },
    write: async (path, body, expected) => {
      seen.write.push(path);
      seen.bytes += body.length;
      const stored = files.get(path);
      if (stored !== undefined && Buffer.compare(stored.body, body) === 0) return stored.version;
      const version = stored?.version ?? null;
      const isExpected = expected === 'any' || version === (expected === 'absent' ? null : expected.version);
      if (!isExpected) throw conflict('counted', path);
      last += 1;
      files.set(path, { body: Uint8Array.from(body), version: `v${last}` });
      return `v${last}`;
    },
    look: async (path) => {
      seen.read.push(path);
      return fileAt(path);
    },
    remove: async (path) => removeFiles([path]),
    removeAll: async (paths) => removeFiles(paths),
    take: () => {
      const taken = seen;
      seen = none();
      return taken;
    },
  };
}

/** Does some work, and counts it. */
export async function workOf(
  work: () => Promise<unknown>,
  { from, to }: { readonly from: CountedStore; readonly to: CountedStore },
): Promise<Work> {
  from.take();
  to.take();
  let hashedBytes = 0;
  const update = Hash.prototype.update;
  const hash = vi.spyOn(Hash.prototype, 'update').mockImplementation(function (
    this: Hash,
    data: string | NodeJS.ArrayBufferView,
  ) {
    hashedBytes += typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
    return (update as (data: string | NodeJS.ArrayBufferView) => Hash).call(this, data);
  } as typeof update);
  const parse = vi.spyOn(parsing, 'parseFile');
  const make = vi.spyOn(documents, 'documentOf');
  const render = vi.spyOn(rendering, 'renderDocument');
  try {
    await work();
    const [ofSource, ofTarget] = [from.take(), to.take()];
    return {
      parsed: parse.mock.calls.length,
      planned: make.mock.calls.length,
      rendered: render.mock.calls.length,
      hashedBytes,
      from: ofSource,
      to: ofTarget,
    };
  } finally {
    for (const spy of [hash, parse, make, render]) spy.mockRestore();
  }
}
