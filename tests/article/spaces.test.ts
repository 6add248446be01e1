/** Normalizing white space of every kind, in text that is shown and in text that is matched. */
import { expect, test } from 'vitest';
import { foldSpaces, plainSpaces } from '../../src/article/text/spaces.ts';

test.each([
  ['  a \n\t b\u00a0\u3000c  ', 'a b c'],
  ['\u2003', ''],
  ['a', 'a'],
])('%j is shown as %j', (text, folded) => {
  expect(foldSpaces(text)).toBe(folded);
});

test('for matching, each space stays one space, line breaks stay, and directional marks are removed', () => {
  expect(plainSpaces('a\u00a0\u2009b\tc\nd\u200ee\u2066f\u2069')).toBe('a  b c\ndef');
});
