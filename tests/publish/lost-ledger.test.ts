/** A lost or damaged ledger is reported, and what it remembered is read back from the feeds, so that nothing looks new to subscribers. */
import { describe, expect, test } from 'vitest';
import { headPath, ledgerFolder } from '../../src/ledger/head.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { bytes, textOf } from '../support/store.ts';

const settings = `${channelYaml.replace('pages: false', 'pages: true')}limit: 4\n`;
/** Long enough that the journal is moved into chunks. */
const rest = 'The tide comes and goes. '.repeat(1_000);
const story = (day: number, text = 'The tide is in.', more = '') =>
  `---\ntitle: Story ${day}\ndate: 2026-10-${String(day).padStart(2, '0')}T08:00:00Z\n${more}---\n${text}\n\n${rest}\n`;
const days = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const id = (name: string) => `tag:courier.example,2026:${name}`;
const lostAt = '2026-11-20T12:00:00Z';

/** A publication with archives, an edit, a correction, a moved article, one that its author named, and a withdrawn one. */
async function newsroom() {
  const from = createMemoryStore({
    'feed.yaml': settings,
    ...Object.fromEntries(days.map((day) => [`story-${day}.md`, story(day)])),
    'named.md': story(10, 'The tide is in.', 'slug: high-tide\n'),
    'old.md': story(11),
    'gone.md': story(12),
  });
  const to = createMemoryStore();
  const put = (path: string, text: string) => from.write(path, bytes(text), 'any');
  const run = (now: string, verify = false) => publish({ from, to, now, verify, allowRemovals: true });
  await run('2026-11-01T12:00:00Z');
  await put('story-2.md', story(2, 'The tide is out.', 'correction: It was out.\n'));
  await put('story-9.md', story(9, 'The tide is out.'));
  await from.remove('old.md');
  await put('new/place.md', story(11));
  await from.remove('gone.md');
  await run('2026-11-02T12:00:00Z');
  return { from, to, put, run };
}

interface Shown {
  readonly id: string;
  readonly url: string;
  readonly date_published: string;
  readonly date_modified: string;
}

/** All entries by id with their dates, URL and feed, and all tombstones. */
async function subscriptions(to: Store) {
  const feeds = (await to.list((path) => /^(?:archive\/\d+\/)?feed\.json$/.test(path))).map(({ path }) => path);
  const shown = await Promise.all(
    feeds.map(async (path) => {
      const { items, _deleted } = JSON.parse(textOf(await to.read(path)) ?? '');
      const entries = items.map(({ id, url, date_published, date_modified }: Shown) => [
        id,
        url,
        date_published,
        date_modified,
      ]);
      return [path, { entries, deleted: _deleted?.items ?? [] }] as const;
    }),
  );
  return Object.fromEntries(shown);
}

async function removeLedger(to: Store): Promise<void> {
  for (const { path } of await to.list((it) => it.startsWith(ledgerFolder))) await to.remove(path);
}

const damages: readonly (readonly [string, string, (to: Store) => Promise<unknown>])[] = [
  ['the whole ledger is lost', `is lost: "${headPath}" is missing`, removeLedger],
  ['its head is lost', `is lost: "${headPath}" is missing`, (to) => to.remove(headPath)],
  ['its head is torn', `is damaged: "${headPath}" cannot be read`, (to) => to.write(headPath, bytes('{ torn'), 'any')],
  ['a chunk with items is lost', 'is damaged: ".presstime/ledger/items.', (to) => removeChunk(to, 'items')],
  ['a chunk with entries is lost', 'is damaged: ".presstime/ledger/entries.', (to) => removeChunk(to, 'entries')],
];

async function removeChunk(to: Store, table: 'items' | 'entries'): Promise<void> {
  const [path] = (await readLedger(to)).head.chunks[table] ?? [];
  expect(await to.read(path?.path ?? 'none')).not.toBe(null);
  await to.remove(path?.path ?? 'none');
}

