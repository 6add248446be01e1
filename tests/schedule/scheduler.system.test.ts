/** The adapter for EventBridge Scheduler: what it keeps, what it replaces, and what it does if a request is refused. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSchedulerSchedule, type SchedulerOptions } from '../../src/schedule/scheduler.ts';
import { instant } from '../support/instant.ts';
import { type SchedulerDouble, startSchedulerDouble } from '../support/scheduler-double.ts';

let double: SchedulerDouble;

beforeEach(async () => {
  double = await startSchedulerDouble(['presstime-test']);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await double.close();
});

const open = (more: Partial<SchedulerOptions> = {}) =>
  createSchedulerSchedule({
    group: 'presstime-test',
    name: 'due',
    functionArn: 'arn:function',
    roleArn: 'arn:role',
    failuresArn: 'arn:failures',
    region: 'us-east-1',
    endpoint: double.endpoint,
    ...more,
  });

const standing = () => double.schedules.get('presstime-test/due');
const due = instant('2026-12-24T06:00:00Z');
const early = { due, now: instant('2026-12-24T05:00:00Z') };

test('a schedule that is right already is not changed in its last minute', async () => {
  await open().set(early);
  double.calls.length = 0;
  expect(await open().set({ due, now: instant('2026-12-24T05:59:59Z') })).toBe('unchanged');
  expect(double.calls).toEqual(['GET']);
  expect(standing()?.ScheduleExpression).toBe('at(2026-12-24T06:00:00)');
});

test('one that has fired stays until the run that it woke moves or removes it', async () => {
  await open().set(early);
  expect(standing()?.ActionAfterCompletion).toBe('NONE');
  expect(await open().set({ due: instant('2026-12-24T07:00:00Z'), now: instant('2026-12-24T06:00:02Z') })).toBe(
    'moved',
  );
  expect(standing()?.ScheduleExpression).toBe('at(2026-12-24T07:00:00)');
  expect(await open().set({ due: null, now: instant('2026-12-24T07:00:02Z') })).toBe('removed');
  expect(standing()).toBeUndefined();
});

test('one that fired for something that is still not published is set again', async () => {
  await open().set(early);
  expect(await open().set({ due, now: instant('2026-12-24T06:01:00Z') })).toBe('moved');
  expect(standing()?.ScheduleExpression).toBe('at(2026-12-24T06:02:00)');
});

test.each([
  ['another function', { functionArn: 'arn:other' }],
  ['another role', { roleArn: 'arn:other' }],
  ['another queue', { failuresArn: 'arn:other' }],
])('%s is set at the same instant', async (_what, more) => {
  await open().set(early);
  expect(await open(more).set(early)).toBe('moved');
  expect(standing()?.ScheduleExpression).toBe('at(2026-12-24T06:00:00)');
  expect(await open(more).set(early)).toBe('unchanged');
});

const later = { due: instant('2026-12-24T07:00:00Z'), now: early.now };

test.each([
  ['made', 'POST', early, null, 'made'],
  ['moved', 'PUT', later, early, 'moved'],
  ['removed', 'DELETE', { ...early, due: null }, early, 'removed'],
] as const)('refused twice for another at work on it, it is %s', async (_what, method, wanted, before, outcome) => {
  if (before !== null) await open().set(before);
  double.refusals.set(method, ['ConflictException', 'ConflictException']);
  expect(await open().set(wanted)).toBe(outcome);
  expect(double.refusals.get(method)).toEqual([]);
});

test('refused again and again, it reports so', async () => {
  await open().set(early);
  double.refusals.set(
    'PUT',
    Array.from({ length: 5 }, () => 'ConflictException'),
  );
  const message =
    'Cannot set schedule "due" in presstime-test: another request is changing the same object; try again later';
  await expect(open().set(later)).rejects.toMatchObject({ code: 'schedule-busy', message });
});

test('one that is gone when it is to be moved is created again, whatever another run does meanwhile', async () => {
  await open().set(early);
  double.refusals.set('PUT', ['ResourceNotFoundException']);
  await expect(open().set(later)).resolves.toMatch(/made|moved/);
  expect(standing()?.ScheduleExpression).toBe('at(2026-12-24T07:00:00)');
});

test('without its group, the message says what to do', async () => {
  const message =
    'Cannot set schedule "due" in presstime-none: there is no such group of schedules; deploy the stage again';
  await expect(open({ group: 'presstime-none' }).set(early)).rejects.toMatchObject({
    code: 'schedule-missing',
    message,
  });
  expect(await open({ group: 'presstime-none' }).set({ ...early, due: null })).toBe('unchanged');
});
