/** Retries: how often, after which errors, and with which waits. */
import timers from 'node:timers/promises';
import { expect, test } from 'vitest';
import { retry } from '../../src/store/retry.ts';
import { patch } from '../support/patch.ts';

const busy = new Error('busy');
const isTemporary = (thrown: unknown) => thrown === busy;

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

test('returns the first result', async () => {
  const { work, count } = failing([busy, busy]);
  expect(await retry(work, { attempts: 3, isTemporary })).toBe('done 3');
  expect(count()).toBe(3);
});

test('throws the last error after the last attempt', async () => {
  const { work, count } = failing([busy, busy, busy, busy]);
  await expect(retry(work, { attempts: 3, isTemporary })).rejects.toBe(busy);
  expect(count()).toBe(3);
});

test('an error that is not temporary is thrown at once', async () => {
  const broken = new Error('broken');
  const { work, count } = failing([busy, broken]);
  await expect(retry(work, { attempts: 10, isTemporary })).rejects.toBe(broken);
  expect(count()).toBe(2);
});

/** Every wait that is asked for; none is waited. */
function recordedWaits(): readonly number[] {
  const waits: number[] = [];
  patch(timers, 'setTimeout', (wait) => (milliseconds, value, options) => {
    waits.push(milliseconds ?? 0);
    return wait(0, value, options);
  });
  return waits;
}

test('waits between attempts, by their numbers, but not after the last', async () => {
  const waits = recordedWaits();
  const { work } = failing([busy, busy, busy]);
  const delayMilliseconds = (attempt: number) => 10_000 * attempt;
  await expect(retry(work, { attempts: 3, isTemporary, delayMilliseconds })).rejects.toBe(busy);
  expect(waits).toEqual([10_000, 20_000]);
});

test('a signal ends the wait', async () => {
  const { work, count } = failing([busy]);
  const stop = new AbortController();
  const ended = retry(work, { attempts: 2, isTemporary, delayMilliseconds: () => 60_000, signal: stop.signal });
  setImmediate(() => stop.abort());
  await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
  expect(count()).toBe(1);
});
