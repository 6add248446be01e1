/** Parsing captions as agencies write them: where one ends, its credit, and text that only looks like a credit. */
import { describe, expect, test } from 'vitest';
import type { Caption } from '../../src/model/metadata.ts';
import { readArticle } from '../support/channel.ts';

const captionsOf = (line: string): readonly Caption[] =>
  readArticle('a.txt', ` date 2025-09-14 ${line}\n\n6:10 PM – Sunday, September 14, 2025\n\nThe story begins.\n`)
    .captions;

const caption = (text: string, credit: string | null = null, position: string | null = null): Caption => ({
  text,
  credit,
  position,
});

describe('credits', () => {
  test.each([
    ['Kelp dries. (Ida Moen/Getty Images)', 'Kelp dries.', 'Ida Moen/Getty Images'],
    ['Kelp dries (Ida Moen/Getty Images).', 'Kelp dries', 'Ida Moen/Getty Images'],
    ['Kelp dries. (AP Photo/Ida Moen)', 'Kelp dries.', 'AP Photo/Ida Moen'],
    [
      'FILE - Kelp dries, May 2, 2021. (AP Photo/Ida Moen, File)',
      'FILE - Kelp dries, May 2, 2021.',
      'AP Photo/Ida Moen, File',
    ],
    ['Kelp dries. (Ida Moen/Pool via AP)', 'Kelp dries.', 'Ida Moen/Pool via AP'],
    [
      'Kelp dries. (Ida Moen / Nord Bild / AFP via Getty Images)',
      'Kelp dries.',
      'Ida Moen / Nord Bild / AFP via Getty Images',
    ],
    [
      'KELP BAY – MAY 2: Kelp dries. (Photo by Ida Moen/Getty Images)',
      'KELP BAY – MAY 2: Kelp dries.',
      'Photo by Ida Moen/Getty Images',
    ],
    [
      'Kelp dries. (Photo by Ida Moen / AFP) (Photo by IDA MOEN/AFP via Getty Images)',
      'Kelp dries.',
      'Photo by IDA MOEN/AFP via Getty Images',
    ],
    ['Kelp dries. REUTERS/Ida Moen', 'Kelp dries.', 'REUTERS/Ida Moen'],
    ['Kelp dries. REUTERS/Ida Moen/File Photo', 'Kelp dries.', 'REUTERS/Ida Moen/File Photo'],
    ['Kelp dries. Photo by Ida Moen.', 'Kelp dries.', 'Photo by Ida Moen'],
    ['Kelp dries on racks Photo by Ida Moen.', 'Kelp dries on racks', 'Photo by Ida Moen'],
    ['Kelp dries. AP Photo/Ida Moen', 'Kelp dries.', 'AP Photo/Ida Moen'],
    ['Kelp dries. I. Moen/AFP via Getty Images', 'Kelp dries.', 'I. Moen/AFP via Getty Images'],
    ['Kelp dries. Ida Moen | Afp | Getty Images', 'Kelp dries.', 'Ida Moen | Afp | Getty Images'],
    ['Kelp dries. © Photograph: Ida Moen/Reuters', 'Kelp dries.', '© Photograph: Ida Moen/Reuters'],
    ['Kelp dries. Photograph: Ida Moen/Reuters', 'Kelp dries.', 'Photograph: Ida Moen/Reuters'],
    ['Kelp dries. Governor’s Office photo by Ida Moen', 'Kelp dries.', 'Governor’s Office photo by Ida Moen'],
    ['Kelp dries. Courtesy of Ida Moen', 'Kelp dries.', 'Courtesy of Ida Moen'],
    ['Kelp dries. (Courtesy of the kelp museum)', 'Kelp dries.', 'Courtesy of the kelp museum'],
    ['Kelp dries. (Screenshot)', 'Kelp dries.', 'Screenshot'],
    ['Kelp dries. (Handout)', 'Kelp dries.', 'Handout'],
    ['Kelp dries. (Photo: Ida Moen)', 'Kelp dries.', 'Photo: Ida Moen'],
    ['Kelp dries. (Ida Moen)', 'Kelp dries.', 'Ida Moen'],
    ['Kelp dries. (Ida Moen for the Kelp Bay Times)', 'Kelp dries.', 'Ida Moen for the Kelp Bay Times'],
    ['Kelp dries. (@idamoen/Instagram)', 'Kelp dries.', '@idamoen/Instagram'],
    ['Kelp dries. (Ida Moen (staff)/Getty Images)', 'Kelp dries.', 'Ida Moen (staff)/Getty Images'],
    ['Kelp dries. ((Ida Moen/Getty Images))', 'Kelp dries.', 'Ida Moen/Getty Images'],
    ['Kelp dries. (Ida Moen/Getty Images', 'Kelp dries.', 'Ida Moen/Getty Images'],
    ['Kelp dries. Ida Moen/Getty Images)', 'Kelp dries.', 'Ida Moen/Getty Images'],
    ['Kelp dries (on racks). (Ida Moen/AP)', 'Kelp dries (on racks).', 'Ida Moen/AP'],
  ])('%s', (line, text, credit) => {
    expect(captionsOf(line)).toEqual([caption(text, credit)]);
  });
});

