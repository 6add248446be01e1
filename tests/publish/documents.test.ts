/** Documents beside the main feed: group feeds, pages, withdrawal notices and lists. */
import { describe, expect, test } from 'vitest';
import { nothingPending, pendingPath, renderPending } from '../../src/ledger/pending.ts';
import { PublishError } from '../../src/problem/publish-error.ts';
import { publish } from '../../src/publish/publish.ts';
import type { PublishOptions } from '../../src/publish/read/publish-options.ts';
import { isFeedPath } from '../../src/render/outputs.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { readPath } from '../render/read-back.ts';
import { channelYaml } from '../support/channel.ts';
import { withRemoval } from '../support/store.ts';

const now = '2026-11-23T15:00:00Z';
const later = '2026-11-24T15:00:00Z';
const root = 'https://feeds.courier.example/';

function story(title: string, fields = ''): string {
  return `---\ntitle: ${title}\ndate: 2026-01-0${(title.length % 8) + 1}\n${fields}---\nText of ${title}.\n`;
}

function desk(files: Readonly<Record<string, string>>, settings = '') {
  const channel = `${channelYaml.replace('pages: false\n', '')}${settings}`;
  const from = createMemoryStore({ 'feed.yaml': channel, ...files });
  const to = createMemoryStore();
  const put = async (path: string, text: string) =>
    void (await from.write(path, new TextEncoder().encode(text), 'any'));
  const run = (options: Partial<PublishOptions> = {}) => publish({ from, to, now, allowRemovals: true, ...options });
  return { from, to, put, run, read: (path: string) => textOf(to, path) };
}

async function textOf(to: Store, path: string): Promise<string> {
  const stored = await to.read(path);
  if (stored === null) throw new Error(`There is no ${path}`);
  return new TextDecoder().decode(stored.body);
}

async function pathsIn(to: Store): Promise<readonly string[]> {
  return (await to.list((path) => !path.startsWith('.'))).map(({ path }) => path);
}

