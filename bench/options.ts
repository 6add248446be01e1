/** The options of `npm run bench`. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Only rows with a description that matches are measured; null for all. */
  readonly rows: RegExp | null;
  readonly rounds: number;
  /** The numbers of articles. */
  readonly sizes: readonly number[];
  /** Write the table to docs/benchmarks.md too. */
  readonly isWritten: boolean;
}

export const usage = `Measures Presstime and other programs in alternation, and prints one table beside the marks.

Usage: npm run bench -- [--rows PATTERN] [--rounds N] [--sizes N,N] [--quick] [--write]

  --rows PATTERN  Only rows whose description matches this regular expression, such as "nothing|first run".
  --rounds N      How often everything is run (default: 7). Large folders run less often.
  --sizes N,N     Numbers of articles: 1000, 10000 and 100000 (default: all three).
  --quick         1000 articles and 3 rounds: about five minutes.
  --write         Write the table to docs/benchmarks.md too.`;

const allSizes = [1_000, 10_000, 100_000];

/** Throws if an option is unknown or has a wrong value. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string' },
      rounds: { type: 'string' },
      sizes: { type: 'string' },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const sizes = values.sizes?.split(',').map(Number) ?? (values.quick ? [1_000] : allSizes);
  const wrong = sizes.find((size) => !allSizes.includes(size));
  if (wrong !== undefined) throw new Error(`"--sizes" must be some of ${allSizes.join(', ')}: got "${values.sizes}"`);
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 7));
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`"--rounds" must be a whole number from 1: got "${values.rounds}"`);
  }
  const rows = values.rows === undefined ? null : new RegExp(values.rows, 'i');
  return { rows, rounds, sizes, isWritten: values.write };
}
