/** The entries that a run needs, and the shards of the ledger that it writes anew; no other shard is read. */
import { entryOf, type Item } from '../item/item.ts';
import type { Entry } from '../model/entry.ts';
import type { File } from '../model/file.ts';
import { groupBy } from '../model/group-by.ts';
import { error, inFile, type Problem } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';
import { currentSchema, isShardFile, type Shard, shardPath } from './head.ts';
import { encodeJson } from './ledger-values.ts';
import { type Ledger, readEntries } from './read-ledger.ts';

/** Shards read at once. */
const requests = 8;

/** The month in which an article was first published, or will be; those without a date share a shard. */
export function shardOf(item: Item): string {
  return (entryOf(item)?.firstPublished ?? dateOf(item))?.slice(0, 7) ?? 'undated';
}

function dateOf(item: Item) {
  if (item.state === 'scheduled') return item.due;
  return item.state === 'draft' ? item.date : null;
}

/** Entries out of shards, and which shards are not those of the ledger any more. */
export interface LoadedShards {
  /** By id: those of the months that were read, and those made in this run. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The months whose published articles are not those of the ledger, or whose entries are new. */
  readonly changed: ReadonlySet<string>;
  /** The ids of published articles whose entry went with a damaged ledger, and whose file cannot be read now. */
  readonly lost: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

export interface ShardsInput {
  readonly ledger: Ledger;
  /** The items that come next. */
  readonly items: readonly Item[];
  /** The entries made in this run. */
  readonly made: ReadonlyMap<string, Entry>;
  /** The ids of the entries that are shown in what is rendered. */
  readonly shown: ReadonlySet<string>;
}

/** Reads what is needed. Throws `PublishError` with code `ledger-damaged` if a shard is missing or damaged, and nobody knew. */
export async function loadShards(to: Store, input: ShardsInput): Promise<LoadedShards> {
  const { ledger, items, made, shown } = input;
  const published = items.filter((item) => item.state === 'published');
  const changed = new Set([...(ledger.damaged ? Object.keys(ledger.head.shards) : []), ...changedMonths(input)]);
  const unmade = published.filter(({ entry }) => shown.has(entry.id) && !made.has(entry.id));
  const needed = [...new Set([...changed, ...unmade.map(shardOf)])];
  const loaded = await mapConcurrently(needed, requests, (month) => loadEntries(to, month, ledger));
  const entries = new Map([...loaded.flatMap((map) => [...map]), ...made]);
  const lost = published.filter((item) => changed.has(shardOf(item)) && !entries.has(item.entry.id));
  return { entries, changed, lost: new Set(lost.map(({ entry }) => entry.id)), problems: lost.flatMap(lostEntry) };
}

/** The months that an entry was made for, came to, or left. */
function changedMonths({ ledger, items, made }: ShardsInput): readonly string[] {
  const [old, now] = [monthsOf(ledger.items), monthsOf(items)];
  const moved = [...old, ...now].filter(([id, month]) => old.get(id) !== month || now.get(id) !== month);
  const remade = [...made.keys()].flatMap((id) => now.get(id) ?? []);
  return [...moved.map(([, month]) => month), ...remade];
}

function monthsOf(items: readonly Item[]): ReadonlyMap<string, string> {
  return new Map(items.flatMap((item) => (item.state === 'published' ? [[item.entry.id, shardOf(item)]] : [])));
}

/** A shard that is known to be damaged counts as what is left of it: its articles have been read again. */
async function loadEntries(to: Store, month: string, { head, damaged }: Ledger): Promise<ReadonlyMap<string, Entry>> {
  const shard = head.shards[month];
  if (shard === undefined) return new Map();
  const read = await readEntries(to, shard.entries);
  if (damaged || read?.damaged === false) return read?.entries ?? new Map();
  throw new PublishError('ledger-damaged', `"${shard.entries}" is missing or damaged`);
}

function lostEntry({ path }: Item): readonly Problem[] {
  const message = 'The last good version was lost with the ledger and the file cannot be read: mend the file';
  return inFile(path, [error('lost-entry', message)]);
}

export interface RenderedShards {
  readonly shards: Readonly<Record<string, Shard>>;
  /** The files of the ledger that have to be written. */
  readonly files: readonly File[];
}

/** The shards as they are to be, once all else is written. A shard whose items are the same is not rendered. */
export function renderShards(
  { entries, changed, lost }: LoadedShards,
  { items, ledger }: Pick<ShardsInput, 'items' | 'ledger'>,
): RenderedShards {
  const { head, damaged } = ledger;
  const known = new Set(ledger.items);
  const kept = items.filter((item) => item.state !== 'published' || !lost.has(item.entry.id));
  const months = groupBy(kept, (item) => [shardOf(item)]);
  const counts = groupBy(ledger.items, (item) => [shardOf(item)]);
  const rendered = [...months].map(([month, its]) => {
    const before = damaged ? undefined : head.shards[month];
    const isSame = before !== undefined && !changed.has(month);
    const isWhole = its.length === counts.get(month)?.length && its.every((item) => known.has(item));
    if (isSame && isWhole && head.schema === currentSchema) return { month, shard: before, files: [] };
    const published = its.flatMap((item) => (item.state === 'published' ? (entries.get(item.entry.id) ?? []) : []));
    const remade = isSame ? null : published;
    return { month, ...renderShard(month, { items: its, entries: remade, generation: head.generation + 1, before }) };
  });
  return {
    shards: Object.fromEntries(rendered.map(({ month, shard }) => [month, shard])),
    files: rendered.flatMap(({ files }) => files),
  };
}

export interface ShardInput {
  readonly items: readonly Item[];
  /** Null if they are as they were. */
  readonly entries: readonly Entry[] | null;
  readonly generation: number;
  /** What the shard is now; a file of it with the same bytes stays. */
  readonly before: Shard | undefined;
}

/** A shard, and those of its two files that have to be written. */
export function renderShard(
  month: string,
  { items, entries, generation, before }: ShardInput,
): { readonly shard: Shard; readonly files: readonly File[] } {
  const render = (kind: keyof Shard, value: readonly unknown[]): File => {
    const body = encodeJson(value);
    const known = before?.[kind] ?? '';
    return { path: isShardFile(known, body) ? known : shardPath(`${month}.${kind}.${generation}`, body), body };
  };
  const records = render('records', items.toSorted(byPath));
  const kept = entries === null ? before?.entries : undefined;
  const shown = kept === undefined ? render('entries', (entries ?? []).toSorted(byId)) : null;
  const known = before === undefined ? [] : Object.values(before);
  return {
    shard: { records: records.path, entries: shown?.path ?? kept ?? '' },
    files: [records, ...(shown === null ? [] : [shown])].filter(({ path }) => !known.includes(path)),
  };
}

function byPath(one: Item, other: Item): number {
  return compare(one.path, other.path) || compare(entryOf(one)?.id ?? '', entryOf(other)?.id ?? '');
}

function byId(one: Entry, other: Entry): number {
  return compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}
