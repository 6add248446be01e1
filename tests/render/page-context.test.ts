/** URLs and languages on pages. */
import { describe, expect, test } from 'vitest';
import { inLanguage, inTextLanguage, linkTo, relativeUrl, safeUrl } from '../../src/render/page/context.ts';
import { channel } from '../support/channel.ts';

const root = 'https://feeds.courier.example/';

describe('the relative URL from one URL to another', () => {
  test.each([
    ['index.html', 'style.css', 'style.css'],
    ['articles/2026/quay.html', 'style.css', '../../style.css'],
    ['articles/quay.html', 'articles/tern.html', 'tern.html'],
    ['articles/quay.html', 'sections/a/index.html', '../sections/a/index.html'],
    ['articles/a/b.html', 'articles/ab/c.html', '../ab/c.html'],
    ['index.html', '', './'],
    ['index.html', 'a:b.html', './a:b.html'],
    ['index.html', '/double.html', './/double.html'],
    ['index.html', 'index.html?page=2#x', 'index.html?page=2#x'],
    ['a/', 'a/index.html', 'index.html'],
  ])('from %j to %j is %j, and resolves to the target', (from, to, relative) => {
    expect(relativeUrl(root + from, root + to)).toBe(relative);
    expect(new URL(relative, root + from).href).toBe(new URL(root + to).href);
  });

  test('between hosts is the target itself', () => {
    expect(relativeUrl(`${root}index.html`, 'https://other.example/a')).toBe('https://other.example/a');
  });

  test('out of the publication is the target itself, on the same host too', () => {
    const page = {
      url: 'https://a.example/news/index.html',
      language: 'en',
      channel: { ...channel, feedUrl: 'https://a.example/news/' },
    };
    expect(linkTo('https://a.example/about', page)).toBe('https://a.example/about');
    expect(linkTo('https://a.example/news/rss.xml', page)).toBe('rss.xml');
  });
});

test.each([
  ['https://a.example/', 'https://a.example/'],
  ['http://a.example/', 'http://a.example/'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['/relative', null],
  [null, null],
])('%s as a link is %s', (url, link) => {
  expect(safeUrl(url)).toBe(link);
});

test.each([
  ['en', 'ltr'],
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['fa', 'rtl'],
  ['ur', 'rtl'],
  ['az', 'ltr'],
  ['az-Arab', 'rtl'],
  ['ks-Deva', 'ltr'],
  ['not a tag', 'ltr'],
])('the direction of %s is %s', (language, dir) => {
  expect(inLanguage(language).dir).toBe(dir);
});

test('texts of Presstime are marked as English only on pages in languages that have no texts of their own', () => {
  const page = { url: root, channel };
  expect(inTextLanguage({ ...page, language: 'nb' })).toEqual({ lang: 'en', dir: 'ltr' });
  expect(inTextLanguage({ ...page, language: 'en-GB' })).toEqual({});
  expect(inTextLanguage({ ...page, language: 'de-AT' })).toEqual({});
  expect(inTextLanguage({ ...page, language: 'no such tag' })).toEqual({ lang: 'en', dir: 'ltr' });
});
