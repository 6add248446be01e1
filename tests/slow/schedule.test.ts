/** The one-time schedule in Moto's EventBridge Scheduler, and with another run at the same time. */
import {
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMoto } from '../../scripts/servers/moto.ts';
import type { Server } from '../../scripts/servers/process.ts';
import { createSchedulerSchedule } from '../../src/schedule/scheduler.ts';
import { instant } from '../support/instant.ts';
import { scheduleSuite } from '../support/schedule.ts';

let server: Server;
let client: SchedulerClient;
let groups = 0;

beforeAll(async () => {
  server = await startMoto();
  // The client finds its credentials in the environment, as in the function.
  process.env['AWS_ACCESS_KEY_ID'] = server.credentials.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = server.credentials.secretAccessKey;
  client = new SchedulerClient({ endpoint: server.endpoint, region: 'us-east-1' });
});

afterAll(() => server?.stop());

const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:123456789012:${rest}`;

async function makeSchedule() {
  groups += 1;
  const group = `presstime-${groups}`;
  await client.send(new CreateScheduleGroupCommand({ Name: group }));
  const schedule = createSchedulerSchedule({
    group,
    name: 'due',
    functionArn: arn('lambda', 'function:presstime-test-publish'),
    roleArn: 'arn:aws:iam::123456789012:role/schedule',
    failuresArn: arn('sqs', 'failures'),
    region: 'us-east-1',
    endpoint: server.endpoint,
  });
  const get = () => client.send(new GetScheduleCommand({ GroupName: group, Name: 'due' }));
  const read = async () => {
    const found = await get().catch((thrown: Error) => {
      if (thrown.name === 'ResourceNotFoundException') return null;
      throw thrown;
    });
    return found === null ? null : (/^at\((.+)\)$/.exec(found.ScheduleExpression ?? '')?.[1] ?? 'no instant');
  };
  return { schedule, read, get, group };
}

scheduleSuite('moto', makeSchedule);

const now = instant('2026-11-24T05:00:00Z');
const due = instant('2026-11-24T06:00:00Z');

it('says what it did, and does nothing if the schedule is right', async () => {
  const { schedule } = await makeSchedule();
  expect(await schedule.set({ due: null, now })).toBe('unchanged');
  expect(await schedule.set({ due, now })).toBe('made');
  expect(await schedule.set({ due, now })).toBe('unchanged');
  expect(await schedule.set({ due: instant('2026-11-24T07:00:00Z'), now })).toBe('moved');
  expect(await schedule.set({ due: null, now })).toBe('removed');
});

it('invokes the function once, in UTC, to the minute, and stays until a run removes it; undeliverable events are kept', async () => {
  const { schedule, get } = await makeSchedule();
  await schedule.set({ due, now });
  expect(await get()).toMatchObject({
    ScheduleExpression: 'at(2026-11-24T06:00:00)',
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'NONE',
    Target: {
      Arn: arn('lambda', 'function:presstime-test-publish'),
      Input: '{"presstime":"due"}',
      DeadLetterConfig: { Arn: arn('sqs', 'failures') },
    },
  });
});

it('two simultaneous runs, ten times: one schedule exists, and neither fails', async () => {
  const { schedule, read, group } = await makeSchedule();
  for (let round = 0; round < 10; round += 1) {
    await Promise.all([schedule.set({ due, now }), schedule.set({ due, now })]);
    expect(await read()).toBe('2026-11-24T06:00:00');
    await client.send(new DeleteScheduleCommand({ GroupName: group, Name: 'due' }));
  }
});
