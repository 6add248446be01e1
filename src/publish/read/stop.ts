/** Stops a run between two steps if its signal is aborted, and says how far the run got. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PublishError } from '../../problem/publish-error.ts';

/** Called between two steps. Throws `PublishError` with code `stopped` to stop the run. */
export type CheckStop = () => Promise<void>;

/** Yields to the event loop first, because `AbortSignal.timeout` fires from a timer. */
export async function checkStop(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return;
  await nextTurn();
  if (signal.aborted) throw new PublishError('stopped', 'The run was stopped');
}

/** Does some work. If it is stopped, by `checkStop` or during a request, the error has the message that `describe` makes. */
export async function withStopMessage<T>(describe: () => string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof PublishError) || thrown.code !== 'stopped') throw thrown;
    throw new PublishError('stopped', describe(), { cause: thrown });
  }
}

export function describeStopBeforeWriting(): string {
  return `The run was stopped before it wrote anything: the next run starts again; ${timeoutAdvice}`;
}

/** Advice for a run that is stopped every time. `timeoutSeconds` is a setting of a stage. */
export const timeoutAdvice = 'if that is stopped too, raise timeoutSeconds';
