/** Stopping a run: it looks whether it was asked to between two steps, and says how far it got. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PublishError } from '../problem/publish-error.ts';

/** Called between two steps; throws to stop. */
export type CheckStop = () => Promise<void>;

/** Yields to the event loop first, because `AbortSignal.timeout` fires from a timer. */
export async function checkStop(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return;
  await nextTurn();
  if (signal.aborted) throw new PublishError('stopped', 'The run was stopped');
}

/** If some work is stopped, by us or in the middle of a request, the message says how far it got. */
export async function sayingHowFar<T>(words: () => string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof PublishError) || thrown.code !== 'stopped') throw thrown;
    throw new PublishError('stopped', words(), { cause: thrown });
  }
}

/** Before anything was written. */
export function describeNothing(): string {
  return `The run was stopped before it wrote anything: the next run begins again; ${moreTime}`;
}

/** What helps a run that is stopped every time: `timeoutSeconds` is in the settings of a stage. */
export const moreTime = 'where that is stopped too, give it more time (timeoutSeconds)';
