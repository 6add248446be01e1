/** The entries that a run needs, and the shards of the ledger that it writes anew; no other shard is read. */
import type { LedgerRecord } from '../item/item-record.ts';
import type { Entry } from '../model/entry.ts';
import type { File } from '../model/file.ts';
import { groupBy } from '../model/group-by.ts';
import { error, inFile, type Problem } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';
import { hasRecords, type LedgerHead, renderShard, type Shard, shardOf } from './ledger.ts';
import { readEntries } from './read-ledger.ts';

/** Shards read at once. */
const requests = 8;

export interface Shelf {
  /** By id: those of the months that were read, and those made in this run. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The months whose published articles are not those of the ledger, or whose entries are new. */
  readonly changed: ReadonlySet<string>;
  /** Ids of published articles whose entry went with a damaged ledger, and whose file cannot be read now. */
  readonly lost: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

export interface ShelfInput {
  readonly head: LedgerHead;
  /** The records of the run before, and those of this one. */
  readonly before: readonly LedgerRecord[];
  readonly records: readonly LedgerRecord[];
  /** The entries made in this run. */
  readonly made: ReadonlyMap<string, Entry>;
  /** The records whose entries are shown in what is rendered. */
  readonly shown: readonly LedgerRecord[];
  /** A shard that cannot be read counts as empty: its articles have been read again. */
  readonly damaged: boolean;
}

/** Reads what is needed. Throws `PublishError` with code `ledger-damaged` where a shard is missing. */
export async function readShelf(to: Store, input: ShelfInput): Promise<Shelf> {
  const { made, records, damaged, head } = input;
  const changed = new Set(damaged ? Object.keys(head.shards) : []);
  for (const month of changedMonths(input)) changed.add(month);
  const unmade = input.shown.filter(({ id }) => !made.has(id));
  const needed = [...new Set([...changed, ...unmade.map(shardOf)])];
  const loaded = await mapConcurrently(needed, requests, (month) => loadEntries(to, month, input));
  const entries = new Map([...loaded.flatMap((map) => [...map]), ...made]);
  const lost = records.filter((it) => it.state === 'published' && changed.has(shardOf(it)) && !entries.has(it.id));
  return {
    entries,
    changed,
    lost: new Set(lost.map(({ id }) => id)),
    problems: lost.flatMap(lostEntry),
  };
}

/** The months that an entry was made for, came to, or left. */
function changedMonths({ before, records, made }: ShelfInput): readonly string[] {
  const out = (some: readonly LedgerRecord[]) =>
    new Map(some.filter(({ state }) => state === 'published').map((record) => [record.id, shardOf(record)]));
  const [old, now] = [out(before), out(records)];
  const moved = [...old, ...now].filter(([id, month]) => old.get(id) !== month || now.get(id) !== month);
  const remade = [...made.keys()].flatMap((id) => now.get(id) ?? []);
  return [...moved.map(([, month]) => month), ...remade];
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

export interface RenderedShelf {
  readonly shards: Readonly<Record<string, Shard>>;
  /** The files of the ledger that have to be written. */
  readonly files: readonly File[];
}

/** The shards as they are to be, once all else is written. */
export function renderShelf(
  { entries, changed, lost }: Shelf,
  { records, head, damaged }: Pick<ShelfInput, 'records' | 'head' | 'damaged'>,
): RenderedShelf {
  const generation = head.generation + 1;
  const kept = records.filter(({ id }) => id === '' || !lost.has(id));
  const months = groupBy(kept, (record) => [shardOf(record)]);
  const rendered = [...months].map(([month, its]) => {
    const before = damaged ? undefined : head.shards[month];
    if (before !== undefined && !changed.has(month) && hasRecords(before, its))
      return { month, shard: before, files: [] };
    const published = its.filter(({ state }) => state === 'published').flatMap(({ id }) => entries.get(id) ?? []);
    const isSame = before !== undefined && !changed.has(month);
    return { month, ...renderShard(month, { records: its, entries: isSame ? null : published, generation, before }) };
  });
  return {
    shards: Object.fromEntries(rendered.map(({ month, shard }) => [month, shard])),
    files: rendered.flatMap(({ files }) => files),
  };
}

function lostEntry({ path }: LedgerRecord): Problem[] {
  const message = 'The last good version was lost with the ledger and the file cannot be read: mend the file';
  return inFile(path, [error('lost-entry', message)]);
}
