/** Stopping a run: it looks whether it was asked to between two steps, and says how far it got. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PublishError } from '../problem/publish-error.ts';

/** Called between two steps; throws to stop. */
export type CheckStop = () => Promise<void>;

/** A signal whose time is over comes by a timer, and timers have their turn only where the program waits: so it waits a moment. */
export async function checkStop(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return;
  await nextTurn();
  if (signal.aborted) throw new PublishError('stopped', 'The run was stopped');
}

/** Where some work is stopped, by us or in the middle of a request, the message says how far it got. */
export async function sayingHowFar<T>(words: () => string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof PublishError) || thrown.code !== 'stopped') throw thrown;
    throw new PublishError('stopped', words(), { cause: thrown });
  }
}
