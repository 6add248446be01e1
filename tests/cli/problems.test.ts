/** Problems on a terminal: the line of the file, and a mark under the place. */
import { expect, test } from 'vitest';
import type { Terminal } from '../../src/cli/command.ts';
import { excerptOf, sayProblems } from '../../src/cli/problems.ts';
import { showProgress } from '../../src/cli/progress.ts';
import type { Problem } from '../../src/problem.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

const problem: Problem = {
  severity: 'error',
  code: 'invalid-date',
  file: 'a.txt',
  line: 3,
  column: 4,
  message: 'No such day',
};

function terminal(watched: boolean): Terminal & { readonly said: string[] } {
  const said: string[] = [];
  return {
    env: {},
    now: () => '2026-11-23T15:00:00Z',
    print: () => undefined,
    say: (text) => void said.push(text),
    progress: () => undefined,
    watched,
    paint: (_colour, text) => text,
    stopped: () => Promise.resolve(),
    said,
  };
}

const store = createMemoryStore({ 'a.txt': 'one\r\ntwo\r\n   February 30\r\n' });

test('a person sees the line with a caret', async () => {
  const watched = terminal(true);
  await sayProblems([problem, { ...problem, line: null, column: null }], { from: store, to: 'public' }, watched);
  expect(watched.said).toEqual([
    'memory/a.txt:3:4: error: No such day [invalid-date]',
    '       February 30\n       ^',
    'memory/a.txt: error: No such day [invalid-date]',
  ]);
});

test('a log has one line a problem', async () => {
  const log = terminal(false);
  await sayProblems([problem, { ...problem, file: 'rss.xml' }], { from: store, to: 'public' }, log);
  expect(log.said).toEqual([
    'memory/a.txt:3:4: error: No such day [invalid-date]',
    'public/rss.xml:3:4: error: No such day [invalid-date]',
  ]);
});

test('a long line is cut about the place', () => {
  const excerpt = excerptOf(`${'x'.repeat(500)}HERE${'y'.repeat(500)}`, 501);
  const [line = '', mark = ''] = excerpt.split('\n');
  expect(line.length).toBeLessThan(120);
  expect(line.slice(mark.indexOf('^')).startsWith('HERE')).toBe(true);
  expect(excerptOf('HERE', 1)).toBe('    HERE\n    ^');
  expect(excerptOf('', 1)).toBe('');
});

test('long work shows a bar, and takes it away', () => {
  const shown: string[] = [];
  const show = showProgress({ progress: (text) => void shown.push(text) });
  for (let done = 1; done <= 1000; done += 1) show({ done, total: 1000 });
  expect(shown).toHaveLength(20);
  expect(shown[9]).toBe('[############            ] 500 of 1,000');
  expect(shown.at(-1)).toBe('');
  show({ done: 100, total: 100 });
  expect(shown).toHaveLength(20);
});
