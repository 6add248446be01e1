/**
 * Blogs that site generators build move in: their URLs and ids stay, and newsboat shows no entry as new. A generator that is
 * not installed is skipped, but not in CI.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeMove } from '../../src/cli/commands/describe-move.ts';
import { type FeedEntry, readFeedEntries } from '../../src/validate/feed-entries.ts';
import { astro } from '../generators/astro.ts';
import { docusaurus } from '../generators/docusaurus.ts';
import { eleventy } from '../generators/eleventy.ts';
import { type Blog, buildSite, type Generator, hasPage, isInstalled } from '../generators/generator.ts';
import { hexo } from '../generators/hexo.ts';
import { hugo } from '../generators/hugo.ts';
import { jekyll } from '../generators/jekyll.ts';
import { pelican } from '../generators/pelican.ts';
import { vitepress } from '../generators/vitepress.ts';
import { zola } from '../generators/zola.ts';
import { subscribe } from '../support/newsboat.ts';
import { presstime, temporaryFolder, writeFiles } from '../support/run.ts';

const generators = [hugo, jekyll, pelican, zola, eleventy, hexo, astro, docusaurus, vitepress];

/** The feed that the server serves at each path. */
const served = new Map<string, Buffer>();
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => response.end(served.get(request.url ?? '') ?? ''));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe.each(generators)('$tool', (generator) => {
  const { tool, blogs } = generator;
  if (!isInstalled(generator) && process.env['CI'] === undefined) {
    const advice = `Install it, or set ${tool.toUpperCase()} to the path of the program`;
    test.skip(`There is no ${tool}: ${advice}`, () => undefined);
    console.log(`Skipped: there is no ${tool}. ${advice}`);
    return;
  }
  test.each(blogs)('$name', { timeout: 300_000 }, async (blog) => {
    const folder = temporaryFolder();
    await writeFiles(folder, blog.files);
    buildSite(generator, { blog, folder });
    await expectMoved(folder, { generator, blog });
  });
});

interface Built {
  readonly generator: Generator;
  readonly blog: Blog;
}

async function expectMoved(folder: string, { generator, blog }: Built): Promise<void> {
  const { feed, output, entries, brokenLinks } = blog;
  const old = feed === null ? null : readFileSync(join(folder, output, feed));
  const before = old === null ? [] : (readFeedEntries(old) ?? []);
  if (old !== null) expect(before).toHaveLength(entries);

  const { code, stdout, stderr } = await presstime(folder, ['init', '--yes', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const report = JSON.parse(stdout);
  const { former } = report;
  expect(report.tool).toBe(generator.tool);
  const same = { entries, found: entries, sameId: entries, sameUrl: entries - brokenLinks };
  if (old === null) expect(former).toBeNull();
  else expect(former).toMatchObject({ location: `${output}/${feed}`, ...same, newToSubscribers: [], left: [] });
  expect(describeMove(report).join('\n')).toContain(
    old === null
      ? 'URLs and ids are made as the tool makes them'
      : `${same.sameId} with the same id, ${same.sameUrl} with the same URL\n  0 entries would be new to subscribers`,
  );

  const published = await presstime(folder, ['publish', '--no-hubs']);
  expect(published.code).toBe(0);
  const json = readFileSync(join(folder, '_feeds/feed.json'));
  const after = readFeedEntries(json) ?? [];
  const homeUrl = JSON.parse(json.toString()).home_page_url;
  expect(after).toHaveLength(entries);
  expect(after.map(({ url }) => url).filter((url) => !hasPage(folder, { output, url: url ?? '', homeUrl }))).toEqual(
    [],
  );
  if (old === null || feed === null) return;
  expect(byId(after)).toEqual(byId(before));

  // The feed keeps its name.
  const live = readFileSync(join(folder, '_feeds', basename(feed)));
  await expectNothingNew(folder, { before: old, after: live, entries, newIds: blog.newIds });
}

/** What has to stay: each id with its title and its date. */
function byId(entries: readonly FeedEntry[]) {
  const sorted = entries.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  // Titles in HTML, as jekyll-feed has them, are compared as text.
  return sorted.map(({ id, title, published }) => ({ id, title: title.replaceAll('&amp;', '&'), published }));
}

interface Feeds {
  readonly before: Buffer;
  readonly after: Buffer;
  readonly entries: number;
  readonly newIds: number;
}

/** The URL of the feed stays. newsboat counts what its reader has not seen. */
async function expectNothingNew(folder: string, { before, after, entries, newIds }: Feeds): Promise<void> {
  const path = `/${served.size}/feed.xml`;
  const home = join(folder, 'newsboat');
  mkdirSync(home);
  const reader = await subscribe(home, origin + path);
  served.set(path, before);
  expect(await reader.reload()).toBe(entries);
  await reader.markRead((readFeedEntries(before) ?? []).map(({ id }) => id));
  expect(await reader.reload()).toBe(0);
  served.set(path, after);
  expect(await reader.reload()).toBe(newIds);
  // A new entry is counted.
  served.set(path, withNewId(after));
  expect(await reader.reload()).toBe(newIds + 1);
}

/** The feed with another id of its first entry. */
function withNewId(feed: Buffer): Buffer {
  const text = feed.toString('utf8');
  const at = text.search(/<(?:item|entry)[\s>]/);
  return Buffer.from(text.slice(0, at) + text.slice(at).replace(/(<(?:guid|id)[^>]*>)[^<]*/, '$1urn:example:new'));
}
