/** Publishing a folder: very many new articles are imported in batches, others are published in one run. */
import { describe, expect, test } from 'vitest';
import { publishOrImport } from '../../src/import/publish-or-import.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { instant } from '../support/instant.ts';
import { fillImport } from './articles.ts';

const now = instant('2026-10-01T12:00:00Z');

/** A store that counts what is written to it. */
function counting(store: Store) {
  const written: string[] = [];
  const counted: Store = {
    ...store,
    write: (path, body, expected) => {
      written.push(path);
      return store.write(path, body, expected);
    },
  };
  return { counted, written };
}

async function versionsIn(to: Store) {
  const files = await to.list((path) => !path.startsWith('.presstime/'));
  return Object.fromEntries(files.map(({ path, version }) => [path, version]));
}

async function start(count: number) {
  const from = createMemoryStore();
  await fillImport(from, count);
  const { counted: scratch, written } = counting(createMemoryStore());
  return { from, to: createMemoryStore(), scratch, written };
}

describe('publishing a folder', () => {
  test('with more new articles than the limit, they are imported, and the report is that of the whole', async () => {
    const { from, to, scratch, written } = await start(60);
    const expected = createMemoryStore();
    const one = await publish({ from, to: expected, now });
    const report = await publishOrImport({ from, to, now }, { scratch, maximumNew: 50, batchSize: 20 });
    expect(written).toContain('articles/2.json');
    expect(await versionsIn(to)).toEqual(await versionsIn(expected));
    const { articles, entries, archived, heldBack, refused } = report;
    expect({ articles, entries, archived, heldBack, refused }).toEqual({
      articles: one.articles,
      entries: one.entries,
      archived: one.archived,
      heldBack: one.heldBack,
      refused: one.refused,
    });
  });

  test('with fewer, nothing is imported; nor if the publication has most of them', async () => {
    const { from, to, scratch, written } = await start(60);
    await publishOrImport({ from, to, now }, { scratch, maximumNew: 100 });
    await publishOrImport({ from, to, now }, { scratch, maximumNew: 50 });
    expect(written).toEqual([]);
  });

  test('a dry run imports nothing', async () => {
    const { from, to, scratch, written } = await start(60);
    await publishOrImport({ from, to, now, dryRun: true }, { scratch, maximumNew: 50 });
    expect(written).toEqual([]);
    expect(await to.list(() => true)).toEqual([]);
  });

  test('an import that was interrupted continues with what it has read', async () => {
    const { from, to, scratch, written } = await start(60);
    let reads = 0;
    const dying: Store = {
      ...from,
      read: (path) => {
        reads += 1;
        return reads > 40 ? Promise.reject(new Error('The process ended')) : from.read(path);
      },
    };
    const importing = { scratch, maximumNew: 50, batchSize: 20 };
    await expect(publishOrImport({ from: dying, to, now }, importing)).rejects.toThrow('The process ended');
    const before = written.filter((path) => path === 'slim/0.json').length;
    await publishOrImport({ from, to, now }, importing);
    expect(written.filter((path) => path === 'slim/0.json')).toHaveLength(before);
    expect(before).toBe(1);
    expect(await scratch.list(() => true)).toEqual([]);
  });
});
