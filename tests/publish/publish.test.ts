/** A run in memory: what is published, held back, kept, updated and refused. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chunkPaths, currentSchema, headPath, ledgerFolder } from '../../src/ledger/head.ts';
import { nothingPending, pendingPath, renderPending } from '../../src/ledger/pending.ts';
import { PublishError } from '../../src/problem/publish-error.ts';
import { publish } from '../../src/publish/publish.ts';
import type { PublishOptions } from '../../src/publish/read/publish-options.ts';
import type { Progress } from '../../src/publish/read/read-source.ts';
import type { Report } from '../../src/publish/report.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { temporaryFolder } from '../support/folder.ts';
import { instant } from '../support/instant.ts';
import { bytes, withRemoval } from '../support/store.ts';
import { chunksIn, headOf, rewriteLedger } from '../support/write-ledger.ts';

const now = instant('2026-11-23T15:00:00Z');

const story = (title: string, date = '2026-01-04') =>
  `---\ntitle: ${title}\ndate: ${date}T12:00:00Z\n---\nText of ${title}.\n`;

interface Desk {
  readonly from: Store;
  readonly to: Store;
  readonly put: (path: string, text: string) => Promise<void>;
  readonly publish: (options?: Partial<PublishOptions>) => Promise<Report>;
  readonly items: () => Promise<readonly Item[]>;
}

interface Item {
  readonly id: string;
  readonly title: string;
  readonly date_published: string;
  readonly date_modified: string;
}

/** A folder of articles, a publication, and short functions for changing both. */
function desk(files: Readonly<Record<string, string>>): Desk {
  const from = createMemoryStore({ 'feed.yaml': channelYaml, ...files });
  const to = createMemoryStore();
  return {
    from,
    to,
    put: async (path, text) => void (await from.write(path, new TextEncoder().encode(text), 'any')),
    publish: (options = {}) => publish({ from, to, now, ...options }),
    items: async () => (JSON.parse(await textOf(to, 'feed.json')) as { items: Item[] }).items,
  };
}

async function textOf(store: Store, path: string): Promise<string> {
  return new TextDecoder().decode((await store.read(path))?.body);
}

async function everything(store: Store): Promise<Record<string, string>> {
  const files = await store.list(() => true);
  return Object.fromEntries(
    await Promise.all(files.map(async ({ path }) => [path, await textOf(store, path)] as const)),
  );
}

function feedsIn(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('.')));
}

/** The files of the entries that a run withdraws. */
function withdrawnIn({ entryChanges }: Report): readonly string[] {
  return entryChanges.filter(({ kind }) => kind === 'withdrawn').map(({ path }) => path);
}

/** Articles whose ledger is so large that all entries but the newest are in chunks. */
function large(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const old = `${story('Zebras', '2025-01-04')}${'Stripes. '.repeat(20_000)}\n`;
  return { 'feed.yaml': `${channelYaml}limit: 1\n`, 'z.md': old, ...files };
}

/** A store that counts its calls. */
function counting(store: Store) {
  const counts = { read: [] as string[], written: [] as string[], removed: [] as string[] };
  const counted: Store = {
    ...store,
    read: async (path) => {
      counts.read.push(path);
      return store.read(path);
    },
    write: async (path, body, expected) => {
      counts.written.push(path);
      return store.write(path, body, expected);
    },
  };
  const remove = async (path: string) => {
    counts.removed.push(path);
    await store.remove(path);
  };
  return { counts, store: withRemoval(counted, remove) };
}

describe('the second run', () => {
  test('reads no article and writes nothing', async () => {
    const { from, to, publish: run } = desk({ 'a.md': story('A'), 'b.md': story('B'), '_c.md': story('C') });
    await run();
    const source = counting(from);
    const target = counting(to);
    const report = await run({ from: source.store, to: target.store });
    expect(source.counts.read).toEqual([]);
    const live = ['rss.xml', 'atom.xml', 'feed.json'];
    expect([...target.counts.read].sort()).toEqual([headPath, pendingPath, ...live].sort());
    expect(target.counts.written).toEqual([]);
    expect(target.counts.removed).toEqual([]);
    expect(report).toMatchObject({ read: 0, ledgerWrites: 0, entries: 2 });
    expect(report.changes.every(({ action }) => action === 'unchanged')).toBe(true);
  });

  test('reads only the changed article, and writes only the feeds and the head of the ledger', async () => {
    const {
      from,
      to,
      put,
      publish: run,
    } = desk({ 'a.md': story('A', '2026-01-04'), 'b.md': story('B', '2026-02-04') });
    await run();
    await put('b.md', story('B again', '2026-02-04'));
    const source = counting(from);
    const target = counting(to);
    await run({ from: source.store, to: target.store });
    expect(source.counts.read).toEqual(['b.md']);
    // The pending edit is recorded first, and cleared last.
    expect(target.counts.written).toEqual([pendingPath, 'rss.xml', 'atom.xml', 'feed.json', headPath, pendingPath]);
  });

  test('reads and writes only the chunks of the ledger that have the changed article', async () => {
    const months = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'));
    const text = 'Text. '.repeat(20_000);
    const files = months.map((at) => [`${at}.md`, `${story(`M${at}`, `2025-${at}-04`)}${text}\n`] as const);
    const { from, to, put, publish: run } = desk(large(Object.fromEntries(files)));
    await run();
    expect((await chunksIn(to, 'entries.')).length).toBeGreaterThan(2);
    await put('03.md', story('M03 again', '2025-03-04'));
    const source = counting(from);
    const target = counting(to);
    await run({ from: source.store, to: target.store });
    expect(source.counts.read).toEqual(['03.md']);
    const inLedger = (paths: readonly string[]) =>
      [...new Set(paths)].filter((path) => path.startsWith(ledgerFolder) && path !== headPath && path !== pendingPath);
    expect(inLedger(target.counts.written)).toEqual([expect.stringMatching(/\/entries\./)]);
    const read = inLedger(target.counts.read).filter((path) => path.includes('/entries.'));
    expect(read.length).toBeLessThan((await chunksIn(to, 'entries.')).length);
  });

  test('reads all articles again if the settings changed, and changes no date', async () => {
    const {
      put,
      publish: run,
      items,
    } = desk({ 'a.md': story('A'), 'b.txt': 'date 2026-01-04 Noon\n\n12:00 PM – Sunday, January 4, 2026\n\nText.\n' });
    await run();
    const before = await items();
    await put('feed.yaml', channelYaml.replace('title: The', 'title: Another'));
    const report = await run({ now: '2026-12-01T00:00:00Z' });
    expect(report.read).toBe(2);
    const dates = (list: readonly Item[]) =>
      list.map(({ id, date_published, date_modified }) => [id, date_published, date_modified]);
    expect(dates(await items())).toEqual(dates(before));
    expect((await items())[0]).toMatchObject({ authors: [{ name: 'Another Tern Sound Courier' }] });
  });
});

