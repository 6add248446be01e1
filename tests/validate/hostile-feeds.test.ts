/** Feeds that were made to break their reader. Each must give findings, and quickly. */
import { describe, expect, test } from 'vitest';
import { decodeFeed } from '../../src/validate/decode-feed.ts';
import { validateFeed } from '../../src/validate/validate-feed.ts';
import { soundAtom, soundJson, soundRss } from './sound-feeds.ts';

const codesOf = (text: string) => validateFeed(text).findings.map(({ code }) => code);
const many = 400_000;
const rss = (item: string) =>
  soundRss.replace('<description>A concert.</description>', `<description><![CDATA[${item}]]></description>`);

test.each([
  ['an empty text', '', 'feed-empty'],
  ['white space', ' \n\t ', 'feed-empty'],
  ['a byte order mark alone', '\ufeff', 'feed-empty'],
  ['elements nested a million deep', '<a>'.repeat(1_000_000), 'feed-malformed'],
  ['elements nested 300 deep and closed', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`, 'feed-malformed'],
  ['a million lists in JSON', '['.repeat(1_000_000), 'feed-malformed'],
  ['lists nested deep and closed', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'feed-unknown-format'],
  ['an entity that grows', '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;">]><rss>&c;</rss>', 'feed-malformed'],
  ['an entity of a file', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]><rss>&b;</rss>', 'feed-malformed'],
  ['a character that XML has not', '<rss>\u0001</rss>', 'feed-malformed'],
  ['a reference to a character that XML has not', '<rss>&#0;</rss>', 'feed-malformed'],
  ['half a surrogate pair', '<rss>\ud800</rss>', 'feed-malformed'],
  ['an attribute of the name __proto__', '<rss __proto__="1" constructor="2"/>', 'rss-version'],
  ['a root of the name constructor', '<constructor/>', 'feed-unknown-format'],
  ['a key of the name __proto__', soundJson.replace('"tags"', '"__proto__"'), 'json-extension'],
  ['eleven million characters', 'x'.repeat(11_000_000), 'feed-too-large'],
  ['comments that never end before a page', `${'<!-- - '.repeat(100_000)}<!DOCTYPE html>`, 'feed-malformed'],
  ['a page of many links', `<!doctype html>${'<link rel="alternate" '.repeat(100_000)}`, 'feed-unknown-format'],
  ['many declarations before a DOCTYPE', `${'<?a ?>'.repeat(1000)}<!DOCTYPE a>`, 'feed-malformed'],
])('%s', (_name, text, code) => {
  expect(codesOf(text)).toContain(code);
});

test.each([
  ['tags that never end', '<a '.repeat(many)],
  ['tags with one quote', '<a b="'.repeat(many)],
  ['tags with both quotes', `<a b="'`.repeat(many)],
  ['comments that never end', '<!--'.repeat(many)],
  ['scripts that never end', '<script>'.repeat(many)],
  ['equals signs', `<a ${'='.repeat(many)}>`],
  ['white space in a tag', `<a${' '.repeat(many)}x`],
  ['slashes in a tag', `<a${'/'.repeat(many)}x`],
  ['references', `<a href="${'&'.repeat(many)}">`],
  ['a style without an end', `<a style="${'a:'.repeat(many)}">`],
  ['elements that never end', '<b>'.repeat(many)],
  ['end tags without start tags', '</b>'.repeat(many)],
  ['signs that begin no tag', '< &'.repeat(many)],
  ['a list of sources', `<img srcset="${', '.repeat(many)}">`],
])('HTML of %s is read once', (_name, html) => {
  expect(validateFeed(rss(html)).format).toBe('rss');
});

test.each([
  ['colons', ':'],
  ['brackets', '['],
  ['dots', 'a.'],
  ['percent signs', '%'],
])('a URL of many %s is read once', (_name, sign) => {
  const url = `https://${sign.repeat(many)}`;
  const spoiled = soundAtom
    .replace('<id>https://marsh.example/reeds', `<id>${url}`)
    .replace('https://fen.example/日誌', url);
  expect(validateFeed(spoiled).format).toBe('atom');
  expect(validateFeed(soundRss.replace('https://marsh.example/reeds.mp3', url)).format).toBe('rss');
});

test.each([
  ['entries', '<item><title>T</title></item>'.repeat(60_000)],
  ['unknown elements', '<odd/>'.repeat(many)],
  ['namespaces', '<odd xmlns:x="urn:x"/>'.repeat(100_000)],
])('a channel of very many %s is read', (_name, xml) => {
  const { format, findings } = validateFeed(soundRss.replace('</channel>', `${xml}</channel>`));
  expect(format).toBe('rss');
  expect(findings.length).toBeLessThan(600);
});

test('property names that every object has are ordinary names', () => {
  const { findings } = validateFeed('<constructor xmlns:x="constructor" x:toString="1"><valueOf/></constructor>');
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/got a document of another kind, "constructor"/),
  ]);
  expect(validateFeed(soundRss.replace('algo="md5"', 'algo="constructor"')).findings[0]?.message).toContain(
    'got "constructor"',
  );
});

