/** The page of `presstime preview` in a real browser: every part, at each save, with the keyboard, and for assistive technology. */
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type PreviewServer, startPreviewServer } from '../../src/preview/preview-server.ts';
import { readers } from '../../src/preview/readers/readers.ts';
import { createSession } from '../../src/preview/session.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { hostileHtml } from '../support/hostile-html.ts';
import { instant } from '../support/instant.ts';
import { png } from '../support/picture.ts';
import { launch, watchedPage } from './browser.ts';
import { faultsOf } from './look.ts';

let browser: Browser;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  browser = await launch();
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(() => browser.close());

const now = instant('2026-03-01T12:00:00Z');
const feedYaml = channelYaml.replace('pages: false', 'pages: true\nlimit: 4');

function article(
  title: string,
  { date = '2026-01-04 16:15', text = 'The tide turned at noon.', keys = '' } = {},
): string {
  return `---\ntitle: ${JSON.stringify(title)}\ndate: ${date}\n${keys}---\n\n${text}\n`;
}

const long = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} of the log of the Guillemot.`).join('\n\n');

/** Articles that show every part of the page. */
const files = {
  'feed.yaml': feedYaml,
  'ferry.md': article('The ferry returns', {
    date: '2026-02-20 08:00',
    text: `![The ferry at the pier](ferry.png "The ferry at the pier (Mae Orland)")\n\n${long}`,
    keys: 'section: Harbor\nauthor: Mae Orland\n',
  }),
  'ferry.png': png(1200, 800),
  'goats.md': article('Two goats aboard', { date: '2026-02-18 08:00', text: 'The goats were calm.' }),
  'school.txt':
    'date 2026-02-10 The school closed its upper floor\n\n9:05 AM – Tuesday, February 10, 2026\n\nThe school closed its upper floor.\n\nAdvertisements below\n',
  'elsewhere.md': article('A page elsewhere', {
    date: '2026-02-09 08:00',
    keys: 'url: https://courier.example/elsewhere\n',
  }),
  'old.md': article('An old story', { date: '2025-01-04 08:00' }),
  'draft.md': article('Notes on gulls', { keys: 'draft: true\n', text: 'Not for the public yet.' }),
  'later.md': article('Lantern night', { date: '2026-03-01 07:01:30', text: 'Under embargo.' }),
  'broken.md': '---\ntitle: Broken\ndate: yesterday\n---\n\nText.\n',
};

interface Opened {
  readonly page: Page;
  readonly from: Store;
  readonly to: Store;
  readonly server: PreviewServer;
  readonly complaints: readonly string[];
  /** Saves a file, and waits until the page shows the round. */
  readonly save: (path: string, text: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
}

interface OpenOptions extends BrowserContextOptions {
  readonly given?: Readonly<Record<string, string | Uint8Array>>;
  /** What is published before. */
  readonly published?: Readonly<Record<string, string | Uint8Array>>;
  readonly hash?: string;
  readonly choices?: object;
}

async function open({ given = files, published, hash = '', choices, ...options }: OpenOptions = {}): Promise<Opened> {
  const from = createMemoryStore(given);
  const to = createMemoryStore();
  if (published !== undefined) {
    await publish({ from: createMemoryStore(published), to, now: '2026-03-01T11:00:00Z' });
  }
  const server = await startPreviewServer(
    () =>
      createSession({ from, to, feedUrl: null, checkSource: async () => undefined, clock: () => now, future: null }),
    { port: 0 },
  );
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  closers.push(() => context.close(), server.close);
  if (choices !== undefined) {
    await context.addInitScript(`localStorage.setItem('presstime preview', '${JSON.stringify(choices)}')`);
  }
  const { page, complaints } = await watchedPage(context);
  await page.goto(server.url.replace('localhost', '127.0.0.1') + hash);
  await page.locator('#detail > :not(noscript)').first().waitFor({ state: 'attached' });
  const observe = "new MutationObserver(done).observe(document.getElementById('announcer'), { childList: true })";
  const refresh = async () => {
    await page.evaluate(`void (window.shown = new Promise((done) => ${observe}))`);
    server.session.refresh();
    await page.evaluate('window.shown.then(() => true)');
  };
  return {
    page,
    from,
    to,
    server,
    complaints,
    save: async (path, text) => {
      await from.write(path, new TextEncoder().encode(text), 'any');
      await refresh();
    },
    remove: async (path) => {
      await from.remove(path);
      await refresh();
    },
  };
}

function section(page: Page, name: string) {
  return page.getByRole('region', { name });
}

async function textsOf(page: Page, selector: string): Promise<readonly string[]> {
  return (await page.locator(selector).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

/** `waitForFunction` needs `eval`, which the page does not allow. */
function waitUntil(page: Page, script: string): Promise<void> {
  return expect.poll(() => page.evaluate(script), { timeout: 20_000 }).toBe(true);
}

function frameOf(page: Page): FrameLocator {
  return page.frameLocator('.frame iframe:not(.waiting)');
}

test('the overview shows changes, what is held back, problems, sizes and aggregators', async () => {
  const { page, complaints } = await open();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('The Tern Sound Courier');
  const changes = section(page, 'What the next publish changes for subscribers');
  expect(await changes.locator('.summary').innerText()).toBe('5 new');
  expect((await changes.locator('.rows li').allInnerTexts()).map((it) => it.replace('\n', ' '))).toContain(
    'The ferry returns new',
  );
  const held = section(page, 'Held back');
  expect((await held.locator('.rows li').allInnerTexts()).map((it) => it.split('\n')[0])).toEqual([
    'Lantern night',
    'Notes on gulls',
  ]);
  const problems = section(page, 'Problems');
  expect(await problems.getByRole('link', { name: 'broken.md:3' }).count()).toBe(1);
  expect(await problems.innerText()).toMatch(/Error: A date must be like/);
  const size = section(page, 'Size of the live feed');
  expect(await size.getByRole('meter').count()).toBe(4);
  expect(await size.innerText()).toContain('4 of 4');
  const aggregators = section(page, 'What aggregators would refuse');
  expect(await aggregators.locator('details').count()).toBe(5);
  await aggregators.locator('summary').first().click();
  expect(await aggregators.locator('details[open]').innerText()).toContain('[msn-image]');
  expect(complaints).toEqual([]);
});

test('nothing is called a change if everything is published', async () => {
  const published = { 'feed.yaml': feedYaml, 'goats.md': files['goats.md'] };
  const { page } = await open({ given: published, published });
  expect(await page.locator('.summary').innerText()).toBe('Nothing: the publication is up to date.');
});

test('the time until an article is due counts down, and drafts have none', async () => {
  const { page } = await open();
  const due = section(page, 'Held back').locator('[data-due]');
  expect(await due.count()).toBe(1);
  await page.evaluate("Date.now = () => Date.parse('2026-03-01T12:00:00Z')");
  await expect.poll(() => due.innerText(), { timeout: 5_000 }).toBe('in 1 min 30 s');
  await page.evaluate("Date.now = () => Date.parse('2026-03-01T12:01:00Z')");
  await expect.poll(() => due.innerText(), { timeout: 5_000 }).toBe('in 30 s');
});

test('a problem leads to its line, with the message beside it', async () => {
  const { page } = await open();
  await section(page, 'Problems').getByRole('link', { name: 'broken.md:3' }).click();
  await page.locator('.source').waitFor();
  expect(await page.getByRole('tab', { name: /Source/ }).getAttribute('aria-selected')).toBe('true');
  expect(await page.locator('#line-3').innerText()).toMatch(
    /date: yesterday\s+Error: A date must be like[\s\S]*\[invalid-date\]/,
  );
  expect(await page.locator('#line-3 u').innerText()).toBe('date:');
  expect(await page.locator('.banner.error').innerText()).toContain('refused');
  await page.goto(`${page.url().split('#')[0]}#/article/school.txt?tab=source`);
  await page.locator('.source').waitFor();
  expect(await page.locator('li.warning').innerText()).toContain('Advertisements below');
});

