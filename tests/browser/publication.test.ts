/** The sample articles of the project, published and read in a browser: no page is missing or broken. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { launch, type Served, serveSite, watchedPage } from './browser.ts';
import { faultsOf, ownLinks } from './look.ts';
import type { Files } from './site.ts';

let browser: Browser;
let site: Served;
let published: readonly string[];

beforeAll(async () => {
  [browser, site] = await Promise.all([launch(), serveSite(publishSamples)]);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Publishes the samples, and withdraws one article afterwards. */
async function publishSamples(url: string): Promise<Files> {
  const samples = await readSamples('articles');
  const settings = new TextDecoder().decode(samples['feed.yaml']).replace(/^feedUrl: .*/m, `feedUrl: ${url}`);
  const feed = settings.replace(/^feeds:\n {2}- sections$/m, 'feeds: [sections, categories, authors]');
  expect(feed).toContain('authors]');
  const to = createMemoryStore();
  const now = '2026-11-23T15:00:00Z';
  await publish({ from: createMemoryStore({ ...samples, 'feed.yaml': feed }), to, now });
  const swim = new TextDecoder().decode(samples['blog/harbour-swim.md']);
  const withdrawn = { 'blog/harbour-swim.md': swim.replace(/^\+\+\+\n/, '+++\nwithdrawn = true\n') };
  await publish({ from: createMemoryStore({ ...samples, ...withdrawn, 'feed.yaml': feed }), to, now });
  const listed = await to.list((path) => !path.startsWith('.presstime/'));
  published = listed.map(({ path }) => path);
  const bodies = await Promise.all(published.map(async (path) => [path, (await to.read(path))?.body] as const));
  return new Map(bodies.flatMap(([path, body]) => (body === undefined ? [] : [[path, body] as const])));
}

async function readSamples(folder: string): Promise<Record<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path)] as const)),
  );
}

test('every page that the index links to exists, is complete and logs nothing', async () => {
  const { page, complaints } = await watchedPage(await browser.newContext({ viewport: { width: 360, height: 740 } }));
  const reached = new Set<string>();
  const waiting = [`${site.url}index.html`];
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (reached.has(url)) continue;
    reached.add(url);
    const response = await page.request.get(url);
    expect({ url, status: response.status() }).toEqual({ url, status: 200 });
    if (!url.endsWith('.html')) continue;
    await page.goto(url);
    expect({ url, faults: await faultsOf(page) }).toEqual({ url, faults: [] });
    expect({ url, wide: await page.evaluate('document.documentElement.scrollWidth > innerWidth') }).toEqual({
      url,
      wide: false,
    });
    waiting.push(...(await ownLinks(page, site.url)));
  }
  expect(complaints).toEqual([]);
  const pages = published.filter((path) => path.endsWith('.html'));
  expect(pages.filter((path) => !reached.has(site.url + path))).toEqual([
    '404.html',
    'articles/blog/harbour-swim.html',
  ]);
  await page.context().close();
});

test('the page of the withdrawn article says so, and nothing else', async () => {
  const { page } = await watchedPage(await browser.newContext());
  await page.goto(`${site.url}articles/blog/harbour-swim.html`);
  expect(await page.locator('h1').textContent()).toBe('This article was withdrawn');
  expect(await page.content()).not.toMatch(/swim(?!\.html)/i);
  await page.context().close();
});

test('robots.txt names a sitemap that exists', async () => {
  const { page } = await watchedPage(await browser.newContext());
  const robots = await (await page.request.get(`${site.url}robots.txt`)).text();
  const sitemap = /^Sitemap: (.*)$/m.exec(robots)?.[1] ?? '';
  expect((await page.request.get(sitemap)).status()).toBe(200);
  await page.context().close();
});

test('a feed finds its style sheet', async () => {
  const { page, complaints } = await watchedPage(await browser.newContext());
  for (const path of published.filter((it) => /(?:rss|atom)\.xml$/.test(it))) {
    await page.goto(site.url + path);
    const debug = await page.context().newCDPSession(page);
    const expression = "getComputedStyle(document.documentElement, '::before').content";
    const { result } = await debug.send('Runtime.evaluate', { expression });
    await debug.detach();
    expect({ path, begins: String(result.value).slice(0, 15) }).toEqual({ path, begins: '"This is a feed' });
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});
