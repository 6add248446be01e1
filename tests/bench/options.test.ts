/** The options of `npm run bench`. */
import { expect, test } from 'vitest';
import { parseOptions } from '../../bench/options.ts';

test('without options, all sizes are measured', () => {
  expect(parseOptions([])).toEqual({ rows: null, rounds: 7, sizes: [1_000, 10_000, 100_000], isWritten: false });
});

test('--quick measures a thousand articles in three rounds, and other options still count', () => {
  expect(parseOptions(['--quick', '--rounds', '5'])).toMatchObject({ rounds: 5, sizes: [1_000] });
  expect(parseOptions(['--quick', '--rows', 'Nothing']).rows).toEqual(/Nothing/i);
});

test.each([
  [['--sizes', '500'], '"--sizes" must be some of 1000, 10000, 100000: got "500"'],
  [['--rounds', '0'], '"--rounds" must be a whole number from 1: got "0"'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is refused', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});
