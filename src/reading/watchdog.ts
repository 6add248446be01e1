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

interface QueuedTask {
  readonly milliseconds: number;
  readonly run: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (thrown: unknown) => void;
}

const queue: QueuedTask[] = [];

const waitMilliseconds = 1;
const mostWaits = 100;

/**
 * Waits until the files of other articles that are being read are closed, so that these articles are read with the same timeout.
 * Node ends the program if it cannot open the five file descriptors that a timeout needs.
 */
function runWhenFilesAreClosed(waits: number): void {
  const isOpen = process.getActiveResourcesInfo().some((kind) => /^(?:FSReq|CloseReq)/.test(kind));
  if (isOpen && waits > 0) setTimeout(runWhenFilesAreClosed, waitMilliseconds, waits - 1);
  else runQueue();
}

/**
 * Like `runWithin`, but tasks that wait at the same time share one timeout, because setting one takes a quarter of the time of
 * an ordinary article. A task is stopped after `milliseconds` at the latest. It can be stopped earlier, but no task starts after
 * a fifth of them was spent on the processor.
 */
export function runSoonWithin<T>(milliseconds: number, run: () => T): Promise<T> {
  if (queue.length === 0) setTimeout(runWhenFilesAreClosed, waitMilliseconds, mostWaits);
  return new Promise((resolve, reject) => {
    queue.push({ milliseconds, run, resolve: resolve as QueuedTask['resolve'], reject });
  });
}

/** Runs all tasks that wait. */
function runQueue(): void {
  const tasks = queue.splice(0);
  for (let next = 0; next < tasks.length; ) next = runBatch(tasks, next);
}

/** Runs tasks from a position in the list, until a fifth of the time of the first one is spent. Returns the position of the next task. */
function runBatch(tasks: readonly QueuedTask[], from: number): number {
  const milliseconds = tasks[from]?.milliseconds ?? 0;
  const lastStart = cpuMilliseconds() + milliseconds / 5;
  let next = from;
  try {
    runWithin(milliseconds, () => {
      do {
        settle(tasks[next]);
        next += 1;
      } while (tasks[next]?.milliseconds === milliseconds && cpuMilliseconds() < lastStart);
    });
  } catch (thrown) {
    tasks[next]?.reject(thrown);
    next += 1;
  }
  return next;
}

/** The time that the processor has spent on this program. */
function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function settle(task: QueuedTask | undefined): void {
  if (task === undefined) return;
  let result: unknown;
  try {
    result = task.run();
  } catch (thrown) {
    task.reject(thrown);
    return;
  }
  task.resolve(result);
}
