/** Reads the ledger from the store that holds the publication. */
import type { Item } from '../item/item.ts';
import type { Entry } from '../model/entry.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';
import { emptyHead, headPath, isShardFile, type LedgerHead, parseHead, type Shard } from './head.ts';
import { parseEntry, parseItem } from './item-values.ts';
import { decodeJson, type Parse, validItems } from './ledger-values.ts';
import { nothingPending, type Pending, parsePending, pendingPath } from './pending.ts';
import { itemReader } from './schema-1.ts';

/** How many shards are read at the same time. */
const requests = 16;

export interface Ledger {
  readonly head: LedgerHead;
  /** The bytes and the version of the head in the store; null if there is none. */
  readonly stored: { readonly body: Uint8Array; readonly version: string } | null;
  readonly items: readonly Item[];
  /** True if a file that the head names is missing or damaged, so that `items` is incomplete. */
  readonly damaged: boolean;
  /** The paths of the files that are damaged, or that the head names and that are missing. */
  readonly lost: readonly string[];
  /** Work that a run began and did not finish. */
  readonly pending: Pending;
  /** The version of the pending file; null if there is none. */
  readonly pendingVersion: string | null;
}

/**
 * Reads the ledger. Missing or damaged shards count as lost: their articles are read again, and published files that the
 * head owns stay owned. Throws `PublishError` with code `newer-ledger`, or if the store fails.
 */
export async function readLedger(to: Store): Promise<Ledger> {
  const stored = await to.read(headPath);
  const parsed = stored === null ? null : parseHead(stored.body);
  const head = parsed ?? emptyHead;
  const read = await mapConcurrently(Object.entries(head.shards), requests, async ([month, shard]) => {
    const items = await readItems(to, shard, head);
    return { month, shard, items };
  });
  const found = read.flatMap(({ items, ...it }) => (items === null ? [] : [{ ...it, items }]));
  const broken = read.filter(({ items }) => items === null || items.damaged > 0);
  return {
    head: { ...head, shards: Object.fromEntries(found.map(({ month, shard }) => [month, shard])) },
    stored,
    items: found.flatMap(({ items }) => items.valid),
    damaged: broken.length > 0,
    lost: [...(stored !== null && parsed === null ? [headPath] : []), ...broken.map(({ shard }) => shard.records)],
    ...(await readPending(to)),
  };
}

async function readPending(to: Store): Promise<Pick<Ledger, 'pending' | 'pendingVersion'>> {
  const stored = await to.read(pendingPath);
  if (stored === null) return { pending: nothingPending, pendingVersion: null };
  return { pending: parsePending(stored.body), pendingVersion: stored.version };
}

/** In the oldest schema only the entries contain titles and URLs, so they are read too. */
async function readItems(
  to: Store,
  { records, entries }: Shard,
  { schema }: LedgerHead,
): Promise<ShardList<Item> | null> {
  if (schema > 1) return readShardFile(to, records, parseItem);
  return readShardFile(to, records, itemReader((await readEntries(to, entries))?.entries ?? new Map()));
}

/** The entries of one shard. */
export interface ShardEntries {
  readonly entries: ReadonlyMap<string, Entry>;
  /** True if some entries are damaged. */
  readonly damaged: boolean;
}

/** Returns null if the file is missing, or if its bytes do not have the digest in its name. */
export async function readEntries(to: Store, path: string): Promise<ShardEntries | null> {
  const list = await readShardFile(to, path, parseEntry);
  if (list === null) return null;
  return { entries: new Map(list.valid.map((entry) => [entry.id, entry])), damaged: list.damaged > 0 };
}

interface ShardList<T> {
  readonly valid: readonly T[];
  /** How many items are damaged. */
  readonly damaged: number;
}

async function readShardFile<T>(to: Store, path: string, parse: Parse<T>): Promise<ShardList<T> | null> {
  const stored = await to.read(path);
  const value = stored !== null && isShardFile(path, stored.body) ? decodeJson(stored.body) : null;
  if (!Array.isArray(value)) return null;
  const valid = validItems(value, parse);
  return { valid, damaged: value.length - valid.length };
}
