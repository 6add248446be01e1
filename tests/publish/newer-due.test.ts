/** What a run learns if it ends after another run has written the ledger. */
import { beforeEach, expect, test } from 'vitest';
import { headPath } from '../../src/ledger/head.ts';
import { readNewerDue } from '../../src/publish/newer-due.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { instant } from '../support/instant.ts';
import { newsroomFiles } from '../support/newsroom.ts';
import { bytes } from '../support/store.ts';

const began = instant('2026-12-24T05:59:30Z');
let from: Store;
let to: Store;

beforeEach(() => {
  from = createMemoryStore(newsroomFiles(['anchors']));
  to = createMemoryStore();
});

const write = (path: string, published: string, more = '') =>
  from.write(path, bytes(`---\ntitle: ${path}\ndate: ${published}\n${more}---\nText.\n`), 'any');

const run = async () => (await publish({ from, to, now: began })).generation;

test('nothing, if nothing was published', async () => {
  expect(await readNewerDue(to, { generation: 0, now: began })).toBe(null);
});

test('nothing, if no other run wrote the ledger', async () => {
  const generation = await run();
  expect(generation).toBe(1);
  expect(await run()).toBe(generation);
  expect(await readNewerDue(to, { generation, now: began })).toBe(null);
});

test('the next due instant of the other run, and its generation', async () => {
  const generation = await run();
  await write('noon.md', '2026-12-24T12:00:00Z');
  await write('short.md', '2026-12-24T05:00:00Z', 'expires: 2026-12-24T11:00:00Z\n');
  const newer = await run();
  expect(await readNewerDue(to, { generation, now: began })).toEqual({
    due: '2026-12-24T11:00:00Z',
    generation: newer,
  });
});

test('an article that has become due since is still scheduled', async () => {
  const generation = await run();
  await write('dawn.md', '2026-12-24T06:00:00Z');
  await run();
  const later = instant('2026-12-24T06:00:30Z');
  expect(await readNewerDue(to, { generation, now: later })).toMatchObject({ due: '2026-12-24T06:00:00Z' });
});

test('an empty result, if the other run found nothing scheduled', async () => {
  await write('noon.md', '2026-12-24T12:00:00Z');
  const generation = await run();
  await from.remove('noon.md');
  await run();
  expect(await readNewerDue(to, { generation, now: began })).toMatchObject({ due: null });
});

test('nothing, if yet another run is replacing the ledger', async () => {
  const generation = await run();
  await write('noon.md', '2026-12-24T12:00:00Z');
  await run();
  const files = await to.list((path) => path.startsWith('.presstime/ledger/') && path !== headPath);
  for (const { path } of files) await to.remove(path);
  expect(await readNewerDue(to, { generation, now: began })).toBe(null);
});
