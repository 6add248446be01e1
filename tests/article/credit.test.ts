/** Splitting credit lines. All names are invented, except well-known agencies. */
import { expect, it } from 'vitest';
import { parseCredit } from '../../src/article/wire/credit.ts';
import { readArticle } from '../support/channel.ts';

it.each([
  ['Ida Moe/Getty Images', ['Ida Moe'], ['Getty Images']],
  ['Ida Moe / Sound Pier / AFP via Getty Images', ['Ida Moe'], ['Sound Pier', 'AFP', 'Getty Images']],
  ['AP Photo/Ida Moe', ['Ida Moe'], ['AP']],
  ['AP Photo/Ida Moe, File', ['Ida Moe'], ['AP']],
  ['REUTERS/Ida Moe', ['Ida Moe'], ['REUTERS']],
  ['Ida Moe/Pool via AP', ['Ida Moe'], ['Pool', 'AP']],
  ['Photo by Ida Moe/Getty Images', ['Ida Moe'], ['Getty Images']],
  ['Photo by Ida Moe and Ola Berg', ['Ida Moe', 'Ola Berg'], []],
  ['Ida Moe | Afp | Getty Images', ['Ida Moe'], ['Afp', 'Getty Images']],
  ['© Photograph: Ida Moe/QPA', ['Ida Moe'], ['QPA']],
  ['Ida Moe', ['Ida Moe'], []],
  ['Getty Images', [], ['Getty Images']],
  ['Courtesy of Ola Berg', [], ['Ola Berg']],
  ['Courtesy of the Sound Museum/Handout', [], ['Sound Museum', 'Handout']],
  ['', [], []],
])('%s', (credit, photographers, agencies) => {
  expect(parseCredit(credit)).toEqual({ line: credit, photographers, agencies });
});

it('an article has the parts of the credits in its captions, without repeated lines', () => {
  const { captions, credits } = readArticle(
    'a.txt',
    'date 2026-01-04 The pier. (Ida Moe/Pool via Getty Images) / (R) The crew. (Ida Moe/Pool via Getty Images)\n\n4:15 PM – Sunday, January 4, 2026\n\nText.\n',
  );
  expect(captions).toHaveLength(2);
  expect(credits).toEqual([
    { line: 'Ida Moe/Pool via Getty Images', photographers: ['Ida Moe'], agencies: ['Pool', 'Getty Images'] },
  ]);
});
