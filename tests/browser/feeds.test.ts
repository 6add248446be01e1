/** A feed that is opened in a browser explains what it is, and shows its articles. */
import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, type Served, serveSite, type Watched, watchedPage } from './browser.ts';
import { buildSite } from './site.ts';

let browser: Browser;
let site: Served;
let screens: Readonly<Record<'light' | 'dark', Watched>>;

beforeAll(async () => {
  [browser, site] = await Promise.all([launch(), serveSite(buildSite)]);
  screens = {
    light: await watchedPage(await browser.newContext({ colorScheme: 'light' })),
    dark: await watchedPage(await browser.newContext({ colorScheme: 'dark' })),
  };
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

describe.each(['rss.xml', 'atom.xml'])('%s', (path) => {
  test('begins by explaining what a feed is for', async () => {
    const before = "getComputedStyle(document.documentElement, '::before')";
    expect(await look(path, `${before}.display + ' ' + ${before}.content`)).toMatch(/^block "This is a feed: .*reader/);
  });

  test('shows titles, summaries and dates', async () => {
    const shown = await look(path, visibleText);
    expect(shown).toContain('The Tern Sound Courier');
    expect(shown).toContain('A lighthouse keeper counts to nine');
    expect(shown).toContain('Crossings begin on Thursday');
    expect(shown).toContain('2026');
  });

  test('hides ids, the content with its markup, and the elements around pictures', async () => {
    const shown = await look(path, visibleText);
    expect(shown).not.toContain('<figure>');
    expect(shown).not.toContain('tag:');
    expect(shown).not.toContain('bow open');
    expect(shown).not.toContain('Ines Calloway');
  });

  test('names the page to read instead', async () => {
    const text = await look(path, "getComputedStyle(document.documentElement, '::before').content");
    expect(text).toContain(`Read it as a page at ${site.url}index.html`);
  });

  test('is dark if the screen is', async () => {
    const colour = 'getComputedStyle(document.documentElement).backgroundColor';
    const [light, dark] = [await look(path, colour), await look(path, colour, 'dark')];
    expect(dark).not.toBe(light);
  });
});

/** The text of every element that is visible. */
const visibleText =
  "[...document.querySelectorAll('*')].filter((it) => it.children.length === 0 && it.getClientRects().length > 0)" +
  ".map((it) => it.textContent).join('\\n')";

async function look(path: string, expression: string, screen: 'light' | 'dark' = 'light'): Promise<string> {
  const { page, complaints } = screens[screen];
  complaints.length = 0;
  await page.goto(site.url + path);
  const debug: CDPSession = await page.context().newCDPSession(page);
  const { result } = await debug.send('Runtime.evaluate', { expression });
  await debug.detach();
  expect(complaints).toEqual([]);
  return String(result.value);
}
