/** A short run of the fuzzer with each seed that once found something, and its own honesty. */
import { expect, test } from 'vitest';
import { chance } from './chance.ts';
import { fuzz } from './fuzz.ts';
import { inventFile } from './invent.ts';

/** Seeds that are kept; add one here when it finds a fault, with the number of its file. */
const kept: readonly (readonly [seed: number, from: number, runs: number])[] = [
  [1, 0, 1500],
  [2, 0, 500],
  // A headline of nothing but a direction mark.
  [3, 40_488, 1],
  // A quotation in a quotation, eight hundred times.
  [3, 39_236, 1],
];

test.each(kept)('seed %i from file %i on, %i files: no crash, no hang, no broken feed', (seed, from, runs) => {
  const { read, refused, faults } = fuzz({ seed, from, runs });
  expect(faults).toEqual([]);
  expect(read + refused).toBe(runs);
  if (runs > 100) expect(Math.min(read * 6, refused * 20)).toBeGreaterThan(runs);
});

test('the same seed makes the same files', () => {
  expect(inventFile(chance(7))).toEqual(inventFile(chance(7)));
  expect(inventFile(chance(7))).not.toEqual(inventFile(chance(8)));
});
