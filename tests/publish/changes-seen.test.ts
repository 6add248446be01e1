/** The entry changes that a run reports if its clock, its ledger or its dates are unusual. */
import { expect, test } from 'vitest';
import { headPath, ledgerFolder } from '../../src/ledger/head.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { textOf } from '../support/store.ts';

const days = [11, 12, 13, 14, 15, 16];
const stories = Object.fromEntries(
  days.map((day) => [
    `story-${day}.md`,
    `---\ntitle: Story ${day}\ndate: 2026-01-${day}T08:00:00Z\n---\nThe tide of day ${day}.\n`,
  ]),
);

function newsroom(settings = channelYaml): { from: Store; to: Store } {
  return { from: createMemoryStore({ 'feed.yaml': settings, ...stories }), to: createMemoryStore() };
}

async function changesAt(now: string, stores: { from: Store; to: Store }): Promise<readonly string[]> {
  const { entryChanges } = await publish({ ...stores, now, allowRemovals: true });
  return entryChanges.map(({ kind, title }) => `${kind} ${title}`);
}

test('a run with an earlier clock removes entries once, and a later one reports that they return', async () => {
  const stores = newsroom();
  expect(await changesAt('2026-02-01T00:00:00Z', stores)).toHaveLength(days.length);
  expect(await changesAt('2026-01-15T12:00:00Z', stores)).toEqual(['withdrawn Story 16']);
  expect(await changesAt('2026-01-15T12:00:00Z', stores)).toEqual([]);
  expect(await changesAt('2026-02-01T00:00:00Z', stores)).toEqual(['returned Story 16']);
});

test('after the ledger is lost, entries in the feeds and archives are not new', async () => {
  const stores = newsroom(`${channelYaml}limit: 2\n`);
  expect(await changesAt('2026-02-01T00:00:00Z', stores)).toHaveLength(days.length);
  for (const { path } of await stores.to.list((it) => it.startsWith(ledgerFolder))) await stores.to.remove(path);
  await stores.from.write(
    'late.md',
    new TextEncoder().encode('---\ntitle: Late\ndate: 2026-01-20\n---\nText.\n'),
    'any',
  );
  expect(await changesAt('2026-02-02T00:00:00Z', stores)).toEqual(['new Late']);
});

test('a page with an impossible path in the ledger counts as damage, and stops no feed', async () => {
  const stores = newsroom(channelYaml.replace('pages: false', 'pages: true'));
  await changesAt('2026-02-01T00:00:00Z', stores);
  const head = (await textOf(await stores.to.read(headPath))) ?? '';
  const changed = head.replaceAll(
    '"page":{"path":"articles/story-11.html"}',
    '"page":{"path":"elsewhere/story-11.html"}',
  );
  expect(changed).not.toBe(head);
  await stores.to.write(headPath, new TextEncoder().encode(changed), 'any');
  const story = (stories['story-11.md'] ?? '').replace('The tide', 'The high tide');
  await stores.from.write('story-11.md', new TextEncoder().encode(story), 'any');
  const report = await publish({ ...stores, now: '2026-02-02T00:00:00Z' });
  expect(report.problems.map(({ code }) => code)).toEqual(['lost-ledger']);
  expect(report).toMatchObject({ entries: days.length, refused: [] });
  expect(await stores.to.read('articles/story-11.html')).not.toBeNull();
});

test('an article that is due at the last instant is not due next', async () => {
  const stores = newsroom();
  const never = '---\ntitle: Never\ndate: 2026-01-10\nexpires: 9999-12-31T23:59:59Z\n---\nText.\n';
  await stores.from.write('never.md', new TextEncoder().encode(never), 'any');
  expect(await publish({ ...stores, now: '2026-02-01T00:00:00Z' })).toMatchObject({ nextDue: null, entries: 7 });
});
