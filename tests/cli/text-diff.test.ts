/** The differences between two texts as `presstime diff` shows them. */
import { expect, test } from 'vitest';
import { diffLine, diffParagraphs } from '../../src/cli/commands/text-diff.ts';

const lines = (before: readonly string[], after: readonly string[]) =>
  diffParagraphs(before, after).map(({ kind, text }) => `${kind}: ${text}`);

test('words that differ are marked in their line', () => {
  expect(diffLine('The tide turned at noon', 'The tide turned at four')).toBe('The tide turned at [-noon-]{+four+}');
  expect(diffLine('Terns', 'How we count gulls')).toBe('[-Terns-]{+How we count gulls+}');
  expect(diffLine('', 'Terns')).toBe('{+Terns+}');
});

test('a changed paragraph has the unchanged one before and after it', () => {
  const text = ['One.', 'Two.', 'Three is a paragraph.', 'Four.', 'Five.', 'Six.'];
  expect(lines(text, text.with(2, 'Three was a paragraph.'))).toEqual([
    'gap: …',
    'context: Two.',
    'changed: Three [-is-]{+was+} a paragraph.',
    'context: Four.',
    'gap: …',
  ]);
});

test('paragraphs that are added, removed or written anew are whole', () => {
  expect(lines(['One.'], ['One.', 'Two.'])).toEqual(['context: One.', 'added: {+Two.+}']);
  expect(lines(['One.', 'Two.'], ['Two.'])).toEqual(['removed: [-One.-]', 'context: Two.']);
  expect(lines(['The terns came.'], ['Seals rest here.'])).toEqual([
    'removed: [-The terns came.-]',
    'added: {+Seals rest here.+}',
  ]);
});

test('a long paragraph is shown only near its changes', () => {
  const long = 'word '.repeat(100);
  const [line = ''] = lines([`${long}noon ${long}`], [`${long}four ${long}`]);
  expect(line).toMatch(/^changed: … ?(?:word )+\[-noon-\]\{\+four\+\}(?: word)+ ?…$/);
  expect(line.length).toBeLessThan(160);
});

test('texts that differ everywhere are compared within bounds', () => {
  const text = (word: string) => Array.from({ length: 5_000 }, (_, index) => `${word}${index}`);
  expect(diffParagraphs(text('one'), text('two'))).toHaveLength(10_000);
});
