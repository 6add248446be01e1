/**
 * The adapter for EventBridge Scheduler: makes, moves and removes one schedule by its name. A schedule that has fired stays, and
 * the run that it woke moves or removes it. If Scheduler removed it, that could happen just after the run has set it again, and
 * the new time would be lost.
 */
import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { explainAws } from '../aws/explain.ts';
import type { Instant } from '../model/instant.ts';
import { PublishError } from '../problem/publish-error.ts';
import { retry } from '../store/retry.ts';
import { parseInstant } from '../time/parse-instant.ts';
import { type Due, type DueSchedule, type Outcome, wakeTime } from './schedule.ts';

export interface SchedulerOptions {
  readonly group: string;
  readonly name: string;
  /** ARN of the function to wake. */
  readonly functionArn: string;
  /** ARN of the role that Scheduler assumes to call the function. */
  readonly roleArn: string;
  /** ARN of the queue for calls that cannot be delivered. */
  readonly failuresArn: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly signal?: AbortSignal;
}

/** Creates the adapter for EventBridge Scheduler. */
export function createSchedulerSchedule(options: SchedulerOptions): DueSchedule {
  const { region, endpoint } = options;
  const client = new SchedulerClient({
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  const abort = options.signal === undefined ? {} : { abortSignal: options.signal };
  return { set: (due) => explained(options, () => settle({ client, options, abort }, due)) };
}

interface Scheduler {
  readonly client: SchedulerClient;
  readonly options: SchedulerOptions;
  readonly abort: { readonly abortSignal?: AbortSignal };
}

async function explained<T>({ group, name }: SchedulerOptions, work: () => Promise<T>): Promise<T> {
  const task = `set schedule "${name}"`;
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof ResourceNotFoundException) throw missing(task, group);
    const denied = 'scheduler:GetSchedule, CreateSchedule, UpdateSchedule and DeleteSchedule, and iam:PassRole';
    throw explainAws(thrown, { task, location: group, denied, service: 'schedule' });
  }
}

function missing(task: string, group: string): PublishError {
  const message = `Cannot ${task} in ${group}: there is no such group of schedules; deploy the stage again`;
  return new PublishError('schedule-missing', message);
}

/** The waits if another run, or Scheduler itself, is changing the schedule at the same time. */
const pausesMilliseconds = [200, 400, 800, 1_600];

/** Reads the schedule again at each attempt, because another run may have changed it meanwhile. */
async function settle(scheduler: Scheduler, due: Due): Promise<Outcome> {
  return retry(() => settleOnce(scheduler, due), {
    attempts: pausesMilliseconds.length + 1,
    isTemporary: (thrown) => thrown instanceof ConflictException,
    delayMilliseconds: (attempt) => pausesMilliseconds[attempt - 1] ?? 0,
    signal: scheduler.options.signal,
  });
}

async function settleOnce(scheduler: Scheduler, { due, now }: Due): Promise<Outcome> {
  const there = await find(scheduler);
  if (due === null) return there === null ? 'unchanged' : remove(scheduler);
  const input = inputOf(scheduler.options, wakeTime({ due, now }, instantOf(there)));
  if (there === null) return create(scheduler, input);
  return isRight(there, input) ? 'unchanged' : update(scheduler, input);
}

async function find({ client, options, abort }: Scheduler): Promise<GetScheduleCommandOutput | null> {
  const { group, name } = options;
  const get = () => client.send(new GetScheduleCommand({ GroupName: group, Name: name }), abort);
  return unlessMissing(get);
}

function instantOf(there: GetScheduleCommandOutput | null): Instant | null {
  const [, instant] = /^at\((.+)\)$/.exec(there?.ScheduleExpression ?? '') ?? [];
  return instant === undefined ? null : parseInstant(`${instant}Z`);
}

type Input = ReturnType<typeof inputOf>;

/** Role and queue are compared too, because they have other names after a stack was created again. */
function isRight(
  { ScheduleExpression, ActionAfterCompletion, Target }: GetScheduleCommandOutput,
  input: Input,
): boolean {
  return (
    ScheduleExpression === input.ScheduleExpression &&
    ActionAfterCompletion === input.ActionAfterCompletion &&
    Target?.Arn === input.Target.Arn &&
    Target.RoleArn === input.Target.RoleArn &&
    Target.DeadLetterConfig?.Arn === input.Target.DeadLetterConfig.Arn
  );
}

async function create({ client, abort }: Scheduler, input: Input): Promise<Outcome> {
  await client.send(new CreateScheduleCommand(input), abort);
  return 'made';
}

/** Replaces the whole schedule, even if it has fired already. Creates it if another run has removed it meanwhile. */
async function update(scheduler: Scheduler, input: Input): Promise<Outcome> {
  const { client, abort } = scheduler;
  const updated = await unlessMissing(() => client.send(new UpdateScheduleCommand(input), abort));
  return updated === null ? create(scheduler, input) : 'moved';
}

function inputOf({ group, name, functionArn, roleArn, failuresArn }: SchedulerOptions, wake: Instant) {
  return {
    GroupName: group,
    Name: name,
    Description: 'Wakes the function when the next article falls due.',
    ScheduleExpression: `at(${wake.slice(0, -1)})`,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' as const },
    ActionAfterCompletion: 'NONE' as const,
    Target: {
      Arn: functionArn,
      RoleArn: roleArn,
      Input: '{"presstime":"due"}',
      RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3600 },
      DeadLetterConfig: { Arn: failuresArn },
    },
  };
}

async function remove({ client, options, abort }: Scheduler): Promise<Outcome> {
  const input = { GroupName: options.group, Name: options.name };
  await unlessMissing(() => client.send(new DeleteScheduleCommand(input), abort));
  return 'removed';
}

/** Null if there is no such schedule. */
async function unlessMissing<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof ResourceNotFoundException) return null;
    throw thrown;
  }
}
