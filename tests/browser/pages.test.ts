/** Every kind of page in Chromium: accessible, without console messages, as narrow as the screen, and without dead links. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, type Served, serveSite, type Watched, watchedPage } from './browser.ts';
import { faultsOf, ownLinks } from './look.ts';
import { buildSite } from './site.ts';

const paths = [
  'index.html',
  'empty/index.html',
  'archive/1/index.html',
  'sections/harbor/index.html',
  'authors/ines-calloway/index.html',
  '404.html',
  'articles/ferry.html',
  'articles/lighthouse.html',
  'articles/hebrew.html',
  'articles/link.html',
  'articles/long.html',
  'articles/otter.html',
];

const looks = [
  ['a light screen', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
  ['a dark screen', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
  ['a light phone', { viewport: { width: 360, height: 740 }, colorScheme: 'light' }],
  ['a small dark phone', { viewport: { width: 320, height: 560 }, colorScheme: 'dark' }],
] as const;

let browser: Browser;
let site: Served;

beforeAll(async () => {
  [browser, site] = await Promise.all([launch(), serveSite(buildSite)]);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

describe.each(looks)('on %s', (_name, options) => {
  let watched: Watched;

  beforeAll(async () => {
    watched = await watchedPage(await browser.newContext(options));
  });

  afterAll(() => watched.page.context().close());

  test.each(paths)('%s passes axe, logs nothing, and does not scroll sideways', async (path) => {
    const { page, complaints } = watched;
    complaints.length = 0;
    await page.goto(site.url + path);
    await unfold(page);
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });
});

test('axe would have found a fault: a page whose picture has no alt text', async () => {
  const { page } = await open('articles/ferry.html');
  await page.evaluate("document.querySelector('.content img').removeAttribute('alt')");
  expect(await faultsOf(page)).toEqual([expect.stringContaining('image-alt')]);
  await page.context().close();
});

test('the policy of the pages would block a script, and report it', async () => {
  const { page, complaints } = await open('articles/ferry.html');
  await page.evaluate(
    "{ const it = document.createElement('script'); it.text = 'window.ran = 1'; document.body.append(it); }",
  );
  expect(await page.evaluate('window.ran')).toBeUndefined();
  expect(complaints.join()).toContain('Content Security Policy');
  await page.context().close();
});

test('every link of the publication has a target', async () => {
  const { page } = await open('index.html');
  const seen = new Map<string, number>();
  const waiting = paths.map((path) => site.url + path);
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (seen.has(url)) continue;
    const response = await page.request.get(url);
    seen.set(url, response.status());
    if (!url.endsWith('.html')) continue;
    await page.goto(url);
    waiting.push(...(await ownLinks(page, site.url)));
  }
  expect([...seen].filter(([, status]) => status !== 200)).toEqual([]);
  for (const file of ['style.css', 'rss.xml', 'atom.xml', 'feed.json', 'feeds.opml']) {
    expect([...seen.keys()]).toContain(site.url + file);
  }
  await page.context().close();
});

test('links within a page lead to an element of it', async () => {
  const { page } = await open('articles/ferry.html');
  await page.getByRole('link', { name: 'Skip to the article' }).focus();
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
  await page.getByRole('link', { name: 'Subscribe', exact: true }).click();
  expect(await page.evaluate("document.querySelector(':target').id")).toBe('subscribe');
  await page.context().close();
});

test('the JSON-LD of an article is valid data and does not run', async () => {
  const { page } = await open('articles/ferry.html');
  const text = await page.locator('script[type="application/ld+json"]').textContent();
  expect(JSON.parse(text ?? '')).toMatchObject({
    '@type': 'NewsArticle',
    datePublished: '2026-10-12T16:15:00-07:00',
    correction: [{ text: 'The ship carried two goats, not three.' }],
  });
  expect(await page.evaluate('document.scripts.length')).toBe(1);
  await page.context().close();
});

test('pages request pictures and frames from other hosts, but no audio or video before it is played', async () => {
  const { page, requests } = await open('articles/ferry.html');
  await page.evaluate("document.querySelector('iframe').scrollIntoView()");
  await page.waitForLoadState('networkidle');
  expect(requests.filter((it) => !/^(?:image|other) https:\/\/pictures\.example\//.test(it))).toEqual([
    'document https://player.example/embed/trial',
  ]);
  await page.context().close();
});

test('in print there is no navigation, and links show their URLs', async () => {
  const { page } = await open('articles/ferry.html');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('nav:visible, audio:visible, iframe:visible').count()).toBe(0);
  const after = "getComputedStyle(document.querySelector('.content a[href]'), '::after').content";
  expect(await page.evaluate(after)).toContain('https://harbor.example/reports/trial');
  expect(await page.locator('.address').isVisible()).toBe(true);
  await page.context().close();
});

test('a Hebrew article runs from right to left, and the texts of the page around it are English', async () => {
  const { page } = await open('articles/hebrew.html');
  expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).direction")).toBe('rtl');
  expect(await page.locator('.skip').getAttribute('lang')).toBe('en');
  expect(await page.locator('.name a').getAttribute('dir')).toBe('ltr');
  await page.context().close();
});

async function open(path: string): Promise<Watched> {
  const watched = await watchedPage(await browser.newContext());
  await watched.page.goto(site.url + path);
  return watched;
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true");
}
