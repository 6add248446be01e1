/** The rows of the benchmark: every mark has its row, and every row has its tasks. */
import { expect, test } from 'vitest';
import { createTasks, peers } from '../../bench/catalogue.ts';
import { createRows, selectRows, tasksOf } from '../../bench/rows.ts';
import type { Workshop } from '../../bench/workshop.ts';

const unused: Workshop = {
  folder: '/nowhere',
  once: () => Promise.reject(new Error('not set up')),
  atEnd: () => {},
  close: async () => {},
};

const rows = createRows(peers);
const works = (pattern: RegExp, sizes: readonly number[]) =>
  selectRows(rows, { rows: pattern, sizes }).map(({ work, articles, mark }) => [work, articles, mark]);

test('each task that a row needs exists, and each task is needed', () => {
  const names = createTasks(unused).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect([...tasksOf(rows)].sort()).toEqual(names.toSorted());
});

test('no two rows are the same', () => {
  const described = rows.map(({ work, articles }) => `${work} ${articles}`);
  expect(new Set(described).size).toBe(described.length);
});

test('rows are selected by pattern and size', () => {
  expect(works(/^nothing/, [1_000, 10_000])).toEqual([
    ['nothing changed', 1_000, 3],
    ['nothing changed', 10_000, 7],
  ]);
  expect(works(/help/, [])).toEqual([['`presstime --help`', null, 1.5]]);
});

test('Hugo has the mark of first runs, with pages and without', () => {
  expect(works(/first run.*Hugo/, [10_000])).toEqual([
    ['first run, no pages, beside Hugo', 10_000, 0.9],
    ['first run, pages, beside Hugo', 10_000, 0.9],
  ]);
});

test('a listing takes one request for each thousand objects, of which feed.yaml is one', () => {
  expect(works(/S3, nothing changed, requests/, [1_000, 10_000]).map(([, , mark]) => mark)).toEqual([4, 13]);
});
