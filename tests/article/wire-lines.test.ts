/** Which line of wire copy is a headline, a caption or an end mark. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

const stamp = '4:15 PM – Monday, November 2, 2026';
const below = (line: string) => readArticle('a.txt', `${line}\n\n${stamp}\n\nMARLOW BAY — The kelp held.\n`);

describe('a headline', () => {
  test.each([
    'Kelp reaches the U.S.',
    'Who pays for the kelp?',
    'The kelp is back!',
    'Wardens seek Rolf Moe Jr.',
    'Warden asks, ‘Who was it?’',
    'Kelp Labs buys Tide Bros.',
    'And then …',
    'Kelp returns (again)',
    'By the river: a report',
  ])('%s', (line) => {
    const { title, captions, contentText } = below(line);
    expect({ title, captions, contentText }).toEqual({
      title: line,
      captions: [],
      contentText: 'MARLOW BAY — The kelp held.',
    });
  });
});

describe('a caption', () => {
  test.each<[string, string, string | null]>([
    ['A warden counts kelp. [Rolf Moe/Coast Wire]', 'A warden counts kelp.', 'Rolf Moe/Coast Wire'],
    ['A warden counts kelp (Rolf Moe for Coast Wire)', 'A warden counts kelp', 'Rolf Moe for Coast Wire'],
    ['A warden counts kelp. PHOTO BY ROLF MOE', 'A warden counts kelp.', 'PHOTO BY ROLF MOE'],
    ['A warden counts kelp. — Rolf Moe, Coast Wire', 'A warden counts kelp.', '— Rolf Moe, Coast Wire'],
    ['A warden counts kelp. Rolf Moe/Staff', 'A warden counts kelp.', 'Rolf Moe/Staff'],
    ['A warden counts kelp. Staff photo', 'A warden counts kelp.', 'Staff photo'],
    ['A warden counts kelp. (Credit too long, see caption)', 'A warden counts kelp.', null],
    ['A warden counts kelp. (Rolf Moe/Coast\nWire)', 'A warden counts kelp.', 'Rolf Moe/Coast Wire'],
    ['A warden counts kelp by the pier.', 'A warden counts kelp by the pier.', null],
  ])('%s', (line, text, credit) => {
    const { titleSource, captions } = below(line);
    expect(titleSource).toBe('derived');
    expect(captions).toEqual([expect.objectContaining({ text, credit })]);
  });

  test('with a bracket that is not closed is reported', () => {
    const text = ` date 2026-11-02 A warden. (Rolf Moe/Getty Images\n\n${stamp}\n\nKelp.\n`;
    const { problems } = read('a.txt', text);
    expect(problems.map(({ code, line }) => [code, line])).toContainEqual(['unbalanced-bracket', 1]);
  });

  test('with words in square brackets has no credit', () => {
    expect(below('He said it was late [sic]').title).toBe('He said it was late [sic]');
  });
});

test.each(['-30-', '###', '- 30 -', '-0-', 'ENDS', '— ends —', '# # #'])(
  'the end mark %s is no part of the article',
  (mark) => {
    const { contentText } = readArticle('a.txt', `Kelp\n\n${stamp}\n\nThe kelp held.\n\n${mark}\n`);
    expect(contentText).toBe('The kelp held.');
  },
);

test('an end mark in the middle stays', () => {
  const { contentText } = readArticle('a.txt', `Kelp\n\n${stamp}\n\nThe kelp held.\n\n###\n\nMore.\n`);
  expect(contentText).toBe('The kelp held.\n\n###\n\nMore.');
});
