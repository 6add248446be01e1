/** Runs the fuzzer for some seconds: more files than the fast tests have time for. */
import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

test.each([
  [1, 0, 1500],
  [2, 0, 500],
])('seed %i from file %i, %i files: no crash, no hang, no invalid feed', async (seed, from, runs) => {
  const { read, refused, faults } = await fuzz({ seed, from, runs });
  expect(faults).toEqual([]);
  expect(read + refused).toBe(runs);
  expect(Math.min(read * 6, refused * 20)).toBeGreaterThan(runs);
});

test('repeated parts: no crash, no hang, no growth beyond the text, and good articles beside them are published', async () => {
  const { read, refused, faults } = await fuzz({ seed: 1, runs: 300, kind: 'repeated' });
  expect(faults).toEqual([]);
  expect(read + refused).toBe(300);
  expect(read).toBeGreaterThan(60);
});
