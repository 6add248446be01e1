/** Reads the chunks of the ledger that a plan asks for, and packs the rows that a run changed into chunks or the journal. */
import type { File } from '../model/file.ts';
import { PublishError } from '../problem/publish-error.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import { conflict, type Store } from '../store/store.ts';
import { chunkPath, headPath, isKeyed, isWholeFile, type StoredSettings } from './head.ts';
import { decodeJson } from './ledger-values.ts';
import {
  type Change,
  type Chunk,
  type ChunkReference,
  type Chunks,
  chunkOf,
  MissingChunks,
  type Table,
} from './rows.ts';
import type { Tables } from './state.ts';
import { formats, type TableName, tableNames } from './tables.ts';

/** How many chunks are read at the same time. */
const requests = 8;

/** Where chunks are read from, and where they are kept. */
export interface ChunkSource {
  readonly to: Store;
  /** The version of the head that names the chunks; null if there is none. */
  readonly headVersion: string | null;
  readonly chunks: Map<string, Chunk>;
}

/** Does some work. If it asks for chunks that are not loaded, loads them and does the work again from the start. */
export async function withChunks<T>(source: ChunkSource, work: () => T): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (thrown) {
      if (!(thrown instanceof MissingChunks)) throw thrown;
      await loadChunks(source, thrown.paths);
    }
  }
}

/**
 * Loads chunks. Throws `PublishError` with code `ledger-damaged` if one is missing or damaged, and with code `conflict` if another
 * run has replaced the head meanwhile.
 */
async function loadChunks({ to, headVersion, chunks }: ChunkSource, paths: readonly string[]): Promise<void> {
  await mapConcurrently(paths, requests, async (path) => {
    const chunk = await readChunk(to, path);
    if (chunk !== null) {
      chunks.set(path, chunk);
      return;
    }
    const now = await to.read(headPath);
    if ((now?.version ?? null) !== headVersion) throw conflict(to.location, headPath);
    throw new PublishError('ledger-damaged', `"${path}" is missing or damaged`);
  });
}

/** Returns null if the file is missing, or if its bytes do not have the digest in its name. */
export async function readChunk(to: Store, path: string): Promise<Chunk | null> {
  const stored = await to.read(path);
  const value = stored !== null && isWholeFile(path, stored.body) ? decodeJson(stored.body) : null;
  if (!Array.isArray(value) || !value.every(isKeyed)) return null;
  const pairs = value as readonly (readonly [string, unknown])[];
  return { keys: pairs.map(([key]) => key), rows: pairs.map(([, row]) => row) };
}

/** The maximum length of a chunk of each table, in characters. The index has few chunks, because every listing needs all of them. */
export const maximumLength: Readonly<Record<TableName, number>> = {
  ...(Object.fromEntries(tableNames.map((name) => [name, 256 * 1024])) as Record<TableName, number>),
  index: 1024 * 1024,
  entries: 512 * 1024,
};

/** If the rows of the journal that may be moved have more characters, they are moved into chunks. */
const maximumJournalLength = 128 * 1024;

export interface PackInput {
  readonly tables: Tables;
  readonly chunks: Chunks;
  readonly generation: number;
  readonly settings: StoredSettings | null;
  /** True for rows that stay in the journal, because almost every change needs them. */
  readonly isLive: (table: TableName, key: string) => boolean;
}

export interface Packed {
  readonly references: Readonly<Record<string, readonly ChunkReference[]>>;
  /** The second line of the head. */
  readonly journal: string;
  /** The chunks to be written. */
  readonly files: readonly File[];
  /** Chunks that were replaced. Those with entries may contain text that is private now. */
  readonly replaced: { readonly entries: readonly string[]; readonly others: readonly string[] };
}

