/** When the one-time schedule wakes the function. */
import { expect, test, vi } from 'vitest';
import { type Instant, lastInstant } from '../../src/model/instant.ts';
import { PublishError } from '../../src/problem/publish-error.ts';
import { type Due, type Outcome, setAfterRun, wakeTime } from '../../src/schedule/schedule.ts';
import { instant } from '../support/instant.ts';
import { scheduleSuite } from '../support/schedule.ts';

const due = { due: instant('2026-12-24T06:00:00Z'), now: instant('2026-12-24T05:50:00Z') };
const knowledge = {
  known: { due: due.due, generation: 4 },
  readNewer: async () => null,
  clock: () => due.now,
};

test.each([
  ['on the minute', '2026-12-24T06:00:00Z', '2026-12-24T05:50:00Z', '2026-12-24T06:00:00Z'],
  ['rounded up, never early', '2026-12-24T06:00:01Z', '2026-12-24T05:50:00Z', '2026-12-24T06:01:00Z'],
  ['a minute ahead at the least', '2026-12-24T06:00:00Z', '2026-12-24T05:59:59Z', '2026-12-24T06:01:00Z'],
  ['just far enough', '2026-12-24T06:00:00Z', '2026-12-24T05:59:00Z', '2026-12-24T06:00:00Z'],
  ['over the end of a year', '2026-12-31T23:59:30Z', '2026-12-31T23:00:00Z', '2027-01-01T00:00:00Z'],
  ['not over the end of the last year', '9999-12-31T23:59:30Z', '2026-12-31T23:00:00Z', '9999-12-31T23:59:59Z'],
])('%s', (_name, dueAt, now, wake) => {
  expect(wakeTime({ due: instant(dueAt), now: instant(now) }, null)).toBe(wake);
});

test.each([
  ['that is right already is kept in its last minute', '06:00:00', '05:59:30', '06:00:00'],
  ['that is right already is kept to its last second', '06:00:00', '05:59:59', '06:00:00'],
  ['that has fired is set again', '06:00:00', '06:00:00', '06:01:00'],
  ['that has fired long ago is set again', '06:00:00', '06:01:10', '06:03:00'],
  ['with another time is moved', '05:30:00', '05:20:00', '06:00:00'],
  ['with another time is moved, at least a minute ahead', '07:00:00', '05:59:30', '06:01:00'],
])('a schedule %s', (_name, current, now, wake) => {
  const at = (time: string) => instant(`2026-12-24T${time}Z`);
  expect(wakeTime({ due: due.due, now: at(now) }, at(current))).toBe(at(wake));
});

test('a schedule that cannot be set is a warning that says what happens next', async () => {
  const failing = { set: () => Promise.reject(new PublishError('schedule-denied', 'Cannot set schedule "due"')) };
  expect(await setAfterRun(failing, knowledge)).toMatchObject([
    {
      severity: 'warning',
      code: 'schedule-failed',
      message: 'Cannot set schedule "due". What falls due 2026-12-24T06:00:00Z is published by the next run',
    },
  ]);
});

test('one that is set, but cannot be checked against other runs, is another warning', async () => {
  const set = vi.fn(async () => 'made' as const);
  const readNewer = () => Promise.reject(new PublishError('store-denied', 'Cannot read "head.json"'));
  expect(await setAfterRun({ set }, { ...knowledge, readNewer })).toMatchObject([
    {
      severity: 'warning',
      code: 'schedule-unsure',
      message:
        'The schedule is set, but Presstime could not check whether another run has changed what falls due: Cannot read "head.json"',
    },
  ]);
  expect(set).toHaveBeenCalledTimes(1);
});

test('one that is set, and no schedule at all, are no problem', async () => {
  expect(await setAfterRun({ set: async () => 'made' }, knowledge)).toEqual([]);
  expect(await setAfterRun(null, knowledge)).toEqual([]);
});

test('no schedule is set for the last instant, which means never', async () => {
  const set = vi.fn(async (_due: Due) => 'removed' as const);
  expect(await setAfterRun({ set }, { ...knowledge, known: { due: lastInstant, generation: 4 } })).toEqual([]);
  expect(set.mock.calls).toEqual([[{ due: null, now: due.now }]]);
});

test('it is set again to what other runs found meanwhile, until no run has found more', async () => {
  const set: (string | null)[] = [];
  const schedule = {
    set: async ({ due: dueAt }: Due) => {
      set.push(dueAt);
      return 'moved' as const;
    },
  };
  const found = new Map([
    [4, { due: instant('2026-12-24T07:00:00Z'), generation: 5 }],
    [5, { due: null, generation: 7 }],
  ]);
  const readNewer = async (generation: number) => found.get(generation) ?? null;
  expect(await setAfterRun(schedule, { ...knowledge, readNewer })).toEqual([]);
  expect(set).toEqual([due.due, '2026-12-24T07:00:00Z', null]);
});

scheduleSuite('in memory', () => {
  let current: Instant | null = null;
  const set = async ({ due: dueAt, now }: Due): Promise<Outcome> => {
    current = dueAt === null ? null : wakeTime({ due: dueAt, now }, current);
    return 'unchanged';
  };
  return { schedule: { set }, read: async () => current?.slice(0, -1) ?? null };
});
