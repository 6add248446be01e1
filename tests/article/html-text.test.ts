/** Plain text is escaped as `hast-util-to-html` escapes it, without that library. */
import fc from 'fast-check';
import { toHtml } from 'hast-util-to-html';
import { expect, test } from 'vitest';
import { htmlOfText } from '../../src/article/text/html-text.ts';

test('markup becomes text', () => {
  expect(htmlOfText('<b>Terns & "gulls" &amp; \u00e9</b>')).toBe('&lt;b>Terns &amp; "gulls" &amp;amp; \u00e9&lt;/b>');
});

test('every text is written as the library writes it', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[&<>"'`a-z;#0-9 ]*$/));
  fc.assert(
    fc.property(text, (value) => {
      const written = toHtml({ type: 'text', value }, { characterReferences: { useNamedReferences: true } });
      expect(htmlOfText(value)).toBe(written);
    }),
  );
});
