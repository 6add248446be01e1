/** Comparing a listing with the index of the ledger: what differs, and how many chunks are in memory. */
import { expect, test } from 'vitest';
import { hidePath } from '../../src/article/story/hidden-names.ts';
import { chunkPath } from '../../src/ledger/head.ts';
import type { Chunk } from '../../src/ledger/rows.ts';
import { emptyTables, type LedgerState, nothingRemembered } from '../../src/ledger/state.ts';
import type { StoredFile } from '../../src/model/file.ts';
import { compareIndex } from '../../src/publish/read/compare-index.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

const inChunk = 10;

/** A map that knows how many records it had at most. */
class WatchedMap extends Map<string, Chunk> {
  most = 0;

  override set(key: string, value: Chunk): this {
    super.set(key, value);
    this.most = Math.max(this.most, this.size);
    return this;
  }
}

/** An index with chunks of ten rows, in a store that counts what is read. */
async function indexOf(versions: Readonly<Record<string, string>>) {
  const to = createMemoryStore();
  const rows = Object.entries(versions).sort(([one], [other]) => (one < other ? -1 : 1));
  const references: { readonly first: string; readonly path: string }[] = [];
  for (let from = 0; from < rows.length; from += inChunk) {
    const body = Buffer.from(JSON.stringify(rows.slice(from, from + inChunk)));
    const path = chunkPath('index.1', body);
    await to.write(path, body, 'any');
    references.push({ first: rows[from]?.[0] ?? '', path });
  }
  let reads = 0;
  const counted = {
    ...to,
    read: (path: string) => {
      reads += 1;
      return to.read(path);
    },
  };
  const loaded = new WatchedMap();
  const tables = { ...emptyTables, index: { chunks: references, changes: new Map() } };
  const state: LedgerState = { ...nothingRemembered, tables, chunks: loaded };
  return { state, chunks: { to: counted, headVersion: null, chunks: loaded }, loaded, reads: () => reads };
}

const pathOf = (number: number) => `story-${String(number).padStart(4, '0')}.md`;
const versionsOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [pathOf(at), `version ${at}`]));
const filesOf = (versions: Readonly<Record<string, string>>): StoredFile[] =>
  Object.entries(versions).map(([path, version]) => ({ path, version, lengthBytes: 1 }));

test('finds articles that are new, changed, gone and not out', async () => {
  const known = versionsOf(40);
  const { [pathOf(7)]: _, ...out } = known;
  const index = await indexOf({ ...out, [hidePath(pathOf(7))]: 'version 7', [hidePath(pathOf(90))]: 'version 90' });
  const { [pathOf(3)]: __, ...left } = known;
  const listing = { articles: filesOf({ ...left, [pathOf(5)]: 'edited', [pathOf(91)]: 'new' }), beside: [] };
  const { changed, fresh, gone, hidden } = await compareIndex(index, listing);
  expect([...changed].sort()).toEqual([pathOf(5), pathOf(91)]);
  expect([...fresh]).toEqual([pathOf(91)]);
  expect([...gone].sort()).toEqual([hidePath(pathOf(90)), pathOf(3)].sort());
  expect([...hidden]).toEqual([[hidePath(pathOf(7)), pathOf(7)]]);
});

test('an index of few chunks stays in memory for the rest of the run', async () => {
  const versions = versionsOf(100);
  const index = await indexOf(versions);
  await compareIndex(index, { articles: filesOf(versions), beside: [] });
  expect(index.loaded.size).toBe(10);
  expect(index.reads()).toBe(10);
});

test('of a large index, few chunks are in memory at a time, and each is read once', async () => {
  for (const chunks of [50, 100]) {
    const versions = versionsOf(chunks * inChunk);
    const index = await indexOf(versions);
    const { changed, gone } = await compareIndex(index, { articles: filesOf(versions), beside: [] });
    expect([...changed, ...gone]).toEqual([]);
    expect(index.loaded.most).toBeLessThanOrEqual(8);
    expect(index.reads()).toBe(chunks);
  }
});
