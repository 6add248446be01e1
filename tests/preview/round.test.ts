/** The rounds of the preview: what is read again, what is shown, and that nothing is written. */
import { expect, test } from 'vitest';
import { lookAhead } from '../../src/compare/look-ahead.ts';
import { readOnlyStore } from '../../src/preview/round/read-only-store.ts';
import { createReadingMemory } from '../../src/preview/round/remembered-readings.ts';
import { lookAtNext } from '../../src/preview/round/round.ts';
import { listEntries } from '../../src/preview/view/preview-entry.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { instant } from '../support/instant.ts';
import { png } from '../support/picture.ts';

const now = instant('2026-03-01T00:00:00Z');

function article(title: string, day = '2026-01-04'): string {
  return `---\ntitle: ${title}\ndate: ${day} 16:15\n---\n\nThe text of ${title}.\n`;
}

function storeWith(files: Readonly<Record<string, string | Uint8Array>>): Store {
  return createMemoryStore({ 'feed.yaml': channelYaml, ...files });
}

function save(store: Store, path: string, text: string | Uint8Array): Promise<string> {
  return store.write(path, typeof text === 'string' ? new TextEncoder().encode(text) : text, 'any');
}

/** Rounds in which nothing is written, and how many files each read. */
function rounds(from: Store, to: Store) {
  const memory = createReadingMemory();
  return async () => {
    const before = memory.count();
    const ahead = await lookAhead({ from, to: readOnlyStore(to), now, readArticles: memory.readArticles });
    return { ahead, memory, read: memory.count() - before, kinds: ahead.report.entryChanges.map(({ kind }) => kind) };
  };
}

test('each round reads only the files that changed since the last one', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`${index}.md`, article(`Title ${index}`)]),
  );
  const from = storeWith(files);
  const round = rounds(from, createMemoryStore());
  expect((await round()).read).toBe(30);
  expect((await round()).read).toBe(0);
  await save(from, '7.md', article('Another title'));
  await save(from, '8.md', article('And another'));
  const third = await round();
  expect([third.read, third.ahead.report.entryChanges.length]).toEqual([2, 30]);
  await save(from, 'feed.yaml', channelYaml.replace('America/New_York', 'Europe/Paris'));
  expect((await round()).read).toBe(30);
});

test('an article is read again if a picture that it shows changes, appears or goes', async () => {
  const from = storeWith({ 'a.md': `${article('A')}\n![Terns](terns.png)\n`, 'b.md': article('B') });
  const round = rounds(from, createMemoryStore());
  expect((await round()).read).toBe(2);
  const readAfter = async (change: () => Promise<unknown>) => {
    await change();
    return (await round()).read;
  };
  expect(await readAfter(() => save(from, 'terns.png', png(40, 30)))).toBe(1);
  expect(await readAfter(() => save(from, 'terns.png', png(50, 30)))).toBe(1);
  expect(await readAfter(() => from.remove('terns.png'))).toBe(1);
  expect(await readAfter(() => save(from, 'b.images.yaml', ''))).toBe(1);
  expect(await readAfter(() => save(from, 'unrelated.png', png(40, 30)))).toBe(0);
});

test('an article is read again if one that it links to changes, appears or goes, or becomes due', async () => {
  const settings = channelYaml.replace('pages: false', 'pages: true');
  const linking = `${article('A')}\n[b](b.md) and [c](c.md)\n`;
  const from = storeWith({ 'feed.yaml': settings, 'a.md': linking, 'b.md': article('B', '2026-03-02') });
  const memory = createReadingMemory();
  const roundAt = async (at: string) => {
    const before = memory.count();
    await lookAhead({
      from,
      to: readOnlyStore(createMemoryStore()),
      now: instant(at),
      readArticles: memory.readArticles,
    });
    return memory.count() - before;
  };
  expect(await roundAt('2026-03-01T00:00:00Z')).toBe(2);
  expect(await roundAt('2026-03-01T12:00:00Z')).toBe(0);
  expect(await roundAt('2026-03-03T12:00:00Z')).toBe(1);
  await save(from, 'c.md', article('C'));
  expect(await roundAt('2026-03-03T12:00:00Z')).toBe(2);
  await from.remove('b.md');
  expect(await roundAt('2026-03-03T12:00:00Z')).toBe(1);
});

test('the changes are those since the last publish, however often a file was saved in between', async () => {
  const from = storeWith({ 'a.md': article('A'), 'b.md': article('B') });
  const to = createMemoryStore();
  await publish({ from, to, now: '2026-02-01T00:00:00Z' });
  const round = rounds(from, to);
  expect((await round()).kinds).toEqual([]);
  await save(from, 'c.md', article('C'));
  expect((await round()).kinds).toEqual(['new']);
  await save(from, 'c.md', article('C, edited'));
  await save(from, 'a.md', article('A, edited'));
  expect((await round()).kinds).toEqual(['new', 'updated']);
  await save(from, 'a.md', article('A'));
  expect((await round()).kinds).toEqual(['new']);
  await publish({ from, to, now: '2026-02-02T00:00:00Z' });
  expect((await round()).kinds).toEqual([]);
});

