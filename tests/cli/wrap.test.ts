/** Texts that fit the width of a terminal. */
import { beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { loadWidths, widthOf } from '../../src/cli/screen/width.ts';
import { cutToWidth, wrapText } from '../../src/cli/screen/wrap.ts';
import { helpFor, helpForAll } from '../../src/cli/terminal/help.ts';
import { excerptOf } from '../../src/cli/terminal/problems.ts';

beforeAll(loadWidths);

describe('wrapping', () => {
  test('a line is wrapped at spaces, and the rest is indented by two more', () => {
    expect(wrapText('The tide turned at noon', 12)).toBe('The tide\n  turned at\n  noon');
    expect(wrapText('  The tide turned', 12)).toBe('  The tide\n    turned');
  });

  test('the second column of a row stays a column if enough is left for it', () => {
    expect(wrapText('  new  The tide turned at noon', 20)).toBe('  new  The tide\n       turned at\n       noon');
    expect(wrapText('  withdrawn  The tide turned', 20)).toBe('  withdrawn  The\n    tide turned');
  });

  test('a line that begins in the second column of a row stays in it', () => {
    const indent = ' '.repeat(11);
    expect(wrapText(`${indent}Set feedUrl to the public URL`, 30)).toBe(
      `${indent}Set feedUrl to the\n${indent}public URL`,
    );
    expect(wrapText(`${indent}Set feedUrl`, 20)).toBe(`${indent}Set\n${indent}  feedUrl`);
  });

  test('a word that is too long is not broken', () => {
    expect(wrapText('See https://courier.example/terns for more', 12)).toBe(
      'See\n  https://courier.example/terns\n  for more',
    );
  });

  test('a long word stays beside the name of its row', () => {
    expect(wrapText('id    tag:courier.example,2026', 20)).toBe('id    tag:courier.example,2026');
  });

  test('what fits, and what goes to a pipe, is not changed', () => {
    expect(wrapText('The tide turned\n\nat noon', 15)).toBe('The tide turned\n\nat noon');
    expect(wrapText('The tide turned at noon', null)).toBe('The tide turned at noon');
  });

  test('colours and combining characters take no column, wide characters two', () => {
    const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
    expect(wrapText(`${red('The')} tide`, 8)).toBe(`${red('The')} tide`);
    expect(wrapText('cafe\u0301 cafe\u0301', 9)).toBe('cafe\u0301 cafe\u0301');
    expect(wrapText('潮目 潮目', 6)).toBe('潮目\n  潮目');
  });

  test('a script without spaces is wrapped between characters, but not before punctuation', () => {
    expect(wrapText('潮が引いた。', 10)).toBe('潮が引い\n  た。');
  });
});

test('a line is cut between whole characters', () => {
  expect(cutToWidth('The tide turned', 9)).toBe('The tide…');
  expect(cutToWidth('The tide', 8)).toBe('The tide');
  expect(cutToWidth('The tide turned', null)).toBe('The tide turned');
  expect(cutToWidth('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 5)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
});

test.each([80, 40])('every help text fits %i columns', (columns) => {
  const texts = [
    helpForAll(commands, { program: 'presstime', columns }),
    ...commands.map((command) => helpFor(command, { program: 'presstime', columns })),
  ];
  const isBreakable = (line: string) => line.trim().includes(' ') && !/--[\w-]+ [A-Z]+\]?$/.test(line);
  const long = texts.flatMap((text) => text.split('\n')).filter((line) => widthOf(line) > columns && isBreakable(line));
  expect(long).toEqual([]);
  expect(texts[0]).toContain('Exit codes');
});

test('the caret of an excerpt is under the character, whatever is before it', () => {
  expect(excerptOf('潮目は February 30', 5)).toBe('    潮目は February 30\n           ^');
  expect(excerptOf(`${'潮'.repeat(90)}!`, 91, 40).split('\n')).toEqual([
    `    …${'潮'.repeat(16)}!`,
    `    ${' '.repeat(33)}^`,
  ]);
});
