/**
 * Sorted runs of rows, as external sorting uses them. Each batch writes its rows of a table as one run, in segments. A merge
 * reads all runs in key order with one segment of each in memory.
 */
import { mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';

/** The largest segment, in characters. A thousand runs are merged at once. */
const segmentLength = 64 * 1024;

export interface Segment {
  readonly first: string;
  readonly path: string;
}

/** The segments of a run, in key order. */
export type Run = readonly Segment[];

/** A row as JSON text, with its key. */
export type RunRow = readonly [key: string, json: string];

/** Writes rows in any order as a sorted run. `name` is the beginning of the names of its files. */
export async function writeRun(scratch: Store, name: string, rows: RunRow[]): Promise<Run> {
  rows.sort(([one], [other]) => (one < other ? -1 : 1));
  const segments = [...segmentsOf(rows)].map((its, index) => ({ path: `${name}.${index}`, its }));
  await mapConcurrently(segments, 4, ({ path, its }) => scratch.write(path, encode(its), 'any'));
  return segments.map(({ path, its }) => ({ first: its[0]?.[0] ?? '', path }));
}

function* segmentsOf(rows: readonly RunRow[]): Generator<readonly RunRow[]> {
  let [from, length] = [0, 0];
  for (const [at, [key, json]] of rows.entries()) {
    if (at > from && length + key.length + json.length > segmentLength) {
      yield rows.slice(from, at);
      [from, length] = [at, 0];
    }
    length += key.length + json.length;
  }
  if (from < rows.length) yield rows.slice(from);
}

/** The keys as JSON in the first line, then each row in a line: JSON text contains no line breaks. */
function encode(rows: readonly RunRow[]): Uint8Array {
  return Buffer.from(`${JSON.stringify(rows.map(([key]) => key))}\n${rows.map(([, json]) => json).join('\n')}`);
}

async function readSegment(scratch: Store, path: string): Promise<readonly RunRow[]> {
  const stored = await scratch.read(path);
  if (stored === null) throw new Error(`The segment "${path}" is missing`);
  const [first = '[]', ...rows] = Buffer.from(stored.body).toString().split('\n');
  return (JSON.parse(first) as readonly string[]).map((key, at) => [key, rows[at] ?? 'null']);
}

/** A place in a run. Its segment is loaded when the merge gets there, so runs that do not overlap are never in memory together. */
interface Cursor {
  key: string;
  readonly run: Run;
  next: number;
  rows: readonly RunRow[];
  at: number;
}

/** All rows of some runs, in key order. If several runs have a row of the same key, the last run wins. */
export async function* mergeRuns(scratch: Store, runs: readonly Run[]): AsyncGenerator<RunRow> {
  const heap = createHeap();
  for (const [order, run] of runs.entries())
    if (run[0] !== undefined) heap.push({ key: run[0].first, run, next: 0, rows: [], at: 0, order });
  let last: RunRow | null = null;
  for (let cursor = heap.pop(); cursor !== null; cursor = heap.pop()) {
    if (cursor.at >= cursor.rows.length) {
      const segment = cursor.run[cursor.next];
      if (segment === undefined) continue;
      cursor.rows = await readSegment(scratch, segment.path);
      cursor.next += 1;
      cursor.at = 0;
    }
    // Takes rows without the heap for as long as this run is first.
    const limit = heap.first()?.key;
    for (;;) {
      const row = cursor.rows[cursor.at];
      if (row === undefined || (limit !== undefined && row[0] > limit)) break;
      if (last !== null && last[0] !== row[0]) yield last;
      last = row;
      cursor.at += 1;
      if (limit !== undefined && row[0] === limit) break;
    }
    const following = cursor.rows[cursor.at]?.[0] ?? cursor.run[cursor.next]?.first;
    if (following !== undefined) {
      cursor.key = following;
      heap.push(cursor);
    }
  }
  if (last !== null) yield last;
}

interface Ordered extends Cursor {
  readonly order: number;
}

/** A binary heap of cursors, by key and then by the order of their runs. */
function createHeap() {
  const all: Ordered[] = [];
  const isBefore = (one: Ordered, other: Ordered) =>
    one.key < other.key || (one.key === other.key && one.order < other.order);
  const swap = (one: number, other: number) => {
    [all[one], all[other]] = [all[other] as Ordered, all[one] as Ordered];
  };
  return {
    first: () => all[0],
    push: (cursor: Ordered) => {
      let at = all.push(cursor) - 1;
      for (;;) {
        const parent = (at - 1) >> 1;
        if (at === 0 || !isBefore(all[at] as Ordered, all[parent] as Ordered)) return;
        swap(at, parent);
        at = parent;
      }
    },
    pop: (): Ordered | null => {
      const top = all[0];
      const last = all.pop();
      if (top === undefined || last === undefined) return null;
      if (all.length === 0) return top;
      all[0] = last;
      let at = 0;
      for (;;) {
        let least = at;
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < all.length && isBefore(all[child] as Ordered, all[least] as Ordered)) least = child;
        if (least === at) return top;
        swap(at, least);
        at = least;
      }
    },
  };
}