describe('the same bytes', () => {
  test('whatever the order of the files', async () => {
    const files = { 'c.md': story('C'), 'a.md': story('A'), 'b.md': story('B'), 'd/a.md': story('A') };
    const one = desk(files);
    const other = desk(Object.fromEntries(Object.entries(files).reverse()));
    const shuffled: Store = { ...other.from, list: async (accept) => [...(await other.from.list(accept))].reverse() };
    await one.publish();
    await other.publish({ from: shuffled });
    // A store lists files in the order of their paths, so only the digest of the listing may differ.
    const withoutDigest = async (to: Store) =>
      Object.entries(await everything(to)).map(([path, text]) => [path, text.replace(/"sourceDigest":"\w+"/, '')]);
    expect(await withoutDigest(other.to)).toEqual(await withoutDigest(one.to));
  });

  test.each(['damaged', 'removed'])('after any file of the ledger was %s', async (how) => {
    const files = large({ 'a.md': story('A'), 'b.md': story('B', '2026-02-04') });
    const pristine = desk(files);
    await pristine.publish();
    const published = feedsIn(await everything(pristine.to));
    const names = Object.keys(await everything(pristine.to)).filter((name) => name.startsWith(ledgerFolder));
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      const { to, publish: run } = desk(files);
      await run();
      if (how === 'removed') await to.remove(name);
      else await to.write(name, new TextEncoder().encode('{"schema":1'), 'any');
      for (const options of [{}, { verify: true }, {}]) {
        const { changes } = await run(options);
        expect([name, changes.filter(({ action }) => action !== 'unchanged')]).toEqual([name, []]);
        expect(feedsIn(await everything(to))).toEqual(published);
      }
      expect((await run()).ledgerWrites).toBe(0);
    }
  });

  test('a feed that somebody removed or changed by hand is restored', async () => {
    const { to, publish: run } = desk({ 'a.md': story('A') });
    await run();
    const whole = await everything(to);
    await to.remove('rss.xml');
    await to.write('atom.xml', new TextEncoder().encode('<feed/>'), 'any');
    const report = await run();
    expect(report.changes.map(({ path, action }) => `${path} ${action}`)).toEqual([
      'rss.xml written',
      'atom.xml written',
      'feed.json unchanged',
    ]);
    expect(await everything(to)).toEqual(whole);
  });
});

describe('time', () => {
  test('a future article is held back until its instant, and the report says what is due next', async () => {
    const {
      publish: run,
      items,
      to,
    } = desk({ 'a.md': story('A'), 'soon.md': story('Soon', '2026-12-24'), 'late.md': story('Late', '2027-01-01') });
    const report = await run();
    expect(report.heldBack).toEqual([
      { path: 'late.md', reason: 'scheduled', due: '2027-01-01T12:00:00Z' },
      { path: 'soon.md', reason: 'scheduled', due: '2026-12-24T12:00:00Z' },
    ]);
    expect(report.nextDue).toBe('2026-12-24T12:00:00Z');
    expect(JSON.stringify(await everything(to))).not.toContain('Text of Soon');
    await run({ now: '2026-12-24T11:59:59Z' });
    expect((await items()).map(({ title }) => title)).toEqual(['A']);
    await run({ now: '2026-12-24T12:00:00Z' });
    expect((await items()).map(({ title }) => title)).toEqual(['Soon', 'A']);
  });

  test('drafts and expired articles are not published, and are reported', async () => {
    const expiring = story('Short').replace('---\nText', 'expires: 2026-12-01\n---\nText');
    const { publish: run, items } = desk({
      'a.md': story('A'),
      'short.md': expiring,
      'd.md': story('D').replace('title', 'draft: true\ntitle'),
    });
    expect((await run()).heldBack).toEqual([{ path: 'd.md', reason: 'draft', due: null }]);
    expect((await items()).map(({ title }) => title)).toEqual(['A', 'Short']);
    expect((await run()).nextDue).toBe('2026-12-01T05:00:00Z');
    const later = await run({ now: '2026-12-02T00:00:00Z' });
    expect(later.nextDue).toBe(null);
    expect(later.heldBack).toContainEqual({ path: 'short.md', reason: 'expired', due: null });
    expect((await items()).map(({ title }) => title)).toEqual(['A']);
  });
});

