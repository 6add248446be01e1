/** No test asserts a time on the clock: a machine that is busy with something else would fail it. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Prints how far it is, and asserts CPU time. */
const printing = ['tests/fuzz/fuzz.ts'];

const readsClock = (text: string) => /\bperformance\.now\(|\bhrtime\b|\bconsole\.time\(/.test(text);

test('no file of the tests measures the time on the clock', () => {
  const files = globSync('tests/**/*.ts').filter((path) => !path.includes('node_modules'));
  expect(files.length).toBeGreaterThan(200);
  const found = files.filter((path) => path !== 'tests/clock.test.ts' && readsClock(readFileSync(path, 'utf8')));
  expect(found).toEqual(printing);
});

test.each(['const started = performance.now();', 'process.hrtime.bigint()'])('%s is found', (line) => {
  expect(readsClock(line)).toBe(true);
});
