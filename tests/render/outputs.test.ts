/** The table of published paths: each path that a run can plan is in exactly one row, and headers and documents agree with the rows. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { takenNames } from '../../src/channel/file-names.ts';
import { type Item, withEntry } from '../../src/item/item.ts';
import { pendingPath } from '../../src/ledger/pending.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { stateFromItems } from '../../src/ledger/state-from-items.ts';
import { readWholeLedger } from '../../src/ledger/whole-ledger.ts';
import { plan, stateOf } from '../../src/publish/plan/plan.ts';
import { publish } from '../../src/publish/publish.ts';
import { formats, liveFormNames, liveForms } from '../../src/render/feed/formats.ts';
import {
  cacheRuleOf,
  cacheRules,
  checkOutputs,
  defaultPathOf,
  isFeedPath,
  isOutputPath,
  isOutputWith,
  mediaTypeOf,
  outputs,
  outputsOf,
  usualPathOf,
} from '../../src/render/outputs.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channel, channelYaml } from '../support/channel.ts';
import { instant } from '../support/instant.ts';
import { png } from '../support/picture.ts';

const now = instant('2026-11-23T15:00:00Z');

function story(title: string, fields = ''): string {
  return `---\ntitle: ${title}\ndate: 2026-11-22\n${fields}---\nText of ${title}.\n`;
}

/** A publication with an output of every kind, and an article that is gone. */
async function publishEverything() {
  const settings = 'feeds: [sections, categories, authors]\nprofiles: [smartnews]\nlimit: 2\n';
  const from = createMemoryStore({
    'feed.yaml': `${channelYaml.replace('pages: false\n', '')}${settings}`,
    'a.md': story('Alpha', 'section: Harbor\ntags: [Boats, 天気]\nauthor: Mae Orland\nimage: a.png\n'),
    'a.png': png(4, 4),
    'sea/b.md': story('Beta', 'author: Zoë Ågren\naudio: b.mp3\n'),
    'sea/b.mp3': 'audio',
    ...Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`${index}.md`, story(`Number ${index}`)])),
  });
  const to = createMemoryStore();
  const run = () => publish({ from, to, now, allowRemovals: true });
  await run();
  await from.remove('0.md');
  return { to, run, report: await run(), paths: (await to.list(() => true)).map(({ path }) => path) };
}