describe('text that is not a credit stays in the caption', () => {
  test.each([
    ['Senator Eli Voss waves to Rep. Una Hale (D-Ohio).'],
    ['Senator Eli Voss waves to Rep. Una Hale (R-PA).'],
    ['The two senators agree (D-Ohio / R-Iowa).'],
    ['The wreck lies in the bay (50 meters).'],
    ['Travelers wait at the airport (Terminal B).'],
    ['The boat makes 20 knots (37 km/h).'],
    ['The tower was closed for a day (5/9/2024).'],
    ['Each guard shows his/her card (and/or a pass).'],
    ['Children learn to swim (in the pool).'],
    ['The clerk keeps the papers (on file).'],
    ['He praised the work of UPI. The hall was full.'],
    ['This photo by its nature shows little.'],
    ['Mayor Una Hale (L) greets Eli Voss (R).'],
  ])('%s', (line) => {
    expect(captionsOf(line)).toEqual([caption(line)]);
  });
});

describe('position marks', () => {
  const marks =
    'L R C L-R Left Right Center Centre Top Bottom Upper Lower Inset Background Foreground Middle Top-Left'.split(' ');
  test.each([
    ...marks,
    'Bottom Right',
    'Far left',
    '2nd L',
    'L to R',
    'From left',
    'Clockwise from top left',
    'Front row',
  ])('(%s)', (mark) => {
    expect(captionsOf(`(${mark}) Una Hale speaks. (Ida Moen/AP)`)).toEqual([
      caption('Una Hale speaks.', 'Ida Moen/AP', mark),
    ]);
  });

  test.each([['(Una) Hale speaks.'], ['(Laughing) Una Hale speaks.'], ['(1999) was a good year.']])(
    '%s has none',
    (text) => {
      expect(captionsOf(`${text} (Ida Moen/AP)`)).toEqual([caption(text, 'Ida Moen/AP')]);
    },
  );
});

describe('a slash between captions', () => {
  const left = caption('Una Hale speaks.', 'Ida Moen/AP', 'L');
  const right = caption('Eli Voss listens.', 'Ola Ek / Nord Bild', 'R');
  test.each([
    ['(L) Una Hale speaks. (Ida Moen/AP) / (R) Eli Voss listens. (Ola Ek / Nord Bild)', 'spaces around'],
    ['(L) Una Hale speaks. (Ida Moen/AP)/(R) Eli Voss listens. (Ola Ek / Nord Bild)', 'no spaces'],
    ['(L) Una Hale speaks. (Ida Moen/AP) (R) Eli Voss listens. (Ola Ek / Nord Bild)', 'no slash'],
    ['(L) Una Hale speaks. (Ida Moen/AP)\n(R) Eli Voss listens. (Ola Ek / Nord Bild)', 'a line each'],
    ['(L) Una Hale speaks. (Ida Moen/AP)\n\n(R) Eli Voss listens. (Ola Ek / Nord Bild)', 'a paragraph each'],
    ['(L) Una Hale speaks. (Ida Moen/AP) / (R) Eli Voss\nlistens. (Ola Ek / Nord Bild)', 'wrapped'],
  ])('%s (%s)', (line) => {
    expect(captionsOf(line)).toEqual([left, right]);
  });

  test('after a credit splits without a mark; before a mark without a credit', () => {
    expect(captionsOf('Kelp. (Ida Moen/AP) / Sand. (Ola Ek/AP)')).toEqual([
      caption('Kelp.', 'Ida Moen/AP'),
      caption('Sand.', 'Ola Ek/AP'),
    ]);
    expect(captionsOf('(L) Kelp / (R) Sand. (Ola Ek/AP)')).toEqual([
      caption('Kelp', null, 'L'),
      caption('Sand.', 'Ola Ek/AP', 'R'),
    ]);
  });

  test.each([
    ['The ferry terminal / customs house reopens.'],
    ['About 1/2 of the crew and/or its guests rest.'],
    ['A notice at https://kelp.example/tides hangs there.'],
    ['Una Hale (L) / Eli Voss (R) shake hands.'],
    ['The red line (north / south) is shut.'],
    ['Una Hale (right) and Eli Voss (L) and the red / blue team.'],
  ])('splits nothing in: %s', (text) => {
    expect(captionsOf(`${text} (Ida Moen/AP)`)).toEqual([caption(text, 'Ida Moen/AP')]);
  });
});
