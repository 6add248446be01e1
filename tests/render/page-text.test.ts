/** The texts of pages in each language, and that no English is left on a page in another one. */
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { elementsOf } from '../../src/article/tree/walk.ts';
import type { Channel } from '../../src/model/channel.ts';
import type { Entry } from '../../src/model/entry.ts';
import { renderEntryPage, renderMissingPage, renderWithdrawnPage } from '../../src/render/page/article-page.ts';
import { renderFeedStyle } from '../../src/render/page/feed-style.ts';
import { type ListPage, renderListPage } from '../../src/render/page/list-page.ts';
import { hasOwnText, type PageText, pageTexts, textFor, textLanguage } from '../../src/render/page/page-text.ts';
import { instant } from '../support/instant.ts';
import { contextWith, readPage } from './page-reader.ts';
import { episode, entry as sample } from './sample.ts';

/** Every text of one language, by its path in the table, such as `notice.title`. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    textsOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

const languages = Object.entries(pageTexts);
const others = languages.filter(([language]) => language !== 'en');
const english = new Map(textsOf(pageTexts['en']));

describe.each(languages)('the texts in the language %s', (_language, texts: PageText) => {
  test('are complete', () => {
    const found = textsOf(texts);
    expect(found.map(([path]) => path).sort()).toEqual([...english.keys()].sort());
    const partsBeside = /^subscribeTo\./;
    expect(found.filter(([path, text]) => text.trim() === '' && !partsBeside.test(path))).toEqual([]);
  });

  test('can be written in a style sheet', () => {
    expect(Object.values(texts.feedStyle).join(' ')).not.toMatch(/["\\\n]/);
  });
});

/** Words that are the same as in English. */
const sameWords = new Set(['Feeds', 'Website', '']);

test.each(others)('the texts in the language %s are not English', (_language, texts) => {
  const same = textsOf(texts).filter(([path, text]) => english.get(path) === text && !sameWords.has(text.trim()));
  expect(same).toEqual([]);
});

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['pt-BR', 'pt'],
  ['EN-gb', 'en'],
  ['nb', 'en'],
  ['zh-Hant', 'en'],
  ['constructor', 'en'],
  ['', 'en'],
  ['no such tag', 'en'],
])('the texts of a page in the language %j are in %s', (language, expected) => {
  expect(textLanguage(language)).toBe(expected);
  expect(textFor(language)).toBe(pageTexts[expected]);
  expect(hasOwnText(language)).toBe(language.slice(0, 2).toLowerCase() === expected);
});

const folder = 'https://feeds.courier.example/';
const feedUrls = { rss: `${folder}rss.xml`, atom: `${folder}atom.xml`, json: `${folder}feed.json` };
const group = { name: 'Hafen', url: `${folder}sections/hafen/index.html` };
const entry: Entry = {
  ...sample,
  url: `${folder}articles/kai.html`,
  title: 'Der Kai ist offen',
  summary: 'Am Kai legen wieder Boote an.',
  contentHtml: '<p>Der Kai.</p><table><tr><td>1</td></tr></table>',
  language: null,
  externalUrl: 'https://elsewhere.example/kai',
  commentsUrl: 'https://courier.example/kommentare',
  source: { title: 'Hafenblatt', url: 'https://hafenblatt.example/', feedUrl: null },
  episode,
};

const list: ListPage = {
  kind: 'index',
  title: 'The Tern Sound Courier',
  url: `${folder}index.html`,
  feedUrls,
  entries: [entry],
  newer: `${folder}index.html`,
  older: `${folder}archive/1/index.html`,
  groups: (['sections', 'categories', 'authors'] as const).map((grouping) => ({ ...group, grouping })),
};

/** Every kind of page of a channel. */
function pagesOf(settings: Partial<Channel>): readonly string[] {
  const context = contextWith(settings);
  const lists = [{}, { kind: 'group' as const, title: 'Hafen' }, { entries: [] }];
  const withdrawn = { url: entry.url ?? '', withdrawn: instant('2026-02-01T10:00:00Z'), notice: null };
  return [
    renderEntryPage(entry, context),
    renderMissingPage(context),
    renderWithdrawnPage(withdrawn, context),
    ...lists.map((changes) => renderListPage({ ...list, ...changes }, context)),
  ];
}

/** What somebody can read or hear on a page: its text, and its labels. */
function shownOn(html: string): string {
  const { tree } = readPage(html);
  const elements = elementsOf(tree).filter(({ tagName }) => tagName !== 'script');
  const labels = elements.map(({ properties }) => String(properties['ariaLabel'] ?? ''));
  const texts = elements.filter(({ children }) => children.every(({ type }) => type === 'text')).map(textOf);
  return ` ${[textOf(readBody(html)), ...labels, ...texts].join(' ').replace(/\s+/g, ' ')} `;
}

function readBody(html: string) {
  const [body] = readPage(html).all('body');
  if (body === undefined) throw new Error('The page has no body');
  return body;
}

describe.each(others)('on the pages of a channel in the language %s', (language, texts) => {
  const pages = pagesOf({ language });
  const own = new Set(textsOf(texts).map(([, text]) => text.trim()));
  const onlyEnglish = [...english.values()].map((text) => text.trim()).filter((text) => text !== '' && !own.has(text));

  test('no text is English, and none is marked as English', () => {
    for (const page of pages) {
      const shown = shownOn(page);
      expect(onlyEnglish.filter((text) => shown.includes(` ${text} `))).toEqual([]);
      expect(page).toContain(`<html lang="${language}" dir="ltr">`);
      expect(page).not.toContain('lang="en');
    }
  });

  test('the notice above feeds is not English', () => {
    const css = renderFeedStyle({ ...contextWith({ language }).channel, pages: true });
    expect(css).toContain(texts.feedStyle.archive);
    expect(css).not.toContain(english.get('feedStyle.archive'));
  });
});

describe('a page in German', () => {
  const page = (changes: Partial<Entry> = {}, language = 'de') =>
    readPage(renderEntryPage({ ...entry, ...changes }, contextWith({ language })));

  test('has its labels, dates and numbers in German', () => {
    const [enclosure] = entry.enclosures;
    if (enclosure === undefined) throw new Error('The sample has no enclosure');
    const read = page({ enclosures: [{ ...enclosure, lengthBytes: 12_500_000 }] });
    expect(read.textOf('byline')).toBe('Von Vera Lund und Nils Aho');
    expect(read.textOf('dates')).toMatch(
      /^Veröffentlicht am 4\. Januar 2026, 16:15 \(UTC−8\) Aktualisiert am 6\. Januar 2026/,
    );
    expect(read.textOf('media')).toContain('12,5 MB');
  });

  test('in an English channel has German labels, and marks the name of the channel', () => {
    const read = page({ language: 'de' }, 'en-US');
    expect(read.textOf('byline')).toBe('Von Vera Lund und Nils Aho');
    expect(read.textOf('onward')).toBe('Neueste Artikel The Tern Sound Courier abonnieren');
    expect(read.html).toContain('<span lang="en-US" dir="ltr">The Tern Sound Courier</span>');
  });

  test('in Norwegian has English labels, which are marked', () => {
    const read = page({ language: 'nb' }, 'de');
    expect(read.html).toContain('<span class="label" lang="en" dir="ltr">By</span>');
  });
});
