/** Retries work after a temporary error: a held lock, a conflicting write, a truncated response. */
import { setTimeout as wait } from 'node:timers/promises';

export interface RetryOptions {
  /** The maximum number of attempts, including the first. */
  readonly attempts: number;
  /** True if the work may succeed after this error. Any other error is thrown at once. */
  readonly isTemporary: (thrown: unknown) => boolean;
  /** How long to wait after an attempt, by its number from 1. Defaults to no wait. */
  readonly delayMilliseconds?: (attempt: number) => number;
  /** Ends a wait and throws the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

/** Returns the result of the first attempt that succeeds. Throws the last error if none does. */
export async function retry<T>(
  work: () => Promise<T>,
  { attempts, isTemporary, delayMilliseconds = () => 0, signal }: RetryOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (thrown) {
      if (attempt >= attempts || !isTemporary(thrown)) throw thrown;
    }
    const delay = delayMilliseconds(attempt);
    if (delay > 0) await wait(delay, undefined, signal === undefined ? {} : { signal });
  }
}
