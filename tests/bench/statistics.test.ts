/** Medians, quartiles and pairs of rounds. */
import { expect, test } from 'vitest';
import { medianOf, pairwise, spreadOf } from '../../bench/statistics.ts';

test('quartiles are interpolated, whatever the order', () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ lower: 1.75, median: 2.5, upper: 3.25 });
  expect(spreadOf([9])).toEqual({ lower: 9, median: 9, upper: 9 });
});

test('the median ignores one run that was slow', () => {
  expect(medianOf([10, 11, 900])).toBe(11);
});

test('no numbers have no median', () => {
  expect(medianOf([])).toBeNaN();
});

test('figures of the same round are combined, and rounds without both are left out', () => {
  expect(pairwise([10, 20, 30], [5, 10], (one, other) => one / other)).toEqual([2, 2]);
});
