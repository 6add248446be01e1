/** Texts that end in the middle, as files do while they are still being written. */
import { expect, test } from 'vitest';
import { isWholeText } from '../../src/article/text/whole.ts';

const nitf = '<?xml version="1.0"?>\n<!-- Sent --><nitf><body><hl1>Ferry</hl1></body></nitf>\n<!-- End -->\n';
const prefixed = '<nar:newsItem xmlns:nar="http://iptc.org/std/nar/2006-10-01/"><nar:itemMeta/></nar:newsItem>';
const json = '{\n  "uri": "tag:quay.example:1",\n  "headline": "Ferry"\n}\n';
const mail =
  'From: Ann <ann@quay.example>\nContent-Type: multipart/mixed;\n boundary="b 1"\n\n--b 1\n\nIt sails.\n--b 1--\n';
const wire = '\x01abc0123 4 i 211\n\x02Ferry=\n\nIt sails.\n\x03041615 jan 26\n';

test.each([
  ['NITF', nitf, nitf.indexOf('</nitf>')],
  ['XML with a prefix', prefixed, prefixed.length - 1],
  ['JSON', json, json.length - 3],
  ['a mail in several parts', mail, mail.length - 4],
  ['IPTC 7901', wire, wire.indexOf('\x03')],
])('%s that is cut off is not whole', (_name, text, most) => {
  expect(isWholeText(text)).toBe(true);
  for (const length of [most, Math.floor(most * 0.7)])
    expect([length, isWholeText(text.slice(0, length))]).toEqual([length, false]);
});

test.each([
  ['an empty file', ''],
  ['a root element alone', '<?xml version="1.0"?><nitf/>'],
  ['a page', '<!DOCTYPE html>\n<p>It sails.'],
  ['a page that is no XML', '<p>It sails.'],
  ['Markdown that begins with a link', '[The ferry](a.md) sails.'],
  ['front matter in JSON', '{\n  "title": "Ferry"\n}\n\nIt sails.\n'],
  ['a mail with one part', 'From: ann@quay.example\nSubject: Ferry\n\nIt sails.\n'],
  ['metadata without fences', 'Title: Ferry\nDate: 2026-01-04\n\nIt sails.\n'],
  ['wire text', 'date 2026-01-04\n\nIt sails.\n'],
])('%s is whole', (_name, text) => {
  expect(isWholeText(text)).toBe(true);
});

test.each([
  '<a '.repeat(60_000),
  '<?xml '.repeat(40_000),
  '{"'.repeat(100_000),
  'A: b\n'.repeat(50_000),
  `<?xml?><!--${'-'.repeat(200_000)}`,
])('a long text is decided at once', (text) => {
  expect([true, false]).toContain(isWholeText(text));
});
