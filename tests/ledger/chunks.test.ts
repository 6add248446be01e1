/** How tables are packed into chunks and the journal: nothing is lost, chunks are bounded, and no old text stays. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainEntry } from '../../src/item/build-entry.ts';
import { type Packed, packTables, withChunks } from '../../src/ledger/chunks.ts';
import { emptyHead, emptyJournal, headPath, type Journal, parseHead, renderHead } from '../../src/ledger/head.ts';
import type { Chunk } from '../../src/ledger/rows.ts';
import { closeTables, type OpenTables, openTables, tablesOf } from '../../src/ledger/state.ts';
import type { Entry } from '../../src/model/entry.ts';
import { person } from '../../src/model/metadata.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { instant } from '../support/instant.ts';
import { codeOf, textOf } from '../support/store.ts';

const published = instant('2026-01-04T12:00:00Z');

/** An entry whose content begins with a text that no other has. */
function entryOf(key: string, { mark, length }: { readonly mark: string; readonly length: number }): Entry {
  const contentHtml = `${mark}${'x'.repeat(Math.max(0, length - mark.length))}`;
  const own = { id: key, title: key, contentHtml, published, updated: published };
  return {
    ...plainEntry,
    url: null,
    summary: '',
    authors: [person({ name: 'Mae Orland' })],
    categories: [],
    images: [],
    enclosures: [],
    ...own,
  };
}

/** A row of `media` or of `entries`; null removes it. */
interface Setting {
  readonly table: 'media' | 'entries';
  readonly key: string;
  readonly length: number | null;
}

/** Files of a ledger, as runs leave them one after the other. */
function ledger() {
  const store = createMemoryStore();
  const reads: string[] = [];
  const to: Store = {
    ...store,
    read: (path) => {
      reads.push(path);
      return store.read(path);
    },
  };
  let marks = 0;
  /** One run. Returns what it packed, and the rows that it wrote, with their texts. */
  const run = async (settings: readonly Setting[], isLive: (key: string) => boolean = () => false) => {
    const { head, journal, version } = await readHead(store);
    const chunks = new Map<string, Chunk>();
    const source = { to, headVersion: version, chunks };
    const open = openTables({ tables: tablesOf(head, journal), chunks });
    const texts = settings.map(({ table, key, length }) => {
      marks += 1;
      const mark = `mark-${marks}-`;
      const entry = length === null ? null : entryOf(key, { mark, length });
      if (table === 'entries') open.entries.set(key, entry);
      else open.media.set(key, entry?.contentHtml ?? null);
      return entry === null ? null : short(entry.contentHtml);
    });
    const generation = head.generation + 1;
    reads.length = 0;
    const packed = await withChunks(source, () =>
      packTables({
        tables: closeTables(open),
        chunks,
        generation,
        settings: null,
        isLive: (table, key) => table === 'entries' && isLive(key),
      }),
    );
    for (const { path, body } of packed.files) await store.write(path, body, 'any');
    const body = renderHead({ ...head, generation, chunks: packed.references }, packed.journal);
    await store.write(headPath, body, 'any');
    for (const path of [...packed.replaced.entries, ...packed.replaced.others]) await store.remove(path);
    return { packed, texts, read: reads.filter((path) => path !== headPath) };
  };
  /** The texts of all rows of a table, read from the files. */
  const rows = async (table: 'media' | 'entries') => {
    const { head, journal, version } = await readHead(store);
    const chunks = new Map<string, Chunk>();
    const source = { to: store, headVersion: version, chunks };
    const open = openTables({ tables: tablesOf(head, journal), chunks });
    return withChunks(source, () => textsOf(open, table));
  };
  return { store, run, rows };
}

/** A text as what it begins with and its length. */
function short(text: string): string {
  return `${text.slice(0, text.indexOf('-x'))} ${text.length}`;
}

function textsOf(open: OpenTables, table: 'media' | 'entries'): ReadonlyMap<string, string> {
  const rows = table === 'media' ? [...open.media.range()] : [...open.entries.range()];
  return new Map(rows.map(([key, row]) => [key, short(typeof row === 'string' ? row : row.contentHtml)]));
}

async function readHead(store: Store) {
  const stored = await store.read(headPath);
  const parsed = stored === null ? null : parseHead(stored.body);
  const journal: Journal = parsed?.journal() ?? emptyJournal;
  return { head: parsed?.head ?? emptyHead, journal, version: stored?.version ?? null };
}