describe('group feeds', () => {
  const files = {
    'a.md': story('Alpha', 'section: Harbor\ntags: [Boats, Ropes]\nauthor: Mae Orland\n'),
    'b.md': story('Beta', 'section: Harbor\ntags: [Boats]\n'),
    'c.md': story('Gamma!', 'section: 天気\nauthor: Zoë Ågren\n'),
  };
  const settings = 'feeds: [sections, categories, authors]\n';

  test('are not made unless the channel asks for them', async () => {
    const { to, run } = desk(files);
    await run();
    expect((await pathsIn(to)).filter((path) => /^(?:sections|categories|authors)\//.test(path))).toEqual([]);
  });

  test('one for each section, category and author, in every format, with a page', async () => {
    const { to, run } = desk(files, settings);
    expect((await run()).problems).toEqual([]);
    const folders = ['authors/mae-orland', 'authors/zoë-ågren', 'categories/boats', 'categories/ropes'];
    const all = [...folders, 'sections/harbor', 'sections/天気'];
    expect((await pathsIn(to)).filter((path) => /^(?:sections|categories|authors)\//.test(path))).toEqual(
      all.flatMap((folder) => ['atom.xml', 'feed.json', 'index.html', 'rss.xml'].map((name) => `${folder}/${name}`)),
    );
  });

  test('each has its own id and URL', async () => {
    const { run, read } = desk(files, settings);
    await run();
    const text = await read('sections/天気/atom.xml');
    expect(readPath(text, '/a:feed/a:id')).toEqual(['tag:courier.example,2026:feed:sections/%E5%A4%A9%E6%B0%97']);
    expect(readPath(text, '/a:feed/a:link[@rel="self"]/@href')).toEqual([
      `${root}sections/%E5%A4%A9%E6%B0%97/atom.xml`,
    ]);
    expect(readPath(text, '//a:entry/a:title')).toEqual(['Gamma!']);
    expect(readPath(await read('categories/boats/atom.xml'), '//a:entry/a:title').toSorted()).toEqual([
      'Alpha',
      'Beta',
    ]);
  });

  test('feeds.opml lists all of them', async () => {
    const { run, read } = desk(files, settings);
    await run();
    const addresses = readPath(await read('feeds.opml'), '//outline/@xmlUrl');
    expect(addresses).toHaveLength(7);
    expect(addresses).toEqual(expect.arrayContaining([`${root}rss.xml`, `${root}sections/harbor/rss.xml`]));
  });

  test('one new article changes only the feeds that it belongs to', async () => {
    const { put, run } = desk(files, settings);
    await run();
    await put('d.md', story('Delta', 'section: Harbor\n'));
    const written = (await run()).changes.filter(({ action }) => action === 'written').map(({ path }) => path);
    expect(written.filter(isFeedPath).sort()).toEqual([
      'atom.xml',
      'feed.json',
      'rss.xml',
      'sections/harbor/atom.xml',
      'sections/harbor/feed.json',
      'sections/harbor/rss.xml',
    ]);
  });

  test('two names with the same URL are reported with both names, and one of them gets the feed', async () => {
    const { run, read } = desk(
      { 'a.md': story('Alpha', 'tags: ["C+!"]\n'), 'b.md': story('Beta', 'tags: ["C!"]\n') },
      'feeds: [categories]\n',
    );
    const { problems } = await run();
    expect(problems).toMatchObject([{ severity: 'error', code: 'duplicate-url', file: 'feed.yaml' }]);
    expect(problems[0]?.message).toContain('"C+!" and "C!"');
    expect(readPath(await read('categories/c/rss.xml'), '//item/title')).toEqual(['Beta']);
  });

  test('names without letters, and hostile ones, have safe URLs', async () => {
    const names = ['+++', '../../etc/passwd', 'a/b\\\\c', '<script>', '.presstime', 'con', '🎉'];
    const { to, run } = desk(
      { 'a.md': story('Alpha', `tags: [${names.map((it) => `"${it}"`).join(', ')}]\n`) },
      settings,
    );
    expect((await run()).problems).toEqual([]);
    const folders = new Set((await pathsIn(to)).flatMap((path) => /^categories\/(.*)\/[^/]+$/.exec(path)?.[1] ?? []));
    expect(folders.size).toBe(names.length);
    for (const folder of folders) expect(folder).toMatch(/^[\p{L}\p{M}\p{Nd}-]+$/u);
  });

  test('a feed reports that its last article is gone, and disappears after the reporting period', async () => {
    const { from, to, run, read } = desk(files, settings);
    await run();
    await from.remove('c.md');
    await run({ now: later });
    for (const folder of ['sections/天気', 'authors/zoë-ågren']) {
      const text = await read(`${folder}/atom.xml`);
      expect(readPath(text, '//at:deleted-entry/@ref')).toEqual(['tag:courier.example,2026:c']);
      expect(readPath(text, '//a:entry')).toEqual([]);
    }
    await run({ now: '2026-12-25T15:00:00Z' });
    expect((await pathsIn(to)).filter((path) => path.includes('天気') || path.includes('zoë'))).toEqual([]);
  });

  test('a name with another spelling does not take over a feed, whatever comes first', async () => {
    const five = Object.fromEntries([1, 2, 3, 4, 5].map((it) => [`${it}.md`, story(`N${it}`, 'section: News\n')]));
    const { put, run, read } = desk(five, 'feeds: [sections]\n');
    await run();
    await put('old.md', story('Old', 'section: NEWS\n').replace('2026', '2025'));
    const { problems } = await run();
    expect(problems).toMatchObject([{ code: 'duplicate-url' }]);
    expect(problems[0]?.message).toContain('"NEWS" is in "old.md"');
    const feed = JSON.parse(await read('sections/news/feed.json')) as { title: string; items: unknown[] };
    expect(feed).toMatchObject({ title: expect.stringMatching(/^News — /), items: { length: 5 } });
    for (const name of ['6', '7', '8', '9', '10', '11']) await put(`${name}.md`, story(`N${name}`, 'section: NEWS\n'));
    await run();
    expect(JSON.parse(await read('sections/news/feed.json'))).toMatchObject({ title: feed.title });
  });

  test('of two new names, the one with more articles gets the feed', async () => {
    const { run, read } = desk(
      {
        'a.md': story('A', 'section: NEWS\n'),
        'b.md': story('B', 'section: News\n'),
        'c.md': story('C', 'section: News\n'),
      },
      'feeds: [sections]\n',
    );
    await run();
    expect(JSON.parse(await read('sections/news/feed.json'))).toMatchObject({ items: { length: 2 } });
  });

  test('a category feed contains articles with that category, but not those with that section', async () => {
    const { run, to } = desk({ 'a.md': story('Alpha', 'section: Harbor\n') }, 'feeds: [categories]\n');
    await run();
    expect((await pathsIn(to)).filter((path) => path.startsWith('categories/'))).toEqual([]);
  });
});

describe('pages', () => {
  test('each entry has one, its links lead there, and the index lists all', async () => {
    const { run, read } = desk({ 'news/a.md': story('Alpha') });
    await run();
    expect(readPath(await read('rss.xml'), '//item/link')).toEqual([`${root}articles/news/a.html`]);
    expect(await read('articles/news/a.html')).toContain('Text of Alpha.');
    expect(await read('index.html')).toContain('articles/news/a.html');
  });

  test('are not made if the channel gives the URLs of its own site', async () => {
    const { to, run, read } = desk({ 'a.md': story('Alpha') }, 'permalink: /:slug/\n');
    await run();
    expect((await pathsIn(to)).filter((path) => path.endsWith('.html'))).toEqual([]);
    expect(readPath(await read('rss.xml'), '//item/link')).toEqual(['https://courier.example/a/']);
  });

  test('are not made for an article that has a page elsewhere', async () => {
    const { to, run } = desk({ 'a.md': story('Alpha', 'url: https://elsewhere.example/a\n'), 'b.md': story('Beta') });
    await run();
    expect((await pathsIn(to)).filter((path) => path.startsWith('articles/'))).toEqual(['articles/b.html']);
  });

  test('keep their URL when the file moves', async () => {
    const { from, put, run, read } = desk({ 'a.md': story('Alpha') });
    await run();
    await from.remove('a.md');
    await put('archive/old-a.md', story('Alpha'));
    await run();
    expect(readPath(await read('rss.xml'), '//item/link')).toEqual([`${root}articles/a.html`]);
    await put('a.md', story('Beta'));
    await run();
    expect(new Set(readPath(await read('rss.xml'), '//item/link')).size).toBe(2);
  });

  test('are rendered again only if the article changed', async () => {
    const { put, run } = desk({ 'a.md': story('Alpha'), 'b.md': story('Beta') });
    await run();
    await put('b.md', story('Beta').replace('Text', 'Words'));
    const written = (await run()).changes.filter(({ action }) => action === 'written').map(({ path }) => path);
    expect(written.filter((path) => path.startsWith('articles/'))).toEqual(['articles/b.html']);
  });

  test('a page that somebody removed or changed is restored by a verification', async () => {
    const { to, run, read } = desk({ 'a.md': story('Alpha'), 'b.md': story('Beta') });
    await run();
    const whole = await read('articles/b.html');
    await to.remove('articles/a.html');
    await to.write('articles/b.html', new TextEncoder().encode(`${whole}<p>Mine</p>`), 'any');
    await run({ verify: true });
    expect(await read('articles/a.html')).toContain('Alpha');
    expect(await read('articles/b.html')).toBe(whole);
  });

  test('a page that Presstime did not make is not replaced, with a warning', async () => {
    const { to, run, read } = desk({ 'a.md': story('Alpha') });
    await to.write('index.html', new TextEncoder().encode('<h1>My own site</h1>'), 'any');
    await to.write('robots.txt', new TextEncoder().encode('User-agent: *'), 'any');
    const { problems } = await run();
    expect(problems.map(({ code, file, severity }) => ({ code, file, severity }))).toEqual([
      { code: 'foreign-file', file: 'index.html', severity: 'warning' },
      { code: 'foreign-file', file: 'robots.txt', severity: 'warning' },
    ]);
    expect(await read('index.html')).toBe('<h1>My own site</h1>');
    const files = (found: typeof problems) => found.map(({ file }) => file);
    expect(files((await run()).problems)).toEqual(files(problems));
    expect(await read('robots.txt')).toBe('User-agent: *');
    await to.remove('robots.txt');
    expect(files((await run()).problems)).toEqual(['index.html']);
    expect(await read('robots.txt')).toContain('Sitemap:');
  });

  test('are removed if the channel turns them off, and then nothing is left to do', async () => {
    const { from, to, put, run } = desk({ 'a.md': story('Alpha'), 'b.md': story('Beta') });
    await run();
    await from.remove('b.md');
    await run();
    await put('feed.yaml', channelYaml);
    await run();
    expect((await pathsIn(to)).filter((path) => path.endsWith('.html'))).toEqual([]);
    expect(await run()).toMatchObject({ ledgerWrites: 0, changes: [{}, {}, {}] });
  });
});

describe('a withdrawn article', () => {
  const files = { 'a.md': story('Alpha', 'section: Harbor\n'), 'b.md': story('Beta') };

  test.each([
    ['its file is removed', null, null],
    ['its author says so', 'withdrawn: true\n', null],
    ['its author says why', 'withdrawn: The source asked us to.\n', 'The source asked us to.'],
  ])('is removed from feeds and pages, which report it: %s', async (_how, fields, notice) => {
    const { from, to, put, run, read } = desk(files, 'feeds: [sections]\n');
    await run();
    if (fields === null) await from.remove('a.md');
    else await put('a.md', story('Alpha', fields));
    await run({ now: later });
    for (const path of await pathsIn(to))
      expect({ path, told: (await read(path)).includes('Alpha') }).toEqual({ path, told: false });
    const page = await read('articles/a.html');
    expect(page).toContain('withdrawn');
    const atom = await read('atom.xml');
    expect(readPath(atom, '//at:deleted-entry/@ref')).toEqual(['tag:courier.example,2026:a']);
    expect(readPath(atom, '//at:deleted-entry/@when')).toEqual([later]);
    expect(readPath(atom, '//at:deleted-entry/at:comment')).toEqual(notice === null ? [] : [notice]);
    if (notice !== null) expect(page).toContain(notice);
    expect(JSON.parse(await read('feed.json'))).toMatchObject({
      _deleted: { items: [{ id: 'tag:courier.example,2026:a', date_deleted: later }] },
    });
  });

  test('keeps its date in later runs, and is reported for the days that the channel sets', async () => {
    const { from, run, read } = desk(files, 'tombstoneDays: 3\n');
    await run();
    await from.remove('a.md');
    await run({ now: later });
    await run({ now: '2026-11-26T15:00:00Z' });
    expect(readPath(await read('atom.xml'), '//at:deleted-entry/@when')).toEqual([later]);
    await run({ now: '2026-11-28T15:00:00Z' });
    expect(readPath(await read('atom.xml'), '//at:deleted-entry')).toEqual([]);
    expect(await read('articles/a.html')).toContain('withdrawn');
  });

  test('is reported in the feeds that contained it', async () => {
    const more = { ...files, 'c.md': story('Gamma', 'section: Harbor\n') };
    const { from, run, read } = desk(more, 'feeds: [sections]\n');
    await run();
    await from.remove('a.md');
    await run({ now: later });
    expect(readPath(await read('sections/harbor/atom.xml'), '//at:deleted-entry/@ref')).toEqual([
      'tag:courier.example,2026:a',
    ]);
  });

  test('that was never published is not reported', async () => {
    const { run, read, to } = desk({ ...files, 'c.md': story('Gamma', 'withdrawn: true\n') });
    await run();
    expect(readPath(await read('atom.xml'), '//at:deleted-entry')).toEqual([]);
    expect(await pathsIn(to)).not.toContain('articles/c.html');
  });

  test('that comes back is an entry again, with its old id and page', async () => {
    const { from, put, run, read } = desk(files);
    await run();
    await from.remove('a.md');
    await run({ now: later });
    await put('a.md', files['a.md']);
    await run({ now: later });
    const atom = await read('atom.xml');
    expect(readPath(atom, '//at:deleted-entry')).toEqual([]);
    expect(readPath(atom, '//a:entry/a:id')).toContain('tag:courier.example,2026:a');
    expect(await read('articles/a.html')).toContain('Text of Alpha.');
  });

  test('includes a draft that was published, and an expired article', async () => {
    const { put, run, read } = desk({ ...files, 'c.md': story('Gamma', 'expires: 2026-11-24T00:00:00Z\n') });
    await run();
    await put('a.md', story('Alpha', 'draft: true\n'));
    await run({ now: later });
    const atom = await read('atom.xml');
    expect(readPath(atom, '//at:deleted-entry/@ref').toSorted()).toEqual([
      'tag:courier.example,2026:a',
      'tag:courier.example,2026:c',
    ]);
    expect(readPath(atom, '//at:deleted-entry[@ref="tag:courier.example,2026:c"]/@when')).toEqual([
      '2026-11-24T00:00:00Z',
    ]);
  });
});

test('a correction shows in the content, and updated changes', async () => {
  const { put, run, read } = desk({ 'a.md': story('Alpha') });
  await run();
  await put('a.md', story('Alpha', 'correction: The ferry leaves at eight.\n'));
  await run({ now: later });
  const atom = await read('atom.xml');
  expect(readPath(atom, '//a:entry/a:content')[0]).toContain('The ferry leaves at eight.');
  expect(readPath(atom, '//a:entry/a:updated')).toEqual([later]);
  expect(await read('articles/a.html')).toContain('The ferry leaves at eight.');
});

test('an author may set the date of a withdrawal, but not before the last change; the days count from the run', async () => {
  const { put, run, read } = desk({ 'a.md': story('Alpha'), 'b.md': story('Beta'), 'c.md': story('Gamma') });
  await run();
  await put('a.md', story('Alpha', 'withdrawn: 2026-01-07\n'));
  await put('b.md', story('Beta', 'withdrawn: 2026-02-01\n'));
  await put('c.md', story('Gamma', 'expires: 2026-02-01\n'));
  await run({ now: later });
  const atom = await read('atom.xml');
  const when = (name: string) => readPath(atom, `//at:deleted-entry[@ref="tag:courier.example,2026:${name}"]/@when`);
  expect(when('a')).toEqual(['2026-01-07T05:00:00Z']);
  expect(when('b')).toEqual(['2026-02-01T05:00:00Z']);
  expect(when('c')).toEqual([later]);
  await run({ now: '2026-12-20T15:00:00Z' });
  expect(readPath(await read('atom.xml'), '//at:deleted-entry')).toHaveLength(3);
  await run({ now: '2026-12-30T15:00:00Z' });
  expect(readPath(await read('atom.xml'), '//at:deleted-entry')).toEqual([]);
});

test("if an edit is later than the author's date of the withdrawal, the withdrawal is later still", async () => {
  const { put, run, read } = desk({ 'a.md': story('Alpha'), 'b.md': story('Beta') });
  await run({ now: '2026-11-20T15:00:00Z' });
  await put('a.md', story('Alpha').replace('Text', 'Words'));
  await run();
  await put('a.md', story('Alpha', 'withdrawn: 2026-03-01\n'));
  await run({ now: later });
  expect(readPath(await read('atom.xml'), '//at:deleted-entry/@when')).toEqual(['2026-11-23T15:00:01Z']);
});

test('an article that had expired before it arrived is not reported late', async () => {
  const { run, read } = desk({ 'a.md': story('Alpha', 'expires: 2026-02-01\n'), 'b.md': story('Beta') });
  await run();
  await run({ now: later });
  expect(readPath(await read('atom.xml'), '//at:deleted-entry')).toEqual([]);
});

test('the date of a feed does not go back when its newest article is withdrawn, nor when that is no longer reported', async () => {
  const { from, run, read } = desk({ 'a.md': story('Alpha'), 'c.md': story('Gamma!!') }, 'tombstoneDays: 3\n');
  const dates: unknown[] = [];
  const dated = async (now: string) => {
    await run({ now });
    dates.push(...readPath(await read('atom.xml'), '/a:feed/a:updated'));
  };
  await dated(now);
  await from.remove('c.md');
  await dated(later);
  await dated('2026-12-24T15:00:00Z');
  expect(dates.slice(1)).toEqual([later, later]);
});

test('no date of an entry is later than the run, however many arrive at the same time', async () => {
  const same = (number: number, text = 'Text.') => `---\ntitle: N${number}\ndate: 2026-11-23T14:59:50Z\n---\n${text}\n`;
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  const { put, run, read } = desk(Object.fromEntries(numbers.map((it) => [`${it}.md`, same(it)])));
  const dates = async () =>
    readPath(await read('atom.xml'), '//a:entry/a:updated')
      .map(String)
      .sort();
  await run();
  expect((await dates()).at(-1)).toBe(now);
  expect((await dates())[0]).toBe('2026-11-23T14:59:50Z');
  for (const number of numbers) await put(`${number}.md`, same(number, 'Words.'));
  await run({ now: later });
  expect((await dates()).at(-1)).toBe(later);
  expect(new Set(await dates()).size).toBe(40);
});

test.each([
  ['id', 'id: "feed:main"'],
  ['slug', 'slug: "feed:main"'],
  ['tag', 'id: "tag:courier.example,2026:feed:main"'],
])('an article cannot have the id of a feed: %s', async (_name, fields) => {
  const { run } = desk({ 'a.md': story('Alpha', `${fields}\n`), 'b.md': story('Beta') });
  const report = await run();
  expect(report).toMatchObject({ entries: 1, refused: [{ path: 'a.md', kept: false }] });
  expect(report.problems).toMatchObject([{ code: 'reserved-id', severity: 'error' }]);
});

test('no two entries have the same updated, and none changes when another arrives', async () => {
  const same = (title: string) => `---\ntitle: ${title}\ndate: 2026-01-04\n---\nText.\n`;
  const { put, run, read } = desk({ 'a.md': same('A'), 'c.md': same('C') });
  await run();
  const before = readPath(await read('atom.xml'), '//a:entry[a:title="C"]/a:updated');
  await put('b.md', same('B'));
  await run();
  const atom = await read('atom.xml');
  expect(new Set(readPath(atom, '//a:entry/a:updated')).size).toBe(3);
  expect(readPath(atom, '//a:entry[a:title="C"]/a:updated')).toEqual(before);
  expect(new Set(readPath(atom, '//a:entry/a:published')).size).toBe(1);
});

test('if a run dies while it removes files, the next one removes the rest', async () => {
  const { to, put, run } = desk({ 'a.md': story('A'), 'b.md': story('B'), 'c.md': story('C') });
  await run();
  const pages = () => to.list((path) => path.startsWith('articles/'));
  expect(await pages()).toHaveLength(3);
  await put('feed.yaml', channelYaml);
  let removals = 0;
  const remove = (path: string) => {
    removals += 1;
    return removals < 2 ? to.remove(path) : Promise.reject(new PublishError('store-busy', 'The server is busy'));
  };
  await expect(run({ to: withRemoval(to, remove) })).rejects.toMatchObject({ code: 'store-busy' });
  expect((await pages()).length).toBeGreaterThan(0);
  const { changes } = await run();
  expect(changes.filter(({ action }) => action === 'removed').length).toBeGreaterThan(0);
  expect(await pages()).toEqual([]);
  expect((await run()).ledgerWrites).toBe(0);
  expect((await to.read(pendingPath))?.body).toEqual(renderPending(nothingPending));
});

test('a file that an earlier run began to remove stays if it belongs to the publication again', async () => {
  const { to, put, run } = desk({ 'a.md': story('A'), 'b.md': story('B') });
  await run();
  await put('feed.yaml', channelYaml);
  const remove = () => Promise.reject(new PublishError('store-busy', 'The server is busy'));
  await expect(run({ to: withRemoval(to, remove) })).rejects.toMatchObject({ code: 'store-busy' });
  await put('feed.yaml', channelYaml.replace('pages: false\n', ''));
  await run();
  expect(await to.list((path) => path.startsWith('articles/'))).toHaveLength(2);
});

test('the news sitemap lists the articles of the last two days, and is written only if one arrives or leaves', async () => {
  const dated = (title: string, date: string) => story(title).replace(/date: .*/, `date: ${date}`);
  const { put, run, read } = desk({ 'a.md': dated('A', '2026-11-22T09:00:00Z'), 'b.md': dated('B', '2026-11-20') });
  const runAt = async (now: string) =>
    (await run({ now })).changes.filter(({ action }) => action === 'written').map(({ path }) => path);
  const titles = async () => readPath(await read('news-sitemap.xml'), '//*[local-name()="title"]');
  expect(await runAt('2026-11-23T15:00:00Z')).toContain('news-sitemap.xml');
  expect(await titles()).toEqual(['A']);
  expect(await runAt('2026-11-24T09:00:00Z')).toEqual([]);
  expect(await runAt('2026-11-24T09:00:01Z')).toEqual(['news-sitemap.xml']);
  expect(await titles()).toEqual([]);
  expect(await runAt('2026-11-25T00:00:00Z')).toEqual([]);
  await put('c.md', dated('C', '2026-11-25T01:00:00Z'));
  expect(await runAt('2026-11-25T01:00:00Z')).toContain('news-sitemap.xml');
  expect(await titles()).toEqual(['C']);
});

test('SmartNews is told that an article is gone, without its content', async () => {
  const { from, run, read } = desk({ 'a.md': story('Alpha'), 'b.md': story('Beta') }, 'profiles: smartnews\n');
  await run();
  expect(await read('smartnews.xml')).not.toContain('media:status');
  await from.remove('b.md');
  expect((await run({ now: later })).problems).toEqual([]);
  const text = await read('smartnews.xml');
  expect(text).not.toContain('Beta');
  const item = '//item[*[local-name()="status"]="deleted"]';
  expect(readPath(text, `${item}/link`)).toEqual([`${root}articles/b.html`]);
  expect(readPath(text, `${item}/pubDate`)).toEqual([new Date(later).toUTCString()]);
});
