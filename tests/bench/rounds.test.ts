/** Tasks run in alternation, and one that fails stops no other. */
import { expect, test } from 'vitest';
import { reasonOf, runRounds } from '../../bench/rounds.ts';
import { samplesOf, type Task } from '../../bench/task.ts';

const sample = { cpuMilliseconds: 1, peakMebibytes: 1, counts: {} };

function taskThat(name: string, seen: string[], { maximumRounds = 9, fails = -1 } = {}): Task {
  return {
    name,
    maximumRounds,
    setUp: async () => {},
    run: async (round) => {
      seen.push(`${name}${round}`);
      if (round === fails) throw new Error('no such program');
      return sample;
    },
  };
}

test('each round runs each task once, as long as the task has rounds', async () => {
  const seen: string[] = [];
  await runRounds([taskThat('a', seen), taskThat('b', seen, { maximumRounds: 1 })], { rounds: 2 });
  expect(seen).toEqual(['a0', 'b0', 'a1']);
});

test('a task that throws runs no more and says why, and the others go on', async () => {
  const seen: string[] = [];
  const results = await runRounds([taskThat('a', seen, { fails: 0 }), taskThat('b', seen)], { rounds: 2 });
  expect(seen).toEqual(['a0', 'b0', 'b1']);
  expect(results.get('a')).toEqual({ kind: 'failed', reason: 'no such program' });
  expect(samplesOf(results, 'b')).toEqual([sample, sample]);
});

test('a reason has one line, however much a program printed', () => {
  expect(reasonOf(new Error('npm failed\nE404\n\nnot found\nsee the log'))).toBe('npm failed / E404 / not found');
  expect(reasonOf('x'.repeat(1_000))).toHaveLength(300);
});

test('a task that cannot be set up is never run', async () => {
  const seen: string[] = [];
  const setUp = () => Promise.reject(new Error('not in the registry'));
  const results = await runRounds([{ ...taskThat('a', seen), setUp }], { rounds: 2 });
  expect(seen).toEqual([]);
  expect(results.get('a')).toEqual({ kind: 'failed', reason: 'not in the registry' });
});
