/** Writes what a run planned: pictures, the dates it gives to edits, feeds, then the ledger, its head last and under a condition, then removals. */
import { publishedPathOf } from '../article/picture.ts';
import type { Asset } from '../article/place-pictures.ts';
import { conflict, digestOf, type Expected, type Store, type StoredFile } from '../store/store.ts';
import { mapConcurrently } from './concurrent.ts';
import {
  headPath,
  type LedgerHead,
  ledgerFolder,
  type PendingEdits,
  pendingPath,
  renderHead,
  renderPending,
  shardFiles,
} from './ledger.ts';
import { type Change, type MediaPlan, planRemovals } from './plan.ts';
import type { Ledger } from './read.ts';
import type { Shelf } from './shelf.ts';

export interface Applying {
  readonly changes: readonly Change[];
  readonly media: MediaPlan;
  readonly ledger: Ledger;
  readonly listing: readonly StoredFile[];
  readonly shelf: Shelf;
  /** The digest of all that decides how an article is read. */
  readonly readingDigest: string;
  /** Edits that this run dates. */
  readonly dated: PendingEdits;
  /** The paths of the publication; what the ledger owns beyond them is removed. */
  readonly publication: readonly string[];
  /** Called before each write; throws to stop. */
  readonly checkStop: () => void;
}

export interface Applied {
  readonly removed: readonly string[];
  readonly ledgerWrites: number;
}

/** Writes and removes. Throws `PublishError` with code `conflict` where another run was faster. */
export async function apply(
  { from, to }: { readonly from: Store; readonly to: Store },
  applying: Applying,
): Promise<Applied> {
  await mapConcurrently(applying.media.missing, 4, (asset) => copyPicture(from, to, { asset, applying }));
  const pendingWrites = await writePending(to, applying);
  const versions = await writeFeeds(to, applying);
  for (const { path, body } of applying.shelf.files) await write(to, path, { body, expected: 'any', applying });
  const head = nextHead(applying, versions);
  const headWrites = await writeHead(to, head, applying);
  const removed = headWrites === 0 ? [] : await removeOld(to, head, applying);
  if (pendingWrites > 0 || applying.ledger.pending.version !== null) await to.remove(pendingPath);
  return { removed, ledgerWrites: pendingWrites + applying.shelf.files.length + headWrites };
}

interface Copying {
  readonly asset: Asset;
  readonly applying: Applying;
}

/** One that changed since its article was read has another name now: the run starts again. */
async function copyPicture(from: Store, to: Store, { asset, applying }: Copying): Promise<void> {
  const { path, publishedPath } = asset;
  const stored = await from.read(path);
  if (stored === null || publishedPathOf(path, stored.body) !== publishedPath) throw conflict(from.place, path);
  await write(to, publishedPath, { body: stored.body, expected: 'any', applying });
}

interface Writing {
  readonly body: Uint8Array;
  readonly expected: Expected;
  readonly applying: Applying;
}

async function write(to: Store, path: string, { body, expected, applying }: Writing): Promise<string> {
  applying.checkStop();
  return to.write(path, body, expected);
}

/** Before any feed: a run that dies, and one that runs beside this one, give the same edits the same dates. */
async function writePending(to: Store, applying: Applying): Promise<number> {
  const { dated, ledger } = applying;
  const { edits, version } = ledger.pending;
  const known = Object.entries(dated).every(([id, { updated }]) => edits[id]?.updated === updated);
  if (known) return 0;
  const expected = version === null ? ('absent' as const) : { version };
  await write(to, pendingPath, { body: renderPending({ ...edits, ...dated }), expected, applying });
  return 1;
}

async function writeFeeds(to: Store, applying: Applying): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  for (const { path, action, body, expected } of applying.changes) {
    const left = action === 'leave' && typeof expected === 'object';
    versions.set(path, left ? expected.version : await write(to, path, { body, expected, applying }));
  }
  return versions;
}

/** A file of the ledger that falls out of use is retired here and removed a run later: a run under way may still read it. */
function nextHead(applying: Applying, versions: ReadonlyMap<string, string>): LedgerHead {
  const { changes, ledger, listing, shelf, readingDigest, publication } = applying;
  const owned = Object.entries(ledger.head.files).filter(([path]) => publication.includes(path));
  const now = changes.map(({ path, digest }) => [path, { digest, version: versions.get(path) ?? '' }] as const);
  const files = Object.fromEntries([...owned, ...now]);
  const { shards } = shelf;
  const listed = listing.map(({ path }) => path).filter((path) => path.startsWith(ledgerFolder));
  const inUse = [headPath, pendingPath, ...shardFiles({ shards }), ...ledger.head.retired];
  const retired = planRemovals(listed, inUse);
  return { schema: 1, generation: ledger.head.generation + 1, readingDigest, shards, files, retired };
}

async function writeHead(to: Store, head: LedgerHead, applying: Applying): Promise<number> {
  const { stored, head: before } = applying.ledger;
  const same = renderHead({ ...head, generation: before.generation, retired: before.retired });
  if (stored !== null && head.retired.length === 0 && digestOf(same) === digestOf(stored.body)) return 0;
  const expected = stored === null ? ('absent' as const) : { version: stored.version };
  await write(to, headPath, { body: renderHead(head), expected, applying });
  return 1;
}

/** What earlier runs retired, and files that are part of the publication no more. */
async function removeOld(
  to: Store,
  head: LedgerHead,
  { ledger, publication, media }: Applying,
): Promise<readonly string[]> {
  const files = [...planRemovals(Object.keys(ledger.head.files), publication), ...media.removed];
  const shards = planRemovals(ledger.head.retired, shardFiles(head));
  for (const path of [...files, ...shards]) await to.remove(path);
  return files;
}
