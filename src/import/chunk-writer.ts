/** Writes the chunks of a table of the ledger from rows in key order, without keeping them in memory. */
import { maximumLength } from '../ledger/chunks.ts';
import { chunkPath } from '../ledger/head.ts';
import type { ChunkReference } from '../ledger/rows.ts';
import type { TableName } from '../ledger/tables.ts';
import type { Store } from '../store/store.ts';
import type { RunRow } from './runs.ts';

/** How many chunks are written at the same time. */
const requests = 8;

export interface ChunkTarget {
  readonly to: Store;
  readonly table: TableName;
  readonly generation: number;
}

/** Writes chunks and returns their references. */
export async function writeChunks(
  rows: AsyncIterable<RunRow> | Iterable<RunRow>,
  { to, table, generation }: ChunkTarget,
): Promise<readonly ChunkReference[]> {
  const references: ChunkReference[] = [];
  const running = new Set<Promise<unknown>>();
  let lines: string[] = [];
  let [first, length] = ['', 0];
  const flush = async () => {
    const body = Buffer.from(`[${lines.join(',\n')}]\n`);
    const path = chunkPath(`${table}.${generation}`, body);
    references.push({ first, path });
    const writing = to.write(path, body, 'any').finally(() => running.delete(writing));
    running.add(writing);
    if (running.size >= requests) await Promise.race(running);
    lines = [];
    length = 0;
  };
  try {
    for await (const [key, json] of rows) {
      const line = `[${JSON.stringify(key)},${json}]`;
      if (lines.length > 0 && length + line.length > maximumLength[table]) await flush();
      if (lines.length === 0) first = key;
      lines.push(line);
      length += line.length;
    }
    if (lines.length > 0) await flush();
  } finally {
    await Promise.all(running);
  }
  return references;
}
