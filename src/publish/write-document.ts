/** Makes one document: renders it, compares it with what is in the target, and writes what differs. */
import type { KnownFile, LedgerRecord } from '../item/item-record.ts';
import type { Shelf } from '../ledger/shards.ts';
import { digestOf } from '../model/file.ts';
import { type Finding, inFile, type Problem, warning } from '../problem/problem.ts';
import { isFeedPath } from '../render/feed/formats.ts';
import type { Store } from '../store/store.ts';
import type { Document, Source } from './plan/document.ts';
import { type Change, type Present, planWrites } from './plan/plan-writes.ts';
import type { CheckStop } from './stop.ts';

/** What is known of the target before anything is written. */
export interface Target {
  readonly to: Store;
  /** The files that are there, with their versions. */
  readonly listed: ReadonlyMap<string, string>;
  /** The files that the ledger owns. */
  readonly known: ReadonlyMap<string, KnownFile>;
}

/** The files that an earlier run wrote, by path. */
export function knownFiles(
  files: Readonly<Record<string, KnownFile>>,
  records: readonly LedgerRecord[],
): ReadonlyMap<string, KnownFile> {
  const pages = records.flatMap(({ page, pageFile }) =>
    page === null || pageFile === null ? [] : [[page, pageFile] as const],
  );
  return new Map([...Object.entries(files), ...pages]);
}

/** True where every file of a document is there, and was made from the same as now. */
export function isFresh({ paths, inputs }: Document, { listed, known }: Target): boolean {
  return paths.every((path) => {
    const file = known.get(path);
    return file !== undefined && file.inputs === inputs && file.version === listed.get(path);
  });
}

/** A document that is rendered, and what it changes. */
export interface Planned {
  readonly document: Document;
  readonly changes: readonly Change[];
  readonly entries: number;
  readonly problems: readonly Problem[];
}

/** Renders a document and compares it with what is there. A file that somebody else put there is left as it is. */
export async function planDocument(document: Document, shelf: Shelf, target: Target): Promise<Planned> {
  const rendered = document.render(sourcesOf(document, shelf));
  const found = await Promise.all(rendered.files.map(({ path }) => readPresent(path, target)));
  const present = new Map(found.flatMap((it) => (it === null ? [] : [[it.path, it] as const])));
  const foreign = found.flatMap((it) => (it?.isForeign === true ? [it.path] : []));
  return {
    document,
    changes: planWrites(
      rendered.files.filter(({ path }) => !foreign.includes(path)),
      present,
    ),
    entries: rendered.entries,
    problems: [...rendered.problems, ...foreign.flatMap((path) => inFile(path, [left(path, target.to)]))],
  };
}

function sourcesOf({ records }: Document, { entries, lost }: Shelf): readonly Source[] {
  return records.flatMap(({ id, path }) => {
    const entry = lost.has(id) ? undefined : entries.get(id);
    return entry === undefined ? [] : [{ path, entry }];
  });
}

interface Found extends Present {
  readonly path: string;
  readonly isForeign: boolean;
}

/** Known from the ledger where the version is the same, else read. */
async function readPresent(path: string, { to, listed, known }: Target): Promise<Found | null> {
  const version = listed.get(path);
  if (version === undefined) return null;
  const file = known.get(path);
  if (file?.version === version) return { path, version, digest: file.digest, isForeign: false };
  const stored = await to.read(path);
  if (stored === null) return null;
  return { path, version: stored.version, digest: digestOf(stored.body), isForeign: isForeign(path, stored.body) };
}

/** A page, style sheet or list without our name in it; feeds are always ours, under the names they have. */
function isForeign(path: string, body: Uint8Array): boolean {
  return !isFeedPath(path) && !/presstime/i.test(new TextDecoder().decode(body));
}

function left(path: string, { place }: Store): Finding {
  const message = `"${path}" in ${place} was not made by Presstime, so it was left as it is: remove it, or set "pages: false"`;
  return warning('foreign-file', message);
}

/** Writes what a planned document changes; gives what is known of its files now. */
export async function writeDocument(
  { document, changes, problems }: Planned,
  to: Store,
  check: CheckStop,
): Promise<readonly (readonly [string, KnownFile])[]> {
  const written: [string, KnownFile][] = [];
  for (const { path, action, body, digest, expected } of changes) {
    await check();
    const left = action === 'leave' && typeof expected === 'object';
    const version = left ? expected.version : await to.write(path, body, expected);
    // What had a problem is made again by the next run, which tells of it again.
    written.push([path, { digest, version, inputs: problems.length > 0 ? '' : document.inputs }]);
  }
  return written;
}
