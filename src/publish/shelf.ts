/** The entries that a run needs, and the shards of the ledger that it writes anew; no other shard is read. */
import type { Entry, File } from '../model.ts';
import { error, inFile, type Problem, PublishError } from '../problem.ts';
import type { Store } from '../store/store.ts';
import { mapConcurrently } from './concurrent.ts';
import { hasRecords, type LedgerHead, type LedgerRecord, renderShard, type Shard, shardOf } from './ledger.ts';
import { readEntries } from './read.ts';

/** Shards read at once. */
const requests = 8;

export interface Shelf {
  /** By id: those of the shards that change and of those that are shown. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly shards: Readonly<Record<string, Shard>>;
  /** The files of the ledger that have to be written. */
  readonly files: readonly File[];
  /** Published articles whose entry went with a damaged ledger, and whose file cannot be read now. */
  readonly problems: readonly Problem[];
}

export interface ShelfInput {
  readonly head: LedgerHead;
  readonly records: readonly LedgerRecord[];
  /** The entries made in this run. */
  readonly made: ReadonlyMap<string, Entry>;
  /** The records that the feeds show. */
  readonly shown: readonly LedgerRecord[];
  /** A shard that cannot be read counts as empty: its articles have been read again. */
  readonly damaged: boolean;
}

/** Reads what is needed. Throws `PublishError` with code `ledger-damaged` where a shard is missing. */
export async function readShelf(to: Store, input: ShelfInput): Promise<Shelf> {
  const months = groupByMonth(input.records);
  const changed = [...months.keys()].filter((month) => isChanged(month, months.get(month) ?? [], input));
  const needed = [...new Set([...changed, ...input.shown.map(shardOf)])];
  const loaded = await mapConcurrently(needed, requests, (month) => loadEntries(to, month, input));
  const entries = new Map([...loaded.flatMap((map) => [...map]), ...input.made]);
  const rendered = changed.map((month) => renderMonth(month, months.get(month) ?? [], { ...input, entries }));
  const untouched = Object.entries(input.head.shards).filter(
    ([month]) => months.has(month) && !changed.includes(month),
  );
  return {
    entries,
    shards: Object.fromEntries([...untouched, ...rendered.map(({ month, shard }) => [month, shard] as const)]),
    files: rendered.flatMap(({ files }) => files),
    problems: rendered.flatMap(({ lost }) => lost.flatMap(lostEntry)),
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

function isChanged(month: string, records: readonly LedgerRecord[], { head, made, damaged }: ShelfInput): boolean {
  return damaged || records.some(({ id }) => made.has(id)) || !hasRecords(head.shards[month], records);
}

async function loadEntries(
  to: Store,
  month: string,
  { head, damaged }: ShelfInput,
): Promise<ReadonlyMap<string, Entry>> {
  const shard = head.shards[month];
  if (shard === undefined) return new Map();
  const entries = await readEntries(to, shard.entries);
  if (entries !== null || damaged) return entries ?? new Map();
  throw new PublishError('ledger-damaged', `"${shard.entries}" is missing or damaged`);
}

interface MonthContext extends Pick<ShelfInput, 'head' | 'damaged'> {
  readonly entries: ReadonlyMap<string, Entry>;
}

function renderMonth(month: string, records: readonly LedgerRecord[], { entries, head, damaged }: MonthContext) {
  const lost = records.filter(({ state, id }) => state === 'published' && !entries.has(id));
  const kept = records.filter((record) => !lost.includes(record));
  const published = kept.filter(({ state }) => state === 'published').flatMap(({ id }) => entries.get(id) ?? []);
  const generation = head.generation + 1;
  const before = damaged ? undefined : head.shards[month];
  const shard = renderShard(month, { records: kept, entries: published, generation, before });
  return { month, lost, ...shard };
}

function lostEntry({ path }: LedgerRecord): Problem[] {
  const message = 'The last good version was lost with the ledger and the file cannot be read: mend the file';
  return inFile(path, [error('lost-entry', message)]);
}
