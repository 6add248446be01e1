/** The entries that a run needs, and the shards of the ledger that it writes anew; no other shard is read. */
import type { Entry } from '../model.ts';
import { PublishError } from '../problem.ts';
import type { Store } from '../store/store.ts';
import { mapConcurrently } from './concurrent.ts';
import { type LedgerFile, type LedgerHead, type LedgerRecord, renderShard, type Shard, shardOf } from './ledger.ts';
import { readEntries } from './read.ts';

/** Shards read at once. */
const requests = 8;

export interface Shelf {
  /** By id: those of the shards that change and of those that are shown. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly shards: Readonly<Record<string, Shard>>;
  /** The files of the shards that change. */
  readonly files: readonly LedgerFile[];
}

export interface ShelfInput {
  readonly head: LedgerHead;
  readonly records: readonly LedgerRecord[];
  /** The entries made in this run. */
  readonly made: ReadonlyMap<string, Entry>;
  /** The records that the feeds show. */
  readonly shown: readonly LedgerRecord[];
  /** A shard that cannot be read counts as empty: its articles have been read again. */
  readonly lenient: boolean;
}

/** Reads what is needed. Throws `PublishError` with code `ledger-damaged` where a shard is missing. */
export async function readShelf(to: Store, input: ShelfInput): Promise<Shelf> {
  const months = groupByMonth(input.records);
  const changed = [...months.keys()].filter((month) => isChanged(month, months.get(month) ?? [], input));
  const needed = [...new Set([...changed, ...input.shown.map(shardOf)])];
  const loaded = await mapConcurrently(needed, requests, (month) => loadEntries(to, month, input));
  const entries = new Map([...loaded.flatMap((map) => [...map]), ...input.made]);
  const rendered = changed.map((month) => renderMonth(month, months.get(month) ?? [], entries));
  const untouched = Object.entries(input.head.shards).filter(
    ([month]) => months.has(month) && !changed.includes(month),
  );
  return {
    entries,
    shards: Object.fromEntries([...untouched, ...rendered.map(({ month, shard }) => [month, shard] as const)]),
    files: rendered.flatMap(({ files }) => files),
  };
}

function groupByMonth(records: readonly LedgerRecord[]): ReadonlyMap<string, readonly LedgerRecord[]> {
  const months = new Map<string, LedgerRecord[]>();
  for (const record of records) {
    const month = months.get(shardOf(record));
    if (month === undefined) months.set(shardOf(record), [record]);
    else month.push(record);
  }
  return months;
}

function isChanged(month: string, records: readonly LedgerRecord[], { head, made }: ShelfInput): boolean {
  if (records.some(({ id }) => made.has(id))) return true;
  return head.shards[month]?.records !== renderShard(month, { records, entries: [] }).shard.records;
}

async function loadEntries(
  to: Store,
  month: string,
  { head, lenient }: ShelfInput,
): Promise<ReadonlyMap<string, Entry>> {
  const shard = head.shards[month];
  if (shard === undefined) return new Map();
  const entries = await readEntries(to, shard.entries);
  if (entries !== null || lenient) return entries ?? new Map();
  throw new PublishError('ledger-damaged', `"${shard.entries}" is missing or damaged`);
}

function renderMonth(month: string, records: readonly LedgerRecord[], entries: ReadonlyMap<string, Entry>) {
  const published = records.filter(({ state }) => state === 'published');
  return { month, ...renderShard(month, { records, entries: published.flatMap(({ id }) => entries.get(id) ?? []) }) };
}
