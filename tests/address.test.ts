/** URLs as feeds accept them: RFC 3986, 2, without a user name. */
import { expect, test } from 'vitest';
import { asUrl, hasOtherScheme, isWeb, namesNoUser, writeUrl } from '../src/model/url.ts';

test.each([
  ['brackets', 'https://a.example/x?[1]#[2]', 'https://a.example/x?%5B1%5D#%5B2%5D'],
  ['braces, a bar, a caret, a backtick', 'https://a.example/{x}?a|b^c`d', 'https://a.example/%7Bx%7D?a|b^c%60d'],
  [
    'a backslash, which browsers take for a slash in a path',
    'https://a.example/a\\b?c\\d',
    'https://a.example/a/b?c%5Cd',
  ],
  ['a percent sign that encodes nothing', 'https://a.example/100%?a=%zz', 'https://a.example/100%25?a=%25zz'],
  ['what is encoded already', 'https://a.example/%5B%e9', 'https://a.example/%5B%e9'],
  ['letters of any script, and a host in punycode', 'https://é.example/ü', 'https://xn--9ca.example/%C3%BC'],
  ['the brackets of a host', 'https://[::1]:8080/[1]', 'https://[::1]:8080/%5B1%5D'],
  ['mail', 'mailto:desk@a.example?subject=[1]', 'mailto:desk@a.example?subject=%5B1%5D'],
])('%s', (_name, address, written) => {
  expect(writeUrl(new URL(address))).toBe(written.replace('|', '%7C').replace('^', '%5E'));
});

test.each([
  'https://me:secret@a.example/',
  'https://me@a.example/',
  'ftp://a.example/',
  'javascript:alert(1)',
  '/a',
  'https://a}b.example/',
  'https://a"b.example/',
  'https://a`b.example/',
  ' ',
  7,
])('not a web URL, or one with a user name: %j', (value) => {
  expect(asUrl(value)).toBeUndefined();
});

test('web URLs, and URLs with other schemes', () => {
  const urls = ['https://a.example/', 'http://a.example/', 'ftp://a.example/', 'file:///etc/hosts'];
  expect(urls.map((url) => isWeb(new URL(url)))).toEqual([true, true, false, false]);
  const references = [
    'javascript:alert(1)',
    'DATA:,',
    'ftp://a',
    'HTTPS://a',
    'a/b.mp3',
    '/a:b',
    '//a.example',
    'a b:c',
  ];
  expect(references.filter(hasOtherScheme)).toEqual(references.slice(0, 3));
  expect(namesNoUser(new URL('https://a.example/'))).toBe(true);
  expect(namesNoUser(new URL('https://:secret@a.example/'))).toBe(false);
});
