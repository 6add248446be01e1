/** Runs tasks in alternation: each round runs each task once, so that other load on the machine affects all alike. */
import type { Outcome, Results, Sample, Task } from './task.ts';

export interface RoundOptions {
  readonly rounds: number;
  /** Called before each run, with what runs now. */
  readonly onProgress?: (text: string) => void;
}

/** A task that throws has failed, runs no more, and stops no other. */
export async function runRounds(tasks: readonly Task[], { rounds, onProgress }: RoundOptions): Promise<Results> {
  const outcomes = new Map<string, Outcome>();
  for (const task of tasks) {
    onProgress?.(`set up: ${task.name}`);
    await attempt(task, outcomes, async (samples) => {
      await task.setUp();
      return samples;
    });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const task of tasks) {
      if (round >= task.maximumRounds || outcomes.get(task.name)?.kind === 'failed') continue;
      onProgress?.(`round ${round + 1} of ${rounds}: ${task.name}`);
      await attempt(task, outcomes, async (samples) => [...samples, await task.run(round)]);
    }
  }
  return outcomes;
}

type Step = (samples: readonly Sample[]) => Promise<readonly Sample[]>;

async function attempt({ name }: Task, outcomes: Map<string, Outcome>, step: Step): Promise<void> {
  const before = outcomes.get(name);
  try {
    const samples = await step(before?.kind === 'measured' ? before.samples : []);
    outcomes.set(name, { kind: 'measured', samples });
  } catch (thrown) {
    outcomes.set(name, { kind: 'failed', reason: reasonOf(thrown) });
  }
}

const longestReason = 300;

/** In one line: errors of programs that were started go on with all that the program printed. */
export function reasonOf(thrown: unknown): string {
  const lines = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n').filter((line) => line !== '');
  return lines.slice(0, 3).join(' / ').slice(0, longestReason);
}