test('looking ahead reports what the publish then does', async () => {
  const from = storeWith({ 'a.md': article('A'), 'b.md': article('B'), 'c.md': article('C') });
  const to = createMemoryStore();
  await publish({ from, to, now: '2026-02-01T00:00:00Z' });
  await save(from, 'a.md', article('A, edited'));
  await from.remove('b.md');
  await save(from, 'later.md', article('Later', '2026-12-24'));
  await save(from, 'broken.md', '---\ntitle: Broken\ndate: yesterday\n---\n\nText.\n');
  const { ahead } = await rounds(from, to)();
  const report = await publish({ from, to, now: '2026-03-01T00:00:00Z' });
  const { entryChanges, heldBack, refused, problems, nextDue, entries } = ahead.report;
  expect({ entryChanges, heldBack, refused, problems, nextDue, entries }).toEqual({
    entryChanges: report.entryChanges,
    heldBack: report.heldBack,
    refused: report.refused,
    problems: report.problems,
    nextDue: report.nextDue,
    entries: report.entries,
  });
  expect(entryChanges.map(({ kind, path }) => `${kind} ${path}`)).toEqual(['updated a.md', 'withdrawn b.md']);
});

test('the entries are listed with their state: refused first, then held back, then the live feed, then older ones', async () => {
  const from = storeWith({
    'feed.yaml': `${channelYaml}limit: 2\n`,
    'a.md': article('A', '2026-01-01'),
    'b.md': article('B', '2026-01-02'),
    'c.md': article('C', '2026-01-03'),
    'draft.md': article('Draft').replace('---\n', '---\ndraft: true\n'),
    'later.md': article('Later', '2026-12-24'),
    'broken.md': '---\ntitle: Broken\ndate: yesterday\n---\n\nText.\n',
  });
  const to = createMemoryStore();
  const { ahead, memory } = await rounds(from, to)();
  const listed = async (shown: typeof ahead) =>
    (await listEntries(shown, { from, memory })).map(({ path, state, change, entry }) => [
      path,
      state,
      change,
      entry?.title ?? null,
    ]);
  expect(await listed(ahead)).toEqual([
    ['broken.md', 'refused', null, null],
    ['draft.md', 'held', null, 'Draft'],
    ['later.md', 'held', null, 'Later'],
    ['c.md', 'live', 'new', 'C'],
    ['b.md', 'live', 'new', 'B'],
    ['a.md', 'older', 'new', 'A'],
  ]);
  await publish({ from, to, now: '2026-03-01T00:00:00Z' });
  const after = await rounds(from, to)();
  expect(await listEntries(after.ahead, { from, memory: after.memory })).toMatchObject([
    { path: 'broken.md', state: 'refused' },
    { path: 'draft.md', state: 'held', entry: { title: 'Draft' } },
    { path: 'later.md', state: 'held', entry: { title: 'Later' } },
    { path: 'c.md', state: 'live', change: null, entry: { title: 'C' } },
    { path: 'b.md', state: 'live', change: null, entry: { title: 'B' } },
  ]);
});

test('a draft without a date can be looked at, and is read for that once', async () => {
  const from = storeWith({ 'draft.md': '---\ntitle: Not yet\ndraft: true\n---\n\nSoon.\n' });
  const { ahead, memory } = await rounds(from, createMemoryStore())();
  const [draft] = await listEntries(ahead, { from, memory });
  expect(draft).toMatchObject({
    state: 'held',
    isDated: false,
    entry: { title: 'Not yet', contentHtml: '<p>Soon.</p>' },
  });
  const [again] = await listEntries(ahead, { from: createMemoryStore(), memory });
  expect(again).toEqual(draft);
});

test('a guard is reported, and what it would stop is shown', async () => {
  const from = storeWith({ 'a.md': article('A'), 'b.md': article('B'), 'c.md': article('C') });
  const to = createMemoryStore();
  await publish({ from, to, now: '2026-02-01T00:00:00Z' });
  await from.removeAll(['a.md', 'b.md']);
  const check = () => Promise.resolve();
  const { ahead, failure, guards } = await lookAtNext({ from, to: readOnlyStore(to), now }, { check });
  expect([failure, guards.map(({ code }) => code)]).toEqual([null, ['removes-most']]);
  expect(ahead?.report.entryChanges.map(({ kind }) => kind)).toEqual(['withdrawn', 'withdrawn']);
});

test('a feed of another program is a guard too', async () => {
  const from = storeWith({ 'a.md': article('A') });
  const to = createMemoryStore({
    'rss.xml': '<rss version="2.0"><channel><generator>Another</generator></channel></rss>',
  });
  const check = () => Promise.resolve();
  const { ahead, guards } = await lookAtNext({ from, to: readOnlyStore(to), now }, { check });
  expect(guards.map(({ code }) => code)).toEqual(['foreign-feed']);
  expect(ahead?.report.entryChanges).toHaveLength(1);
});

test('settings that cannot be used are a failure with their problems', async () => {
  const from = createMemoryStore({ 'feed.yaml': 'title: Only a title\n', 'a.md': article('A') });
  const check = () => Promise.resolve();
  const { ahead, failure } = await lookAtNext({ from, to: createMemoryStore(), now }, { check });
  expect([ahead, failure?.code, failure?.problems.length]).toEqual([null, 'invalid-channel', 4]);
});

test('the store of the publication refuses every change', async () => {
  const store = readOnlyStore(createMemoryStore({ 'a.md': 'A' }));
  const body = new Uint8Array();
  await expect(store.write('a.md', body, 'any')).rejects.toThrow('A preview must not change memory');
  await expect(store.remove('a.md')).rejects.toThrow('A preview must not change memory');
  await expect(store.removeAll(['a.md'])).rejects.toThrow('A preview must not change memory');
  expect(new TextDecoder().decode((await store.read('a.md'))?.body)).toBe('A');
});
