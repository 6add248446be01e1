/** Feeds that another program made are not overwritten, and our own are always recognised. */
import { describe, expect, test } from 'vitest';
import { ledgerFolder } from '../../src/ledger/head.ts';
import { publish } from '../../src/publish/publish.ts';
import { makerOf, outputs } from '../../src/render/outputs.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { bytes, textOf } from '../support/store.ts';

const settings = `${channelYaml.replace('pages: false', 'pages: true')}profiles: smartnews\nfeeds: [sections]\n`;
const article = '---\ntitle: Anchors\ndate: 2026-11-01T08:00:00Z\nsection: Harbor\n---\nThe tide is in.\n';
const now = '2026-11-10T12:00:00Z';

const foreign: Readonly<Record<string, string>> = {
  'rss.xml':
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Old</title><generator>Hugo</generator></channel></rss>',
  'atom.xml': '<feed xmlns="http://www.w3.org/2005/Atom"><title>Presstime is old</title></feed>',
  'feed.json': '{"version":"https://jsonfeed.org/version/1","title":"Old","items":[]}',
  'feeds.opml': '<opml version="2.0"><head><title>Old</title></head><body/></opml>',
  'smartnews.xml': '<rss version="2.0"><channel><title>Old</title></channel></rss>',
  'sections/harbor/rss.xml': '<rss version="2.0"><channel><title>Old</title></channel></rss>',
};

function newsroom(files: Readonly<Record<string, string>> = {}) {
  const from = createMemoryStore({ 'feed.yaml': settings, 'a.md': article });
  const to = createMemoryStore(files);
  return {
    to,
    run: (options = {}) => publish({ from, to, now, ...options }),
    read: async (path: string) => textOf(await to.read(path)),
  };
}

const pathsIn = async (to: Store) => (await to.list(() => true)).map(({ path }) => path);

describe.each(Object.keys(foreign))('a foreign %s', (path) => {
  test('is not overwritten: the run says so and publishes nothing', async () => {
    const { to, run, read } = newsroom({ [path]: foreign[path] ?? '' });
    await expect(run()).rejects.toMatchObject({
      code: 'foreign-feed',
      message: expect.stringContaining(`Presstime did not make "${path}" in memory, so nothing was published`),
    });
    expect(await pathsIn(to)).toEqual([path]);
    expect(await read(path)).toBe(foreign[path]);
  });

  test('is replaced if that is allowed, and the next run needs no permission', async () => {
    const { run, read } = newsroom({ [path]: foreign[path] ?? '' });
    await run({ replaceForeign: true });
    expect(await read(path)).not.toContain('Old');
    expect((await run()).changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  });
});

test('a dry run refuses too', async () => {
  const { run } = newsroom({ 'rss.xml': foreign['rss.xml'] ?? '' });
  await expect(run({ dryRun: true })).rejects.toMatchObject({ code: 'foreign-feed' });
});

test('all foreign files are named', async () => {
  const { run } = newsroom(foreign);
  const message = expect.stringMatching(/"sections\/harbor\/rss\.xml".*and 1 more/);
  await expect(run()).rejects.toMatchObject({ message });
});

test('a foreign page is replaced only if that is allowed', async () => {
  const { run, read } = newsroom({ 'index.html': '<h1>My own site</h1>' });
  expect((await run()).problems).toMatchObject([{ code: 'foreign-file', file: 'index.html' }]);
  expect(await read('index.html')).toBe('<h1>My own site</h1>');
  expect((await run({ replaceForeign: true })).problems).toEqual([]);
  expect(await read('index.html')).toContain('Presstime');
});

test('our own files are ours without the ledger, whatever their content', async () => {
  const { to, run } = newsroom();
  await run();
  for (const path of await pathsIn(to)) if (path.startsWith(ledgerFolder)) await to.remove(path);
  await expect(run()).resolves.toMatchObject({ refused: [] });
});

test('feeds that a run left behind before it wrote its ledger are ours', async () => {
  const whole = newsroom();
  await whole.run();
  const { to, run } = newsroom();
  for (const path of ['sections/harbor/rss.xml', 'rss.xml', 'atom.xml', 'feed.json']) {
    await to.write(path, bytes((await whole.read(path)) ?? ''), 'any');
  }
  await expect(run()).resolves.toMatchObject({ refused: [] });
});

test('an empty feed, and a feed of ours that somebody damaged, are written again', async () => {
  const { to, run, read } = newsroom({ 'atom.xml': '' });
  await run();
  const whole = await read('rss.xml');
  await to.write('rss.xml', bytes('damaged'), 'any');
  await run();
  expect(await read('rss.xml')).toBe(whole);
  expect(await read('atom.xml')).toContain('<entry>');
});

test('every file that we publish shows who made it, if its row has a mark', async () => {
  const { to, run, read } = newsroom();
  await run();
  const paths = (await pathsIn(to)).filter((path) => !path.startsWith(ledgerFolder));
  const makers = await Promise.all(paths.map(async (path) => [path, makerOf(path, (await read(path)) ?? '')] as const));
  expect(makers.filter(([, maker]) => maker === 'another program')).toEqual([]);
  expect(makers.filter(([, maker]) => maker === 'Presstime').length).toBeGreaterThan(10);
  const unmarked = outputs.filter(({ mark }) => mark === null).map(({ path }) => path);
  expect(unmarked.filter((path) => !/feed\.json$/.test(path))).toEqual([
    'smartnews.xml',
    'media/<path>',
    '.presstime/ledger/<path>',
  ]);
});
