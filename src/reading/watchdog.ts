/** Runs synchronous work and stops it if it takes too long, even within a regular expression. */
import { Script } from 'node:vm';

const holder = globalThis as unknown as Record<symbol, () => void>;
const work = Symbol.for('presstime.work');
/** A script reaches only global names. https://nodejs.org/api/vm.html#scriptruninthiscontextoptions */
const script = new Script("globalThis[Symbol.for('presstime.work')]()");

/** Thrown if a task was stopped. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/**
 * Runs `task` for at most some milliseconds on the clock. Throws `StoppedError` if it takes longer. A task that is stopped runs
 * no `catch` and no `finally`.
 */
export function runWithin<T>(milliseconds: number, task: () => T): T {
  const results: T[] = [];
  holder[work] = () => {
    results.push(task());
  };
  try {
    script.runInThisContext({ timeout: milliseconds, displayErrors: false });
  } catch (thrown) {
    if (isTimeout(thrown)) throw new StoppedError(`The work took more than ${milliseconds} ms`);
    throw thrown;
  } finally {
    delete holder[work];
  }
  return results[0] as T;
}

function isTimeout(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
