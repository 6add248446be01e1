/** The form of docs/benchmarks.md. The file is made by `npm run bench -- --write`. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { peers } from '../../bench/catalogue.ts';
import { renderDocument } from '../../bench/document.ts';
import { createRows } from '../../bench/rows.ts';
import { heads, renderTable, renderTasks } from '../../bench/table.ts';

const path = 'docs/benchmarks.md';

const sample = renderDocument({
  date: '2026-11-30',
  machine: { processor: 'Some CPU', cores: 2, memoryGibibytes: 24, system: 'linux 6.1', node: 'v24.21.0' },
  rounds: 7,
  sizes: [1_000, 10_000],
  programs: ['Hugo 0.111: small templates'],
  table: renderTable(createRows(peers), new Map()),
  tasks: renderTasks(new Map()),
});

/** What is wrong with a document, a line for each fault. */
function faultsOf(text: string): readonly string[] {
  const expected: Readonly<Record<string, RegExp>> = {
    title: /^# Benchmarks\n/,
    date: /^Measured on \d{4}-\d{2}-\d{2} with `npm run bench`: /m,
    machine: /: .+, \d+ cores, \d+ GiB, .+, Node v\d+\.\d+\.\d+,$/m,
    programs: /^## Other programs\n\n- /m,
    tasks: /^\| task \| CPU \| middle half \| peak \| rounds \|$/m,
  };
  const missing = Object.keys(expected).filter((name) => !expected[name]?.test(text));
  const lines = text.split('\n');
  const table = lines.slice(lines.indexOf(`| ${heads.join(' | ')} |`));
  const rows = table.slice(0, table.indexOf('')).map((line) => line.split(' | ').length);
  const wrong = rows.length < 3 || rows.some((cells) => cells !== heads.length);
  return [...missing, ...(wrong ? ['table'] : [])];
}

test('a document has a date, a machine, programs, and both tables', () => {
  expect(faultsOf(sample)).toEqual([]);
});

test.each([
  ['date', 'Measured on 2026-11-30', 'Measured'],
  ['machine', '2 cores', 'cores'],
  ['table', '| met |', '|'],
])('one without %s is rejected', (what, text, instead) => {
  expect(faultsOf(sample.replace(text, instead))).toEqual([what]);
});

test.runIf(existsSync(path))('docs/benchmarks.md has this form', () => {
  expect(faultsOf(readFileSync(path, 'utf8'))).toEqual([]);
});
