/** Reads the ledger from the store that holds the publication. */
import type { Item } from '../item/item.ts';
import type { Entry } from '../model/entry.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';
import { currentSchema, emptyHead, headPath, isShardFile, type LedgerHead, parseHead, type Shard } from './head.ts';
import { parseEntry, parseItem } from './item-values.ts';
import { decodeJson, type Parse, wholeOnes } from './ledger-values.ts';
import { nothingPending, type Pending, parsePending, pendingPath } from './pending.ts';
import { itemReader } from './schema-1.ts';

/** Requests under way at once. */
const requests = 16;

export interface Ledger {
  readonly head: LedgerHead;
  /** The bytes and the version of the head in the store; null if there is none. */
  readonly stored: { readonly body: Uint8Array; readonly version: string } | null;
  readonly items: readonly Item[];
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
  const read = await mapConcurrently(Object.entries(head.shards), requests, async ([month, shard]) => {
    const items = await readItems(to, shard, head);
    return items === null ? null : { month, shard, items };
  });
  const there = read.filter((it) => it !== null);
  return {
    head: { ...head, shards: Object.fromEntries(there.map(({ month, shard }) => [month, shard])) },
    stored,
    items: there.flatMap(({ items }) => items.whole),
    damaged: there.length < read.length || there.some(({ items }) => items.damaged > 0),
    ...(await readPending(to)),
  };
}

async function readPending(to: Store): Promise<Pick<Ledger, 'pending' | 'pendingVersion'>> {
  const stored = await to.read(pendingPath);
  if (stored === null) return { pending: nothingPending, pendingVersion: null };
  return { pending: parsePending(stored.body), pendingVersion: stored.version };
}

/** The titles and URLs of an older ledger are in its entries alone. */
async function readItems(
  to: Store,
  { records, entries }: Shard,
  { schema }: LedgerHead,
): Promise<ShardList<Item> | null> {
  if (schema === currentSchema) return readShardFile(to, records, parseItem);
  return readShardFile(to, records, itemReader((await readEntries(to, entries))?.entries ?? new Map()));
}

/** The entries of one shard. */
export interface ShardEntries {
  readonly entries: ReadonlyMap<string, Entry>;
  /** True if some of them are damaged. */
  readonly damaged: boolean;
}

/** Null if the file is missing or is not what its name promises. */
export async function readEntries(to: Store, path: string): Promise<ShardEntries | null> {
  const list = await readShardFile(to, path, parseEntry);
  if (list === null) return null;
  return { entries: new Map(list.whole.map((entry) => [entry.id, entry])), damaged: list.damaged > 0 };
}

interface ShardList<T> {
  readonly whole: readonly T[];
  /** How many are damaged. */
  readonly damaged: number;
}

async function readShardFile<T>(to: Store, path: string, parse: Parse<T>): Promise<ShardList<T> | null> {
  const stored = await to.read(path);
  const value = stored !== null && isShardFile(path, stored.body) ? decodeJson(stored.body) : null;
  if (!Array.isArray(value)) return null;
  const whole = wholeOnes(value, parse);
  return { whole, damaged: value.length - whole.length };
}
