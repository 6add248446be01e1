/** What a run learns if it ends after another run has written the ledger. */
import { beforeEach, expect, test } from 'vitest';
import { headPath, ledgerFolder } from '../../src/ledger/head.ts';
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
  expect(await readNewerDue(to, { generation: 0 })).toBe(null);
});

test('nothing, if no other run wrote the ledger', async () => {
  const generation = await run();
  expect(generation).toBe(1);
  expect(await run()).toBe(generation);
  expect(await readNewerDue(to, { generation })).toBe(null);
});

test('the next due instant of the other run, and its generation', async () => {
  const generation = await run();
  await write('noon.md', '2026-12-24T12:00:00Z');
  await write('short.md', '2026-12-24T05:00:00Z', 'expires: 2026-12-24T11:00:00Z\n');
  const newer = await run();
  expect(await readNewerDue(to, { generation })).toEqual({
    due: '2026-12-24T11:00:00Z',
    generation: newer,
  });
});

test('an article that has become due since is still scheduled', async () => {
  const generation = await run();
  await write('dawn.md', '2026-12-24T06:00:00Z');
  await run();
  expect(await readNewerDue(to, { generation })).toMatchObject({ due: '2026-12-24T06:00:00Z' });
});

test('an empty result, if the other run found nothing scheduled', async () => {
  await write('noon.md', '2026-12-24T12:00:00Z');
  const generation = await run();
  await from.remove('noon.md');
  await run();
  expect(await readNewerDue(to, { generation })).toMatchObject({ due: null });
});

test('of a ledger with chunks, nothing but the head is read', async () => {
  const generation = await run();
  const large = Array.from({ length: 20 }, (_, at) => ({ path: `large-${at}.md`, text: 'Large. '.repeat(2000) }));
  for (const { path, text } of large)
    await from.write(path, bytes(`---\ntitle: ${path}\ndate: 2026-12-01\n---\n${text}\n`), 'any');
  await write('noon.md', '2026-12-24T12:00:00Z');
  await from.write('feed.yaml', bytes(`${newsroomFiles([])['feed.yaml']}limit: 2\n`), 'any');
  await run();
  expect((await to.list((path) => path.startsWith(ledgerFolder))).length).toBeGreaterThan(2);
  const reads: string[] = [];
  const reading = { ...to, read: (path: string) => to.read(reads.push(path) > 0 ? path : '') };
  expect(await readNewerDue(reading, { generation })).toMatchObject({ due: '2026-12-24T12:00:00Z' });
  expect(reads).toEqual([headPath]);
});

test.each([
  ['damaged', 'torn'],
  ['of an older version', '{"schema":3,"generation":99,"shards":{}}'],
])('nothing, if the ledger is %s: the run that repairs it will set the schedule', async (_what, body) => {
  await run();
  await to.write(headPath, bytes(body), 'any');
  expect(await readNewerDue(to, { generation: 0 })).toBe(null);
});
