/** The setting `files`: feeds with other names than the default ones, in every folder, and what happens if the names change. */
import { describe, expect, test } from 'vitest';
import { publishOrImport } from '../../src/import/publish-or-import.ts';
import { ledgerFolder } from '../../src/ledger/head.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { bytes, textOf } from '../support/store.ts';

const base = `${channelYaml.replace('pages: false', 'pages: true')}limit: 2\nfeeds: [sections]\nhubs: [https://hub.example/]\n`;
const names = 'files: {rss: index.xml, atom: posts.xml, json: posts.json}\n';
const story = (day: number) =>
  `---\ntitle: Story ${day}\ndate: 2026-10-0${day}T08:00:00Z\nsection: Harbor\n---\nThe tide is in.\n`;
const articles = Object.fromEntries([1, 2, 3, 4, 5, 6].map((day) => [`story-${day}.md`, story(day)]));
const defaultNames = /(?:^|\/)(?:rss\.xml|atom\.xml|feed\.json)$/;

function newsroom(settings: string) {
  const from = createMemoryStore({ 'feed.yaml': settings, ...articles });
  const to = createMemoryStore();
  const topics: string[] = [];
  const hub = {
    publish: async (url: string, its: readonly string[]) => {
      topics.push(...its);
      return its.map((topic) => ({ hub: url, topic, outcome: 'accepted' as const, message: null }));
    },
  };
  return {
    from,
    to,
    topics,
    set: (text: string) => from.write('feed.yaml', bytes(text), 'any'),
    run: (now = '2026-11-01T12:00:00Z', options = {}) => publish({ from, to, now, hub, ...options }),
    read: async (path: string) => textOf(await to.read(path)) ?? '',
  };
}

const pathsIn = async (to: Store) =>
  (await to.list(() => true)).map(({ path }) => path).filter((path) => !path.startsWith('.presstime/'));

/** The text as if the feeds had their default names. */
const usual = (text: string) =>
  text.replaceAll('index.xml', 'rss.xml').replaceAll('posts.xml', 'atom.xml').replaceAll('posts.json', 'feed.json');