test('refused files are at the top of the list, and each group has its count', async () => {
  const { page } = await open();
  expect(await textsOf(page, '.lists h2')).toEqual(['REFUSED (1)', 'LIVE FEED (4)', 'HELD BACK (2)', 'ARCHIVE (1)']);
  expect((await textsOf(page, '.line'))[0]).toMatch(/^(?:Broken|broken\.md) refused$/);
});

test.each(readers.map(({ id, name }) => [name, id]))(
  '%s shows the article in a frame without scripts',
  async (name, id) => {
    const { page, complaints } = await open({ hash: '#/article/ferry.md', choices: { reader: id } });
    const frame = frameOf(page);
    await frame.locator('body').waitFor();
    expect(await frame.locator('body').innerText()).toContain('Paragraph 3 of the log of the Guillemot.');
    const element = page.locator('.frame iframe');
    expect(await element.getAttribute('sandbox')).toBe('allow-same-origin allow-popups allow-popups-to-escape-sandbox');
    expect(await page.locator('#reader').inputValue()).toBe(id);
    expect(await page.locator('#reader-note').innerText()).toContain(name);
    const missing = "[...document.querySelectorAll('img')].filter((it) => it.complete && it.naturalWidth === 0).length";
    const [, inner] = page.frames();
    expect(await inner?.evaluate(missing)).toBe(0);
    expect(complaints).toEqual([]);
  },
);

