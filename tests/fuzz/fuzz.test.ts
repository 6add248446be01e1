/** Runs the fuzzer very briefly, and with each file that once found a fault. `fuzz.system.test.ts` runs more of each. */
import { expect, test } from 'vitest';
import { chance } from './chance.ts';
import { fuzz } from './fuzz.ts';
import { inventFile } from './invent.ts';

/** Seeds that found a fault, with the number of the file. Add new ones here. */
const kept: readonly (readonly [seed: number, from: number, runs: number])[] = [
  [1, 0, 150],
  // A headline that contains only a directional mark.
  [3, 40_488, 1],
  // A URL of an author with a brace in its host.
  [41, 2003, 1],
  // URLs of pictures and enclosures with a quote, a backtick or a brace in their host.
  [1023, 2302, 1],
  [5012, 1726, 1],
  [5013, 1431, 1],
  // Quotations nested eight hundred times.
  [3, 39_236, 1],
];

test.each(kept)('seed %i from file %i, %i files: no crash, no hang, no invalid feed', async (seed, from, runs) => {
  const { read, refused, faults } = await fuzz({ seed, from, runs });
  expect(faults).toEqual([]);
  expect(read + refused).toBe(runs);
  if (runs > 100) expect(Math.min(read * 6, refused * 20)).toBeGreaterThan(runs);
});

test('repeated parts: no crash, no hang, no growth beyond the text, and good articles beside them are published', async () => {
  const { read, refused, faults } = await fuzz({ seed: 1, runs: 50, kind: 'repeated' });
  expect(faults).toEqual([]);
  expect(read + refused).toBe(50);
  expect(read).toBeGreaterThan(10);
});

test('the same seed makes the same files', () => {
  expect(inventFile(chance(7))).toEqual(inventFile(chance(7)));
  expect(inventFile(chance(7))).not.toEqual(inventFile(chance(8)));
});
