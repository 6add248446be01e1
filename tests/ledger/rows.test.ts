/** Tables of rows: chunks, a journal and changes together are one sorted map, and only chunks that are needed are asked for. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Change,
  type Chunk,
  chunkOf,
  emptyTable,
  type KeyRange,
  keysWith,
  MissingChunks,
  openRows,
  type RowFormat,
  type Rows,
  type Table,
} from '../../src/ledger/rows.ts';

/** A row is a number, and its JSON value is a string, so that a row that was not read is noticed. */
const format: RowFormat<number> = { write: (row) => `row ${row}`, read: (json) => Number(String(json).slice(4)) };

type Model = ReadonlyMap<string, number>;

/** Rows in chunks, and what the journal and a run change: null for a removed row. */
interface Sample {
  readonly inChunks: Model;
  /** How many rows each chunk has; the last one has the rest. */
  readonly sizes: readonly number[];
  readonly journal: ReadonlyMap<string, number | null>;
  readonly sets: readonly (readonly [string, number | null])[];
  /** Which chunks are loaded. */
  readonly loaded: readonly boolean[];
}

const key = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n', ' ', 'é', '😀', '￿'), minLength: 0, maxLength: 3 });
const row = fc.nat({ max: 99 });
const rowOrNone: fc.Arbitrary<number | null> = fc.option(row);
const mapOf = <T>(value: fc.Arbitrary<T>) => fc.array(fc.tuple(key, value), { maxLength: 14 }).map((it) => new Map(it));
const sample: fc.Arbitrary<Sample> = fc.record({
  inChunks: mapOf(row),
  sizes: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 6 }),
  journal: mapOf(rowOrNone),
  sets: fc.array(fc.tuple(key, rowOrNone), { maxLength: 8 }),
  loaded: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
});
const keyRange: fc.Arbitrary<KeyRange> = fc.record(
  { from: key, before: key, order: fc.constantFrom('ascending' as const, 'descending' as const) },
  { requiredKeys: [] },
);

const sorted = <T>(rows: ReadonlyMap<string, T>) => [...rows].sort(([one], [other]) => (one < other ? -1 : 1));

function tableOf({ inChunks, sizes, journal }: Sample): { readonly table: Table; readonly all: Map<string, Chunk> } {
  const rest = sorted(inChunks);
  const all = new Map<string, Chunk>();
  const chunks = [...sizes, rest.length].flatMap((size, index) => {
    const rows = rest.splice(0, size);
    const [first] = rows;
    if (first === undefined) return [];
    const path = `chunk ${index}`;
    all.set(path, { keys: rows.map(([at]) => at), rows: rows.map(([, value]) => format.write(value)) });
    return [{ first: first[0], path }];
  });
  const changeOf = (value: number | null): Change | null => (value === null ? null : { json: format.write(value) });
  return { table: { chunks, changes: new Map([...journal].map(([at, value]) => [at, changeOf(value)])) }, all };
}

function modelOf({ inChunks, journal, sets }: Sample): Model {
  const all = new Map<string, number | null>([...inChunks, ...journal, ...sets]);
  return new Map([...all].filter((it): it is [string, number] => it[1] !== null));
}

function open(table: Table, loaded: ReadonlyMap<string, Chunk>, { sets }: Pick<Sample, 'sets'>): Rows<number> {
  const rows = openRows(table, { loaded, format });
  for (const [at, value] of sets) rows.set(at, value);
  return rows;
}

function rangeOf(model: Model, { from = '', before, order }: KeyRange): readonly (readonly [string, number])[] {
  const within = sorted(model).filter(([at]) => at >= from && (before === undefined || at < before));
  return order === 'descending' ? within.reverse() : within;
}

/** Does some work, and loads the chunks that it asks for. Returns their paths too. */
function loading<T>(work: () => T, loaded: Map<string, Chunk>, all: ReadonlyMap<string, Chunk>) {
  const asked: string[] = [];
  for (;;) {
    try {
      return { result: work(), asked };
    } catch (thrown) {
      if (!(thrown instanceof MissingChunks)) throw thrown;
      for (const path of thrown.paths) {
        expect(loaded.has(path)).toBe(false);
        loaded.set(path, all.get(path) as Chunk);
        asked.push(path);
      }
    }
  }
}

function someLoaded({ loaded }: Sample, all: ReadonlyMap<string, Chunk>): Map<string, Chunk> {
  return new Map([...all].filter((_, index) => loaded[index] === true));
}

const allKeys = ({ inChunks, journal, sets }: Sample) => [
  ...new Set([...inChunks.keys(), ...journal.keys(), ...sets.map(([at]) => at), '', 'b', 'zz']),
];

