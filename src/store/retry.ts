/** The one loop that does work again after an error that may pass: a lock that is held, a write that lost a race, a reply that was cut. */
import { setTimeout as wait } from 'node:timers/promises';

export interface RetryOptions {
  /** How often the work is done at most, the first time included. */
  readonly attempts: number;
  /** Whether the work may succeed after this error; any other is thrown at once. */
  readonly isPassing: (thrown: unknown) => boolean;
  /** How long to wait after an attempt, by its number from 1; not at all if left out. */
  readonly delayMilliseconds?: (attempt: number) => number;
  /** Ends a wait; the error is then that of the signal. */
  readonly signal?: AbortSignal | undefined;
}

/** The result of the first attempt that succeeds. Throws the last error if none does. */
export async function retry<T>(
  work: () => Promise<T>,
  { attempts, isPassing, delayMilliseconds = () => 0, signal }: RetryOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (thrown) {
      if (attempt >= attempts || !isPassing(thrown)) throw thrown;
    }
    const delay = delayMilliseconds(attempt);
    if (delay > 0) await wait(delay, undefined, signal === undefined ? {} : { signal });
  }
}
