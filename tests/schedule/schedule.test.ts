/** When the one-time schedule wakes the function. */
import { expect, test } from 'vitest';
import { PublishError } from '../../src/problem.ts';
import { type Due, type Outcome, setAfterRun, wakeTime } from '../../src/schedule/schedule.ts';
import { scheduleSuite } from '../support/schedule.ts';

test.each([
  ['on the minute', '2026-12-24T06:00:00Z', '2026-12-24T05:50:00Z', '2026-12-24T06:00:00.000Z'],
  ['rounded up, never early', '2026-12-24T06:00:01Z', '2026-12-24T05:50:00Z', '2026-12-24T06:01:00.000Z'],
  ['a minute ahead at the least', '2026-12-24T06:00:00Z', '2026-12-24T05:59:59Z', '2026-12-24T06:01:00.000Z'],
  ['just far enough', '2026-12-24T06:00:00Z', '2026-12-24T05:59:00Z', '2026-12-24T06:00:00.000Z'],
  ['over the end of a year', '2026-12-31T23:59:30Z', '2026-12-31T23:00:00Z', '2027-01-01T00:00:00.000Z'],
])('%s', (_name, due, now, wake) => {
  expect(wakeTime(due, now).toISOString()).toBe(wake);
});

const due = { due: '2026-12-24T06:00:00Z', now: '2026-12-24T05:50:00Z' };

test('a schedule that cannot be set is a warning that says what follows', async () => {
  const failing = { set: () => Promise.reject(new PublishError('schedule-denied', 'Cannot set schedule "due"')) };
  expect(await setAfterRun(failing, due)).toMatchObject([
    {
      severity: 'warning',
      code: 'schedule-failed',
      message: 'Cannot set schedule "due". What falls due 2026-12-24T06:00:00Z comes out with the next run',
    },
  ]);
});

test('one that is set, and none at all, are no problem', async () => {
  expect(await setAfterRun({ set: async () => 'made' }, due)).toEqual([]);
  expect(await setAfterRun(null, due)).toEqual([]);
});

scheduleSuite('in memory', () => {
  let stands: string | null = null;
  const set = async ({ due: instant, now }: Due): Promise<Outcome> => {
    stands = instant === null ? null : wakeTime(instant, now).toISOString().slice(0, 19);
    return 'right';
  };
  return { schedule: { set }, read: async () => stands };
});
