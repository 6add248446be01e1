/** The feed for SmartNews: what its specification asks for, and no markup from any article. */
import { describe, expect, test } from 'vitest';
import { renderSmartNews } from '../../src/render/feed/smartnews.ts';
import { checkRendered } from '../../src/validate/check-rendered.ts';
import { instant } from '../support/instant.ts';
import { isWellFormed, readPath } from './read-back.ts';
import { feed, feedWith } from './sample.ts';

test.each([
  ['//channel/ttl', '15'],
  ['//channel/pubDate', 'Tue, 06 Jan 2026 08:00:00 GMT'],
  ['//channel/language', 'en-US'],
  ['//channel/*[local-name()="logo"]/url', 'https://courier.example/logo.png'],
  ['//item/pubDate', 'Tue, 06 Jan 2026 08:00:00 GMT'],
  ['//item/guid', 'tag:courier.example,2026:quay'],
  ['//item/media:thumbnail/@url', 'https://courier.example/pictures/quay.jpg'],
  ['//item/content:encoded', '<p>The quay is <b>open</b> again.</p>'],
])('%s is %s', (path, value) => {
  expect(readPath(renderSmartNews(feed), path)).toEqual([value]);
});

test('it passes the check of every feed', () => {
  expect(checkRendered(renderSmartNews(feed), { format: 'rss', feed })).toEqual([]);
});

describe('an article that was withdrawn', () => {
  const gone = {
    id: 'tag:courier.example,2026:ferry',
    withdrawn: instant('2026-01-06T09:30:00Z'),
    notice: 'The ferry <b>never</b> sailed.',
    url: 'https://feeds.courier.example/articles/ferry.html',
  };
  const told = { ...feed, tombstones: [gone] };

  test.each([
    ['media:status', 'deleted'],
    ['media:status/@state', 'deleted'],
    ['pubDate', 'Tue, 06 Jan 2026 09:30:00 GMT'],
    ['guid', gone.id],
    ['link', gone.url],
    ['title', 'Article withdrawn'],
    ['description', 'The ferry &lt;b>never&lt;/b> sailed.'],
  ])('is an item of its own, with %s %s', (path, value) => {
    expect(readPath(renderSmartNews(told), `//item[2]/${path}`)).toEqual([value]);
  });

  test('passes the check of every feed, which still finds a lost article', () => {
    expect(checkRendered(renderSmartNews(told), { format: 'rss', feed: told })).toEqual([]);
    const lost = checkRendered(renderSmartNews({ ...told, entries: [] }), { format: 'rss', feed: told });
    expect(lost.map(({ code }) => code)).toEqual(['feed-loses-entries']);
  });

  test('is left out if its URL is not known, because SmartNews accepts no item without one', () => {
    const text = renderSmartNews({ ...feed, tombstones: [{ ...gone, url: null }] });
    expect(readPath(text, '//item/guid')).toEqual(['tag:courier.example,2026:quay']);
  });
});

test('hostile text stays text', () => {
  const title = '</title><evil/>]]>\u0007<![CDATA[';
  const text = renderSmartNews(feedWith({ title, contentHtml: ']]></content:encoded><evil/>' }));
  expect(isWellFormed(text)).toBe(true);
  expect(readPath(text, '//evil')).toEqual([]);
  expect(readPath(text, '//item/title')).toEqual([title.replace('\u0007', '')]);
});
