/** An import in batches gives the same publication and the same ledger as one ordinary run. */
import { describe, expect, test } from 'vitest';
import { importArticles } from '../../src/import/import.ts';
import { joinImport } from '../../src/import/join.ts';
import { planImport } from '../../src/import/plan-import.ts';
import { publishBeside } from '../../src/import/publish-beside.ts';
import { readBatch } from '../../src/import/read-batch.ts';
import { reduceImport } from '../../src/import/reduce.ts';
import { renderBatch } from '../../src/import/render-batch.ts';
import { renderPart } from '../../src/import/render-part.ts';
import { names, removeScratch } from '../../src/import/scratch.ts';
import { withChunks } from '../../src/ledger/chunks.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { openTables } from '../../src/ledger/state.ts';
import { formats, tableNames } from '../../src/ledger/tables.ts';
import { publish } from '../../src/publish/publish.ts';
import { storedState } from '../../src/publish/read/stored-state.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { instant } from '../support/instant.ts';
import { fillImport, importedArticle, pathOf, settings } from './articles.ts';

const now = instant('2026-10-01T12:00:00Z');
const sizes = { batchSize: 20, partSize: 60 };

/** What readers see, and all rows of the ledger. */
async function look(to: Store) {
  const files = await to.list((path) => !path.startsWith('.presstime/'));
  const published = Object.fromEntries(files.map(({ path, version }) => [path, version]));
  const ledger = await readLedger(to);
  const { state, chunks } = storedState(ledger, to);
  const rows = await withChunks(chunks, () => {
    const open = openTables(state);
    return Object.fromEntries(
      tableNames.map((name) => [
        name,
        [...open[name].range()].map(([key, row]) => [key, (formats[name].write as (it: unknown) => unknown)(row)]),
      ]),
    );
  });
  return { published, rows, facts: ledger.head.facts, summary: ledger.head.summary };
}

async function stores(count: number, yaml?: string) {
  const from = createMemoryStore();
  await fillImport(from, count, yaml);
  return { from, to: createMemoryStore(), scratch: createMemoryStore() };
}