async function filesIn(store: Store): Promise<ReadonlyMap<string, string>> {
  const files = await store.list((path) => path !== headPath);
  const read = files.map(async ({ path }) => [path, textOf(await store.read(path)) ?? ''] as const);
  return new Map(await Promise.all(read));
}

const kilo = 1024;
const maximumJournal = 128 * kilo;
const maximumChunk = { media: 256 * kilo, entries: 512 * kilo };

const names = ['media', 'entries'] as const;

/** The keys of the entries in the journal. */
function journalKeys({ journal }: Pick<Packed, 'journal'>): readonly string[] {
  return ((JSON.parse(journal) as Journal).tables['entries'] ?? []).map(([key]) => key);
}

interface Checking {
  readonly model: Readonly<Record<'media' | 'entries', ReadonlyMap<string, string>>>;
  readonly packed: Packed;
  readonly isLive: (key: string) => boolean;
  /** The keys of entries that were in the journal before the run, or that it set. */
  readonly near: Iterable<string>;
}

/** What must be true after every run. */
async function checkLedger({ store, rows }: ReturnType<typeof ledger>, { model, packed, isLive, near }: Checking) {
  for (const name of names) expect(await rows(name)).toEqual(new Map([...model[name]].sort()));
  const files = await filesIn(store);
  const named = Object.values(packed.references).flatMap((references) => references.map(({ path }) => path));
  expect([...files.keys()].sort()).toEqual([...named].sort());
  for (const name of names) {
    for (const { first, path } of packed.references[name] ?? []) {
      const text = files.get(path) ?? '';
      const keys = (JSON.parse(text) as [string, unknown][]).map(([key]) => key);
      expect(keys).toEqual([...keys].sort());
      expect(first <= (keys[0] ?? '')).toBe(true);
      // Beside the rows, a chunk has brackets, and a comma and a line break for each.
      if (keys.length > 1) expect(text.length).toBeLessThanOrEqual(maximumChunk[name] + 2 * keys.length + 3);
    }
  }
  const { tables } = JSON.parse(packed.journal) as Journal;
  const inJournal = names.flatMap((name) => tables[name]?.map(([key, row]) => ({ name, key, row })) ?? []);
  const moving = inJournal.filter(({ name, key, row }) => name !== 'entries' || row === null || !isLive(key));
  expect(JSON.stringify(moving.map(({ key, row }) => [key, row])).length).toBeLessThanOrEqual(maximumJournal);
  const staying = [...near].filter((key) => isLive(key) && model.entries.has(key));
  expect(journalKeys(packed)).toEqual(expect.arrayContaining(staying));
  // Old texts of entries are in no file and not in the journal.
  const known = new Set([...model.entries.values()].map((text) => text.slice(0, text.indexOf(' '))));
  const written = [...files].filter(([path]) => path.includes('/entries.')).map(([, text]) => text);
  const entriesText = [...written, JSON.stringify(tables['entries'] ?? [])].join('\n');
  for (const [, mark = ''] of entriesText.matchAll(/"(mark-\d+)-/g)) expect(known).toContain(mark);
}

const key = fc.integer({ min: 10, max: 40 }).map(String);
const setting: fc.Arbitrary<Setting> = fc.record({
  table: fc.constantFrom(...names),
  key,
  length: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 8, arbitrary: fc.integer({ min: 20, max: 2 * kilo }) },
    { weight: 6, arbitrary: fc.integer({ min: 2 * kilo, max: 60 * kilo }) },
    { weight: 1, arbitrary: fc.constantFrom(300 * kilo, 600 * kilo) },
  ),
});
const round = fc.record({ settings: fc.array(setting, { maxLength: 10 }), live: key });

test('after any changes, each row is found again, chunks are bounded, and no old text of an entry is left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 10 }), async (rounds) => {
      const own = ledger();
      const model = { media: new Map<string, string>(), entries: new Map<string, string>() };
      let before: readonly string[] = [];
      for (const { settings, live } of rounds) {
        const isLive = (it: string) => it <= live;
        const { packed, texts } = await own.run(settings, isLive);
        for (const [index, { table, key }] of settings.entries()) {
          const text = texts[index] ?? null;
          if (text === null) model[table].delete(key);
          else model[table].set(key, text);
        }
        const set = settings.flatMap(({ table, key }) => (table === 'entries' ? [key] : []));
        await checkLedger(own, { model, packed, isLive, near: [...before, ...set] });
        before = journalKeys(packed);
      }
    }),
    { numRuns: 20 },
  );
});