describe.each(damages)('if %s', (_what, message, damage) => {
  test('a warning says so, and subscribers see no change', async () => {
    const { to, run, put } = await newsroom();
    const before = await subscriptions(to);
    expect(Object.keys(before).length).toBeGreaterThan(2);
    await damage(to);
    await put('late.md', story(20));
    const report = await run(lostAt, true);
    const warnings = report.problems.filter(({ code }) => code === 'lost-ledger');
    expect(warnings).toMatchObject([{ severity: 'warning', message: expect.stringContaining(message) }]);
    expect(report.entryChanges.map(({ kind, title }) => `${kind} ${title}`)).toEqual(['new Story 20']);
    const after = await subscriptions(to);
    // The live feed and an archive may contain the same entry.
    const entriesIn = (feeds: typeof before): readonly (readonly string[])[] => {
      const entries: readonly (readonly string[])[] = Object.values(feeds).flatMap((feed) => feed.entries);
      return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()].sort();
    };
    const isLate = ([it]: readonly string[]) => it === id('late');
    expect(entriesIn(after).filter((it) => !isLate(it))).toEqual(entriesIn(before));
    expect(after['feed.json']?.deleted).toEqual(before['feed.json']?.deleted);
    expect(before['feed.json']?.deleted).toMatchObject([{ id: id('gone') }]);
    expect((await run(lostAt)).problems).toEqual([]);
    expect((await run(lostAt)).ledgerWrites).toBe(0);
  });
});

describe('after the ledger is lost', () => {
  test('the warning counts what was read back', async () => {
    const { to, run } = await newsroom();
    await removeLedger(to);
    const { problems } = await run(lostAt);
    expect(problems[0]?.message).toContain(
      'All articles were read again, and the ids and dates of 11 entries and 1 withdrawal were read back from the feeds',
    );
  });

  test('they are read back from Atom if the JSON Feed is lost or damaged too', async () => {
    const { to, run } = await newsroom();
    const before = await subscriptions(to);
    await removeLedger(to);
    for (const path of Object.keys(before)) {
      if (path === 'feed.json') await to.remove(path);
      else await to.write(path, bytes('{'), 'any');
    }
    expect((await run(lostAt)).entryChanges).toEqual([]);
    expect(await subscriptions(to)).toEqual(before);
  });

  test('an article whose file is gone is withdrawn, with a tombstone', async () => {
    const { from, to, run } = await newsroom();
    await removeLedger(to);
    await from.remove('story-9.md');
    expect((await run(lostAt)).entryChanges).toMatchObject([{ kind: 'withdrawn', id: id('story-9') }]);
    expect((await subscriptions(to))['feed.json']?.deleted).toMatchObject([
      { id: id('story-9'), date_deleted: lostAt },
      { id: id('gone') },
    ]);
  });

  test('an article that comes back is newer than the tombstone that was read back', async () => {
    const { to, put, run } = await newsroom();
    await removeLedger(to);
    await run(lostAt);
    await put('gone.md', story(12));
    expect((await run('2026-11-21T12:00:00Z')).entryChanges).toMatchObject([{ kind: 'returned', id: id('gone') }]);
    const entries = Object.values(await subscriptions(to)).flatMap((feed) => feed.entries);
    expect(entries.find(([it]) => it === id('gone'))?.[3]).toBe('2026-11-21T12:00:00Z');
  });

  test('the next edit is dated as always', async () => {
    const { to, put, run } = await newsroom();
    await removeLedger(to);
    await run(lostAt);
    await put('story-9.md', story(9, 'The tide turns.'));
    expect((await run('2026-11-21T12:00:00Z')).entryChanges).toMatchObject([{ kind: 'updated', id: id('story-9') }]);
  });

  test('a moved article keeps its id, URL and page', async () => {
    const { to, run } = await newsroom();
    await removeLedger(to);
    await run(lostAt);
    const entries = Object.values(await subscriptions(to)).flatMap((feed) => feed.entries);
    expect(entries.find(([it]) => it === id('old'))?.[1]).toBe('https://feeds.courier.example/articles/old.html');
    expect(await to.read('articles/old.html')).not.toBe(null);
    expect(await to.read('articles/new/place.html')).toBe(null);
  });

  test('the feeds of another program are not read back', async () => {
    const foreign = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Old',
      items: [{ id: 'x', date_published: lostAt }],
    };
    const from = createMemoryStore({ 'feed.yaml': settings, 'a.md': story(1) });
    const to = createMemoryStore({ 'feed.json': JSON.stringify(foreign) });
    const { problems, entryChanges } = await publish({ from, to, now: lostAt, replaceForeign: true });
    expect(problems).toEqual([]);
    expect(entryChanges).toMatchObject([{ kind: 'new', title: 'Story 1' }]);
  });

  test('a first run into an empty store warns of nothing', async () => {
    const from = createMemoryStore({ 'feed.yaml': settings, 'a.md': story(1) });
    expect((await publish({ from, to: createMemoryStore(), now: lostAt })).problems).toEqual([]);
  });
});
