/** The working files of an import: their names, and how they are written and read. They are never served, and removed at the end. */

import type { StoredSettings } from '../ledger/head.ts';
import type { StoredFile } from '../model/file.ts';
import type { Instant } from '../model/instant.ts';
import type { Problem } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import type { Store } from '../store/store.ts';

/** What an import is about: written once, when it begins. */
export interface Manifest {
  readonly id: string;
  /** The instant at which its articles are read. */
  readonly now: Instant;
  /** The URL that the publication is served from, if it is not that of the settings. */
  readonly feedUrl: string | null;
  readonly settings: StoredSettings;
  /** The version of the rules by which its articles are read. */
  readonly readingVersion: number;
  /** True if the source has a configuration of Hugo, which decides what patterns of URLs mean. */
  readonly isHugo: boolean;
  readonly batches: number;
  readonly articles: number;
  readonly skipped: readonly string[];
  /** At most a hundred. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

/** Says that an import is going on. */
export interface Lease {
  readonly id: string;
  readonly since: Instant;
  /** True if other runs wait: the import found that others had published meanwhile, and finishes now. */
  readonly holds: boolean;
}

/** The files of a batch, sorted by path. */
export type BatchFiles = readonly StoredFile[];

export const names = {
  lease: 'lease.json',
  manifest: 'manifest.json',
  beside: 'beside.json',
  /** All article files, to which articles may link; null if there are too many. */
  targets: 'targets.json',
  passes: 'passes.json',
  broken: 'broken.json',
  files: (batch: number) => `files/${batch}.json`,
  /** What was read in a batch: its items and entries, and its slim rows. */
  articles: (batch: number) => `articles/${batch}.json`,
  slim: (batch: number) => `slim/${batch}.json`,
  names: (batch: number) => `names/${batch}.json`,
  /** The pages that a batch has written, by path. */
  pages: (batch: number) => `pages/${batch}.json`,
  archives: (part: number) => `archives/${part}.json`,
  /** What the reduce decided in a pass. */
  decision: (pass: string) => `${pass}/decision.json`,
  groups: (pass: string) => `${pass}/groups.json`,
  decided: (pass: string, batch: number) => `${pass}/decided/${batch}.json`,
  part: (pass: string, part: number) => `${pass}/parts/${part}.json`,
  piece: (pass: string, { part, batch }: { readonly part: number; readonly batch: number }) =>
    `${pass}/pieces/${part}/${batch}.json`,
  runs: (pass: string, owner: string) => `${pass}/runs/${owner}`,
  rendered: (pass: string, batch: number) => `${pass}/rendered/${batch}.json`,
  /** What a step did, for the report. */
  outcome: (pass: string, owner: string) => `${pass}/outcomes/${owner}.json`,
  renderedPart: (pass: string, part: number) => `${pass}/rendered-parts/${part}.json`,
};

export async function writeData(scratch: Store, path: string, data: unknown): Promise<void> {
  await scratch.write(path, Buffer.from(JSON.stringify(data)), 'any');
}

/** Returns null if the file does not exist. */
export async function readDataOrNull<T>(scratch: Store, path: string): Promise<T | null> {
  const stored = await scratch.read(path);
  return stored === null ? null : (JSON.parse(Buffer.from(stored.body).toString()) as T);
}

/** Throws `PublishError` with code `conflict` if the file does not exist: the import ended, or was begun anew. */
export async function readData<T>(scratch: Store, path: string): Promise<T> {
  const data = await readDataOrNull<T>(scratch, path);
  if (data === null) throw new PublishError('conflict', `"${path}" of the import is missing: begin the import again`);
  return data;
}

/** Removes the working files of an import, which ends it. */
export async function removeScratch(scratch: Store): Promise<void> {
  await scratch.remove(names.lease);
  const paths: string[] = [];
  // A listing with no file in it reads none.
  await scratch.list((path) => {
    paths.push(path);
    return false;
  });
  await scratch.removeAll(paths);
}