/** Packs tables. Throws `MissingChunks` if a chunk that must be replaced is not loaded. */
export function packTables(input: PackInput): Packed {
  const written = tableNames.map((name) => writtenChanges(name, input));
  const length = written.reduce((sum, { moving }) => sum + lengthOf(moving), 0);
  const isFull = length > maximumJournalLength;
  const packed = written.map((changes) => packTable(changes, { ...input, isFull }));
  const [entries, others] = [packed.filter(hasEntries), packed.filter((table) => !hasEntries(table))];
  return {
    references: Object.fromEntries(packed.map(({ name, references }) => [name, references])),
    journal: journalText(packed, input.settings),
    files: packed.flatMap(({ files }) => files),
    replaced: {
      entries: entries.flatMap(({ replaced }) => replaced),
      others: others.flatMap(({ replaced }) => replaced),
    },
  };
}

function hasEntries({ name }: Pick<PackedTable, 'name'>): boolean {
  return name === 'entries';
}

/** A row as JSON text; null if it is removed. */
type Written = ReadonlyMap<string, string | null>;

interface WrittenChanges {
  readonly name: TableName;
  readonly table: Table;
  /** Rows that may be moved into chunks, and those that stay in the journal. */
  readonly moving: Written;
  readonly staying: Written;
  /** The keys of rows that this run set or removed. */
  readonly fresh: ReadonlySet<string>;
}

function writtenChanges(name: TableName, { tables, isLive }: PackInput): WrittenChanges {
  const table = tables[name];
  const moving = new Map<string, string | null>();
  const staying = new Map<string, string | null>();
  const fresh = new Set<string>();
  for (const [key, change] of table.changes) {
    if (change === null || 'value' in change) fresh.add(key);
    if (change === null && chunkOf(table.chunks, key) === -1) continue;
    const isStaying = change !== null && isLive(name, key);
    (isStaying ? staying : moving).set(key, change === null ? null : JSON.stringify(jsonOf(name, change)));
  }
  return { name, table, moving, staying, fresh };
}

function jsonOf(name: TableName, change: Change): unknown {
  return 'json' in change ? change.json : (formats[name].write as (row: unknown) => unknown)(change.value);
}

function lengthOf(rows: Written): number {
  let length = 0;
  for (const [key, json] of rows) length += key.length + (json?.length ?? 0) + 8;
  return length;
}

interface PackedTable {
  readonly name: TableName;
  readonly references: readonly ChunkReference[];
  readonly files: readonly File[];
  readonly replaced: readonly string[];
  /** The rows that stay in the journal. */
  readonly staying: Written;
}

/** Rows that replace or remove an entry in a chunk are moved into it at once, because its text may be private now. */
function packTable(
  { name, table, moving, staying, fresh }: WrittenChanges,
  { isFull, chunks, generation }: PackInput & { readonly isFull: boolean },
): PackedTable {
  const isReplaced = (key: string) => name === 'entries' && fresh.has(key) && isInChunk(key, { table, chunks });
  const moved = new Map<string, string | null>();
  const inJournal = new Map(staying);
  for (const [key, json] of moving) (isFull || isReplaced(key) ? moved : inJournal).set(key, json);
  for (const key of staying.keys()) if (isReplaced(key)) moved.set(key, null);
  if (moved.size === 0) return { name, references: table.chunks, files: [], replaced: [], staying: inJournal };
  return { name, staying: inJournal, ...mergeIntoChunks(name, { table, moved, chunks, generation }) };
}

function isInChunk(key: string, { table, chunks }: { readonly table: Table; readonly chunks: Chunks }): boolean {
  const path = table.chunks[chunkOf(table.chunks, key)]?.path;
  return path !== undefined && loaded(path, chunks).keys.includes(key);
}

function loaded(path: string, chunks: Chunks): Chunk {
  const chunk = chunks.get(path);
  if (chunk === undefined) throw new MissingChunks([path]);
  return chunk;
}

interface Merging {
  readonly table: Table;
  readonly moved: Written;
  readonly chunks: Chunks;
  readonly generation: number;
}

