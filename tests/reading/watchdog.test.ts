/** Work that takes too long is stopped, whatever it does. */
import { expect, test } from 'vitest';
import { runWithin, StoppedError } from '../../src/reading/watchdog.ts';

test('returns the result', () => {
  expect(runWithin(10_000, () => 'read')).toBe('read');
  expect(runWithin(10_000, () => undefined)).toBeUndefined();
});

test('passes on what the work throws', () => {
  expect(() =>
    runWithin(10_000, () => {
      throw new RangeError('too far');
    }),
  ).toThrow(new RangeError('too far'));
});

test.each<readonly [string, () => unknown]>([
  [
    'an endless loop',
    () => {
      for (;;);
    },
  ],
  ['a regular expression', () => /^(?:a+)+$/.test(`${'a'.repeat(60)}b`)],
  ['a native function that calls back', () => 'a'.repeat(1e7).replace(/a/g, () => 'b')],
])('stops %s', (_name, work) => {
  expect(() => runWithin(20, work)).toThrow(StoppedError);
});

test('stopped work runs no catch and no finally, and the next work is not affected', () => {
  const run: string[] = [];
  const work = () => {
    try {
      for (;;);
    } catch {
      run.push('catch');
    } finally {
      run.push('finally');
    }
  };
  expect(() => runWithin(20, work)).toThrow(StoppedError);
  expect(run).toEqual([]);
  expect(runWithin(10_000, () => 'next')).toBe('next');
});