const many = (count: number, length: number, table: Setting['table'] = 'media'): readonly Setting[] =>
  Array.from({ length: count }, (_, index) => ({ table, key: `key ${index + 100}`, length }));

const referencesOf = ({ references }: Packed, table: string) => references[table] ?? [];

describe('the journal', () => {
  test('has all rows of a small ledger, so that a run writes no other file', async () => {
    const { run, store } = ledger();
    const { packed } = await run(many(20, 5 * kilo));
    expect(packed.files).toEqual([]);
    expect(Object.values(packed.references).flat()).toEqual([]);
    expect((await store.list(() => true)).map(({ path }) => path)).toEqual([headPath]);
  });

  test('is moved into chunks when it is larger than 128 KB, and a small change after that writes and reads none', async () => {
    const { run, rows } = ledger();
    await run(many(20, 5 * kilo));
    const { packed } = await run([{ table: 'media', key: 'later', length: 40 * kilo }]);
    expect(packed.files).toHaveLength(1);
    expect(JSON.parse(packed.journal)).toEqual({ tables: {}, settings: null });
    const small = await run([{ table: 'media', key: 'key 100', length: 50 }]);
    expect({ files: small.packed.files, read: small.read }).toEqual({ files: [], read: [] });
    expect((await rows('media')).get('key 100')).toMatch(/ 50$/);
  });

  test('keeps live entries, whatever their size', async () => {
    const { run } = ledger();
    const { packed } = await run(many(40, 10 * kilo, 'entries'), (key) => key < 'key 120');
    expect(journalKeys(packed)).toHaveLength(20);
    const moved = packed.files.map(({ body }) => (JSON.parse(new TextDecoder().decode(body)) as unknown[]).length);
    expect(moved).toEqual([20]);
  });

  test('has no removal of a row that is in no chunk', async () => {
    const { run } = ledger();
    await run(many(3, 50));
    const { packed } = await run(many(3, 50).map((it) => ({ ...it, length: null })));
    expect(JSON.parse(packed.journal)).toEqual({ tables: {}, settings: null });
  });
});

describe('chunks', () => {
  test('are split when they are full, and a change replaces only the one that has the key', async () => {
    const { run } = ledger();
    const first = await run(many(300, 4 * kilo));
    const references = referencesOf(first.packed, 'media');
    expect(references.length).toBeGreaterThan(4);
    const second = await run([{ table: 'media', key: 'key 250', length: 150 * kilo }]);
    const own = references.filter(({ first: at }) => at <= 'key 250').at(-1)?.path;
    expect(second.read).toEqual([own]);
    expect(second.packed.replaced).toEqual({ entries: [], others: [own] });
    const kept = referencesOf(second.packed, 'media').map(({ path }) => path);
    expect(kept).toEqual(expect.arrayContaining(references.map(({ path }) => path).filter((path) => path !== own)));
  });

  test('a chunk has one row more than its size only if it has a single row', async () => {
    const { run } = ledger();
    const { packed } = await run([
      { table: 'media', key: 'a', length: 100 },
      { table: 'media', key: 'b', length: 400 * kilo },
      { table: 'media', key: 'c', length: 100 },
    ]);
    expect(referencesOf(packed, 'media').map(({ first }) => first)).toEqual(['a', 'b', 'c']);
  });

  test('a chunk without rows is removed', async () => {
    const { run, store } = ledger();
    await run(many(20, 10 * kilo, 'entries'));
    const { packed } = await run(many(20, 10 * kilo, 'entries').map((it) => ({ ...it, length: null })));
    expect(referencesOf(packed, 'entries')).toEqual([]);
    expect((await store.list(() => true)).map(({ path }) => path)).toEqual([headPath]);
  });

  test('stay large when each run adds rows before all others, as newer articles do', async () => {
    const { run } = ledger();
    let last: Packed | null = null;
    for (let flush = 0; flush < 12; flush += 1) {
      const settings = Array.from({ length: 14 }, (_, index) => {
        return { table: 'media', key: `${900 - flush} ${index}`, length: 10 * kilo } as const;
      });
      ({ packed: last } = await run(settings));
    }
    // 1,680 KB fit into seven chunks. Twice as many would be half empty.
    expect(last === null ? 0 : referencesOf(last, 'media').length).toBeLessThanOrEqual(14);
  });

  test('stay large when small additions to the front are moved together with many rows of other tables', async () => {
    const { run } = ledger();
    let last: Packed | null = null;
    await run(many(120, 4 * kilo));
    for (let flush = 0; flush < 20; flush += 1) {
      const front = { table: 'media', key: `key ${String(99 - flush).padStart(3, '0')}`, length: 8 * kilo } as const;
      ({ packed: last } = await run([front, { table: 'entries', key: `${flush}`, length: 130 * kilo }]));
    }
    // 640 KB fit into three chunks.
    expect(last === null ? 0 : referencesOf(last, 'media').length).toBeLessThanOrEqual(6);
  });
});

