/** Reads the ledger from the store that holds the publication. */
import type { LedgerRecord } from '../item/item-record.ts';
import type { Entry } from '../model/entry.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';
import { emptyHead, headPath, type LedgerHead, parseHead, parseShardFile } from './ledger.ts';
import { nothingPending, type Pending, parsePending, pendingPath } from './pending.ts';

/** Requests under way at once. */
const requests = 16;

export interface Ledger {
  readonly head: LedgerHead;
  /** The bytes and the version of the head in the store; null where there is none. */
  readonly stored: { readonly body: Uint8Array; readonly version: string } | null;
  readonly records: readonly LedgerRecord[];
  /** A file that the head names is missing or damaged: what is listed cannot be relied on. */
  readonly damaged: boolean;
  /** What a run began and did not finish, and the version of the file that says so. */
  readonly pending: Pending;
  readonly pendingVersion: string | null;
}

/** Reads the ledger; what is missing or damaged counts as lost: its articles are read again, what it owned stays owned. */
export async function readLedger(to: Store): Promise<Ledger> {
  const stored = await to.read(headPath);
  const head = (stored === null ? null : parseHead(stored.body)) ?? emptyHead;
  const shards = await mapConcurrently(Object.entries(head.shards), requests, async ([month, shard]) => {
    const records = await readShardFile<LedgerRecord>(to, shard.records);
    return records === null ? null : { month, shard, records };
  });
  const whole = shards.filter((it) => it !== null);
  return {
    head: { ...head, shards: Object.fromEntries(whole.map(({ month, shard }) => [month, shard])) },
    stored,
    records: whole.flatMap(({ records }) => records),
    damaged: whole.length < shards.length,
    ...(await readPending(to)),
  };
}

async function readPending(to: Store): Promise<Pick<Ledger, 'pending' | 'pendingVersion'>> {
  const stored = await to.read(pendingPath);
  if (stored === null) return { pending: nothingPending, pendingVersion: null };
  return { pending: parsePending(stored.body), pendingVersion: stored.version };
}

/** The entries of one shard by id; null where the file is missing or damaged. */
export async function readEntries(to: Store, path: string): Promise<ReadonlyMap<string, Entry> | null> {
  const entries = await readShardFile<Entry>(to, path);
  return entries === null ? null : new Map(entries.map((entry) => [entry.id, entry]));
}

async function readShardFile<T>(to: Store, path: string): Promise<readonly T[] | null> {
  const stored = await to.read(path);
  return stored === null ? null : parseShardFile<T>(path, stored.body);
}
