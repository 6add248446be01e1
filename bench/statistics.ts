/** Medians, quartiles, and comparisons of numbers that were measured in the same rounds. */

export interface Spread {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** The quartiles, by linear interpolation between the two nearest numbers. NaN if there are no numbers. */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((one, other) => one - other);
  return { lower: quantile(sorted, 0.25), median: quantile(sorted, 0.5), upper: quantile(sorted, 0.75) };
}

export function medianOf(numbers: readonly number[]): number {
  return spreadOf(numbers).median;
}

function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return below + (above - below) * (position - Math.floor(position));
}

/** Combines the numbers of each round that has both. */
export function pairwise(
  ours: readonly number[],
  theirs: readonly number[],
  combine: (one: number, other: number) => number,
): readonly number[] {
  const rounds = Math.min(ours.length, theirs.length);
  return Array.from({ length: rounds }, (_, round) => combine(ours[round] ?? Number.NaN, theirs[round] ?? Number.NaN));
}