describe('an entry in a chunk', () => {
  const entries = many(20, 10 * kilo, 'entries');

  test.each([
    ['replaced', 10 * kilo],
    ['removed', null],
  ])('that is %s is gone from the files in the same run, although the journal is small', async (_what, length) => {
    const { run, store, rows } = ledger();
    const { packed, texts } = await run(entries);
    const [old] = referencesOf(packed, 'entries').map(({ path }) => path);
    const mark = texts[5]?.split(' ')[0] ?? '';
    expect([...(await filesIn(store)).values()].join()).toContain(`"${mark}`);
    const after = await run([{ table: 'entries', key: 'key 105', length }]);
    expect(after.packed.replaced).toEqual({ entries: [old], others: [] });
    const everything = [...(await filesIn(store)).values(), textOf(await store.read(headPath))].join();
    expect(everything).not.toContain(`"${mark}`);
    expect((await rows('entries')).size).toBe(length === null ? 19 : 20);
  });

  test('that is replaced by a live one is gone too', async () => {
    const { run, store } = ledger();
    const { texts } = await run(entries);
    const { packed } = await run([{ table: 'entries', key: 'key 105', length: 100 }], () => true);
    expect(journalKeys(packed)).toEqual(['key 105']);
    expect([...(await filesIn(store)).values()].join()).not.toContain(`"${texts[5]?.split(' ')[0]}`);
  });

  test('a new entry that is in no chunk stays in the journal, and needs only the chunk that could have it', async () => {
    const { run } = ledger();
    await run(entries);
    const inside = await run([{ table: 'entries', key: 'key 105b', length: 100 }]);
    expect({ files: inside.packed.files.length, read: inside.read.length }).toEqual({ files: 0, read: 1 });
    const before = await run([{ table: 'entries', key: 'a', length: 100 }]);
    expect({ files: before.packed.files.length, read: before.read }).toEqual({ files: 0, read: [] });
  });
});

describe('a chunk that cannot be read', () => {
  const damage = async (body: string | null) => {
    const { run, store, rows } = ledger();
    const { packed } = await run(many(20, 10 * kilo));
    const [path = ''] = referencesOf(packed, 'media').map((it) => it.path);
    if (body === null) await store.remove(path);
    else await store.write(path, new TextEncoder().encode(body), 'any');
    return codeOf(rows('media'));
  };

  test.each([
    ['missing', null],
    ['empty', ''],
    ['another', '[["a","b"]]\n'],
    ['not a list', '{}'],
  ])('is damage of the ledger: %s', async (_what, body) => {
    expect(await damage(body)).toBe('ledger-damaged');
  });

  test('is a conflict if another run has replaced the head meanwhile', async () => {
    const { run, store } = ledger();
    const { packed } = await run(many(20, 10 * kilo));
    const { head, journal } = await readHead(store);
    const [path = ''] = referencesOf(packed, 'media').map((it) => it.path);
    await store.remove(path);
    const chunks = new Map<string, Chunk>();
    const open = openTables({ tables: tablesOf(head, journal), chunks });
    const work = withChunks({ to: store, headVersion: 'an older one', chunks }, () => [...open.media.range()]);
    expect(await codeOf(work)).toBe('conflict');
  });
});

test('the settings are in the journal, and the same tables give the same bytes', () => {
  const open = openTables({ tables: tablesOf(emptyHead, emptyJournal), chunks: new Map() });
  for (const at of ['b', 'a', 'c']) open.media.set(at, at);
  const settings = { version: '1', base64: 'YQ==', parsed: null };
  const pack = () =>
    packTables({ tables: closeTables(open), chunks: new Map(), generation: 1, settings, isLive: () => false });
  expect(JSON.parse(pack().journal)).toEqual({
    tables: { media: ['a', 'b', 'c'].map((at) => [at, at]) },
    settings,
  });
  expect(pack()).toEqual(pack());
});
