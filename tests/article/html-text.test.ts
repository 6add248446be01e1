/** Plain text is escaped as the serialiser of trees escapes it, without that serialiser. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { htmlOfText } from '../../src/article/text/html-text.ts';
import { writeTree } from '../../src/article/tree/html-tree.ts';

test('markup becomes text', () => {
  expect(htmlOfText('<b>Terns & "gulls" &amp; \u00e9</b>')).toBe('&lt;b>Terns &amp; "gulls" &amp;amp; \u00e9&lt;/b>');
});

test('every text is written as it is in a tree', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[&<>"'`a-z;#0-9 ]*$/));
  fc.assert(
    fc.property(text, (value) => {
      expect(htmlOfText(value)).toBe(writeTree({ type: 'root', children: [{ type: 'text', value }] }));
    }),
  );
});
