/** Renders one document, compares it with the files in the target store, and writes what differs. */
import type { KnownFile } from '../item/item.ts';
import { digestOf } from '../model/digest.ts';
import type { Entry } from '../model/entry.ts';
import { type Finding, inFile, type Problem, warning } from '../problem/problem.ts';
import { defaultPathOf, isSubscribed, makerOf } from '../render/outputs.ts';
import type { Store } from '../store/store.ts';
import type { Document, Rendered } from './plan/document.ts';
import { type FileChange, type Present, planWrites } from './plan/plan-files.ts';
import type { CheckStop } from './read/stop.ts';
import type { Target } from './stale.ts';

/** A rendered document, and the changes to its files. */
export interface DocumentChange {
  readonly document: Document;
  readonly changes: readonly FileChange[];
  readonly entries: number;
  readonly problems: readonly Problem[];
  /** The ids of the entries that were left out because they would break the document. */
  readonly leftOut: readonly string[];
}

/** Loads the entries that documents show, and names their articles. */
export interface Sources {
  /** The entries of a document, by id. */
  readonly entriesOf: (document: Document) => Promise<ReadonlyMap<string, Entry>>;
  /** The path of the article of an entry. */
  readonly pathOf: (id: string) => string;
}

/** Renders a document and compares it with the target store. A file that was not made by Presstime stays unchanged. */
export async function changeDocument(document: Document, sources: Sources, target: Target): Promise<DocumentChange> {
  const { renderDocument } = await import('./plan/render-document.ts');
  const rendered = renderDocument(document, await sources.entriesOf(document));
  const found = await Promise.all(rendered.files.map(({ path }) => readPresent(path, target)));
  const present = new Map(found.flatMap((it) => (it === null ? [] : [[it.path, it] as const])));
  const foreign = found.flatMap((it) => (it?.isForeign === true ? [it.path] : []));
  const own = rendered.files.filter(({ path }) => !foreign.includes(path));
  const kept = foreign.flatMap((path) => inFile(path, [foreignFile(path, target.to)]));
  return {
    document,
    changes: planWrites(own, present),
    entries: rendered.entries,
    problems: [...problemsOf(rendered, sources.pathOf), ...kept],
    leftOut: rendered.ofEntries.filter(({ finding }) => finding.severity === 'error').map(({ id }) => id),
  };
}

/** The problems of a rendered document: those of its articles, and its own. */
export function problemsOf({ ofEntries, problems }: Rendered, pathOf: Sources['pathOf']): readonly Problem[] {
  return [...ofEntries.flatMap(({ id, finding }) => inFile(pathOf(id), [finding])), ...problems];
}

interface Found extends Present {
  readonly path: string;
  readonly isForeign: boolean;
}

/** The digest comes from the ledger if the version is the same. Otherwise the file is read. */
async function readPresent(path: string, target: Target): Promise<Found | null> {
  const { to, listed, known } = target;
  const file = known(path);
  if (listed === null)
    return file === undefined ? null : { path, version: file.version, digest: file.digest, isForeign: false };
  const version = listed.get(path);
  if (version === undefined) return null;
  if (file?.version === version) return { path, version, digest: file.digest, isForeign: false };
  const stored = await to.read(path);
  if (stored === null) return null;
  return {
    path,
    version: stored.version,
    digest: digestOf(stored.body),
    isForeign: isForeign(path, stored.body, target),
  };
}

/** True for a page, style sheet or list that another program made. Feeds are checked before anything is written. */
function isForeign(path: string, body: Uint8Array, { files, replaceForeign }: Target): boolean {
  const usual = defaultPathOf(path, files);
  if (replaceForeign || isSubscribed(usual)) return false;
  return makerOf(usual, new TextDecoder().decode(body)) === 'another program';
}

function foreignFile(path: string, { location }: Store): Finding {
  const message = `"${path}" in ${location} was not made by Presstime, so it was not replaced: remove it, or set "pages: false"`;
  return warning('foreign-file', message);
}

/** Writes the changed files of a document. Returns the new records of all its files, by path. */
export async function writeDocument(
  { document, changes, problems }: DocumentChange,
  to: Store,
  check: CheckStop,
): Promise<readonly (readonly [string, KnownFile])[]> {
  const written: [string, KnownFile][] = [];
  for (const { path, action, body, digest, expected } of changes) {
    await check();
    const isUnchanged = action === 'leave' && typeof expected === 'object';
    const version = isUnchanged ? expected.version : await to.write(path, body, expected);
    // A document with problems is rendered again by the next run, so that they are reported again.
    written.push([path, { digest, version, document: problems.length > 0 ? null : document.digest }]);
  }
  return written;
}
