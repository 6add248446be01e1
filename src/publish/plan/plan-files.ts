/** Decides which files of a document are written, and whether a run removes too much. Pure. */
import { digestOf } from '../../model/digest.ts';
import type { File } from '../../model/file.ts';
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

/** True if more than half is removed. */
export function removesMost(before: number, removed: number): boolean {
  return removed * 2 > before;
}
