/** Writes what a run planned: feeds, then the ledger, its head last and under a condition, then removals. */
import { digestOf, type Store, type StoredFile } from '../store/store.ts';
import { headPath, type LedgerHead, ledgerFolder, renderHead, shardFiles } from './ledger.ts';
import { type Change, planRemovals } from './plan.ts';
import type { Ledger } from './read.ts';
import type { Shelf } from './shelf.ts';

export interface Applying {
  readonly changes: readonly Change[];
  readonly ledger: Ledger;
  readonly listing: readonly StoredFile[];
  readonly shelf: Shelf;
  /** The digest of all that decides how an article is read. */
  readonly reading: string;
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
export async function apply(to: Store, applying: Applying): Promise<Applied> {
  const versions = await writeFeeds(to, applying);
  const shardWrites = await writeShards(to, applying);
  const head = nextHead(applying, versions);
  const headWrites = await writeHead(to, head, applying);
  const removed = headWrites === 0 ? [] : await removeOld(to, head, applying);
  return { removed, ledgerWrites: shardWrites + headWrites };
}

async function writeFeeds(to: Store, { changes, checkStop }: Applying): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  for (const { path, action, body, expected } of changes) {
    checkStop();
    const left = action === 'leave' && typeof expected === 'object';
    versions.set(path, left ? expected.version : await to.write(path, body, expected));
  }
  return versions;
}

/** Named by their digest: one that is there already is the same, unless the ledger is damaged. */
async function writeShards(to: Store, { ledger, listing, shelf, checkStop }: Applying): Promise<number> {
  const there = new Set(listing.map(({ path }) => path));
  const fresh = shelf.files.filter(({ path }) => ledger.damaged || !there.has(path));
  for (const { path, body } of fresh) {
    checkStop();
    await to.write(path, body, 'any');
  }
  return fresh.length;
}

/** A file of the ledger that falls out of use is retired here and removed a run later: a run under way may still read it. */
function nextHead(
  { changes, ledger, listing, shelf, reading, publication }: Applying,
  versions: ReadonlyMap<string, string>,
): LedgerHead {
  const owned = Object.entries(ledger.head.files).filter(([path]) => publication.includes(path));
  const now = changes.map(({ path, digest }) => [path, { digest, version: versions.get(path) ?? '' }] as const);
  const files = Object.fromEntries([...owned, ...now]);
  const listed = listing.map(({ path }) => path).filter((path) => path.startsWith(ledgerFolder) && path !== headPath);
  const { shards } = shelf;
  const retired = planRemovals(listed, [...shardFiles({ shards }), ...ledger.head.retired]);
  return { schema: 1, reading, shards, files, retired };
}

async function writeHead(to: Store, head: LedgerHead, { ledger, checkStop }: Applying): Promise<number> {
  const { stored } = ledger;
  const same = renderHead({ ...head, retired: ledger.head.retired });
  if (stored !== null && head.retired.length === 0 && digestOf(same) === digestOf(stored.body)) return 0;
  checkStop();
  await to.write(headPath, renderHead(head), stored === null ? 'absent' : { version: stored.version });
  return 1;
}

/** What earlier runs retired, unless it is in use again, and files that are part of the publication no more. */
async function removeOld(to: Store, head: LedgerHead, { ledger, publication }: Applying): Promise<readonly string[]> {
  const files = planRemovals(Object.keys(ledger.head.files), publication);
  const shards = planRemovals(ledger.head.retired, shardFiles(head));
  for (const path of [...files, ...shards]) await to.remove(path);
  return files;
}
