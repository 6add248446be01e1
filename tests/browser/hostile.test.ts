/** Hostile content in an article or around it does nothing in a browser, with and without the policy of the page. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Entry } from '../../src/model/entry.ts';
import { person } from '../../src/model/metadata.ts';
import { renderEntryPage, renderWithdrawnPage } from '../../src/render/page/article-page.ts';
import { renderListPage } from '../../src/render/page/list-page.ts';
import { hostileHtml } from '../support/hostile-html.ts';
import { instant } from '../support/instant.ts';
import { launch, type Served, serveSite, watchedPage } from './browser.ts';
import { channelAt, contextOf, entryOf, type Files } from './site.ts';

const breakouts = [
  '"><script>window.ran=1</script>',
  "'><img src=x onerror=window.ran=1>",
  '</script><script>window.ran=1</script>',
  '</title><script>window.ran=1</script>',
  '--></style><svg onload=window.ran=1>',
  '<!--<script>window.ran=1//',
  '{{constructor.constructor("window.ran=1")()}}',
  '\u2028</script\u2029><script>window.ran=1</script>',
  '\u0000<script\u0000>window.ran=1</script>',
];

const bodies = hostileHtml.map((html) => html.replaceAll('alert(1)', 'window.ran=1'));

const around = (text: string): Partial<Entry> => ({
  title: text,
  summary: text,
  section: text,
  categories: [text],
  rights: text,
  authors: [person({ name: text, url: `javascript:${text}` })],
  externalUrl: 'javascript:window.ran=1',
  commentsUrl: 'javascript:window.ran=1',
  source: { title: text, url: 'javascript:window.ran=1', feedUrl: null },
  corrections: [{ text, corrected: null }],
  images: [
    {
      url: 'javascript:window.ran=1',
      type: null,
      width: null,
      height: null,
      lengthBytes: null,
      alt: text,
      caption: text,
      credit: text,
    },
  ],
  enclosures: [
    { url: 'javascript:window.ran=1', type: 'audio/mpeg', lengthBytes: null, title: text, durationSeconds: null },
    {
      url: 'https://media.example/a.mp3',
      type: 'audio/"onerror="window.ran=1',
      lengthBytes: null,
      title: text,
      durationSeconds: null,
    },
  ],
});

function buildHostile(url: string): Files {
  const channel = channelAt(url);
  const context = contextOf(channel);
  const head = '---\ntitle: T\ndate: 2026-10-12\n---\n';
  const plain = entryOf({ path: 'plain.md', text: `${head}Plain.`, changes: {} }, channel);
  const inBody = bodies.flatMap((html, index) =>
    ['html', 'md'].map((extension): [string, string] => {
      const draft = {
        path: `body.${extension}`,
        text: `${head}<p>Before.</p>\n\n${html}\n\n<p>After.</p>`,
        changes: {},
      };
      return [`body-${index}.${extension}.html`, renderEntryPage(entryOf(draft, channel), context)];
    }),
  );
  const feedUrls = { rss: `${url}rss.xml`, atom: `${url}atom.xml`, json: `${url}feed.json` };
  const list = { kind: 'group', url: `${url}x/index.html`, feedUrls, newer: null, older: null } as const;
  const outside = breakouts.flatMap((text, index): [string, string][] => {
    const entry = { ...plain, ...around(text) };
    const hostile = {
      channel: { ...channel, title: text, description: text, rights: text },
      groupUrl: context.groupUrl,
    };
    const groups = [{ grouping: 'sections', name: text, url: `${url}y/index.html` }] as const;
    return [
      [`entry-${index}.html`, renderEntryPage(entry, hostile)],
      [`list-${index}.html`, renderListPage({ ...list, title: text, entries: [entry], groups }, hostile)],
      [
        `gone-${index}.html`,
        renderWithdrawnPage({ url, withdrawn: instant('2026-10-12T00:00:00Z'), notice: text }, hostile),
      ],
    ];
  });
  return new Map([...inBody, ...outside, ['style.css', '']]);
}

const pages = [...buildHostile('http://127.0.0.1/').keys()].filter((path) => path.endsWith('.html'));

let browser: Browser;
let site: Served;

beforeAll(async () => {
  [browser, site] = await Promise.all([launch(), serveSite(buildHostile)]);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Triggers every event that a script could wait for. */
const provoke = `
  for (const it of document.querySelectorAll('body *'))
    for (const name of ['mouseover', 'focus', 'blur', 'toggle', 'error', 'load', 'start'])
      it.dispatchEvent(new Event(name, { bubbles: true }));
  [...document.querySelectorAll('[href], [src], [action], [formaction], [data]')]
    .flatMap((it) => [it.href, it.src, it.action].filter(Boolean))
    .filter((it) => !/^(?:https?|mailto|tel):/.test(it))`;

describe.each([
  ['with the policy', { bypassCSP: false }],
  ['without the policy', { bypassCSP: true }],
])('%s', (_name, options) => {
  test('nothing runs, no request is sent, and every URL is that of a web page', { timeout: 300_000 }, async () => {
    const { page, complaints, requests } = await watchedPage(await browser.newContext(options));
    const found: unknown[] = [];
    for (const path of pages) {
      await page.goto(site.url + path);
      const urls = await page.evaluate(provoke);
      found.push(...(urls as string[]), ...((await page.evaluate('window.ran ? [1] : []')) as number[]));
      if (found.length > 0) throw new Error(`${path}: ${JSON.stringify(found)}`);
    }
    expect(pages.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    expect(requests.filter((it) => !/^image |^other https:\/\/pictures\.example\/icon\.png$/.test(it))).toEqual([]);
    await page.context().close();
  });
});

test('without the sanitiser and the policy they would run', async () => {
  const { page } = await watchedPage(await browser.newContext());
  await page.setContent(`<img src="x:" onerror="window.ran=1">`);
  await page.waitForFunction('window.ran === 1');
  expect(await page.evaluate('window.ran')).toBe(1);
  await page.context().close();
});
