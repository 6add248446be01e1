/** RFC 5005: entries that do not fit in the live feed are in archive documents, and a reader that follows the links sees every entry once. */
import { describe, expect, test } from 'vitest';
import type { FormatName } from '../../src/model/feed.ts';
import { publish } from '../../src/publish/publish.ts';
import { formats } from '../../src/render/feed/formats.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { readPath } from '../render/read-back.ts';
import { channelYaml } from '../support/channel.ts';

const root = 'https://feeds.courier.example/';
const now = '2026-11-23T15:00:00Z';

/** Articles for consecutive days from January 1. */
function dayOf(number: number): string {
  return new Date(Date.UTC(2026, 0, number)).toISOString().slice(0, 10);
}

function article(number: number, text = `Text ${number}.`): string {
  return `---\ntitle: Number ${number}\ndate: ${dayOf(number)}\n---\n${text}\n`;
}

function desk(settings: string) {
  const from = createMemoryStore({ 'feed.yaml': `${channelYaml.replace('pages: false\n', '')}${settings}` });
  const to = createMemoryStore();
  return {
    from,
    to,
    put: async (number: number, text?: string) =>
      void (await from.write(`${number}.md`, bytes(article(number, text)), 'any')),
    run: () => publish({ from, to, now, allowRemovals: true }),
  };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function versions(to: Store): Promise<ReadonlyMap<string, string>> {
  const files = await to.list((path) => !path.startsWith('.'));
  return new Map(files.map(({ path, version }) => [path, version]));
}

/** The paths that differ, including new ones. */
function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...after].filter(([path, version]) => before.get(path) !== version).map(([path]) => path);
}

const links = {
  rss: { ids: '//item/guid', prev: '//channel/a:link[@rel="prev-archive"]/@href' },
  atom: { ids: '//a:entry/a:id', prev: '/a:feed/a:link[@rel="prev-archive"]/@href' },
} as const;

interface Visited {
  readonly ids: readonly unknown[];
  readonly older: unknown;
}

async function visit(to: Store, format: FormatName, url: string): Promise<Visited> {
  const stored = await to.read(url.slice(root.length));
  const text = new TextDecoder().decode(stored?.body);
  if (stored === null) throw new Error(`There is no ${url}`);
  if (format === 'json') {
    const feed = JSON.parse(text) as { items: { id: string }[]; next_url?: string };
    return { ids: feed.items.map(({ id }) => id), older: feed.next_url };
  }
  const { ids, prev } = links[format];
  return { ids: readPath(text, ids), older: readPath(text, prev)[0] };
}

/** The ids that a reader has if it follows the links to older documents. It keeps an entry that it meets twice only once. */
async function walk(to: Store, format: FormatName): Promise<readonly unknown[]> {
  const met = new Set<unknown>();
  const start = formats.find(({ name }) => name === format)?.path ?? '';
  for (let url: unknown = `${root}${start}`; typeof url === 'string'; ) {
    const { ids, older } = await visit(to, format, url);
    for (const id of ids) met.add(id);
    url = older;
  }
  return [...met];
}

function idsTo(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `tag:courier.example,2026:${count - index}`);
}

describe.each([1, 2, 3, 5, 12])('with a limit of %d, one new article', (limit) => {
  test('changes the live feed and at most one archive document, and every entry is seen once', async () => {
    const { to, put, run } = desk(`limit: ${limit}\npages: true\n`);
    for (let count = 1; count <= 3 * limit + 8; count += 1) {
      const before = await versions(to);
      await put(count);
      await run();
      const after = changed(before, await versions(to));
      const archives = new Set(after.flatMap((path) => /^archive\/\d+/.exec(path)?.[0] ?? []));
      expect({ count, archives: archives.size <= 1 }).toEqual({ count, archives: true });
      expect(after).toEqual(expect.arrayContaining(['rss.xml', 'atom.xml', 'feed.json']));
    }
    for (const { name } of formats) {
      const met = await walk(to, name);
      expect([...met].sort()).toEqual([...idsTo(3 * limit + 8)].sort());
    }
  });
});

