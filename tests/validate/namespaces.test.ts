/** Feeds with the same meaning but other prefixes and other markup: the rules must give the same findings. */
import { expect, test } from 'vitest';
import { validateFeed } from '../../src/validate/validate-feed.ts';

/** The codes, without that of the prefix, which is reported once. */
const findingsOf = (text: string) => validateFeed(text).findings.filter(({ code }) => code !== 'atom-prefix');
const codesOf = (text: string) => findingsOf(text).map(({ code }) => code);

const prefixed = `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:pic="http://search.yahoo.com/mrss/">
  <a:id>tag:fen.example,2026:feed</a:id>
  <a:title>Fen</a:title>
  <a:updated>2026-01-06T08:00:00Z</a:updated>
  <a:author><a:name>Ida Moor</a:name></a:author>
  <a:link rel="self" href="https://fen.example/atom.xml"/>
  <a:entry>
    <a:id>tag:fen.example,2026:a</a:id>
    <a:title>A</a:title>
    <a:updated>2026-01-06T08:00:00Z</a:updated>
    <a:content>A</a:content>
    <pic:content url="https://fen.example/a.jpg"/>
  </a:entry>
</a:feed>`;

test('Atom with a prefix is recognised as Atom', () => {
  expect(validateFeed(prefixed)).toMatchObject({ format: 'atom', entries: 1, selfUrl: 'https://fen.example/atom.xml' });
  expect(codesOf(prefixed)).toEqual([]);
});

test('the prefix is reported, because simple readers ignore elements that have one', () => {
  expect(validateFeed(prefixed).findings).toMatchObject([{ severity: 'warning', code: 'atom-prefix', line: 1 }]);
});

test('its rules apply: the message has the name as it was written', () => {
  const findings = findingsOf(
    prefixed.replace('2026-01-06T08:00:00Z</a:updated>\n    <a:content', 'soon</a:updated>\n    <a:content'),
  );
  expect(findings).toMatchObject([
    { code: 'atom-updated', message: expect.stringContaining('"a:updated" must be a date') },
  ]);
  expect(codesOf(prefixed.replace('https://fen.example/a.jpg"', 'a.jpg" width="wide"'))).toEqual([
    'media-url',
    'media-width',
  ]);
});

const switching = `<feed xmlns="http://www.w3.org/2005/Atom">
  <id>tag:fen.example,2026:feed</id>
  <title>Fen</title>
  <updated>2026-01-06T08:00:00Z</updated>
  <author><name>Ida Moor</name></author>
  <link rel="self" href="https://fen.example/atom.xml"/>
  <x:entry xmlns:x="http://www.w3.org/2005/Atom" xmlns="http://search.yahoo.com/mrss/">
    <x:id>tag:fen.example,2026:a</x:id>
    <x:title>A</x:title>
    <x:updated>2026-01-06T08:00:00Z</x:updated>
    <x:content>A</x:content>
    <content url="https://fen.example/a.jpg"><credit role="photographer">Ida Moor</credit></content>
  </x:entry>
</feed>`;

test('a default namespace may change within a feed: a content of Media RSS is not a content of Atom', () => {
  expect(validateFeed(switching)).toMatchObject({ format: 'atom', entries: 1, findings: [] });
  expect(codesOf(switching.replace('"photographer"', '"Photo"'))).toEqual(['media-role']);
});

const rss = `<rss version="2.0" xmlns:l="http://www.w3.org/2005/Atom" xmlns:full="http://purl.org/rss/1.0/modules/content/">
<channel><title><![CDATA[Fen]]></title><link><![CDATA[https://fen.example/]]></link><description>x</description>
<l:link rel="self" type="application/rss+xml" href="https://fen.example/rss.xml"/>
<item><title>A</title><guid isPermaLink="false">fen-a-2026</guid><description>x</description>
<full:encoded><![CDATA[<p>Word</p>]]></full:encoded></item></channel></rss>`;

test('RSS with other prefixes and CDATA is sound, and its HTML is read', () => {
  expect(codesOf(rss)).toEqual([]);
  expect(codesOf(rss.replace('<p>', '<p onclick="x()">'))).toEqual(['html-event']);
  expect(codesOf(rss.replace('rel="self"', 'rel="via"'))).toEqual(['rss-self-missing']);
});

