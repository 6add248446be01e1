/**
 * Runs the sanitisers of real feed readers from Debian on the golden articles and on hostile inputs, and compares what they leave
 * with `tests/preview/readers/recorded/`, with which a fast test compares our rules. `UPDATE_RECORDED=1` rewrites the recordings.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startMiniflux } from '../../scripts/servers/miniflux.ts';
import { fetchPackages } from '../../scripts/servers/process.ts';
import { createEntry } from '../../src/feed/create-entry.ts';
import { createFeed } from '../../src/feed/create-feed.ts';
import { renderRss } from '../../src/render/feed/rss.ts';
import { comparable } from '../preview/readers/compare-html.ts';
import { allContents, page } from '../preview/readers/contents.ts';

const contents = allContents();
const recordings = join(import.meta.dirname, '../preview/readers/recorded');

interface Found {
  readonly version: string;
  readonly contents: Readonly<Record<string, string>>;
}

/**
 * Compares trees, because versions of the same parser write the same tree in different ways. Another version of a reader may have
 * other rules: then the differences are printed, and the test is skipped.
 */
function expectRecorded(id: string, found: Found, skip: (reason: string) => void): void {
  const ordered = Object.fromEntries(Object.keys(contents).map((name) => [name, found.contents[name] ?? '']));
  if (process.env['UPDATE_RECORDED'] === '1') record(id, { version: found.version, contents: ordered });
  const wanted = trees(readJson(`${id}.json`));
  const left = trees(ordered);
  const { [id]: version } = readJson('versions.json');
  if (version === found.version) {
    expect(left).toEqual(wanted);
    return;
  }
  for (const name of Object.keys(left).filter((it) => left[it] !== wanted[it])) {
    console.log(`${id} ${found.version} differs: ${name}\n  now: ${left[name]}\n  recorded: ${wanted[name]}`);
  }
  skip(`version ${found.version} is installed, but version ${version} was recorded: run it with UPDATE_RECORDED=1`);
}

function record(id: string, { version, contents: html }: Found): void {
  const write = (name: string, value: unknown) =>
    writeFileSync(join(recordings, name), `${JSON.stringify(value, null, 2)}\n`);
  write(`${id}.json`, html);
  write('versions.json', { ...readJson('versions.json'), [id]: version });
}

function readJson(name: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(recordings, name), 'utf8')) as Record<string, string>;
}

function trees(htmls: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(htmls).map(([name, html]) => [name, comparable(html)]));
}

/** Runs one of our scripts with PHP and these extensions, all from the packages. */
function runPhp(script: string, folder: (root: string) => string): Found {
  const run = fetchPackages('sanitisers', ['php-cli', 'php-xml', 'php-mbstring', 'libphp-simplepie']);
  const root = join(dirname(run), 'root');
  const modules = join(root, 'usr/lib/php');
  const [api = ''] = readdirSync(modules).filter((name) => /^\d{8}$/.test(name));
  const [program = ''] = readdirSync(join(root, 'usr/bin')).filter((name) => /^php\d[\d.]*$/.test(name));
  const extensions = ['ctype', 'dom', 'iconv', 'mbstring', 'xml'].flatMap((name) => ['-d', `extension=${name}.so`]);
  const args = [program, '-n', '-d', `extension_dir=${join(modules, api)}`, ...extensions];
  const path = join(import.meta.dirname, script);
  const output = execFileSync(run, [...args, path, folder(root)], {
    input: JSON.stringify(contents),
    encoding: 'utf8',
  });
  return JSON.parse(output) as Found;
}

test('SimplePie leaves what was recorded', ({ skip }) => {
  const found = runPhp('sanitise-with-simplepie.php', (root) => join(root, 'usr/share/php/simplepie'));
  expectRecorded('simplepie', found, skip);
});

/** Its package depends on a web server and a database, so it is not fetched. */
const tinyTinyRss = '/usr/share/tt-rss/www';
const isMissing = !existsSync(join(tinyTinyRss, 'classes/sanitizer.php'));
if (isMissing)
  console.log(`Skips Tiny Tiny RSS, because ${tinyTinyRss} does not exist: the package tt-rss is not installed`);

test.skipIf(isMissing)('Tiny Tiny RSS leaves what was recorded', ({ skip }) => {
  const found = runPhp('sanitise-with-tt-rss.php', () => tinyTinyRss);
  expectRecorded('tt-rss', found, skip);
});

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('Skips Miniflux, because only root can start it in a folder of its own');

describe.skipIf(!isRoot)('Miniflux', () => {
  test('leaves what was recorded', async ({ skip }) => {
    const reader = await startMiniflux();
    const server = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/rss+xml' });
      response.end(feedOfContents());
    });
    try {
      await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
      const { port } = server.address() as AddressInfo;
      const [category] = (await reader.request('/v1/categories')) as readonly { readonly id: number }[];
      await reader.request('/v1/feeds', { feed_url: `http://127.0.0.1:${port}/rss.xml`, category_id: category?.id });
      const { entries } = (await reader.request('/v1/entries?limit=500')) as {
        readonly entries: readonly { readonly title: string; readonly content: string }[];
      };
      const { version } = (await reader.request('/v1/version')) as { readonly version: string };
      expect(entries.length).toBe(Object.keys(contents).length);
      const left = Object.fromEntries(entries.map(({ title, content }) => [nameOf(title), content]));
      expectRecorded('miniflux', { version, contents: left }, skip);
    } finally {
      server.close();
      await reader.stop();
    }
  });
});

/** Our own feed, with one entry for each content, which is not sanitised. */
function feedOfContents(): string {
  const entries = Object.values(contents).map(({ html, url }, index) => ({
    ...createEntry({ id: `${page}/${index}`, url, title: `Content ${index}`, published: new Date(index * 60_000) }),
    contentHtml: html,
  }));
  return renderRss(createFeed({ title: 'Contents', homeUrl: 'https://courier.example/', entries }));
}

function nameOf(title: string): string {
  return Object.keys(contents)[Number(title.replace('Content ', ''))] ?? title;
}
