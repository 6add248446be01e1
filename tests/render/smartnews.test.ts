/** The feed for SmartNews: what its specification asks for, and no markup from any article. */
import { expect, test } from 'vitest';
import { checkRendered } from '../../src/render/check.ts';
import { renderSmartNews } from '../../src/render/smartnews.ts';
import { isWellFormed, readPath } from './read-back.ts';
import { feed, feedWith } from './sample.ts';

test.each([
  ['//channel/ttl', '15'],
  ['//channel/pubDate', 'Tue, 06 Jan 2026 08:00:00 GMT'],
  ['//channel/language', 'en-US'],
  ['//channel/*[local-name()="logo"]/url', 'https://courier.example/logo.png'],
  ['//item/guid', 'tag:courier.example,2026:quay'],
  ['//item/media:thumbnail/@url', 'https://courier.example/pictures/quay.jpg'],
  ['//item/content:encoded', '<p>The quay is <b>open</b> again.</p>'],
])('%s is %s', (path, value) => {
  expect(readPath(renderSmartNews(feed), path)).toEqual([value]);
});

test('it passes the check of every feed', () => {
  expect(checkRendered(renderSmartNews(feed), { format: 'rss', feed })).toEqual([]);
});

test('hostile text stays text', () => {
  const title = '</title><evil/>]]>\u0007<![CDATA[';
  const text = renderSmartNews(feedWith({ title, contentHtml: ']]></content:encoded><evil/>' }));
  expect(isWellFormed(text)).toBe(true);
  expect(readPath(text, '//evil')).toEqual([]);
  expect(readPath(text, '//item/title')).toEqual([title.replace('\u0007', '')]);
});