describe('an edit', () => {
  test('gets a new updated, once, if the author wrote none', async () => {
    const { put, publish: run, items } = desk({ 'a.md': story('A') });
    await run();
    expect((await items())[0]?.date_modified).toBe('2026-01-04T12:00:00Z');
    await put('a.md', story('A').replace('Text of', 'New text of'));
    await run({ now: '2026-11-24T08:00:00Z' });
    expect((await items())[0]).toMatchObject({
      date_published: '2026-01-04T12:00:00Z',
      date_modified: '2026-11-24T08:00:00Z',
    });
    await run({ now: '2026-11-25T08:00:00Z' });
    expect((await items())[0]?.date_modified).toBe('2026-11-24T08:00:00Z');
  });

  test('a file that was only saved again changes nothing', async () => {
    const { put, publish: run, items, to } = desk({ 'a.md': story('A') });
    await run();
    const before = await textOf(to, 'atom.xml');
    await put('a.md', `${story('A')}\n\n`);
    await run({ now: '2026-11-24T08:00:00Z' });
    expect((await items())[0]?.date_modified).toBe('2026-01-04T12:00:00Z');
    expect(await textOf(to, 'atom.xml')).toBe(before);
  });

  test('an updated by the author is used if it is later', async () => {
    const { put, publish: run, items } = desk({ 'a.md': story('A') });
    await run();
    await put('a.md', '---\ntitle: A\ndate: 2026-01-04T12:00:00Z\nupdated: 2026-11-20T10:00:00Z\n---\nNew.\n');
    await run();
    expect((await items())[0]?.date_modified).toBe('2026-11-20T10:00:00Z');
  });

  test('an updated in the future is left out with a warning', async () => {
    const { publish: run, items } = desk({
      'a.md': '---\ntitle: A\ndate: 2026-01-04T12:00:00Z\nupdated: 2027-01-01\n---\nText.\n',
    });
    const report = await run();
    expect(report.problems.map(({ code }) => code)).toContain('updated-in-future');
    expect((await items())[0]?.date_modified).toBe('2026-01-04T12:00:00Z');
  });

  test('a broken edit keeps the last good version, is reported every time, and is replaced by the next good one', async () => {
    const { put, publish: run, items } = desk({ 'a.md': story('A'), 'b.md': story('B') });
    await run();
    const before = await items();
    await put('a.md', story('A').replace('2026-01-04', '2026-02-30'));
    for (const attempt of [1, 2]) {
      const report = await run();
      expect({ attempt, refused: report.refused }).toEqual({ attempt, refused: [{ path: 'a.md', kept: true }] });
      expect(report.problems).toEqual([expect.objectContaining({ code: 'invalid-date', file: 'a.md', line: 3 })]);
      expect(await items()).toEqual(before);
    }
    await put('a.md', story('A mended'));
    expect((await run()).refused).toEqual([]);
    expect((await items()).map(({ title }) => title)).toContain('A mended');
  });
});