test('the reader can be chosen, with its list, dark, and as wide as a phone', async () => {
  const { page } = await open({ hash: '#/article/ferry.md' });
  await frameOf(page).locator('body').waitFor();
  await page.getByLabel('Dark').check();
  await waitUntil(page, "document.querySelector('.frame iframe:not(.waiting)')?.src.endsWith('dark')");
  const background = () => frameOf(page).locator('body').evaluate('getComputedStyle(document.body).backgroundColor');
  const dark = await background();
  await page.getByLabel('Light').check();
  await waitUntil(page, "document.querySelector('.frame iframe:not(.waiting)')?.src.endsWith('light')");
  expect(await background()).not.toBe(dark);
  await page.getByLabel('Phone').check();
  expect((await page.locator('.device').boundingBox())?.width).toBeLessThanOrEqual(390);
  await page.getByLabel('List', { exact: true }).check();
  await page.locator('.reader-line').first().waitFor();
  expect(await textsOf(page, '.reader-line .name')).toEqual([
    'The ferry returns',
    'Two goats aboard',
    'The school closed its upper floor',
    'A page elsewhere',
  ]);
  await page
    .getByRole('link', { name: /^Two goats aboard/ })
    .last()
    .click();
  await page.getByRole('heading', { level: 2, name: 'Two goats aboard' }).waitFor();
  await page.locator('#reader').selectOption('netnewswire');
  await page.getByLabel('Desktop').check();
  await page.locator('.device.panes .reader-list').waitFor();
  await page.reload();
  await page.locator('.device.panes .reader-list').waitFor();
  expect(await page.locator('#reader').inputValue()).toBe('netnewswire');
});

test('the social card shows the picture, the title and the properties of the page', async () => {
  const { page, complaints } = await open({ hash: '#/article/ferry.md?tab=card' });
  const card = page.getByRole('figure', { name: 'The link as other sites show it' });
  await card.waitFor();
  expect(await card.innerText()).toMatch(/feeds\.courier\.example[\s\S]*The ferry returns/);
  expect(
    await card
      .getByRole('img', { name: 'The ferry at the pier' })
      .evaluate((it) => (it as unknown as { naturalWidth: number }).naturalWidth),
  ).toBe(1200);
  expect(await page.locator('.properties').innerText()).toMatch(
    /og:image\s+https:\/\/feeds\.courier\.example\/media\//,
  );
  expect(complaints).toEqual([]);
});