describe('an import in batches', () => {
  for (const [name, yaml] of [
    ['with pages and groups', settings],
    ['without pages', `${settings}pages: false\n`],
    ['with small documents', `${settings}limitKilobytes: 60\n`],
  ] as const) {
    test(`gives what one run gives: ${name}`, async () => {
      const { from, to, scratch } = await stores(300, yaml);
      const expected = createMemoryStore();
      await publish({ from, to: expected, now });
      const report = await importArticles({ from, to, scratch, now, ...sizes });
      expect(await look(to)).toEqual(await look(expected));
      expect(await scratch.list(() => true)).toEqual([]);
      expect(report.published).toBeGreaterThan(200);
      const next = await publish({ from, to, now });
      expect(next.changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
    });
  }

  test('publishes all articles if there are too many to follow the links between them', async () => {
    const { from, to, scratch } = await stores(60);
    const report = await publish({ from, to: createMemoryStore(), now });
    const imported = await importArticles({ from, to, scratch, now, ...sizes, maximumTargets: 10 });
    expect(imported.entries + imported.archived).toBe(report.entries + report.archived);
  });
});

interface Stores {
  readonly from: Store;
  readonly to: Store;
  readonly scratch: Store;
}

/** Numbers from 0 up to 1 that look random and are the same in every test run. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** Stores whose writes fail from a certain one on, as if the process had ended there. */
function failingAfter(writes: number, { from, to, scratch }: Stores): Stores {
  let left = writes;
  const failing = (store: Store): Store => ({
    ...store,
    write: async (path, body, expected) => {
      left -= 1;
      if (left < 0) throw new Error('The process ended');
      return store.write(path, body, expected);
    },
  });
  return { from, to: failing(to), scratch: failing(scratch) };
}

type Step = (its: Stores) => Promise<unknown>;

/** Runs the steps of a map as an engine does that retries: some die at any write, and some are done twice at the same time. */
async function mapWithFaults(steps: readonly Step[], its: Stores, chance: () => number): Promise<number> {
  let faults = 0;
  for (const step of steps) {
    if (chance() < 0.1) {
      await step(failingAfter(Math.floor(chance() * 25), its)).catch(() => (faults += 1));
    }
    await (chance() < 0.1 ? Promise.all([step(its), step(its)]) : step(its));
  }
  return faults;
}

interface Events {
  readonly reading?: (its: Stores) => Promise<void>;
  readonly writing?: (its: Stores) => Promise<void>;
  readonly joining?: (its: Stores) => Promise<void>;
}

/** An import whose steps die and are doubled. Returns how many died, and how many passes were needed. */
async function importWithFaults(its: Stores, seed: number, { reading, writing, joining }: Events = {}) {
  const chance = createChance(seed);
  const plans: Step = (all) => planImport({ ...all, now, batchSize: sizes.batchSize });
  let faults = await mapWithFaults([plans], its, chance);
  const { batches } = await planImport({ ...its, now, batchSize: sizes.batchSize });
  const all = Array.from({ length: batches }, (_, batch) => batch);
  faults += await mapWithFaults(
    all.map(
      (batch): Step =>
        (on) =>
          readBatch(on, batch),
    ),
    its,
    chance,
  );
  await reading?.(its);
  for (let passes = 1; ; passes += 1) {
    const reduce: Step = (on) => reduceImport({ ...on, now, partSize: sizes.partSize });
    faults += await mapWithFaults([reduce, reduce], its, chance);
    const { pass, parts } = await reduceImport({ ...its, now, partSize: sizes.partSize });
    faults += await mapWithFaults(
      all.map(
        (batch): Step =>
          (on) =>
            renderBatch(on, { pass, batch }),
      ),
      its,
      chance,
    );
    if (passes === 1) await writing?.(its);
    const numbers = Array.from({ length: parts }, (_, part) => part);
    faults += await mapWithFaults(
      numbers.map(
        (part): Step =>
          (on) =>
            renderPart(on, { pass, part }),
      ),
      its,
      chance,
    );
    if (passes === 1) await joining?.(its);
    faults += await mapWithFaults([(on) => joinImport(on, pass)], its, chance);
    const joined = await joinImport(its, pass);
    if (joined.state === 'again') continue;
    await removeScratch(its.scratch);
    return { faults, passes };
  }
}

describe('an import whose steps die and are doubled', () => {
  test('gives what one run gives', async () => {
    const its = await stores(300);
    const expected = createMemoryStore();
    await publish({ from: its.from, to: expected, now });
    let faults = 0;
    for (const seed of [1, 2]) {
      const to = createMemoryStore();
      faults += (await importWithFaults({ ...its, to, scratch: createMemoryStore() }, seed)).faults;
      expect(await look(to)).toEqual(await look(expected));
    }
    expect(faults).toBeGreaterThan(3);
  });
});

describe('runs while an import goes on', () => {
  const text = (more: string) =>
    `---\ntitle: ${more}\ndate: 2026-09-30 09:00\nsection: Harbor\n---\nNews of ${more}.\n`;
  const put = (from: Store, path: string, body: string) => from.write(path, new TextEncoder().encode(body), 'any');
  /** A new article, an edit of one that is being imported, and a removed one. */
  const change = async ({ from }: Pick<Stores, 'from'>) => {
    await put(from, 'news/first.md', text('First'));
    await put(from, pathOf(7), importedArticle(7).replace('short', 'shorter'));
    await from.remove(pathOf(9));
  };
  const changeAgain = async ({ from }: Pick<Stores, 'from'>) => {
    await put(from, 'news/second.md', text('Second').replace('09:00', '10:00'));
    await put(from, 'news/first.md', text('First, corrected'));
    await put(from, pathOf(11), importedArticle(11).replace('short', 'shorter'));
  };
  const runBeside = async ({ from, to, scratch }: Stores) => {
    await publishBeside({ from, to, now }, scratch);
  };
  /** The same changes, published by the same runs, and then one ordinary run instead of the import. */
  const expectedAfter = async (changes: readonly ((its: Stores) => Promise<void>)[], its: Stores) => {
    const model = { ...its, to: createMemoryStore(), scratch: createMemoryStore() };
    await planImport({ ...model, now, batchSize: sizes.batchSize });
    for (const it of changes) {
      await it(model);
      await runBeside(model);
    }
    await publish({ from: model.from, to: model.to, now });
    return look(model.to);
  };

  test.each([
    ['while articles are read', 'reading'],
    ['while pages are written', 'writing'],
    ['before the join', 'joining'],
  ] as const)('%s: the result is that of one run after them', async (_, when) => {
    const its = await stores(300);
    const model = await stores(300);
    const expected = await expectedAfter([change], model);
    const { passes } = await importWithFaults(its, 5, {
      [when]: async (all: Stores) => {
        await change(all);
        await runBeside(all);
      },
    });
    expect(await look(its.to)).toEqual(expected);
    expect(passes).toBe(when === 'reading' ? 1 : 2);
    const next = await publish({ from: its.from, to: its.to, now });
    expect(next.changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  });

  test('at two times', async () => {
    const its = await stores(300);
    const expected = await expectedAfter([change, changeAgain], await stores(300));
    await importWithFaults(its, 6, {
      reading: async (all) => {
        await change(all);
        await runBeside(all);
      },
      writing: async (all) => {
        await changeAgain(all);
        await runBeside(all);
      },
    });
    expect(await look(its.to)).toEqual(expected);
  });

  test('into a publication that has entries and archives', async () => {
    const early = async () => {
      const its = await stores(0);
      for (let number = 1; number <= 60; number += 1)
        await put(its.from, `old/old-${number}.md`, importedArticle(number));
      await publish({ from: its.from, to: its.to, now });
      await fillImport(its.from, 300);
      return its;
    };
    const [its, model] = [await early(), await early()];
    await publish({ from: model.from, to: model.to, now });
    await importWithFaults(its, 7);
    const [got, expected] = [await look(its.to), await look(model.to)];
    // Articles with a name that the publication has are left to the next run.
    await publish({ from: its.from, to: its.to, now });
    expect(Object.keys((await look(its.to)).published)).toEqual(Object.keys(expected.published));
    expect(got.facts.archives).toEqual(expected.facts.archives);
  });

  test('wait while the import finishes', async () => {
    const its = await stores(40);
    await planImport({ ...its, now, batchSize: sizes.batchSize });
    const lease = await its.scratch.read(names.lease);
    const held = { ...JSON.parse(new TextDecoder().decode(lease?.body)), holds: true };
    await its.scratch.write(names.lease, new TextEncoder().encode(JSON.stringify(held)), 'any');
    await expect(publishBeside({ from: its.from, to: its.to, now }, its.scratch)).rejects.toMatchObject({
      code: 'stopped',
    });
  });
});
