/** The library in a real browser: creates, sanitises, renders and checks feeds on a page, also from hostile input. */
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanText } from '../../src/render/feed/xml.ts';
import { launch, type Served, serveSite, watchedPage } from './browser.ts';

/** The script of the page. It stores its results in `window.results`. */
const program = `
import { createEntry, createFeed, fromFeed, formats, renderRss } from 'presstime/render';
import { validateFeed } from 'presstime/validate';

const hostile = ']]><script>window.harmed = true</script>"&\\u0000\\ud800';
const html = '<p>Terns</p><img src="x" onerror="window.harmed = true"><script>window.harmed = true</script>' +
  '<a href="javascript:window.harmed = true">A</a>' + '<b>'.repeat(300);
const entry = createEntry({ url: 'https://courier.example/terns', title: hostile, published: '2026-05-04T08:30:00-07:00', contentHtml: html });
const feed = createFeed({
  title: hostile, homeUrl: 'https://courier.example/', entries: [entry],
  selfUrls: { rss: 'https://courier.example/rss.xml', atom: 'https://courier.example/atom.xml', json: 'https://courier.example/feed.json' },
});
const peer = fromFeed({
  options: { title: 'Courier', link: 'https://courier.example/' },
  items: [{ title: hostile, link: 'https://courier.example/quay', date: new Date('2026-05-04T15:30:00Z'), content: html }],
});
document.body.innerHTML = entry.contentHtml + peer.entries[0].contentHtml;

const titleIn = (xml) => new DOMParser().parseFromString(xml, 'application/xml').querySelector('item > title')?.textContent;
window.results = {
  checks: formats.map(({ name, render }) => {
    const { format, entries, findings } = validateFeed(render(feed), { format: name });
    return { format, entries, errors: findings.filter((it) => it.severity === 'error').map((it) => it.code) };
  }),
  titles: [titleIn(renderRss(feed)), titleIn(renderRss(peer))],
  broken: validateFeed('<rss><channel>' + '<a>'.repeat(100000)).findings.map((it) => it.code),
  message: (() => { try { createEntry({ title: 'A', url: 'javascript:0', published: new Date(0) }); } catch (thrown) { return String(thrown); } })(),
  rss: renderRss(feed),
};
`;

let browser: Browser;
let served: Served;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: process.cwd() },
    alias: { 'presstime/render': './src/index-render.ts', 'presstime/validate': './src/index-validate.ts' },
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    write: false,
  });
  const script = outputFiles[0]?.text ?? '';
  const page = '<!doctype html><html lang="en"><title>Library</title><link rel="icon" href="data:,"><body>';
  browser = await launch();
  served = await serveSite(
    () =>
      new Map([
        ['index.html', `${page}<script src="library.js"></script>`],
        ['library.js', script],
      ]),
  );
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

interface Results {
  readonly checks: readonly { readonly format: string; readonly entries: number; readonly errors: readonly string[] }[];
  readonly titles: readonly string[];
  readonly broken: readonly string[];
  readonly message: string;
  readonly rss: string;
}

test('creates, renders and checks feeds as in Node, and runs no hostile script', async () => {
  const { page, complaints, requests } = await watchedPage(await browser.newContext());
  await page.goto(`${served.url}index.html`);
  const results = (await page.evaluate('window.results')) as Results;
  expect(results.checks).toEqual(['rss', 'atom', 'json'].map((format) => ({ format, entries: 1, errors: [] })));
  const title = cleanText(']]><script>window.harmed = true</script>"&\u0000\ud800');
  expect(results.titles).toEqual([title, title]);
  expect(results.broken).toContain('feed-malformed');
  expect(results.message).toBe(
    'TypeError: "url" must be an absolute http or https URL without a user name: got "javascript:0"',
  );
  expect(await page.evaluate('window.harmed')).toBeUndefined();
  expect(await page.locator('script:not([src]), [onerror], a[href^="javascript:"]').count()).toBe(0);
  expect(await page.locator('body p').first().textContent()).toBe('Terns');
  expect(results.rss).toContain('<pubDate>Mon, 04 May 2026 15:30:00 GMT</pubDate>');
  expect(complaints).toEqual([]);
  expect(new Set(requests)).toEqual(new Set(['image https://courier.example/x']));
});