describe('compared with a sorted map', () => {
  test('every key has its last row', () => {
    fc.assert(
      fc.property(sample, (it) => {
        const { table, all } = tableOf(it);
        const rows = open(table, all, it);
        const model = modelOf(it);
        for (const at of allKeys(it)) expect([at, rows.get(at)]).toEqual([at, model.get(at)]);
      }),
      { numRuns: 500 },
    );
  });

  test('every range has the same rows, in both orders', () => {
    fc.assert(
      fc.property(sample, keyRange, (it, range) => {
        const { table, all } = tableOf(it);
        const rows = open(table, all, it);
        expect([...rows.range(range)]).toEqual(rangeOf(modelOf(it), range));
      }),
      { numRuns: 2000 },
    );
  });

  test('a table that is closed and opened again has the same rows, and the table before it is unchanged', () => {
    fc.assert(
      fc.property(sample, (it) => {
        const { table, all } = tableOf(it);
        const closed = open(table, all, it).table();
        expect([...openRows(closed, { loaded: all, format }).range()]).toEqual(rangeOf(modelOf(it), {}));
        expect([...openRows(table, { loaded: all, format }).range()]).toEqual(
          rangeOf(modelOf({ ...it, sets: [] }), {}),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('chunks that are not loaded', () => {
  test('a key asks for one chunk, and for none if a change has its row or if it is before all chunks', () => {
    fc.assert(
      fc.property(sample, (it) => {
        const { table, all } = tableOf(it);
        const model = modelOf(it);
        for (const at of allKeys(it)) {
          const loaded = someLoaded(it, all);
          const rows = open(table, loaded, it);
          const own = table.chunks[chunkOf(table.chunks, at)]?.path;
          const isKnown = it.journal.has(at) || it.sets.some(([set]) => set === at);
          const isMissing = own !== undefined && !isKnown && !loaded.has(own);
          expect(rows.missing([at])).toEqual(isMissing ? [own] : []);
          const { result, asked } = loading(() => rows.get(at), loaded, all);
          expect({ result, asked }).toEqual({ result: model.get(at), asked: isMissing ? [own] : [] });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the first rows of a range ask for no chunk beyond them', () => {
    fc.assert(
      fc.property(sample, keyRange, fc.nat({ max: 6 }), (it, range, count) => {
        const { table, all } = tableOf(it);
        const loaded = someLoaded(it, all);
        const before = new Set(loaded.keys());
        const rows = open(table, loaded, it);
        const { result, asked } = loading(() => take(rows.range(range), count), loaded, all);
        const expected = rangeOf(modelOf(it), range);
        expect(result).toEqual(expected.slice(0, count));
        const indexOf = (at: string) => chunkOf(table.chunks, at);
        const isDescending = range.order === 'descending';
        const last = result.length < count ? undefined : result.at(-1)?.[0];
        const low = Math.max(indexOf(range.from ?? ''), isDescending && last !== undefined ? indexOf(last) : -1);
        const high = isDescending || last === undefined ? table.chunks.length : indexOf(last);
        const isNeeded = ({ first }: { readonly first: string }, index: number) =>
          index >= low && index <= high && (range.before === undefined || first < range.before);
        const needed = new Set(table.chunks.filter(isNeeded).map(({ path }) => path));
        expect(count === 0 ? asked : asked.filter((path) => !needed.has(path))).toEqual([]);
        expect(asked.filter((path) => before.has(path))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  const chunks = [
    { first: 'c', path: 'one' },
    { first: 'e', path: 'two' },
  ];

  test('the newest rows need none, if they are before all chunks', () => {
    const rows = openRows({ chunks, changes: new Map([['a', { json: 'row 1' }]]) }, { loaded: new Map(), format });
    expect(take(rows.range(), 1)).toEqual([['a', 1]]);
    expect([...rows.range({ before: 'c' })]).toEqual([['a', 1]]);
    expect(() => take(rows.range(), 2)).toThrow(MissingChunks);
  });

  test('all that keys need are known at once, without throwing', () => {
    const rows = openRows({ chunks, changes: new Map([['f', null]]) }, { loaded: new Map(), format });
    expect(rows.missing(['a', 'c', 'd', 'f'])).toEqual(['one']);
    expect(rows.missing(['d', 'e', 'z'])).toEqual(['one', 'two']);
    expect(rows.missingChunks()).toEqual(['one', 'two']);
  });
});

function take<T>(all: Iterable<T>, count: number): readonly T[] {
  const taken: T[] = [];
  if (count === 0) return taken;
  for (const it of all) if (taken.push(it) === count) break;
  return taken;
}

test('a table without chunks and changes is empty', () => {
  const rows = openRows(emptyTable, { loaded: new Map(), format });
  expect(rows.isEmpty()).toBe(true);
  rows.set('a', 1);
  expect(rows.isEmpty()).toBe(false);
  const chunks = [{ first: 'a', path: 'one' }];
  expect(openRows({ chunks, changes: new Map() }, { loaded: new Map(), format }).isEmpty()).toBe(false);
});

test('the range of a prefix has the keys that begin with it, and no others', () => {
  const prefix = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é'), minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(prefix, key, (start, at) => {
      const { from, before } = keysWith(start);
      expect(at >= from && at < before).toBe(at.startsWith(start));
    }),
    { numRuns: 500 },
  );
});