describe('a publication with an output of every kind', () => {
  test('has each of its files in exactly one row, and each row has files', async () => {
    const { paths, report } = await publishEverything();
    expect(report.problems).toEqual([]);
    expect(paths.filter((path) => outputsOf(path).length !== 1)).toEqual([]);
    const used = new Set(paths.flatMap(outputsOf));
    expect(outputs.filter((output) => !used.has(output))).toEqual([]);
  });

  test('is found again by the next run, which has nothing to write', async () => {
    const { run } = await publishEverything();
    const { changes, ledgerWrites } = await run();
    expect(changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
    expect(ledgerWrites).toBeLessThan(2);
  });

  test('a document whose path is in no row is an error before anything is written', async () => {
    const { to } = await publishEverything();
    const whole = await readWholeLedger(to, await readLedger(to));
    const paged = { ...channel, pages: true };
    const planned = (items: readonly Item[]) => plan(stateOf(stateFromItems({ ...whole, items, now })), [], paged, now);
    const { items } = whole;
    const moved = items.map((item) => withEntry(item, { page: { path: 'stories/a.html' } }));
    expect(() => planned(items)).not.toThrow();
    expect(() => planned(moved)).toThrow('No row of src/render/outputs.ts has the path "stories/a.html"');
  });
});

test('only what is in a row is removed, whatever a damaged ledger says', async () => {
  const owned = ['articles/a.html', 'a.md', 'feed.yaml', 'rss.xml'];
  const to = createMemoryStore({ [pendingPath]: JSON.stringify({ edits: {}, pings: [], removals: owned }) });
  for (const path of owned) await to.write(path, new TextEncoder().encode(''), 'any');
  const from = createMemoryStore({ 'feed.yaml': channelYaml, 'b.md': story('Beta') });
  await publish({ from, to, now });
  expect(await to.read('articles/a.html')).toBe(null);
  for (const path of ['a.md', 'feed.yaml', 'rss.xml']) expect(await to.read(path)).not.toBe(null);
});

test('the error names the path that is in no row', () => {
  expect(() => checkOutputs(['rss.xml', 'media/a.png', 'trends.xml', 'more.xml'])).toThrow('"trends.xml"');
  expect(() => checkOutputs(outputs.map(exampleOf))).not.toThrow();
});

test.each([
  'rss.xml.bak',
  'xrss.xml',
  'rssxxml',
  'archive/0/rss.xml',
  'archive/x/rss.xml',
  'archive/1/smartnews.xml',
  'sections/rss.xml',
  'sections/a/b/rss.xml',
  'tags/a/rss.xml',
  'articles/.html.txt',
  'media/',
  'feed.yaml',
  'a.md',
  '',
  '.presstime/work/a',
])('"%s" is not a published path', (path) => {
  expect([isOutputPath(path), outputsOf(path)]).toEqual([false, []]);
});

test('feeds are the files in the three formats, in any folder of the publication', () => {
  const paths = ['rss.xml', 'archive/12/feed.json', 'authors/mae-orland/atom.xml', 'smartnews.xml', 'index.html'];
  expect(paths.filter(isFeedPath)).toEqual(paths.slice(0, 3));
});

describe('feeds with names of the setting "files"', () => {
  const files = { rss: 'index.xml', atom: 'rss.xml', json: 'posts.json' };

  test.each([
    ['index.xml', 'rss.xml'],
    ['rss.xml', 'atom.xml'],
    ['archive/2/posts.json', 'archive/2/feed.json'],
    ['sections/harbor/index.xml', 'sections/harbor/rss.xml'],
    ['index.html', 'index.html'],
    ['atom.xml', 'atom.xml'],
  ])('%s is in the row of %s', (path, usual) => {
    expect(defaultPathOf(path, files)).toBe(usual);
  });

  test('are published paths in the folders of feeds only, and so are the default names', () => {
    const own = ['index.xml', 'archive/1/posts.json', 'authors/mae/rss.xml', 'feed.json', 'atom.xml'];
    expect(own.filter((path) => !isOutputWith(files, path))).toEqual([]);
    const others = [
      'sitemap.xml',
      'tags/a/index.xml',
      'a/b/c/index.xml',
      'archive/0/index.xml',
      '.index.xml',
      'posts.xml',
    ];
    expect(others.filter((path) => isOutputWith(files, path))).toEqual([]);
  });

  test('never have the name of another file', () => {
    const fixed = outputs.map(({ path }) => path).filter((path) => /^[^/<]+\.(?:xml|json)$/.test(path));
    const others = fixed.filter((path) => !isFeedPath(path));
    expect(others.length).toBeGreaterThan(1);
    expect(others.filter((path) => !takenNames.includes(path))).toEqual([]);
  });

  test('are stored with the headers of their format, which their content shows', async () => {
    const from = createMemoryStore({
      'feed.yaml': `${channelYaml}limit: 1\nfiles: {rss: index.xml, atom: rss.xml, json: posts.json}\n`,
      'a.md': story('Alpha'),
      'b.md': story('Beta'),
    });
    const to = createMemoryStore();
    await publish({ from, to, now });
    const headersOf = async (path: string) => {
      const usual = usualPathOf(path, (await to.read(path))?.body ?? new Uint8Array());
      return [mediaTypeOf(usual), cacheRuleOf(usual)];
    };
    const expected = (path: string) => [mediaTypeOf(path), cacheRuleOf(path)];
    for (const folder of ['', 'archive/1/']) {
      expect(await headersOf(`${folder}index.xml`)).toEqual(expected(`${folder}rss.xml`));
      expect(await headersOf(`${folder}rss.xml`)).toEqual(expected(`${folder}atom.xml`));
      expect(await headersOf(`${folder}posts.json`)).toEqual(expected(`${folder}feed.json`));
    }
  });

  test.each([
    ['sitemap.xml', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'],
    ['news-sitemap.xml', '<!-- <rss > --><urlset/>'],
    ['index.html', '<!doctype html><rss >'],
    ['data.json', '{"version": "https://example.org/"}'],
    ['media/3f/index.xml', '<rss version="2.0">'],
    ['feed.txt', '<rss version="2.0">'],
  ])('%s is not taken for a feed', (path, text) => {
    expect(usualPathOf(path, new TextEncoder().encode(text))).toBe(path);
  });
});

/** A path that matches a row. */
function exampleOf({ path }: { readonly path: string }): string {
  const parts: Readonly<Record<string, string>> = {
    number: '1',
    grouping: 'sections',
    name: 'harbor',
    path: path.endsWith('/<path>') ? 'a.png' : 'a',
  };
  return path.replace(/<([a-z]+)>/g, (_part, name: string) => parts[name] ?? '');
}

describe('the documents', () => {
  test('docs/formats.md has the table, and the values of Cache-Control', () => {
    const rows = outputs.map(({ path, mediaType, cache, meaning }) => {
      return `| \`${path}\` | ${mediaType ?? 'by extension'} | ${cache} | ${meaning} |`;
    });
    const head = ['| path | Content-Type | kept by caches for | what it is |', '| --- | --- | --- | --- |'];
    const rules = Object.entries(cacheRules).map(([name, value]) => `| ${name} | \`${value}\` |`);
    const document = readFileSync('docs/formats.md', 'utf8');
    expect(document).toContain([...head, ...rows].join('\n'));
    expect(document).toContain(['| kept for | Cache-Control |', '| --- | --- |', ...rules].join('\n'));
  });

  test('the README names every path that is served, and no other', () => {
    const part =
      readFileSync('README.md', 'utf8')
        .split(/^## /m)
        .find((it) => it.startsWith('What is published')) ?? '';
    const named = part
      .split('\n')
      .flatMap((line) => (/^\| `/.test(line) ? [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)] : []));
    const patterns = named.map(([, name = '']) => name);
    const isIn = (path: string, pattern: string) =>
      pattern.endsWith('…') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
    const groupings = ['sections', 'categories', 'authors'];
    const served = outputs
      .filter(({ kind }) => kind !== 'ledger')
      .flatMap((output) => groupings.map((grouping) => exampleOf(output).replace(/^sections/, grouping)));
    expect(served.filter((path) => !patterns.some((pattern) => isIn(path, pattern)))).toEqual([]);
    expect(patterns.filter((pattern) => !served.some((path) => isIn(path, pattern)))).toEqual([]);
  });
});

test.each([
  ['rss.xml', 'application/rss+xml; charset=utf-8'],
  ['news/atom.xml', 'application/atom+xml; charset=utf-8'],
  ['feed.json', 'application/feed+json; charset=utf-8'],
  ['index.html', 'text/html; charset=utf-8'],
  ['style.css', 'text/css; charset=utf-8'],
  ['robots.txt', 'text/plain; charset=utf-8'],
  ['sitemap.xml', 'application/xml; charset=utf-8'],
  ['news-sitemap.xml', 'application/xml; charset=utf-8'],
  ['feeds.opml', 'text/x-opml; charset=utf-8'],
  ['smartnews.xml', 'application/rss+xml; charset=utf-8'],
  ['archive/3/rss.xml', 'application/rss+xml; charset=utf-8'],
  ['archive/3/feed.json', 'application/feed+json; charset=utf-8'],
  ['sections/harbor/atom.xml', 'application/atom+xml; charset=utf-8'],
  ['sections/rss.xml/index.html', 'text/html; charset=utf-8'],
  ['articles/quay.HTML', 'text/html; charset=utf-8'],
  ['media/3f/quay.mp3', 'audio/mpeg'],
  ['media/quay.mp4', 'video/mp4'],
  ['media/quay.vtt', 'text/vtt; charset=utf-8'],
  ['media/quay.srt', 'application/x-subrip'],
  ['media/tides.pdf', 'application/pdf'],
  ['pictures/a quay?.JPG', 'image/jpeg'],
  ['unknown', 'application/octet-stream'],
])('%s is %s', (path, type) => {
  expect(mediaTypeOf(path)).toBe(type);
});

test('the ledger is never cached, and files that readers poll are cached for minutes', () => {
  expect(cacheRuleOf('.presstime/ledger/head.json')).toBe('no-store');
  const polled = [...formats.map(({ path }) => path), 'sections/harbor/rss.xml', 'index.html', 'articles/quay.html'];
  expect([...new Set(polled.map(cacheRuleOf))]).toEqual(['public, max-age=300, s-maxage=60, stale-if-error=86400']);
});

test('media whose names contain their digest never change; files in another folder do not count as media', () => {
  expect(cacheRuleOf('media/3f/quay.mp3')).toBe('public, max-age=31536000, immutable');
  expect(cacheRuleOf('sections/media/rss.xml')).toContain('max-age=300');
  expect(cacheRuleOf('media')).toContain('max-age=300');
});

test('archive documents get no more entries, so an edit may be seen there a day late', () => {
  expect(cacheRuleOf('archive/3/rss.xml')).toBe(
    'public, max-age=86400, stale-while-revalidate=86400, stale-if-error=604800',
  );
});

test.each(liveFormNames)('the live feed in the form of %s has a row', (name) => {
  expect(() => checkOutputs([liveForms[name].path])).not.toThrow();
});