/** Makes new chunks of those that contain moved rows. Chunks without moved rows stay. */
function mergeIntoChunks(name: TableName, { table, moved, chunks, generation }: Merging) {
  const changed = rowsByChunk(moved, table);
  const paths = [...changed.keys()].flatMap((at) => table.chunks[at]?.path ?? []);
  const missing = paths.filter((path) => !chunks.has(path));
  if (missing.length > 0) throw new MissingChunks(missing);
  const merged = Array.from({ length: Math.max(1, table.chunks.length) }, (_, at): MergedChunk => {
    const [reference, rows] = [table.chunks[at], changed.get(at)];
    if (rows === undefined) return { references: reference === undefined ? [] : [reference], files: [] };
    const all = new Map([...(reference === undefined ? [] : writtenRows(loaded(reference.path, chunks))), ...rows]);
    const made = [...splitRows(all, maximumLength[name])].map(({ first, body }) => {
      const path = chunkPath(`${name}.${generation}`, body);
      return { reference: { first, path }, file: { path, body } };
    });
    return { references: made.map((it) => it.reference), files: made.map((it) => it.file) };
  });
  const references = merged.flatMap((it) => it.references);
  const kept = new Set(references.map(({ path }) => path));
  return {
    references,
    // Rows that stayed the same after all give the same chunk again.
    files: merged.flatMap((it) => it.files).filter(({ path }) => !paths.includes(path)),
    replaced: paths.filter((path) => !kept.has(path)),
  };
}

interface MergedChunk {
  readonly references: readonly ChunkReference[];
  readonly files: readonly File[];
}

/** Moved rows by the index of their chunk. Rows before the first chunk belong to the first. */
function rowsByChunk(moved: Written, table: Table): ReadonlyMap<number, Written> {
  const byChunk = new Map<number, Map<string, string | null>>();
  for (const [key, json] of moved) {
    const at = Math.max(0, chunkOf(table.chunks, key));
    const rows = byChunk.get(at);
    if (rows === undefined) byChunk.set(at, new Map([[key, json]]));
    else rows.set(key, json);
  }
  return byChunk;
}

function writtenRows({ keys, rows }: Chunk): readonly (readonly [string, string])[] {
  return keys.map((key, index) => [key, JSON.stringify(rows[index])]);
}

/** Splits rows evenly, so that a full chunk to which rows are added becomes two of half its size, which can grow. */
function* splitRows(rows: Written, maximum: number): Generator<{ readonly first: string; readonly body: Uint8Array }> {
  const sorted = [...rows].filter(([, json]) => json !== null).sort(([one], [other]) => (one < other ? -1 : 1));
  const lines = sorted.map(([key, json]) => ({ key, text: `[${JSON.stringify(key)},${json}]` }));
  const total = lines.reduce((sum, { text }) => sum + text.length, 0);
  const wanted = total / Math.max(1, Math.ceil(total / maximum));
  let chunk: typeof lines = [];
  let length = 0;
  for (const line of lines) {
    if (chunk.length > 0 && (length >= wanted || length + line.text.length > maximum)) {
      yield chunkOfLines(chunk);
      chunk = [];
      length = 0;
    }
    chunk.push(line);
    length += line.text.length;
  }
  if (chunk.length > 0) yield chunkOfLines(chunk);
}

function chunkOfLines(lines: readonly { readonly key: string; readonly text: string }[]) {
  return { first: lines[0]?.key ?? '', body: Buffer.from(`[${lines.map(({ text }) => text).join(',\n')}]\n`) };
}

function journalText(packed: readonly PackedTable[], settings: StoredSettings | null): string {
  const tables = packed
    .filter(({ staying }) => staying.size > 0)
    .map(({ name, staying }) => {
      const rows = [...staying].sort(([one], [other]) => (one < other ? -1 : 1));
      return `"${name}":[${rows.map(([key, json]) => `[${JSON.stringify(key)},${json}]`).join(',')}]`;
    });
  return `{"tables":{${tables.join(',')}},"settings":${JSON.stringify(settings)}}`;
}