describe('feeds with names of their own', () => {
  test('differ from those with the default names only in these names, in every file of the publication', async () => {
    const [plain, named] = [newsroom(base), newsroom(base + names)];
    await plain.run();
    await named.run();
    const paths = await pathsIn(named.to);
    expect(paths.map(usual).sort()).toEqual((await pathsIn(plain.to)).sort());
    expect(paths.filter((path) => defaultNames.test(path))).toEqual([]);
    for (const path of paths) expect(usual(await named.read(path)), path).toBe(await plain.read(usual(path)));
  });

  test('are named in the report, in the notifications of hubs and in the list of feeds', async () => {
    const { run, topics, read } = newsroom(base + names);
    const { feeds, problems } = await run();
    const start = 'https://feeds.courier.example/';
    expect(feeds.map(({ url }) => url)).toEqual([`${start}index.xml`, `${start}posts.xml`, `${start}posts.json`]);
    expect(problems).toEqual([]);
    expect(topics.sort()).toEqual(
      ['', 'sections/harbor/'].flatMap((folder) => feeds.map(({ url }) => url.replace(start, start + folder))).sort(),
    );
    expect(await read('feeds.opml')).toContain(`xmlUrl="${start}index.xml"`);
  });

  test('are found by the next run, which writes nothing and reports the same names', async () => {
    const { run } = newsroom(base + names);
    const { feeds } = await run();
    const again = await run();
    expect(again.feeds).toEqual(feeds);
    expect(again.changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  });

  test('come back if they are removed by hand, when the publication is verified', async () => {
    const { run, to, read } = newsroom(base + names);
    await run();
    const lost = ['index.xml', 'archive/1/posts.json', 'sections/harbor/posts.xml'];
    const before = await Promise.all(lost.map(read));
    for (const path of lost) await to.remove(path);
    await run('2026-11-01T13:00:00Z', { verify: true });
    expect(await Promise.all(lost.map(read))).toEqual(before);
    expect(before.every((text) => text !== '')).toBe(true);
  });

  test('of another program are not overwritten', async () => {
    const { run, to } = newsroom(base + names);
    await to.write('index.xml', bytes('<rss version="2.0"><channel><title>Old</title></channel></rss>'), 'any');
    await expect(run()).rejects.toMatchObject({
      code: 'foreign-feed',
      message: expect.stringContaining('"index.xml"'),
    });
  });

  test('have them in an import of very many articles too', async () => {
    const [plain, imported] = [newsroom(base + names), newsroom(base + names)];
    await plain.run();
    const { from, to } = imported;
    const scratch = createMemoryStore();
    await publishOrImport({ from, to, now: '2026-11-01T12:00:00Z' }, { scratch, maximumNew: 3, batchSize: 2 });
    const paths = await pathsIn(plain.to);
    expect((await pathsIn(to)).sort()).toEqual(paths.sort());
    for (const path of paths) expect(await imported.read(path), path).toBe(await plain.read(path));
    const { changes, problems } = await imported.run('2026-11-01T12:00:01Z');
    expect([changes.filter(({ action }) => action !== 'unchanged'), problems]).toEqual([[], []]);
  });
});

describe('if the names change', () => {
  test('all feeds have the new names after one run, the old files are gone, and a warning names the URLs', async () => {
    const { run, set, to, read } = newsroom(base);
    await run();
    const old = (await pathsIn(to)).filter((path) => defaultNames.test(path)).sort();
    await set(base + names);
    const { changes, problems, read: readArticles } = await run('2026-11-02T12:00:00Z');
    expect(readArticles).toBe(0);
    const paths = await pathsIn(to);
    expect(paths.filter((path) => defaultNames.test(path))).toEqual([]);
    expect(paths).toContain('archive/1/posts.xml');
    expect(changes.filter(({ action }) => action === 'removed').map(({ path }) => path)).toEqual(old);
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(
        /^renamed-feed: "rss.xml" .*https:\/\/feeds.courier.example\/rss.xml to https:\/\/feeds.courier.example\/index.xml$/,
      ),
      expect.stringContaining('"atom.xml" is called "posts.xml" now'),
      expect.stringContaining('"feed.json" is called "posts.json" now'),
    ]);
    const fresh = newsroom(base + names);
    await fresh.run();
    for (const path of await pathsIn(fresh.to)) expect(await read(path), path).toBe(await fresh.read(path));
    expect((await run('2026-11-02T13:00:00Z')).problems).toEqual([]);
  });

  test('all archives are renamed in the first run, even if a run makes only a few documents', async () => {
    const { run, set, to } = newsroom(base);
    await run();
    await set(base + names);
    const written: string[] = [];
    const watched: Store = {
      ...to,
      write: (path, body, expected) => {
        if (!path.startsWith('.presstime/')) written.push(path);
        return to.write(path, body, expected);
      },
    };
    await run('2026-11-02T12:00:00Z', { portion: 1, to: watched });
    const live = written.indexOf('index.xml');
    expect(written.indexOf('archive/1/index.xml')).toBeGreaterThan(-1);
    expect(written.indexOf('archive/1/index.xml')).toBeLessThan(live);
    expect(written.indexOf('archive/2/index.xml')).toBeLessThan(live);
  });

  test('two formats can swap their names', async () => {
    const { run, set, read } = newsroom(base);
    await run();
    const [rss, atom] = [await read('rss.xml'), await read('atom.xml')];
    await set(`${base}files: {rss: atom.xml, atom: rss.xml}\n`);
    const { problems } = await run('2026-11-02T12:00:00Z');
    const swap = (text: string) =>
      text.replace(/rss\.xml|atom\.xml/g, (name) => (name === 'rss.xml' ? 'atom.xml' : 'rss.xml'));
    expect(await read('rss.xml')).toBe(swap(atom));
    expect(await read('atom.xml')).toBe(swap(rss));
    expect(problems).toEqual([]);
  });

  test('and back, the default names are there again', async () => {
    const { run, set, to, read } = newsroom(base + names);
    await run();
    await set(base);
    await run('2026-11-02T12:00:00Z');
    const plain = newsroom(base);
    await plain.run();
    expect((await pathsIn(to)).sort()).toEqual((await pathsIn(plain.to)).sort());
    expect(await read('rss.xml')).toBe(await plain.read('rss.xml'));
  });

  test('and only a portion was made, the run after it finishes', async () => {
    const { run, set, to, read } = newsroom(base);
    await run();
    await set(base + names);
    await run('2026-11-02T12:00:00Z', { portion: 1 });
    expect((await pathsIn(to)).filter((path) => defaultNames.test(path))).toEqual([]);
    expect(await read('articles/story-1.html')).toContain('index.xml');
  });
});

describe('if the ledger is lost', () => {
  const lose = async (to: Store) => {
    for (const { path } of await to.list((it) => it.startsWith(ledgerFolder))) await to.remove(path);
  };
  const datesIn = (text: string) => [...text.matchAll(/"date_(?:published|modified)": "[^"]+"/g)].map(String);

  test('the feeds are read back by their names', async () => {
    const { run, to, read } = newsroom(base + names);
    await run();
    const before = await read('posts.json');
    await lose(to);
    const { entryChanges, problems } = await run('2026-11-09T12:00:00Z');
    expect([entryChanges, problems.map(({ code }) => code)]).toEqual([[], ['lost-ledger']]);
    expect(problems[0]?.message).toContain('6 entries were read back');
    expect(datesIn(await read('posts.json'))).toEqual(datesIn(before));
  });

  test('the feeds are read back by their default names, if the setting is new', async () => {
    const { run, set, to } = newsroom(base);
    await run();
    await lose(to);
    await set(base + names);
    const { problems, entryChanges } = await run('2026-11-09T12:00:00Z');
    expect(problems[0]?.message).toContain('6 entries were read back');
    expect(entryChanges).toEqual([]);
  });
});
