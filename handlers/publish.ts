/** The function that publishes. The places, and what else it needs, come from variables: docs/decisions/0010-cloud.md has them all. */
import type { Context } from 'aws-lambda';
import { fromEpochMilliseconds } from '../src/model/instant.ts';
import { cutReport, withProblems } from '../src/monitor/answer.ts';
import { renderLine } from '../src/monitor/log.ts';
import { renderMetrics } from '../src/monitor/metrics.ts';
import { createWebSubHub } from '../src/notify/websub.ts';
import type { Problem } from '../src/problem/problem.ts';
import { messageOf, PublishError } from '../src/problem/publish-error.ts';
import { readNewerDue } from '../src/publish/due.ts';
import { publishIfSent } from '../src/publish/first-run.ts';
import type { Answer, Report } from '../src/publish/report.ts';
import { type DueSchedule, setAfterRun } from '../src/schedule/schedule.ts';
import { createSchedulerSchedule } from '../src/schedule/scheduler.ts';
import { overlap, type Store } from '../src/store/store.ts';
import { openStore, writeLine } from './environment.ts';
import { readEvent, type Wake } from './event.ts';

type Surroundings = Pick<Context, 'getRemainingTimeInMillis' | 'awsRequestId' | 'invokedFunctionArn'>;

/** What is left of the time when the run stops itself, so that it ends with a message and not in the middle. */
const reserveMilliseconds = 1_500;
/** What is left of it when the schedule is given up too: enough to answer and to log. */
const scheduleReserveMilliseconds = 300;
/** An answer has six megabytes, a line of the log a quarter of one. */
const mostInAnswer = 1_000;
const mostInLog = 50;

/** Publishes once and answers with the report; what it cannot do it throws, so that the run counts as failed. */
export async function handler(event: unknown, context: Surroundings): Promise<Answer> {
  const run = { ...readEvent(event), runId: context.awsRequestId, beganMilliseconds: Date.now() };
  try {
    const report = await publishNow(run, context);
    logReport(run, report);
    return cutReport(report, mostInAnswer);
  } catch (thrown) {
    logFailure(run, thrown);
    throw withProblems(thrown);
  }
}

interface Run extends Wake {
  readonly runId: string;
  /** Since 1970. */
  readonly beganMilliseconds: number;
}

async function publishNow({ allowRemovals, beganMilliseconds }: Run, context: Surroundings): Promise<Report> {
  const signal = timeLimit(context, reserveMilliseconds);
  const from = openStore('PRESSTIME_FROM', signal);
  const to = openStore('PRESSTIME_TO', signal);
  checkApart(from, to);
  const feedUrl = process.env['PRESSTIME_FEED_URL'];
  const hub = createWebSubHub({
    signal,
    cacheMilliseconds: Number(process.env['PRESSTIME_CACHE_SECONDS'] ?? 0) * 1000,
  });
  const report = await publishIfSent({
    from,
    to,
    now: fromEpochMilliseconds(beganMilliseconds),
    allowRemovals,
    hub,
    signal,
    ...(feedUrl ? { feedUrl } : {}),
  });
  return { ...report, problems: [...report.problems, ...(await setSchedule(report, context))] };
}

/** With the time that is left after a run, which may have used up its own. */
function setSchedule({ nextDue, generation, now }: Report, context: Surroundings): Promise<readonly Problem[]> {
  const signal = timeLimit(context, scheduleReserveMilliseconds);
  const to = openStore('PRESSTIME_TO', signal);
  return setAfterRun(openSchedule(context, signal), {
    known: { due: nextDue, generation },
    readNewer: (since) => readNewerDue(to, { generation: since, now }),
    clock,
  });
}

const clock = () => fromEpochMilliseconds(Date.now());

function timeLimit(context: Surroundings, reserve: number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - reserve));
}

/** A publication among the articles would wake the function that writes it. */
function checkApart(from: Store, to: Store): void {
  if (!overlap(from.location, to.location)) return;
  const message = `PRESSTIME_FROM and PRESSTIME_TO must be places apart: got "${from.location}" and "${to.location}"`;
  throw new PublishError('overlapping-stores', message);
}

/** Null where the function has none: then articles come out with the next tick. */
function openSchedule({ invokedFunctionArn }: Surroundings, signal: AbortSignal): DueSchedule | null {
  const { PRESSTIME_DUE_GROUP: group, PRESSTIME_DUE_SCHEDULE: name } = process.env;
  if (!group || !name) return null;
  // Without the version or alias at its end.
  const functionArn = invokedFunctionArn.split(':').slice(0, 7).join(':');
  const { PRESSTIME_DUE_ROLE: roleArn = '', PRESSTIME_DUE_FAILURES: failuresArn = '' } = process.env;
  return createSchedulerSchedule({ group, name, functionArn, roleArn, failuresArn, signal });
}

function logReport(run: Run, report: Report): void {
  const { refused, problems } = report;
  const level = refused.length > 0 ? 'error' : problems.length > 0 ? 'warn' : 'info';
  log(run, { level, message: 'published', more: cutReport(report, mostInLog) });
  measure(run, report);
}

function logFailure(run: Run, thrown: unknown): void {
  const { code, problems } = thrown instanceof PublishError ? thrown : { code: 'internal', problems: [] };
  const stack = code === 'internal' && thrown instanceof Error ? { stack: thrown.stack } : {};
  const more = { code, problems: problems.slice(0, mostInLog), ...stack };
  log(run, { level: 'error', message: messageOf(thrown), more });
  measure(run, null);
}

interface Words {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly more: object;
}

function log({ runId, trigger }: Run, { level, message, more }: Words): void {
  const time = clock();
  writeLine(renderLine({ level, time, stage: stage(), runId, message }, { trigger, ...more }));
}

function measure({ runId, beganMilliseconds }: Run, report: Report | null): void {
  const timestamp = Date.now();
  const durationMilliseconds = timestamp - beganMilliseconds;
  writeLine(JSON.stringify(renderMetrics({ timestamp, stage: stage(), runId, durationMilliseconds, report })));
}

function stage(): string {
  return process.env['PRESSTIME_STAGE'] ?? '';
}