describe('many articles at once', () => {
  test('fill the live feed to its limit, and the rest is in linked archive documents', async () => {
    const { to, put, run } = desk('limit: 5\n');
    for (let count = 1; count <= 130; count += 1) await put(count);
    expect(await run()).toMatchObject({ entries: 5, archived: 125 });
    expect(await walk(to, 'atom')).toHaveLength(130);
    const text = new TextDecoder().decode((await to.read('archive/2/atom.xml'))?.body);
    const href = (rel: string) => readPath(text, `/a:feed/a:link[@rel="${rel}"]/@href`);
    expect(href('current')).toEqual([`${root}atom.xml`]);
    expect(href('prev-archive')).toEqual([`${root}archive/1/atom.xml`]);
    expect(href('next-archive')).toEqual([`${root}archive/3/atom.xml`]);
    expect(href('self')).toEqual([`${root}archive/2/atom.xml`]);
  });

  test('two that do not fit make two documents, because a single one would have no neighbour', async () => {
    const { to, put, run } = desk('limit: 3\n');
    for (let count = 1; count <= 5; count += 1) await put(count);
    await run();
    const { ids, older } = await visit(to, 'rss', `${root}archive/2/rss.xml`);
    expect(ids).toEqual(['tag:courier.example,2026:2']);
    expect(older).toBe(`${root}archive/1/rss.xml`);
  });

  test('there is no archive if the limit is not exceeded', async () => {
    const { to, put, run } = desk('limit: 3\n');
    for (let count = 1; count <= 3; count += 1) await put(count);
    await run();
    expect([...(await versions(to)).keys()].filter((path) => path.startsWith('archive/'))).toEqual([]);
  });
});

/** Twelve articles, of which the newest four are live. */
async function filled(settings = 'limit: 4\npages: true\n') {
  const it = desk(settings);
  for (let count = 1; count <= 12; count += 1) await it.put(count);
  await it.run();
  return it;
}

describe('an old article', () => {
  test('that is edited changes only its own documents', async () => {
    const { to, put, run } = await filled();
    const before = await versions(to);
    await put(2, 'Text 2, corrected.');
    await run();
    expect([...changed(before, await versions(to))].sort()).toEqual([
      'archive/1/atom.xml',
      'archive/1/feed.json',
      'archive/1/index.html',
      'archive/1/rss.xml',
      'articles/2.html',
    ]);
  });

  test('that is removed leaves its document, and the feeds report it', async () => {
    const { from, to, run } = await filled();
    await from.remove('2.md');
    await run();
    expect(await walk(to, 'atom')).not.toContain('tag:courier.example,2026:2');
    const text = new TextDecoder().decode((await to.read('atom.xml'))?.body);
    expect(text).toContain('<at:deleted-entry ref="tag:courier.example,2026:2"');
  });

  test('that comes back is in the same document as before', async () => {
    const { from, to, put, run } = await filled();
    const before = await versions(to);
    await from.remove('2.md');
    await run();
    await put(2);
    await run();
    // Its date is new, because it is later than that of its withdrawal.
    expect(changed(before, await versions(to))).toEqual([
      'archive/1/atom.xml',
      'archive/1/feed.json',
      'archive/1/rss.xml',
      'articles/2.html',
      // The date of the live feed does not go back to what it was before the withdrawal.
      'atom.xml',
      'rss.xml',
    ]);
  });

  test('that arrives late goes to the document of its date, and the live feed is unchanged', async () => {
    const { from, to, run } = await filled();
    const before = await versions(to);
    await from.write('late.md', bytes(article(3).replace('Number 3', 'Late')), 'any');
    await run();
    const paths = changed(before, await versions(to));
    expect(paths.filter((path) => path.endsWith('rss.xml'))).toEqual(['archive/1/rss.xml']);
    expect(await walk(to, 'json')).toHaveLength(13);
  });

  test('whose date is changed to a recent one is live again', async () => {
    const { from, to, run } = await filled();
    await from.write('2.md', bytes(article(300)), 'any');
    await run();
    expect((await visit(to, 'rss', `${root}rss.xml`)).ids[0]).toBe('tag:courier.example,2026:2');
    expect([...(await walk(to, 'rss'))].sort()).toEqual([...idsTo(12)].sort());
  });

  test('whose date is only corrected stays in the archive', async () => {
    const { from, to, run } = await filled();
    await from.write('2.md', bytes(article(4).replace('Number 4', 'Number 2')), 'any');
    await run();
    expect((await visit(to, 'rss', `${root}rss.xml`)).ids).not.toContain('tag:courier.example,2026:2');
    expect(await walk(to, 'rss')).toHaveLength(12);
  });
});

