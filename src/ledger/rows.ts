/**
 * Sorted tables of rows: immutable chunks from the ledger, with the journal and the changes of a run on top. A request for a row
 * in a chunk that is not loaded throws `MissingChunks`, so the code that asks stays synchronous and reads nothing itself.
 */

/** A chunk of a table as the head of the ledger lists it. It contains the keys from `first` up to the `first` of the next chunk. */
export interface ChunkReference {
  readonly first: string;
  readonly path: string;
}

/** The rows of a chunk as JSON values, sorted by key. */
export interface Chunk {
  readonly keys: readonly string[];
  readonly rows: readonly unknown[];
}

/** Loaded chunks, by path. */
export type Chunks = ReadonlyMap<string, Chunk>;

/** A row that is not in a chunk: a JSON value from the journal, or a value of this run. */
export type Change = { readonly json: unknown } | { readonly value: unknown };

/** A table: its chunks, and the rows that replace theirs. Null removes a row. */
export interface Table {
  readonly chunks: readonly ChunkReference[];
  readonly changes: ReadonlyMap<string, Change | null>;
}

export const emptyTable: Table = { chunks: [], changes: new Map() };

/** How a row of a table is written as JSON and read. `read` throws `PublishError` with code `ledger-damaged` if the value is not such a row. */
export interface RowFormat<T> {
  readonly write: (row: T) => unknown;
  readonly read: (json: unknown, key: string) => T;
}

/** The keys from `from` on and before `before`, in order. */
export interface KeyRange {
  readonly from?: string;
  readonly before?: string;
  readonly order?: 'ascending' | 'descending';
}

/** Thrown if chunks are needed that are not loaded. */
export class MissingChunks extends Error {
  readonly paths: readonly string[];

  constructor(paths: readonly string[]) {
    super(`Not loaded: ${paths.join(', ')}`);
    this.paths = paths;
  }
}

/** One table, open for reading and changing. */
export interface Rows<T> {
  /** The row of a key; undefined if there is none. */
  readonly get: (key: string) => T | undefined;
  /** Sets a row, or removes it if the row is null. */
  readonly set: (key: string, row: T | null) => void;
  readonly range: (range?: KeyRange) => Iterable<readonly [key: string, row: T]>;
  /** The paths of chunks that may contain these keys and are not loaded. */
  readonly missing: (keys: Iterable<string>) => readonly string[];
  /** The paths of all chunks that are not loaded. */
  readonly missingChunks: () => readonly string[];
  /** True if there is no row, as far as that is known without a chunk. */
  readonly isEmpty: () => boolean;
  /** The table with all changes. */
  readonly table: () => Table;
}

/** Opens a table. Changes are kept apart from the table that was given. */
export function openRows<T>(
  { chunks, changes: given }: Table,
  { loaded, format }: { readonly loaded: Chunks; readonly format: RowFormat<T> },
): Rows<T> {
  const changes = new Map(given);
  let sorted: readonly string[] | null = null;
  const chunkAt = (index: number): Chunk => {
    const path = chunks[index]?.path ?? '';
    const chunk = loaded.get(path);
    if (chunk === undefined) throw new MissingChunks([path]);
    return chunk;
  };
  const rowOf = (key: string, change: Change): T =>
    'value' in change ? (change.value as T) : format.read(change.json, key);
  const get = (key: string): T | undefined => {
    const change = changes.get(key);
    if (change !== undefined) return change === null ? undefined : rowOf(key, change);
    const at = chunkOf(chunks, key);
    if (at === -1) return undefined;
    const { keys, rows } = chunkAt(at);
    const index = lowerBound(keys, key);
    return keys[index] === key ? format.read(rows[index], key) : undefined;
  };
  const set = (key: string, row: T | null) => {
    if (!changes.has(key)) sorted = null;
    changes.set(key, row === null ? null : { value: row });
  };
  function* range({ from = '', before, order = 'ascending' }: KeyRange = {}): Generator<readonly [string, T]> {
    sorted ??= [...changes.keys()].sort();
    const changed = sorted;
    for (const index of chunksIn(chunks, { from, before, order })) {
      const { keys, rows } = index === -1 ? noRows : chunkAt(index);
      const start = latestKey(from, chunks[index]?.first);
      const own = between(changed, start, earliestKey(before, chunks[index + 1]?.first));
      for (const { key, at } of mergedKeys(keys, { from, before, own, order })) {
        const change = changes.get(key);
        if (change === undefined) yield [key, format.read(rows[at], key)];
        else if (change !== null) yield [key, rowOf(key, change)];
      }
    }
  }
  const missing = (keys: Iterable<string>) => {
    const paths = new Set<string>();
    for (const key of keys) {
      const path = changes.has(key) ? undefined : chunks[chunkOf(chunks, key)]?.path;
      if (path !== undefined && !loaded.has(path)) paths.add(path);
    }
    return [...paths];
  };
  const missingChunks = () => chunks.map(({ path }) => path).filter((path) => !loaded.has(path));
  return {
    get,
    set,
    range,
    missing,
    missingChunks,
    isEmpty: () => chunks.length === 0 && changes.size === 0,
    table: () => ({ chunks, changes }),
  };
}

