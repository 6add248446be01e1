/** The table of the benchmark: figures beside marks, and what could not be measured. */
import { expect, test } from 'vitest';
import { ratioRow } from '../../bench/rows.ts';
import { formatFigure, renderTable, renderTasks } from '../../bench/table.ts';
import type { Outcome, Results } from '../../bench/task.ts';

const measured = (...cpu: readonly number[]): Outcome => ({
  kind: 'measured',
  samples: cpu.map((cpuMilliseconds) => ({ cpuMilliseconds, peakMebibytes: 99.6, counts: { lists: 10, gets: 2 } })),
});

const row = ratioRow(
  { work: 'nothing changed', articles: 10_000 },
  { task: 'nothing', to: 'empty', unit: '× empty', mark: 7 },
);

const lastLine = (results: Results) => renderTable([row], results).split('\n').at(-1);

test('a row has the median of the ratios of each round, their spread, and whether the mark is met', () => {
  const results = new Map([
    ['nothing', measured(600, 700, 800)],
    ['empty', measured(100, 100, 100)],
  ]);
  expect(lastLine(results)).toBe(
    '| nothing changed | 10,000 | 7 × empty | 6.50 to 7.50 | ≤ 7 | yes | 0.700 s | 100 MiB | 10 LIST, 2 GET |',
  );
});

test('a mark that is missed stands out', () => {
  const results = new Map([
    ['nothing', measured(710)],
    ['empty', measured(100)],
  ]);
  expect(lastLine(results)).toContain('| 7.10 × empty |  | ≤ 7 | **no** |');
});

test('a row without a sample says so, and the table of tasks has the reason', () => {
  const results: Results = new Map([
    ['nothing', measured(700)],
    ['empty', { kind: 'failed', reason: 'it is not installed' } as const],
  ]);
  expect(lastLine(results)).toContain('| not measured |  | ≤ 7 |  |');
  expect(renderTasks(results).split('\n').slice(2)).toEqual([
    '| nothing | 0.700 s | 0.700 s to 0.700 s | 100 MiB | 1 |',
    '| empty | not measured: it is not installed |  |  |  |',
  ]);
});

test.each([
  [1234.5, '1,235'],
  [99.94, '99.9'],
  [9.994, '9.99'],
  [12, '12'],
  [0.5, '0.50'],
])('%d is shown as %s', (figure, shown) => {
  expect(formatFigure(figure)).toBe(shown);
});
