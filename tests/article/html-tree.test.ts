/** Character references in HTML that are not valid characters (HTML, 13.2.5.80), which browsers show as U+FFFD. */
import { expect, test } from 'vitest';
import { readHtml, writeTree } from '../../src/article/tree/html-tree.ts';

test.each(['&#0;', '&#x0;', '&#00', '&#xD800;', '&#xdfff;', '&#55296;', '&#x110000;', '&#99999999999;'])(
  'is dropped: %s',
  (reference) => {
    expect(writeTree(readHtml(`<p title="a${reference}b">a${reference}b</p>`))).toBe('<p title="ab">ab</p>');
  },
);

test.each([
  ['&#65;&#x42;&#x1F600;', 'AB😀'],
  ['&#xFFFD;', '\ufffd'],
  ['&amp;#0;', '&amp;#0;'],
])('stays: %s', (reference, text) => {
  expect(writeTree(readHtml(`<p>${reference}</p>`))).toBe(`<p>${text}</p>`);
});

test('markup in text is escaped', () => {
  expect(writeTree({ type: 'root', children: [{ type: 'text', value: '<b> & &lt;' }] })).toBe('&lt;b> &amp; &amp;lt;');
});