test('an undeclared prefix makes a feed unreadable, wherever it is', () => {
  const { findings } = validateFeed(rss.replace('<item>', '<item><odd:mark/>'));
  expect(findings).toMatchObject([
    { code: 'feed-malformed', line: 4, column: 7, message: expect.stringContaining('"odd:mark"') },
  ]);
  expect(codesOf(rss.replace('<item>', '<item odd:mark="1">'))).toEqual(['feed-malformed']);
  expect(codesOf(rss.replace('<item>', '<item xmlns:odd="urn:odd" odd:mark="1">'))).toEqual([]);
});

test('elements of unknown namespaces are ignored, whatever their names', () => {
  const extended = rss.replace('<title>A</title>', '<title>A</title><own:title xmlns:own="urn:own">B</own:title>');
  expect(codesOf(extended)).toEqual([]);
});

test('an element of RSS in another namespace is not an element of RSS', () => {
  expect(
    codesOf(
      rss
        .replace('<title>A</title>', '<title xmlns="urn:own">A</title>')
        .replace('<description>x</description>\n<full', '<full'),
    ),
  ).toEqual(['rss-item-text', 'rss-content-alone']);
});

test('XHTML is read as it was written, with any prefix', () => {
  const xhtml = '<a:content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:b/></h:div></a:content>';
  const text = prefixed.replace('<a:content>A</a:content>', xhtml);
  expect(codesOf(text)).toEqual([]);
  expect(codesOf(text.replace('<h:b/>', '<h:script>1</h:script>'))).toEqual(['html-script']);
  expect(codesOf(text.replace('<h:b/>', '<h:a href="more">m</h:a>'))).toEqual(['html-relative']);
});

test('under an absolute xml:base a URL is not relative', () => {
  const text = prefixed.replace(
    '<a:content>A</a:content>',
    '<a:content type="html">&lt;a href="more"&gt;m&lt;/a&gt;</a:content>',
  );
  expect(codesOf(text)).toEqual(['html-relative']);
  expect(codesOf(text.replace('<a:entry>', '<a:entry xml:base="https://fen.example/a/">'))).toEqual([]);
});

test('a misspelled namespace is treated as the right one, and reported', () => {
  const slips = ['https://search.yahoo.com/mrss/', 'http://search.yahoo.com/mrss', 'http://search.yahoo.com/MRSS/'];
  for (const slip of slips) {
    expect(codesOf(prefixed.replace('http://search.yahoo.com/mrss/', slip))).toEqual(['namespace-misspelled']);
  }
});

test('a tag inside comments, scripts and quoted values does not count', () => {
  const quiet = ['<!-- <script> -->', '<img alt="<script>" src="https://fen.example/a.jpg">'];
  for (const html of quiet) expect(codesOf(rss.replace('<p>Word</p>', html))).toEqual([]);
});

test('a "<" that begins no tag is reported, and what follows it is read', () => {
  for (const html of ['a < b and c > d', '< script>'])
    expect(codesOf(rss.replace('<p>Word</p>', html))).toEqual(['html-malformed']);
  expect(codesOf(rss.replace('<p>Word</p>', '5 < 6 <script>1</script>'))).toEqual(['html-script', 'html-malformed']);
});

test('elements whose end tag is optional need none', () => {
  const loose = [
    '<p>a<p>b<ul><li>c<li>d</ul>',
    '<dl><dt>a<dd>b<dt>c<dd>d</dl>',
    '<table><caption>a</caption><colgroup><col><thead><tr><th>b<tbody><tr><td>c<td><p>d</table>',
    '<ruby>a<rp>(<rt>b<rp>)</ruby>',
    '<svg><a/><p/><td/></svg>',
  ];
  for (const html of loose) expect(codesOf(rss.replace('<p>Word</p>', html))).not.toContain('html-nesting');
});

test('a password is not shown', () => {
  const { findings } = validateFeed(rss.replace('https://fen.example/]]', 'https://ida:secret@fen.example/]]'));
  expect(findings.map(({ code }) => code)).toEqual(['url-password']);
  expect(findings[0]?.message).not.toContain('secret');
});
