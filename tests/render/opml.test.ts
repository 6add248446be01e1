/** `feeds.opml`, the list of all feeds (OPML 2.0). */
import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { expect, test } from 'vitest';
import { renderOpml } from '../../src/render/list/opml.ts';

const feed = {
  title: 'Harbor — The Tern Sound Courier',
  description: null,
  htmlUrl: 'https://feeds.courier.example/sections/harbor/index.html',
  xmlUrl: 'https://feeds.courier.example/sections/harbor/rss.xml',
};

const outlines = (text: string) =>
  (parseXml(text).root?.children ?? [])
    .flatMap((it) => ('children' in it && (it as XmlElement).name === 'body' ? (it as XmlElement).children : []))
    .flatMap((it) => ('attributes' in it ? [(it as XmlElement).attributes] : []));

test('each feed is an outline with text, title, page and URL', () => {
  const { title, htmlUrl, xmlUrl } = feed;
  const text = renderOpml('The Tern Sound Courier', [feed, { ...feed, description: 'News of the quay' }]);
  expect(parseXml(text).root?.attributes).toEqual({ version: '2.0' });
  expect(outlines(text)).toEqual([
    { type: 'rss', text: title, title, htmlUrl, xmlUrl },
    { type: 'rss', text: title, title, description: 'News of the quay', htmlUrl, xmlUrl },
  ]);
});

test('the list names Presstime, and has no date', () => {
  const text = renderOpml('T', [feed]);
  expect(text).toContain('<!-- Made by Presstime. -->');
  expect(text).not.toMatch(/date/i);
});

test('hostile: quotes and markup in a title stay text', () => {
  const title = '"/><outline xmlUrl="x';
  expect(outlines(renderOpml('T', [{ ...feed, title }]))).toEqual([
    expect.objectContaining({ text: title, xmlUrl: feed.xmlUrl }),
  ]);
});

test('a list without feeds is still a list', () => {
  expect(outlines(renderOpml('T', []))).toEqual([]);
});
