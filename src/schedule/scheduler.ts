/** The schedule of EventBridge Scheduler: one, made, moved and removed by name. It removes itself after it rang. */
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
import { type Due, type DueSchedule, type Outcome, wakeTime } from './schedule.ts';

export interface SchedulerOptions {
  readonly group: string;
  readonly name: string;
  /** ARN of the function to wake. */
  readonly functionArn: string;
  /** ARN of the role that Scheduler takes for it. */
  readonly roleArn: string;
  /** ARN of the queue for what cannot be delivered. */
  readonly failuresArn: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly signal?: AbortSignal;
}

/** Makes the adapter for EventBridge Scheduler. */
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
  try {
    return await work();
  } catch (thrown) {
    const denied = 'scheduler:GetSchedule, CreateSchedule, UpdateSchedule and DeleteSchedule, and iam:PassRole';
    throw explainAws(thrown, { task: `set schedule "${name}"`, place: group, denied, kind: 'schedule' });
  }
}

async function settle(scheduler: Scheduler, { due, now }: Due): Promise<Outcome> {
  const there = await find(scheduler);
  if (due === null) return there === null ? 'right' : remove(scheduler);
  const expression = `at(${wakeTime(due, now).toISOString().slice(0, 19)})`;
  if (there?.ScheduleExpression === expression && there.Target?.Arn === scheduler.options.functionArn) return 'right';
  return write(scheduler, { expression, there: there !== null });
}

async function find({ client, options, abort }: Scheduler): Promise<GetScheduleCommandOutput | null> {
  const { group, name } = options;
  return unlessMissing(() => client.send(new GetScheduleCommand({ GroupName: group, Name: name }), abort));
}

interface Writing {
  readonly expression: string;
  /** Whether there is a schedule already. */
  readonly there: boolean;
}

/** A run beside this one may have made or removed it meanwhile: then the other request is the right one. */
async function write({ client, options, abort }: Scheduler, { expression, there }: Writing): Promise<Outcome> {
  const input = inputOf(options, expression);
  const create = () => client.send(new CreateScheduleCommand(input), abort);
  const update = () => client.send(new UpdateScheduleCommand(input), abort);
  if (there) {
    if ((await unlessMissing(update)) === null) await create();
    return 'moved';
  }
  try {
    await create();
    return 'made';
  } catch (thrown) {
    if (!(thrown instanceof ConflictException)) throw thrown;
    await update();
    return 'moved';
  }
}

function inputOf({ group, name, functionArn, roleArn, failuresArn }: SchedulerOptions, expression: string) {
  return {
    GroupName: group,
    Name: name,
    Description: 'Wakes the function when the next article falls due.',
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' as const },
    ActionAfterCompletion: 'DELETE' as const,
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
  const { group, name } = options;
  await unlessMissing(() => client.send(new DeleteScheduleCommand({ GroupName: group, Name: name }), abort));
  return 'removed';
}

async function unlessMissing<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof ResourceNotFoundException) return null;
    throw thrown;
  }
}
