/** Text without Markdown is converted in the same way as text with it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOfMarkdown } from '../../src/article/front-matter/inline-markdown.ts';

const pieces = [
  'a',
  'B',
  ' ',
  '  ',
  'www.',
  'WWW.kelp.example',
  '!',
  '#',
  '- ',
  '1. ',
  '|',
  '^',
  '"',
  "'",
  '(',
  ')',
  '\t',
];
const anyText = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 8 }).map((it) => it.join(''));

test('a tag that is removed changes nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const isText = !/[\\`*_[\]<>&~:@\n]/.test(text);
      fc.pre(isText);
      expect(textOfMarkdown(text)).toBe(textOfMarkdown(`<b>x</b>${text}<b></b>`).replace(/^x/, '').trim());
    }),
  );
});