test('the page is that of the publication, with its style', async () => {
  const { page, complaints } = await open({ hash: '#/article/ferry.md?tab=page' });
  const frame = frameOf(page);
  expect(await frame.getByRole('heading', { level: 1 }).innerText()).toBe('The ferry returns');
  expect(await frame.locator('body').evaluate('document.styleSheets.length')).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

test('an article with its page elsewhere is shown too', async () => {
  const { page } = await open({ hash: '#/article/elsewhere.md?tab=page' });
  await page.locator('#panel .banner').waitFor();
  expect(await page.locator('#panel').innerText()).toContain('https://courier.example/elsewhere');
  await page.getByRole('tab', { name: 'Reader' }).click();
  expect(await frameOf(page).locator('body').innerText()).toContain('The tide turned at noon.');
});

test.each(['draft.md', 'later.md'])('%s is marked as held back, and can be looked at in every tab', async (path) => {
  const { page, complaints } = await open({ hash: `#/article/${path}` });
  expect(await page.locator('.article-head .banner').innerText()).toContain('Held back: subscribers do not see this');
  const text = path === 'draft.md' ? 'Not for the public yet.' : 'Under embargo.';
  expect(await frameOf(page).locator('body').innerText()).toContain(text);
  await page.getByRole('tab', { name: 'Page' }).click();
  expect(await frameOf(page).locator('body').innerText()).toContain(text);
  for (const name of ['RSS', 'Atom', 'JSON Feed']) {
    await page.getByRole('tab', { name }).click();
    expect(await page.locator('.raw mark').innerText()).toContain(text);
    expect(await page.locator('#panel .banner').innerText()).toContain('The live feed does not contain this article');
  }
  expect(complaints).toEqual([]);
});

test('a draft without a date is shown with the time of now, and says so', async () => {
  const given = { ...files, 'undated.md': '---\ntitle: Not yet\ndraft: true\n---\n\nSoon.\n' };
  const { page } = await open({ given, hash: '#/article/undated.md' });
  expect(await frameOf(page).locator('body').innerText()).toContain('Soon.');
  expect(await page.locator('.article-head .banner').innerText()).toContain('draft without a date');
  expect(await page.locator('.article-head time').count()).toBe(0);
});

test.each([
  ['RSS', /^\s*<item>[\s\S]*<\/item>\s*$/],
  ['Atom', /^\s*<entry>?[\s\S]*<\/entry>\s*$/],
  ['JSON Feed', /^\s*\{[\s\S]*\}\s*$/],
])('%s marks the part of the article and scrolls to it', async (name, form) => {
  const { page } = await open({ hash: '#/article/goats.md' });
  await page.getByRole('tab', { name }).click();
  const mark = page.locator('.raw mark');
  expect(await mark.textContent()).toMatch(form);
  expect(await mark.textContent()).toContain('https://feeds.courier.example/articles/goats.html');
  const [box, outer] = [await mark.boundingBox(), await page.locator('.raw').boundingBox()];
  expect((box?.y ?? 0) - (outer?.y ?? 0)).toBeLessThan(60);
  expect(
    await page.locator('.raw').evaluate((it) => (it as unknown as { scrollTop: number }).scrollTop),
  ).toBeGreaterThan(100);
});

test('a save changes the page without losing the article, the position or the focus', async () => {
  const { page, save, complaints } = await open({ hash: '#/article/ferry.md' });
  await frameOf(page).locator('body').waitFor();
  await page.locator('.line', { hasText: 'The ferry returns' }).focus();
  await frameOf(page).locator('body').evaluate('scrollTo(0, 900)');
  await save(
    'ferry.md',
    files['ferry.md'].replace('The ferry returns', 'The ferry is back').replace('Paragraph 30', 'Edited 30'),
  );
  await page.getByRole('heading', { level: 2, name: 'The ferry is back' }).waitFor();
  await frameOf(page).getByText('Edited 30').waitFor();
  await waitUntil(page, "document.querySelectorAll('.frame iframe').length === 1");
  expect(await frameOf(page).locator('body').evaluate('scrollY')).toBe(900);
  expect(await page.evaluate('document.activeElement.textContent')).toContain('The ferry is back');
  expect(page.url()).toContain('#/article/ferry.md');
  expect(await page.locator('#announcer').innerText()).toMatch(/^Updated: 5 changes, \d+ problems?$/);
  await page.getByRole('tab', { name: 'RSS' }).click();
  await page.locator('.raw').evaluate((it) => it.scrollTo(0, 300));
  await save('goats.md', article('Three goats aboard', { date: '2026-02-18 08:00' }));
  await page.locator('.line', { hasText: 'Three goats aboard' }).waitFor();
  await waitUntil(page, "document.querySelector('.raw').textContent.includes('Three goats')");
  expect(await page.locator('.raw').evaluate((it) => (it as unknown as { scrollTop: number }).scrollTop)).toBe(300);
  expect(complaints).toEqual([]);
});

test('kinds of changes are told apart: updated, withdrawn, and what a guard would stop', async () => {
  const published = {
    'feed.yaml': feedYaml,
    'goats.md': files['goats.md'],
    'old.md': files['old.md'],
    'school.txt': files['school.txt'],
  };
  const { page, save, remove } = await open({ given: published, published });
  await save('goats.md', article('Two goats ashore', { date: '2026-02-18 08:00' }));
  expect(await page.locator('.summary').innerText()).toBe('1 updated');
  await page.locator('.rows').getByRole('link', { name: 'Two goats ashore' }).click();
  await page.getByText('What changes: title, text').click();
  expect(await page.locator('.differences del').allInnerTexts()).toEqual(['Two goats aboard', 'The goats were calm.']);
  expect(await page.locator('.differences ins').allInnerTexts()).toEqual([
    'Two goats ashore',
    'The tide turned at noon.',
  ]);
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.locator('.summary').waitFor();
  await remove('old.md');
  expect(await page.locator('.summary').innerText()).toBe('1 updated, 1 withdrawn');
  expect(await page.locator('.alerts .banner').count()).toBe(0);
  await remove('school.txt');
  await page.locator('.alerts .banner').waitFor();
  expect(await page.locator('.alerts').innerText()).toMatch(
    /The next publish would be stopped[\s\S]*would remove 2 of 3 entries/,
  );
});

test('a save leaves open what was unfolded', async () => {
  const { page, save } = await open();
  const aggregators = section(page, 'What aggregators would refuse');
  await aggregators.locator('summary').nth(1).click();
  await save('goats.md', article('Three goats aboard', { date: '2026-02-18 08:00' }));
  await aggregators.getByText('accepts').first().waitFor();
  expect(await aggregators.locator('details[open] summary').allInnerTexts()).toEqual([
    expect.stringMatching(/^Flipboard/),
  ]);
});

test('settings that cannot be used are shown, and the page recovers at the next save', async () => {
  const { page, save } = await open();
  await save('feed.yaml', feedYaml.replace('en-US', '12'));
  await page.locator('.banner.error').waitFor();
  expect(await page.locator('#detail').innerText()).toMatch(/Error:\s"language" must be/);
  await page.getByRole('link', { name: /^feed\.yaml/ }).click();
  await page.locator('.source li.error').waitFor();
  expect(await page.locator('.source li.error').innerText()).toContain('language: 12');
  await save('feed.yaml', feedYaml);
  await page.getByRole('link', { name: 'Overview' }).click();
  expect(await page.locator('.summary').innerText()).toBe('5 new');
});

test('the keyboard reaches everything: the list, the tabs and the choices', async () => {
  const { page } = await open();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the preview');
  await page.getByRole('link', { name: 'Overview' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  await page.getByRole('heading', { level: 2, name: 'The ferry returns' }).waitFor();
  expect(await page.locator('.line[aria-current]').innerText()).toContain('The ferry returns');
  await page.keyboard.press('j');
  await page.getByRole('heading', { level: 2, name: 'Two goats aboard' }).waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { level: 2, name: 'The ferry returns' }).waitFor();
  await page.getByRole('tab', { name: 'Reader' }).focus();
  const selected = () => page.locator('[role="tab"][aria-selected="true"]').innerText();
  await page.keyboard.press('ArrowRight');
  expect(await selected()).toBe('Social card');
  await page.keyboard.press('End');
  expect(await selected()).toMatch(/^Source/);
  await page.keyboard.press('ArrowRight');
  expect(await selected()).toBe('Reader');
  expect(await page.locator('[role="tab"][tabindex="0"]').count()).toBe(1);
  await page.keyboard.press('Tab');
  await page.getByLabel('Find an article').fill('goats');
  expect(await textsOf(page, '.line .name')).toEqual(['Two goats aboard']);
  await page.getByLabel('Find an article').fill('nothing like this');
  expect(await page.locator('#no-match').isVisible()).toBe(true);
});

test('hostile articles run nothing, in no reader and on no page', async () => {
  const text = hostileHtml.map((it) => `<div>${it}</div>`).join('\n\n');
  const hostile = article('</style><script>top.ran = 1</script><img src=x onerror="top.ran = 1">', {
    date: '2026-02-28 08:00',
    text,
  });
  for (const { id } of readers) {
    const { page, complaints } = await open({
      given: { 'feed.yaml': feedYaml, 'hostile.md': hostile },
      hash: '#/article/hostile.md',
      choices: { reader: id },
    });
    await frameOf(page).locator('body').waitFor();
    for (const name of ['Social card', 'Page', 'RSS', 'JSON Feed', 'Source', 'Reader'])
      await page.getByRole('tab', { name }).click();
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(complaints.filter((it) => it.startsWith('dialog'))).toEqual([]);
    expect(await page.locator('h2 script, h2 img, .line img').count()).toBe(0);
  }
});

const views = [
  ['the overview', '#/overview'],
  ['the list', '#/articles'],
  ['a reader', '#/article/ferry.md'],
  ['the card', '#/article/ferry.md?tab=card'],
  ['the page', '#/article/ferry.md?tab=page'],
  ['a feed', '#/article/goats.md?tab=atom'],
  ['the source', '#/article/school.txt?tab=source'],
  ['a refused file', '#/article/broken.md'],
  ['an article that is held back', '#/article/later.md'],
  ['the settings', '#/file/feed.yaml'],
] as const;

const screens = [
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
  ['on a phone', { colorScheme: 'light', viewport: { width: 360, height: 780 } }],
  ['on a dark phone', { colorScheme: 'dark', viewport: { width: 360, height: 780 } }],
] as const;

test.each(screens)('axe finds nothing, and nothing is wider than the screen: %s', async (_name, options) => {
  const { page } = await open(options);
  const base = page.url().split('#')[0];
  for (const [view, hash] of views) {
    await page.goto(`${base}${hash}`);
    await page
      .locator(view === 'the list' ? '.line' : '#detail > :not(noscript)')
      .first()
      .waitFor();
    await page.waitForTimeout(200);
    expect([view, await faultsOf(page)]).toEqual([view, []]);
    expect([view, await page.evaluate('document.documentElement.scrollWidth - innerWidth')]).toEqual([view, 0]);
  }
});

test('axe would have found a fault', async () => {
  const { page } = await open({ hash: '#/article/ferry.md' });
  await page.locator('#reader').waitFor();
  await page.evaluate("document.querySelector('label[for=reader]').replaceWith(document.getElementById('reader'))");
  expect(await faultsOf(page)).toEqual([expect.stringContaining('select-name')]);
});
