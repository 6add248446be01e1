/** Work that takes too long is stopped, whatever it does. */
import { readFile } from 'node:fs/promises';
import { Script } from 'node:vm';
import { Lexer } from 'marked';
import { describe, expect, test, vi } from 'vitest';
import { runSoonWithin, runWithin, StoppedError } from '../../src/reading/watchdog.ts';
import { read } from '../support/channel.ts';

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

describe('tasks that wait at the same time', () => {
  const forever = () => {
    for (;;);
  };

  test('share one timeout', async () => {
    const started = vi.spyOn(Script.prototype, 'runInThisContext');
    const results = await Promise.all(['a', 'b', 'c'].map((it) => runSoonWithin(10_000, () => it)));
    expect(results).toEqual(['a', 'b', 'c']);
    expect(started).toHaveBeenCalledOnce();
    vi.restoreAllMocks();
  });

  test('start when no file is open', async () => {
    const order: string[] = [];
    const reads = Array.from({ length: 500 }, () => readFile(import.meta.filename).then(() => order.push('closed')));
    await Promise.all([...reads, runSoonWithin(10_000, () => order.push('run'))]);
    expect(order.indexOf('run')).toBe(500);
  });

  test('are stopped one by one', async () => {
    const tasks = [() => 'a', forever, () => 'b', forever, () => 'c'];
    const results = await Promise.allSettled(tasks.map((task) => runSoonWithin(100, task)));
    const stopped = { status: 'rejected', reason: expect.any(StoppedError) };
    const [a, b, c] = ['a', 'b', 'c'].map((value) => ({ status: 'fulfilled', value }));
    expect(results).toEqual([a, stopped, b, stopped, c]);
  });

  test('each have their own error and their own time', async () => {
    const tooFar = new RangeError('too far');
    const fail = () => {
      throw tooFar;
    };
    const long = runSoonWithin(100, forever);
    const results = await Promise.allSettled([runSoonWithin(10_000, fail), long, runSoonWithin(10_000, () => 'a')]);
    expect(results).toEqual([
      { status: 'rejected', reason: tooFar },
      { status: 'rejected', reason: expect.any(StoppedError) },
      { status: 'fulfilled', value: 'a' },
    ]);
  });

  test('start only until a fifth of the time is spent', async () => {
    const started = vi.spyOn(Script.prototype, 'runInThisContext');
    let spentMicroseconds = 0;
    vi.spyOn(process, 'cpuUsage').mockImplementation(() => ({ user: spentMicroseconds, system: 0 }));
    const spend = (milliseconds: number) => () => {
      spentMicroseconds += milliseconds * 1000;
    };
    await Promise.all([100, 1500, 600, 10, 10].map((it) => runSoonWithin(10_000, spend(it))));
    expect(started).toHaveBeenCalledTimes(2);
    vi.restoreAllMocks();
  });
});

/** Work that is stopped may leave such a pattern in the middle of its text. */
const patternsWithPosition = Object.values(Lexer.rules)
  .flatMap((kinds) => Object.values(kinds))
  .flatMap((rules) => Object.values(rules))
  .filter((rule): rule is RegExp => rule instanceof RegExp && (rule.global || rule.sticky));

test.each([
  '*a [b*c][d] e*',
  '*a `b*` c*',
  '*a \\* b*',
  '*a [b*](c) d*',
  '_a <b c="_"> d_',
  '~~a [b~~][d] c~~',
  '|a|b|\n|-|-|\n|`c`|[d]|',
])('no pattern of the Markdown library depends on where it ended in the text before: %s', (text) => {
  const body = new TextEncoder().encode(
    `---\ntitle: Kelp\ndate: 2026-01-04\n---\n${text}\n\n[d]: https://kelp.example/\n`,
  );
  const before = read('a.md', body);
  expect(patternsWithPosition.length).toBeGreaterThan(1);
  for (const position of [1, 5, 9, 40]) {
    for (const pattern of patternsWithPosition) pattern.lastIndex = position;
    expect(read('a.md', body)).toEqual(before);
  }
});
