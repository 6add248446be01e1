/** The loop that does work again: how often, after which errors, and with which waits. */
import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { retry } from '../../src/store/retry.ts';

const busy = new Error('busy');
const isPassing = (thrown: unknown) => thrown === busy;

/** Work that fails with these errors first. */
function failing(errors: readonly Error[]) {
  let done = 0;
  return {
    work: async () => {
      done += 1;
      const error = errors[done - 1];
      if (error !== undefined) throw error;
      return `done ${done}`;
    },
    count: () => done,
  };
}

test('gives the first result', async () => {
  const { work, count } = failing([busy, busy]);
  expect(await retry(work, { attempts: 3, isPassing })).toBe('done 3');
  expect(count()).toBe(3);
});

test('throws the last error after the last attempt', async () => {
  const { work, count } = failing([busy, busy, busy, busy]);
  await expect(retry(work, { attempts: 3, isPassing })).rejects.toBe(busy);
  expect(count()).toBe(3);
});

test('an error that does not pass is thrown at once', async () => {
  const broken = new Error('broken');
  const { work, count } = failing([busy, broken]);
  await expect(retry(work, { attempts: 10, isPassing })).rejects.toBe(broken);
  expect(count()).toBe(2);
});

test('waits between attempts, by their numbers, and not after the last', async () => {
  const asked: number[] = [];
  const delayMilliseconds = (attempt: number) => {
    asked.push(attempt);
    return 10 * attempt;
  };
  const started = performance.now();
  await expect(retry(failing([busy, busy, busy]).work, { attempts: 3, isPassing, delayMilliseconds })).rejects.toBe(
    busy,
  );
  expect(asked).toEqual([1, 2]);
  expect(performance.now() - started).toBeGreaterThanOrEqual(28);
});

test('a signal ends the wait', async () => {
  const { work, count } = failing([busy]);
  const signal = AbortSignal.timeout(10);
  const ended = retry(work, { attempts: 2, isPassing, delayMilliseconds: () => 60_000, signal });
  await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
  expect(count()).toBe(1);
});