test('values as long as the feed are cut when they are quoted', () => {
  const { findings } = validateFeed(soundRss.replace('<ttl>60', `<ttl>${'9 '.repeat(100_000)}`));
  expect(findings.find(({ code }) => code === 'rss-ttl')?.message.length).toBeLessThan(250);
});

test('a value cannot control the terminal that shows it', () => {
  const { findings } = validateFeed(soundJson.replace('"feed_url": "https://', '"feed_url": "\\u001b[2J\\u009b'));
  expect(findings.map(({ code }) => code)).toContain('json-feed-url');
  for (const { message } of findings) expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
});

test.each([soundRss, soundAtom, soundJson])(
  'any beginning of a feed ends in a finding, and any letter that is lost is survived',
  (sound) => {
    for (let end = 0; end < sound.length - 10; end += 97) {
      expect(validateFeed(sound.slice(0, end)).findings).not.toEqual([]);
      expect(validateFeed(sound.slice(0, end) + sound.slice(end + 1)).findings.length).toBeGreaterThanOrEqual(0);
    }
  },
);

describe('bytes', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));
  const swapped = (bytes: Uint8Array) => Uint8Array.from(Buffer.from(bytes).swap16());
  const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
  const codes = (bytes: Uint8Array, charset: string | null = null) =>
    decodeFeed(bytes, charset).findings.map(({ code }) => code);
  const declared = (encoding: string, text = 'Ås') => `<?xml version="1.0" encoding="${encoding}"?><rss>${text}</rss>`;

  test.each([
    ['UTF-8', utf8(declared('utf-8')), []],
    ['UTF-8 with a mark', utf8(`\ufeff${declared('utf-8')}`), []],
    ['UTF-16 with a mark', utf16(`\ufeff${declared('utf-16')}`), ['encoding-not-utf8']],
    ['UTF-16 the other way round', swapped(utf16(`\ufeff${declared('utf-16')}`)), ['encoding-not-utf8']],
    ['UTF-16 without a mark', utf16(declared('utf-16')), ['encoding-not-utf8']],
    ['ISO 8859-1, declared', latin(declared('iso-8859-1')), ['encoding-not-utf8']],
  ])('%s is read', (_name, bytes, expected) => {
    const { text } = decodeFeed(bytes);
    expect(text).toContain('Ås');
    expect(text?.startsWith('<')).toBe(true);
    expect(codes(bytes)).toEqual(expected);
  });

  test('bytes that are invalid in their encoding are reported, and still read', () => {
    const { text, findings } = decodeFeed(latin(declared('utf-8')));
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['encoding-broken', 'error']]);
    expect(text).toContain('\ufffds');
  });

  test('an unknown encoding is reported', () => {
    expect(codes(utf8(declared('utf-9')))).toEqual(['encoding-unknown']);
  });

  test('the server takes precedence over the feed, and a byte order mark over both', () => {
    expect(decodeFeed(utf8(declared('iso-8859-1')), 'utf-8').text).toContain('Ås');
    expect(codes(utf8(declared('iso-8859-1')), 'utf-8')).toEqual(['encoding-mismatch']);
    expect(codes(utf8(declared('UTF-8')), 'utf-8')).toEqual([]);
    expect(decodeFeed(utf8(`\ufeff${declared('utf-8')}`), 'iso-8859-1').text).toContain('Ås');
  });

  test('a byte order mark in JSON is reported', () => {
    expect(codes(utf8('\ufeff{}'))).toEqual(['json-byte-order-mark']);
    expect(codes(utf8('{}'))).toEqual([]);
  });

  test.each([
    ['no bytes', new Uint8Array(), 'feed-empty'],
    ['a gzip archive', Uint8Array.of(0x1f, 0x8b, 8), 'feed-binary'],
    ['a GIF picture', new TextEncoder().encode('GIF89a'), 'feed-binary'],
    ['fifty megabytes', new Uint8Array(50_000_000), 'feed-too-large'],
  ])('%s are refused', (_name, bytes, code) => {
    expect(decodeFeed(bytes).text).toBeNull();
    expect(codes(bytes)).toEqual([code]);
  });
});
