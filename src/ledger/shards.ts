/** Reads the entries that a run needs from the shards of the ledger, and renders the shards that changed. */
import { entryOf, type Item } from '../item/item.ts';
import type { Entry } from '../model/entry.ts';
import type { File } from '../model/file.ts';
import { groupBy } from '../model/group-by.ts';
import { error, inFile, type Problem } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import { conflict, type Store } from '../store/store.ts';
import { currentSchema, headPath, isShardFile, type Shard, shardPath } from './head.ts';
import { hideNames } from './item-names.ts';
import { encodeJson } from './ledger-values.ts';
import { type Ledger, readEntries } from './read-ledger.ts';

/** How many shards are read at the same time. */
const requests = 8;

/** The name of an item's shard: the month in which it was or will be published, such as `2026-01`, or `undated`. */
export function shardOf(item: Item): string {
  return (entryOf(item)?.firstPublished ?? dateOf(item))?.slice(0, 7) ?? 'undated';
}

function dateOf(item: Item) {
  if (item.state === 'scheduled') return item.due;
  return item.state === 'draft' ? item.date : null;
}

/** Entries from shards, and which shards changed. */
export interface LoadedShards {
  /** The entries of the months that were read and those made in this run, by id. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The months whose published articles differ from those in the ledger, or whose entries are new. */
  readonly changed: ReadonlySet<string>;
  /** The ids of published articles whose entry was lost with a damaged ledger and whose file cannot be read now. */
  readonly lost: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

export interface ShardsInput {
  readonly ledger: Ledger;
  /** The items after this run. */
  readonly items: readonly Item[];
  /** The entries made in this run, by id. */
  readonly made: ReadonlyMap<string, Entry>;
  /** The ids of the entries in documents that are rendered. */
  readonly shown: ReadonlySet<string>;
}

/**
 * Reads the entries that are needed. Throws `PublishError` with code `ledger-damaged` if a shard is missing or damaged and
 * the ledger is not yet known to be damaged, and with code `conflict` if another run has replaced the ledger meanwhile.
 */
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

/** The months for which an entry was made, or to or from which an entry moved. */
function changedMonths({ ledger, items, made }: ShardsInput): readonly string[] {
  const [old, now] = [monthsOf(ledger.items), monthsOf(items)];
  const moved = [...old, ...now].filter(([id, month]) => old.get(id) !== month || now.get(id) !== month);
  const remade = [...made.keys()].flatMap((id) => now.get(id) ?? []);
  return [...moved.map(([, month]) => month), ...remade];
}

function monthsOf(items: readonly Item[]): ReadonlyMap<string, string> {
  return new Map(items.flatMap((item) => (item.state === 'published' ? [[item.entry.id, shardOf(item)]] : [])));
}

/**
 * If the ledger is known to be damaged, the remaining entries are used: all articles have been read again. Entries that
 * another run has replaced meanwhile are a conflict, not damage.
 */
async function loadEntries(
  to: Store,
  month: string,
  { head, stored, damaged }: Ledger,
): Promise<ReadonlyMap<string, Entry>> {
  const shard = head.shards[month];
  if (shard === undefined) return new Map();
  const read = await readEntries(to, shard.entries);
  if (read?.damaged === false) return read.entries;
  const now = await to.read(headPath);
  if (now?.version !== stored?.version) throw conflict(to.location, headPath);
  if (damaged) return read?.entries ?? new Map();
  throw new PublishError('ledger-damaged', `"${shard.entries}" is missing or damaged`);
}

function lostEntry({ path }: Item): readonly Problem[] {
  const message = 'The last good version was lost with the ledger and the file cannot be read: repair the file';
  return inFile(path, [error('lost-entry', message)]);
}

export interface RenderedShards {
  readonly shards: Readonly<Record<string, Shard>>;
  /** The ledger files to be written. */
  readonly files: readonly File[];
}

/** Renders the shards after the documents are written. A shard whose items did not change is not rendered again. */
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
  /** Null if they did not change. */
  readonly entries: readonly Entry[] | null;
  readonly generation: number;
  /** The stored shard. Its files with the same bytes are kept. */
  readonly before: Shard | undefined;
}

/** Renders a shard. Returns its paths, and those of its two files that have to be written. */
export function renderShard(
  month: string,
  { items, entries, generation, before }: ShardInput,
): { readonly shard: Shard; readonly files: readonly File[] } {
  const render = (kind: keyof Shard, value: readonly unknown[]): File => {
    const body = encodeJson(value);
    const known = before?.[kind] ?? '';
    return { path: isShardFile(known, body) ? known : shardPath(`${month}.${kind}.${generation}`, body), body };
  };
  const records = render('records', items.map(hideNames).sort(byPath));
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