describe('ids', () => {
  test('stay when title, date, format and authority change', async () => {
    const { put, from, publish: run, items } = desk({ 'news/a.md': story('A') });
    await run();
    const id = (await items())[0]?.id;
    expect(id).toBe('tag:courier.example,2026:news/a');
    await put('news/a.md', story('Another title', '2026-03-01'));
    await put('feed.yaml', channelYaml.replace('courier.example,2026', 'elsewhere.example,2027'));
    await run();
    expect((await items())[0]).toMatchObject({ id, title: 'Another title', date_published: '2026-03-01T12:00:00Z' });
    await from.remove('news/a.md');
    await put('news/a.txt', 'date 2026-03-01 A third title\n\n12:00 PM – Sunday, March 1, 2026\n\nText.\n');
    await run();
    expect((await items())[0]).toMatchObject({ id, title: 'A third title' });
  });

  test('stay when a file is moved, by its bytes or by the name its author gave it', async () => {
    const named = story('Named').replace('title', 'slug: the-name\ntitle');
    const { put, from, publish: run, items } = desk({ 'a.md': story('A'), 'b.md': named });
    await run();
    const before = await items();
    await from.remove('a.md');
    await from.remove('b.md');
    await put('2026/moved.md', story('A'));
    await put('2026/other.md', named.replace('Text', 'New text'));
    const report = await run();
    expect(withdrawnIn(report)).toEqual([]);
    expect((await items()).map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
  });

  test('two files with one id: both are reported, and the one that had it stays', async () => {
    const { put, publish: run, items } = desk({ 'z.md': story('Z').replace('title', 'id: same\ntitle') });
    await run();
    await put('a.md', story('A').replace('title', 'id: same\ntitle'));
    const report = await run();
    expect(report.refused).toEqual([{ path: 'a.md', kept: false }]);
    expect(report.problems[0]).toMatchObject({
      code: 'repeated-id',
      file: 'a.md',
      message: expect.stringContaining('"z.md"'),
    });
    expect((await items()).map(({ title }) => title)).toEqual(['Z']);
  });

  test('the same path in two formats is one id', async () => {
    const { publish: run } = desk({
      'a.md': story('A'),
      'a.html': '<article><h1>A</h1><time datetime="2026-01-01"></time><p>Text</p></article>',
    });
    const report = await run();
    expect(report.problems).toEqual([
      expect.objectContaining({ code: 'repeated-id', file: 'a.md', message: expect.stringContaining('"a.html"') }),
    ]);
  });

  test('an article that returns to draft and is published again has its old id and first date', async () => {
    const { put, publish: run, items } = desk({ 'a.md': story('A'), 'b.md': story('B'), 'c.md': story('C') });
    await run();
    const before = (await items()).find(({ title }) => title === 'A');
    await put('a.md', story('A').replace('title', 'draft: true\ntitle'));
    expect(withdrawnIn(await run())).toEqual(['a.md']);
    await put('feed.yaml', channelYaml.replace('courier.example,2026', 'elsewhere.example,2027'));
    await put('a.md', story('A'));
    await run();
    expect((await items()).find(({ title }) => title === 'A')?.id).toBe(before?.id);
  });
});

describe('ids, once published', () => {
  test('stay when the author gives the article a name, which then keeps the id when the file moves', async () => {
    const { put, from, publish: run, items } = desk({ 'a.md': story('A'), 'b.md': story('B') });
    await run();
    const before = (await items()).map(({ id }) => id);
    await put('a.md', story('A').replace('title', 'slug: the-a\ntitle'));
    expect(withdrawnIn(await run())).toEqual([]);
    await from.remove('a.md');
    await put('elsewhere/renamed.md', story('A').replace('title', 'slug: the-a\ntitle').replace('Text', 'New text'));
    expect(withdrawnIn(await run())).toEqual([]);
    expect((await items()).map(({ id }) => id)).toEqual(before);
  });

  test('change if the author changes the name: that is another article', async () => {
    const {
      put,
      publish: run,
      items,
    } = desk({ 'latest.md': story('A').replace('title', 'id: one\ntitle'), 'b.md': story('B') });
    await run();
    await put('latest.md', story('Z').replace('title', 'id: two\ntitle'));
    expect(withdrawnIn(await run())).toEqual(['latest.md']);
    expect((await items()).map(({ id }) => id).sort()).toEqual([
      'tag:courier.example,2026:b',
      'tag:courier.example,2026:two',
    ]);
  });

  test('follow the bytes when files are renumbered, and nothing counts as edited', async () => {
    const { put, from, publish: run, items } = desk({ '01.md': story('A'), '02.md': story('B') });
    await run();
    const before = await items();
    await from.remove('01.md');
    await put('02.md', story('A'));
    await put('03.md', story('B'));
    await run({ now: '2026-11-25T00:00:00Z' });
    expect(await items()).toEqual(before);
  });

  test('are not shared by a file that was moved to two places', async () => {
    const { put, from, publish: run, items } = desk({ 'x.md': story('X'), 'y.md': story('Y') });
    await run();
    await from.remove('x.md');
    await put('one.md', story('X'));
    await put('two.md', story('X'));
    const report = await run();
    expect(report.problems.map(({ code, file }) => [code, file])).toEqual([['same-text', 'two.md']]);
    expect((await items()).map(({ id }) => id.split(':').at(-1)).sort()).toEqual(['two', 'x', 'y']);
  });

  test('are not given to a new file of the old name', async () => {
    const { put, from, publish: run, items } = desk({ 'x.md': story('X'), 'y.md': story('Y') });
    await run();
    await from.remove('x.md');
    await put('moved.md', story('X'));
    await run();
    await put('x.md', story('Another'));
    expect((await run()).problems).toEqual([]);
    const ids = Object.fromEntries((await items()).map(({ title, id }) => [title, id.split(':').at(-1)]));
    expect(ids).toEqual({ X: 'x', Y: 'y', Another: 'x.md' });
  });

  test('come back with a removed article, with a date later than that of its withdrawal', async () => {
    const { put, from, publish: run, items } = desk({ 'a.md': story('A'), 'b.md': story('B'), 'c.md': story('C') });
    await run();
    await from.remove('a.md');
    await put('moved.md', story('A'));
    await run();
    await put('moved.md', story('A').replace('Text', 'New text'));
    await run({ now: '2026-11-24T00:00:00Z' });
    await from.remove('moved.md');
    await run({ now: '2026-11-25T00:00:00Z' });
    expect(await items()).toHaveLength(2);
    await put('moved.md', story('A').replace('Text', 'New text'));
    await run({ now: '2026-11-26T00:00:00Z' });
    expect((await items()).find(({ title }) => title === 'A')).toMatchObject({
      id: 'tag:courier.example,2026:a',
      date_modified: '2026-11-26T00:00:00Z',
    });
  });
});

describe('two articles with one id', () => {
  test('an edit to a taken id is refused, and the last good version stays', async () => {
    const named = (title: string, id: string) => story(title).replace('title', `id: ${id}\ntitle`);
    const { put, publish: run, items } = desk({ 'a.md': named('A', 'one'), 'b.md': named('B', 'two') });
    await run();
    const before = await items();
    await put('b.md', named('B', 'one'));
    for (const attempt of [1, 2]) {
      const report = await run();
      expect({ attempt, refused: report.refused }).toEqual({ attempt, refused: [{ path: 'b.md', kept: true }] });
      expect(await items()).toEqual(before);
    }
  });

  test('an article that is published from a draft does not replace the one that took its id', async () => {
    const named = (title: string) => story(title).replace('title', 'id: k\ntitle');
    const {
      put,
      publish: run,
      items,
    } = desk({ 'a.md': named('A').replace('id', 'draft: true\nid'), 'b.md': named('B'), 'c.md': story('C') });
    await run();
    await put('a.md', named('A'));
    expect((await run()).refused).toEqual([{ path: 'a.md', kept: false }]);
    expect((await items()).map(({ title }) => title).sort()).toEqual(['B', 'C']);
  });
});

describe('dates that stay in order', () => {
  test('an article that is edited while it is held back again is dated when it is published', async () => {
    const { put, publish: run, items } = desk({ 'a.md': story('A'), 'b.md': story('B') });
    await run();
    await put('a.md', story('A rewritten', '2026-12-24'));
    await run({ allowRemovals: true });
    await run({ now: '2026-12-24T12:00:00Z' });
    const a = (await items()).find(({ title }) => title === 'A rewritten');
    expect(a?.date_published).toBe('2026-12-24T12:00:00Z');
    expect(a?.date_modified).toBe('2026-12-24T12:00:00Z');
  });

  test('updated is never before published, whatever the time zone becomes', async () => {
    const {
      put,
      publish: run,
      items,
    } = desk({ 'a.txt': 'date 2026-01-04 Noon\n\n12:00 PM – Sunday, January 4, 2026\n\nText.\n' });
    await run();
    await put('feed.yaml', channelYaml.replace('America/New_York', 'Pacific/Honolulu'));
    await run();
    expect((await items())[0]).toMatchObject({
      date_published: '2026-01-04T22:00:00Z',
      date_modified: '2026-01-04T22:00:00Z',
    });
  });

  test('a clock that is behind neither empties the feed nor dates an edit before the last one', async () => {
    const { put, publish: run, items } = desk({ 'a.md': story('A'), 'b.md': story('B') });
    await run();
    await expect(run({ now: '2000-01-01T00:00:00Z' })).rejects.toMatchObject({ code: 'removes-most' });
    await put('a.md', story('A').replace('Text', 'New text'));
    await run();
    await put('a.md', story('A').replace('Text', 'Newer text'));
    await run({ now: '2026-10-01T00:00:00Z' });
    expect((await items()).find(({ title }) => title === 'A')?.date_modified).toBe(now);
  });

  test('if a run dies after it wrote the feeds, the next one gives the edit the same date', async () => {
    const { put, to, publish: run, items } = desk({ 'a.md': story('A') });
    await run();
    await put('a.md', story('A').replace('Text', 'New text'));
    const dies: Store = {
      ...to,
      write: async (path, body, expected) => {
        if (path === headPath) throw new Error('cut off');
        return to.write(path, body, expected);
      },
    };
    await expect(run({ to: dies, now: '2026-11-24T00:00:00Z' })).rejects.toThrow('cut off');
    expect((await items())[0]?.date_modified).toBe('2026-11-24T00:00:00Z');
    await run({ now: '2026-11-25T00:00:00Z' });
    expect((await items())[0]?.date_modified).toBe('2026-11-24T00:00:00Z');
    expect((await everything(to))[pendingPath]).toBe(new TextDecoder().decode(renderPending(nothingPending)));
  });

  test('an updated in the future is used once its time has come', async () => {
    const { publish: run, items } = desk({
      'a.md': story('A').replace('title', 'updated: 2026-12-01T00:00:00Z\ntitle'),
    });
    await run();
    expect((await items())[0]?.date_modified).toBe('2026-01-04T12:00:00Z');
    await run({ now: '2026-12-01T00:00:00Z' });
    expect((await items())[0]?.date_modified).toBe('2026-12-01T00:00:00Z');
  });

  test.each([
    ['2026-11-23T15:41:16.737Z', '2026-11-23T15:41:16Z'],
    ['2026-11-23T20:00:00+05:00', '2026-11-23T15:00:00Z'],
  ])('now may be written %s', async (written, normal) => {
    expect((await desk({ 'a.md': story('A') }).publish({ now: written })).now).toBe(normal);
  });

  test('a now that is not an instant is refused', async () => {
    await expect(desk({}).publish({ now: 'yesterday' })).rejects.toMatchObject({ code: 'invalid-now' });
  });
});

describe('files that come and go during a run', () => {
  test('a file that is removed between the listing and the read keeps its entry until the next run', async () => {
    const { put, from, publish: run, items } = desk({ 'a.md': story('A'), 'b.md': story('B') });
    await run();
    await put('a.md', story('A').replace('Text', 'New text'));
    const flickers: Store = { ...from, read: async (path) => (path === 'a.md' ? null : from.read(path)) };
    expect(withdrawnIn(await run({ from: flickers }))).toEqual([]);
    expect(await items()).toHaveLength(2);
    await run({ now: '2026-11-24T00:00:00Z' });
    expect((await items()).find(({ title }) => title === 'A')?.date_modified).toBe('2026-11-24T00:00:00Z');
  });

  test('a file that cannot be read is reported, and does not stop the others', async () => {
    const { put, from, publish: run, items } = desk({ 'a.md': story('A'), 'b.md': story('B') });
    await run();
    await put('a.md', story('A').replace('Text', 'New text'));
    const locked: Store = {
      ...from,
      read: async (path) => {
        if (path === 'a.md') throw new PublishError('unreadable', 'Cannot read "a.md": permission denied');
        return from.read(path);
      },
    };
    const report = await run({ from: locked });
    expect(report.refused).toEqual([{ path: 'a.md', kept: true }]);
    expect(report.problems).toEqual([expect.objectContaining({ code: 'unreadable', file: 'a.md' })]);
    expect(await items()).toHaveLength(2);
  });
});

test('a file whose name contains a backslash is refused, and does not stop the others', async () => {
  const folder = await temporaryFolder();
  const from = createDirectoryStore(folder);
  for (const path of ['feed.yaml', 'a.md'])
    await from.write(path, bytes(path === 'a.md' ? story('A') : channelYaml), 'any');
  await writeFile(join(folder, 'b\\c.md'), story('C'));
  const report = await publish({ from, to: createMemoryStore(), now: '2026-11-23T15:00:00Z' });
  expect(report.entries).toBe(1);
  expect(report.refused).toEqual([{ path: 'b\\c.md', kept: false }]);
  expect(report.problems[0]?.message).toContain('its name must not contain a backslash');
});

describe('settings', () => {
  test('that change no entry do not cause articles to be read again', async () => {
    const { put, publish: run } = desk({ 'a.md': story('A') });
    await run();
    await put('feed.yaml', `${channelYaml}rights: © 2026\nlimit: 10\n`);
    expect((await run()).read).toBe(0);
  });

  test('that make a published article unreadable are reported in every run', async () => {
    const { put, publish: run } = desk({ 'a.txt': 'A headline\n\n4:15 PM – 4/1/2026\n\nText.\n', 'b.md': story('B') });
    await run();
    await put('feed.yaml', channelYaml.replace('en-US', 'en'));
    for (const attempt of [1, 2]) {
      const report = await run();
      expect({ attempt, refused: report.refused }).toEqual({ attempt, refused: [{ path: 'a.txt', kept: true }] });
    }
  });

  test('in another encoding than UTF-8 are read, with a warning', async () => {
    const { from, to, publish: run } = desk({ 'a.md': story('A') });
    await from.write(
      'feed.yaml',
      Buffer.from(channelYaml.replace('News from the islands', 'Caf\u00e9'), 'latin1'),
      'any',
    );
    const report = await run();
    expect(report.problems).toEqual([expect.objectContaining({ code: 'windows-1252', file: 'feed.yaml' })]);
    expect(await textOf(to, 'rss.xml')).toContain('Café');
  });
});

describe('a lost or strange ledger', () => {
  test('does not let an empty folder empty the feeds', async () => {
    const { from, to, publish: run } = desk({ 'a.md': story('A'), 'b.md': story('B') });
    await run();
    await to.remove(headPath);
    await from.remove('a.md');
    await from.remove('b.md');
    await expect(run()).rejects.toMatchObject({ code: 'removes-most' });
  });

  test.each([
    '{"schema":1}',
    '[]',
    'null',
    '{"schema":1,"generation":1,"readingDigest":"","shards":null,"files":{},"retired":[]}',
    '{"schema":1,"generation":1,"readingDigest":"","shards":{"2026-01":null},"files":{},"retired":[]}',
    '{"schema":1,"generation":1,"readingDigest":"","shards":{},"files":null,"retired":[]}',
    '{"schema":1,"generation":1,"readingDigest":"","shards":{},"files":{},"retired":["../../etc/passwd"]}',
    '{"schema":1,"generation":1,"readingDigest":"","shards":{"x":{"records":"../x.json","entries":"rss.xml"}},"files":{},"retired":[]}',
    '{"schema":4}\n{}\n',
    '{"schema":4,"generation":1,"facts":{},"summary":{},"chunks":{"items":[{"first":"","path":"../x.json"}]}}\n{}\n',
    '{"schema":4,"generation":1,"facts":{},"summary":{},"chunks":{}}\nnot JSON\n',
    '{"schema":4,"generation":1,"facts":{},"summary":{},"chunks":{}}\n{"tables":{"items":[["a.md",7]]}}\n',
  ])('with the head %s counts as lost', async (head) => {
    const { to, publish: run } = desk({ 'a.md': story('A') });
    await run();
    const before = await textOf(to, 'rss.xml');
    await to.write(headPath, new TextEncoder().encode(head), 'any');
    await run();
    expect(await textOf(to, 'rss.xml')).toBe(before);
    expect((await run()).ledgerWrites).toBe(0);
  });

  test('of a newer version is not changed', async () => {
    const { to, publish: run } = desk({ 'a.md': story('A') });
    const newer = `{"schema":${currentSchema + 1}}`;
    await to.write(headPath, new TextEncoder().encode(newer), 'any');
    await expect(run()).rejects.toMatchObject({ code: 'newer-ledger' });
    expect(await textOf(to, headPath)).toBe(newer);
  });

  test('an entry that is lost while its file is broken is reported', async () => {
    const { put, to, publish: run, items } = desk(large({ 'a.md': story('A'), 'b.md': story('B', '2026-02-04') }));
    await run();
    await put('a.md', story('A').replace('2026-01-04', '2026-02-30'));
    await run();
    for (const path of await chunksIn(to, 'entries.')) await to.remove(path);
    expect((await run()).problems.map(({ code }) => code)).toEqual(['invalid-date']);
    expect(await items()).toHaveLength(1);
    await put('c.md', story('C', '2026-03-04'));
    const report = await run({ allowRemovals: true, verify: true });
    expect(report.problems.map(({ code }) => code).sort()).toEqual(['invalid-date', 'lost-entry', 'lost-ledger']);
    expect(withdrawnIn(report)).toEqual(['a.md']);
    expect(report).toMatchObject({ entries: 1, archived: 2 });
    expect((await items()).map(({ title }) => title)).toEqual(['C']);
  });
});

describe('removals', () => {
  test('up to half of the entries may be removed; if more would be, nothing is written', async () => {
    const {
      from,
      to,
      publish: run,
      items,
    } = desk({ 'a.md': story('A'), 'b.md': story('B'), 'c.md': story('C'), 'd.md': story('D') });
    await run();
    await from.remove('a.md');
    await from.remove('b.md');
    expect(withdrawnIn(await run())).toEqual(['a.md', 'b.md']);
    await from.remove('c.md');
    await from.remove('d.md');
    const target = counting(to);
    await expect(run({ to: target.store })).rejects.toMatchObject({ code: 'removes-most' });
    expect(target.counts.written).toEqual([]);
    await run({ allowRemovals: true });
    expect(await items()).toEqual([]);
  });

  test('only what the ledger owns is ever removed', async () => {
    const files = {
      'a.md': story('A', '2026-01-04'),
      'b.md': story('B', '2026-02-04'),
      'c.md': story('C', '2026-02-05'),
    };
    const { from, to, publish: run } = desk(large(files));
    await to.write('index.html', new TextEncoder().encode('mine'), 'any');
    await to.write('.presstime/notes.txt', new TextEncoder().encode('mine too'), 'any');
    await to.write('.presstime/ledger/notes.txt', new TextEncoder().encode('mine as well'), 'any');
    await run();
    const known = [...(await chunksIn(to))];
    await from.remove('a.md');
    await run();
    known.push(...(await chunksIn(to)));
    await from.remove('b.md');
    const target = counting(to);
    await run({ to: target.store });
    expect(target.counts.removed.length).toBeGreaterThan(0);
    for (const path of target.counts.removed) expect(known.filter((it) => it.endsWith('.json'))).toContain(path);
    await run({ verify: true });
    await run();
    expect(await textOf(to, 'index.html')).toBe('mine');
    expect(await textOf(to, '.presstime/notes.txt')).toBe('mine too');
    expect(await textOf(to, '.presstime/ledger/notes.txt')).toBe('mine as well');
  });

  test('the ledger names only existing files, and few unused files remain', async () => {
    const { put, to, publish: run } = desk(large({ 'a.md': story('A'), 'b.md': story('B', '2026-02-04') }));
    for (const round of [1, 2, 3, 4, 5]) {
      await put('a.md', `${story(`A ${round}`)}${'More. '.repeat(25_000)}\n`);
      await run({ now: `2026-11-24T0${round}:00:00Z` });
    }
    const head = await headOf(to);
    const paths = await chunksIn(to);
    const named = chunkPaths(head);
    expect(paths).toEqual(expect.arrayContaining([...named]));
    // Chunks of entries are removed by the run that replaces them.
    expect(head.retired.filter((path) => path.includes('/entries.') && paths.includes(path))).toEqual([]);
    expect([...paths].sort()).toEqual(
      [...new Set([...named, ...head.retired])].filter((it) => paths.includes(it)).sort(),
    );
    expect(head.retired.length).toBeLessThanOrEqual(named.length);
  });
});

test('the limit keeps the newest entries in the live feed, and a run without changes reads only the head', async () => {
  const files = Object.fromEntries(
    ['01', '02', '03', '04'].map((month) => [`${month}.md`, story(`M${month}`, `2026-${month}-04`)]),
  );
  const { put, to, publish: run, items } = desk(files);
  await put('feed.yaml', `${channelYaml}limit: 2\n`);
  expect(await run()).toMatchObject({ entries: 2, archived: 2 });
  expect((await items()).map(({ title }) => title)).toEqual(['M04', 'M03']);
  const target = counting(to);
  await run({ to: target.store });
  expect(target.counts.read.filter((path) => path.startsWith(ledgerFolder))).toEqual([headPath, pendingPath]);
});

describe('a run that is stopped', () => {
  test('says so, and everything in the store stays whole', async () => {
    const { put, to, publish: run } = desk({ 'a.md': story('A') });
    await run();
    const before = await everything(to);
    await put('b.md', story('B'));
    await expect(run({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'stopped' });
    expect(await everything(to)).toEqual(before);
  });
});

test('settings that are missing or wrong publish nothing', async () => {
  const { from, to, put, publish: run } = desk({ 'a.md': story('A') });
  await put('feed.yaml', 'title: Only\n');
  await expect(run()).rejects.toMatchObject({
    code: 'invalid-channel',
    problems: expect.arrayContaining([expect.objectContaining({ code: 'missing-setting' })]),
  });
  await from.remove('feed.yaml');
  await expect(run()).rejects.toMatchObject({ code: 'missing-channel' });
  expect(await everything(to)).toEqual({});
});

describe('the validation of rendered feeds', () => {
  test('only the entry that would break the feed is left out, and it is reported', async () => {
    const { to, publish: run, items } = desk({ 'a.md': story('A'), 'b.md': story('B') });
    await run();
    await renameIds(to, ['', 'tag:courier.example,2026:b']);
    const report = await run();
    expect(report.problems).toEqual([expect.objectContaining({ code: 'breaks-feed', file: 'a.md', line: 1 })]);
    expect(report.entries).toBe(1);
    expect((await items()).map(({ title }) => title)).toEqual(['B']);
  });

  test('a feed that is invalid whatever is left out is not published, and the old one stays', async () => {
    const { to, publish: run } = desk({ 'a.md': story('A'), 'b.md': story('B') });
    await run();
    const before = await everything(to);
    await renameIds(to, ['tag:courier.example,2026:x', 'tag:courier.example,2026:x\u0001']);
    const report = await run({ allowRemovals: true });
    expect(report.changes.map(({ path, action }) => `${path} ${action}`)).toEqual([
      'rss.xml refused',
      'atom.xml refused',
      'feed.json refused',
    ]);
    expect(report.problems.filter(({ code }) => code === 'feed-repeats-id')).toHaveLength(3);
    expect(feedsIn(await everything(to))).toEqual(feedsIn(before));
  });
});

/** A ledger that no run would write: its articles have other ids than they were given. */
async function renameIds(to: Store, ids: readonly string[]): Promise<void> {
  await rewriteLedger(to, ({ items, entries }) => {
    const idOf = (index: number) => ids[index] ?? '';
    const renamed = [...entries.values()].map((entry, index) => ({ ...entry, id: idOf(index) }));
    return {
      items: items.map((item, index) =>
        item.state === 'published' ? { ...item, entry: { ...item.entry, id: idOf(index) } } : item,
      ),
      entries: new Map(renamed.map((entry) => [entry.id, entry])),
    };
  });
}

describe('messages of a run', () => {
  const articles = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`${at}.md`, story(`Story ${at}`)]));

  test('a run that would remove most names some of the entries', async () => {
    const { from, publish: run } = desk(articles);
    await run();
    for (const path of Object.keys(articles)) await from.remove(path);
    const named = '(0.md, 1.md, 2.md, 3.md, 4.md and 2 more), so nothing was published';
    await expect(run()).rejects.toThrow(`This run would remove 7 of 7 entries ${named}`);
  });

  test('and says so if only the feed shows what was published, because the ledger is lost', async () => {
    const { from, to, publish: run } = desk(articles);
    await run();
    for (const { path } of await to.list((it) => it.startsWith(ledgerFolder))) await to.remove(path);
    for (const path of Object.keys(articles)) await from.remove(path);
    const known = 'The ledger of memory is lost, so only its feeds show what was published.';
    await expect(run()).rejects.toThrow(`${known} This run would remove 7 of 7 entries (tag:`);
  });

  test.each([false, true])(
    'it counts what it reads, then what it writes, to the last (dry run: %s)',
    async (dryRun) => {
      const { publish: run } = desk({ ...articles, 'a.md': `${story('A')}![](a.png)`, 'a.png': 'picture' });
      const seen: Progress[] = [];
      await run({ dryRun, onProgress: (progress) => void seen.push(progress) });
      for (const task of ['read', 'write'] as const) {
        const own = seen.filter((it) => it.task === task);
        expect(own.length).toBeGreaterThan(1);
        expect(own.at(-1)?.done).toBe(own.at(-1)?.total);
        expect(own.map(({ done }) => done)).toEqual(own.map(({ done }) => done).sort((a, b) => a - b));
      }
      expect(seen.findIndex(({ task }) => task === 'write')).toBeGreaterThan(
        seen.findLastIndex(({ task }) => task === 'read'),
      );
    },
  );

  test('files with unknown extensions are reported, and no others', async () => {
    const others = { 'b/c.rst': 'x', 'a.rtf': 'x', 'feed.yml': 'x' };
    const known = {
      'a.png': 'x',
      '.hidden': 'x',
      README: 'x',
      '_draft.rst': 'x',
      'node_modules/a.js': 'x',
      '.git/HEAD': 'x',
    };
    const { skipped } = await desk({ ...articles, ...others, ...known }).publish();
    expect(skipped).toEqual(['a.rtf', 'b/c.rst', 'feed.yml']);
  });
});
