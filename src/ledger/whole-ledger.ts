/** Reads a whole ledger, of this schema or an older one, to make its tables anew. */
import type { Item } from '../item/item.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';
import { readChunk } from './chunks.ts';
import { chunkPaths, emptyHead, emptyJournal, headPath } from './head.ts';
import { type OldLedger, readOldLedger } from './old-shards.ts';
import type { Ledger } from './read-ledger.ts';
import type { Chunk, Rows, Table } from './rows.ts';
import { openTables, type Tables, tablesOf, timeKey } from './state.ts';
import type { TableName, TableRows } from './tables.ts';

/** How many chunks are read at the same time. */
const requests = 16;

/** Everything that a ledger contains, as far as it can be read. */
export interface WholeLedger extends OldLedger {
  /** True if a file is missing or damaged. */
  readonly damaged: boolean;
}

/** Reads a whole ledger, of this schema or an older one. What is damaged is left out. */
export async function readWholeLedger(to: Store, { head, journal, old }: Ledger): Promise<WholeLedger> {
  if (old !== null) {
    const read = await readOldLedger(to, old);
    if (read !== null) return { ...read, damaged: read.lost.length > 0 };
    return { ...nothing, lost: [headPath], damaged: true };
  }
  const paths = chunkPaths(head);
  const { chunks, lost } = await readChunks(to, paths);
  const known = journal();
  const { isDamaged, rowsOf } = readableRows(tablesOf(head, known ?? emptyJournal), chunks);
  const archiveOf = new Map([
    ...rowsOf('archives').flatMap(([key, { members }]) => members.map((it) => [it, Number(key)] as const)),
    ...rowsOf('timeline').flatMap(([key, { archive }]) => (archive === null ? [] : [[key, archive] as const])),
  ]);
  const read = {
    generation: head.generation,
    lastRun: head.facts.lastRun,
    archives: head.facts.archives,
    items: rowsOf('items').map(([, item]) => withArchive(item, archiveOf)),
    entries: new Map(rowsOf('entries').map(([, entry]) => [entry.id, entry])),
    files: new Map(rowsOf('files')),
    paths: [...paths, ...head.retired],
    lost,
  };
  return { ...read, damaged: isDamaged() || lost.length > 0 || (known === null && head.generation > 0) };
}

/** Reads all chunks. One that is missing or damaged counts as empty, and as lost. */
async function readChunks(to: Store, paths: readonly string[]) {
  const chunks = new Map<string, Chunk>();
  const lost: string[] = [];
  await mapConcurrently(paths, requests, async (path) => {
    const chunk = await readChunk(to, path);
    if (chunk === null) lost.push(path);
    chunks.set(path, chunk ?? { keys: [], rows: [] });
  });
  return { chunks, lost };
}

interface ReadableRows {
  /** All rows of a table, without damaged ones. */
  readonly rowsOf: <T extends TableName>(name: T) => readonly (readonly [string, TableRows[T]])[];
  /** True if a row was left out. */
  readonly isDamaged: () => boolean;
}

function readableRows(tables: Tables, chunks: ReadonlyMap<string, Chunk>): ReadableRows {
  const open = openTables({ tables, chunks });
  let damaged = false;
  const rowsOf = <T extends TableName>(name: T): readonly (readonly [string, TableRows[T]])[] =>
    keysOf(tables[name], chunks).flatMap((key) => {
      try {
        const row = (open[name] as Rows<TableRows[T]>).get(key);
        return row === undefined ? [] : [[key, row] as const];
      } catch {
        damaged = true;
        return [];
      }
    });
  return { rowsOf, isDamaged: () => damaged };
}

const nothing: OldLedger = {
  generation: 0,
  lastRun: null,
  archives: emptyHead.facts.archives,
  items: [],
  entries: new Map(),
  files: new Map(),
  paths: [],
  lost: [],
};

/** All keys of a table, with those of damaged rows. */
function keysOf({ chunks, changes }: Table, loaded: ReadonlyMap<string, Chunk>): readonly string[] {
  const inChunks = chunks.flatMap(({ path }) => loaded.get(path)?.keys ?? []);
  return [...new Set([...inChunks, ...changes.keys()])].sort();
}

/** The tables of archive documents and of entries by time are newer than the item. */
function withArchive(item: Item, archiveOf: ReadonlyMap<string, number>): Item {
  if (item.state !== 'published') return item;
  const archive = archiveOf.get(timeKey({ published: item.published, id: item.entry.id })) ?? null;
  return archive === item.entry.archive ? item : { ...item, entry: { ...item.entry, archive } };
}
