/** What has to be written and removed, and in which order, so that no reader ever sees a broken state. Pure. */
import type { File } from '../model.ts';
import { digestOf, type Expected } from '../store/store.ts';

/** What is in the target under a path. */
export interface Present {
  readonly version: string;
  readonly digest: string;
}

export interface Change {
  readonly path: string;
  readonly action: 'write' | 'leave';
  readonly body: Uint8Array;
  readonly digest: string;
  readonly expected: Expected;
}

/** A change for each file: bytes that are there already are left alone. */
export function planWrites(files: readonly File[], present: ReadonlyMap<string, Present>): readonly Change[] {
  return files.map(({ path, body }) => {
    const there = present.get(path);
    const digest = digestOf(body);
    const action = there?.digest === digest ? 'leave' : 'write';
    return { path, action, body, digest, expected: there === undefined ? 'absent' : { version: there.version } };
  });
}

/** What the ledger owned and owns no more. */
export function planRemovals(owned: Iterable<string>, kept: Iterable<string>): readonly string[] {
  const stays = new Set(kept);
  return [...owned].filter((path) => !stays.has(path)).sort();
}

/** True where a run takes more than half of the entries away. */
export function removesMost(before: number, removed: number): boolean {
  return removed * 2 > before;
}