const noRows: Chunk = { keys: [], rows: [] };

interface OrderedRange {
  readonly from: string;
  readonly before: string | undefined;
  readonly order: 'ascending' | 'descending';
}

/** The indices of the chunks that a range needs, in order. -1 is for the keys before the first chunk, which are only in the journal. */
function chunksIn(chunks: readonly ChunkReference[], { from, before, order }: OrderedRange): readonly number[] {
  const first = chunkOf(chunks, from);
  const end = before === undefined ? chunks.length : lowerBoundOf(chunks, before);
  const indices = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);
  return order === 'ascending' ? indices : indices.reverse();
}

interface MergedRange extends OrderedRange {
  /** The keys in the range that are changed, in ascending order. */
  readonly own: readonly string[];
}

/** The keys of a chunk and of changes in one order, with their indices in the chunk. Keys that are only in changes have no index. */
function* mergedKeys(
  keys: readonly string[],
  { from, before, own, order }: MergedRange,
): Generator<{ readonly key: string; readonly at: number }> {
  const step = order === 'ascending' ? 1 : -1;
  const low = lowerBound(keys, from);
  const high = before === undefined ? keys.length : lowerBound(keys, before);
  let at = step === 1 ? low : high - 1;
  let next = step === 1 ? 0 : own.length - 1;
  for (;;) {
    const key = at >= low && at < high ? keys[at] : undefined;
    const changed = own[next];
    const isFirst = key !== undefined && (changed === undefined || key === changed || key < changed === (step === 1));
    if (isFirst) yield { key, at };
    else if (changed !== undefined) yield { key: changed, at: -1 };
    else return;
    if (changed !== undefined && (!isFirst || key === changed)) next += step;
    if (isFirst) at += step;
  }
}

function latestKey(from: string, first = ''): string {
  return from > first ? from : first;
}

function earliestKey(before: string | undefined, next: string | undefined): string | undefined {
  if (before === undefined || next === undefined) return before ?? next;
  return before < next ? before : next;
}

/** The first rows of a range, at most so many. No other rows are asked for. */
export function firstRows<T>(rows: Iterable<T>, count: number): readonly T[] {
  const found: T[] = [];
  if (count <= 0) return found;
  for (const row of rows) {
    found.push(row);
    if (found.length === count) break;
  }
  return found;
}

/** The range of all keys that begin with a text. */
export function keysWith(prefix: string): { readonly from: string; readonly before: string } {
  return {
    from: prefix,
    before: `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`,
  };
}

/** The index of the chunk that a key belongs to; -1 if it is before the first one. */
export function chunkOf(chunks: readonly ChunkReference[], key: string): number {
  const index = lowerBoundOf(chunks, key);
  return chunks[index]?.first === key ? index : index - 1;
}

function lowerBoundOf(chunks: readonly ChunkReference[], key: string): number {
  return searchFirst(chunks.length, (at) => (chunks[at]?.first ?? '') >= key);
}

function lowerBound(keys: readonly string[], key: string): number {
  return searchFirst(keys.length, (at) => (keys[at] ?? '') >= key);
}

function between(sorted: readonly string[], from: string, before: string | undefined): readonly string[] {
  return sorted.slice(lowerBound(sorted, from), before === undefined ? undefined : lowerBound(sorted, before));
}

/** The first index for which something holds, if it holds for all after it. */
function searchFirst(length: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
