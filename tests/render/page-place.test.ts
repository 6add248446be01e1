/** Addresses and languages on pages. */
import { describe, expect, test } from 'vitest';
import { inEnglish, inLanguage, linkTo, relativeUrl, safeUrl } from '../../src/render/page/context.ts';
import { channel } from '../support/channel.ts';

const root = 'https://feeds.courier.example/';

describe('the way from one address to another', () => {
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
  ])('from %j to %j is %j, and leads there', (from, to, relative) => {
    expect(relativeUrl(root + from, root + to)).toBe(relative);
    expect(new URL(relative, root + from).href).toBe(new URL(root + to).href);
  });

  test('between hosts is the address itself', () => {
    expect(relativeUrl(`${root}index.html`, 'https://other.example/a')).toBe('https://other.example/a');
  });

  test('out of the publication is the address itself, on the same host too', () => {
    const place = {
      url: 'https://a.example/news/index.html',
      language: 'en',
      channel: { ...channel, feedUrl: 'https://a.example/news/' },
    };
    expect(linkTo('https://a.example/about', place)).toBe('https://a.example/about');
    expect(linkTo('https://a.example/news/rss.xml', place)).toBe('rss.xml');
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
])('%s is written %s', (language, dir) => {
  expect(inLanguage(language).dir).toBe(dir);
});

test('words of the press are marked on pages in other languages alone', () => {
  const place = { url: root, channel };
  expect(inEnglish({ ...place, language: 'nb' })).toEqual({ lang: 'en', dir: 'ltr' });
  expect(inEnglish({ ...place, language: 'en-GB' })).toEqual({});
});