describe('the limit in kilobytes', () => {
  test('no format of the live feed is larger, however much markup there is', async () => {
    const { to, put, run } = desk('limitKilobytes: 64\n');
    const text = '<b>&amp;</b> <i>&lt;</i> "quoted" '.repeat(300);
    for (let count = 1; count <= 30; count += 1) await put(count, text);
    const report = await run();
    expect(report.entries).toBeGreaterThan(0);
    expect(report.entries).toBeLessThan(30);
    for (const { lengthBytes, path } of await to.list((it) => /\.(?:xml|json)$/.test(it) && !it.startsWith('.')))
      expect({ path, fits: lengthBytes <= 64 * 1024 }).toEqual({ path, fits: true });
    expect(await walk(to, 'atom')).toHaveLength(30);
  });

  test('a single article that is larger is alone in its feed, with a warning', async () => {
    const { put, run } = desk('limitKilobytes: 16\n');
    await put(1);
    await put(2, 'A long text. '.repeat(3000));
    const problems = [{ code: 'large-article', severity: 'warning', file: '2.md' }];
    expect(await run()).toMatchObject({ entries: 1, archived: 1, problems });
    expect(await run()).toMatchObject({ problems });
  });

  test.each([
    { gone: 40, told: 40, noticed: [5, 39] },
    { gone: 140, told: 65, noticed: [0, 0] },
  ])(
    '$gone withdrawals take half of it at the most: the older ones lose their notices first',
    async ({ gone, told, noticed }) => {
      const { from, to, put, run } = desk('limitKilobytes: 64\nfeeds: [sections]\n');
      for (let count = 1; count <= gone + 10; count += 1) await put(count, `${'Words. '.repeat(20)}${count}`);
      await run();
      for (let count = 1; count <= gone; count += 1) {
        const text = article(count).replace('---\nText', `withdrawn: "${'We were wrong. '.repeat(60)}"\n---\nText`);
        await from.write(`${count}.md`, bytes(text), 'any');
      }
      await run();
      const atom = new TextDecoder().decode((await to.read('atom.xml'))?.body);
      const notices = readPath(atom, '//at:deleted-entry/at:comment').length;
      expect(readPath(atom, '//at:deleted-entry').length).toBeGreaterThanOrEqual(told);
      expect(notices).toBeGreaterThanOrEqual(noticed[0] ?? 0);
      expect(notices).toBeLessThanOrEqual(noticed[1] ?? 0);
      expect(readPath(atom, '//a:entry')).toHaveLength(10);
      for (const { lengthBytes, path } of await to.list((it) => /\.(?:xml|json)$/.test(it) && !it.startsWith('.')))
        expect({ path, fits: lengthBytes <= 64 * 1024 }).toEqual({ path, fits: true });
    },
  );
});

test('a live feed that loses its newest entries takes older ones back, and a reader sees every entry once', async () => {
  const { from, to, run } = await filled();
  for (const number of [9, 10, 11, 12]) await from.remove(`${number}.md`);
  expect(await run()).toMatchObject({ entries: 4, archived: 8 });
  for (const { name } of formats) expect([...(await walk(to, name))].sort()).toEqual([...idsTo(8)].sort());
  expect((await visit(to, 'rss', `${root}rss.xml`)).ids).toEqual(idsTo(8).slice(0, 4));
  expect((await run()).changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
});

test('losing the ledger loses no entry of the archive', async () => {
  const { to, run } = await filled();
  for (const { path } of await to.list((it) => it.startsWith('.'))) await to.remove(path);
  await run();
  expect([...(await walk(to, 'rss'))].sort()).toEqual([...idsTo(12)].sort());
});
