/** The news sitemap and robots.txt. */
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/model/entry.ts';
import { isNews, renderNewsSitemap, renderRobots } from '../../src/render/list/sitemap.ts';
import { channel } from '../support/channel.ts';
import { instant } from '../support/instant.ts';
import { entry } from './sample.ts';

const at = (published: string, changes: Partial<Entry> = {}): Entry => ({
  ...entry,
  url: `https://feeds.courier.example/${published.slice(0, 16)}`,
  language: null,
  published: instant(published),
  ...changes,
});

const childrenOf = ({ children }: XmlElement, name: string) =>
  children.flatMap((it) => (it instanceof XmlElement && it.name === name ? [it] : []));
const sitemap = (entries: readonly Entry[], language = 'en-US') =>
  childrenOf(parseXml(renderNewsSitemap(entries, { ...channel, language })).root as XmlElement, 'url');
const newsOf = (url: XmlElement) => childrenOf(url, 'news:news')[0] as XmlElement;
const languageOf = (url: XmlElement) =>
  childrenOf(childrenOf(newsOf(url), 'news:publication')[0] as XmlElement, 'news:language')[0]?.text;

describe('the news sitemap', () => {
  test('has the URL, the publication, the local time and the title of an article', () => {
    const [url] = sitemap([at('2026-01-05T00:15:00Z')]) as [XmlElement];
    expect(childrenOf(url, 'loc')[0]?.text).toBe('https://feeds.courier.example/2026-01-05T00:15');
    expect(childrenOf(newsOf(url), 'news:publication')[0]?.text.replace(/\s+/g, ' ').trim()).toBe(
      'The Tern Sound Courier en',
    );
    expect(childrenOf(newsOf(url), 'news:publication_date')[0]?.text).toBe('2026-01-04T16:15:00-08:00');
    expect(childrenOf(newsOf(url), 'news:title')[0]?.text).toBe('Quay opens');
  });

  test('has the newest article first, whatever the order of the entries', () => {
    const entries = ['2026-01-03T00:15:00Z', '2026-01-05T00:15:00Z', '2026-01-04T00:15:00Z'].map((it) => at(it));
    expect(sitemap(entries).map((it) => childrenOf(it, 'loc')[0]?.text.slice(-16))).toEqual([
      '2026-01-05T00:15',
      '2026-01-04T00:15',
      '2026-01-03T00:15',
    ]);
  });

  test.each([
    'https://courier.example/quay',
    'http://feeds.courier.example/quay',
    'https://feeds.courier.example:8443/quay',
  ])('leaves out pages on another host: %s', (url) => {
    expect(sitemap([at('2026-01-05T00:15:00Z', { url })])).toEqual([]);
  });

  test('has at most a thousand articles, and none without a page', () => {
    expect(sitemap(Array.from({ length: 1001 }, () => at('2026-01-05T00:15:00Z'))).length).toBe(1000);
    expect(sitemap([at('2026-01-05T00:15:00Z', { url: null })])).toEqual([]);
  });

  test('without an article it is an empty urlset, which Google accepts', () => {
    expect(renderNewsSitemap([], channel)).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<!-- Made by Presstime. -->\n' +
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"/>\n',
    );
  });

  test.each([
    ['en-US', 'en'],
    ['zh-Hans', 'zh-cn'],
    ['zh-HK', 'zh-tw'],
    ['nb', 'nb'],
  ])('writes the language %s as %s', (language, written) => {
    expect(sitemap([at('2026-01-05T00:15:00Z')], language).map(languageOf)).toEqual([written]);
  });

  test('hostile: markup in a title and in a name stays text', () => {
    const title = '</news:title><loc>https://evil.example/</loc>';
    const [url] = sitemap([at('2026-01-05T00:15:00Z', { title })]) as [XmlElement];
    expect(childrenOf(newsOf(url), 'news:title')[0]?.text).toBe(title);
    expect(childrenOf(url, 'loc').length).toBe(1);
    const named = parseXml(renderNewsSitemap([at('2026-01-05T00:15:00Z')], { ...channel, title })).root as XmlElement;
    expect(named.text).toContain(title);
  });
});

describe('an article is news', () => {
  test.each([
    ['2026-01-03T00:14:59Z', false],
    ['2026-01-03T00:15:00Z', true],
    ['2026-01-05T00:15:00Z', true],
  ])('of %s two days later: %s', (published, news) => {
    expect(isNews({ published: instant(published) }, instant('2026-01-05T00:15:00Z'))).toBe(news);
  });
});

describe('robots.txt', () => {
  test('allows everything but the ledger, and names the sitemap', () => {
    expect(renderRobots({ ...channel, feedUrl: 'https://a.example/news/' })).toBe(
      '# Made by Presstime.\nUser-agent: *\nAllow: /\nDisallow: /news/.presstime/\n\nSitemap: https://a.example/news/news-sitemap.xml\n',
    );
  });
});
