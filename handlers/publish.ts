/** The Lambda function that publishes. docs/decisions/0010-cloud.md lists its environment variables. */
import type { Context } from 'aws-lambda';
import { publishBeside } from '../src/import/publish-beside.ts';
import { fromEpochMilliseconds } from '../src/model/instant.ts';
import { cutReport, withProblems } from '../src/monitor/answer.ts';
import { renderLine } from '../src/monitor/log.ts';
import { renderMetrics } from '../src/monitor/metrics.ts';
import { createWebSubHub } from '../src/notify/websub.ts';
import type { Problem } from '../src/problem/problem.ts';
import { messageOf, PublishError } from '../src/problem/publish-error.ts';
import { publishIfSent } from '../src/publish/first-run.ts';
import { readNewerDue } from '../src/publish/newer-due.ts';
import { publish } from '../src/publish/publish.ts';
import type { Answer, Report } from '../src/publish/report.ts';
import { type DueSchedule, setAfterRun } from '../src/schedule/schedule.ts';
import { overlap, type Store } from '../src/store/store.ts';
import { openScratch, openStore, writeLine } from './environment.ts';
import { parseEvent, type Trigger } from './event.ts';

type PublishContext = Pick<Context, 'getRemainingTimeInMillis' | 'awsRequestId' | 'invokedFunctionArn'>;

/** The remaining time at which the run stops itself, so that it ends with a message instead of being killed. */
const reserveMilliseconds = 1_500;
/** The remaining time at which setting the schedule is given up too: enough to respond and to log. */
const scheduleReserveMilliseconds = 300;
/** The longest lists in a response, which is limited to six megabytes, and in a log line, which is limited to 256 KB. */
const maximumInResponse = 1_000;
const maximumInLog = 50;

/** Publishes once and returns the report. Throws if the run fails, so that Lambda counts it as failed. */
export async function handler(event: unknown, context: PublishContext): Promise<Answer> {
  const trigger = parseEvent(event, process.env['PRESSTIME_FROM'] ?? '');
  const run = { ...trigger, runId: context.awsRequestId, beganMilliseconds: Date.now() };
  try {
    const report = await publishNow(run, context);
    logReport(run, report);
    return cutReport(report, maximumInResponse);
  } catch (thrown) {
    logFailure(run, thrown);
    throw withProblems(thrown);
  }
}

interface Run extends Trigger {
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly beganMilliseconds: number;
}

async function publishNow(run: Run, context: PublishContext): Promise<Report> {
  const { allowRemovals, verify, changedPaths, beganMilliseconds } = run;
  const signal = timeLimit(context, reserveMilliseconds);
  const from = openStore('PRESSTIME_FROM', signal);
  const to = openStore('PRESSTIME_TO', signal);
  checkNoOverlap(from, to);
  const feedUrl = process.env['PRESSTIME_FEED_URL'];
  const hub = createWebSubHub({
    signal,
    cacheMilliseconds: Number(process.env['PRESSTIME_CACHE_SECONDS'] ?? 0) * 1000,
  });
  const options = {
    from,
    to,
    now: fromEpochMilliseconds(beganMilliseconds),
    allowRemovals,
    verify,
    hub,
    signal,
    ...(changedPaths === null ? {} : { changedPaths }),
    ...(feedUrl ? { feedUrl } : {}),
  };
  // A stage that imports looks for an import with one more request.
  const hasImports = process.env['PRESSTIME_IMPORTS'] === 'true';
  const report = await publishIfSent(options, (it) =>
    hasImports ? publishBeside(it, openScratch(signal)) : publish(it),
  );
  return { ...report, problems: [...report.problems, ...(await setSchedule(report, context))] };
}

/** Sets the schedule with its own time limit, because the run may have used up its time. */
async function setSchedule({ nextDue, generation }: Report, context: PublishContext): Promise<readonly Problem[]> {
  const signal = timeLimit(context, scheduleReserveMilliseconds);
  const to = openStore('PRESSTIME_TO', signal);
  return setAfterRun(await openSchedule(context, signal), {
    known: { due: nextDue, generation },
    readNewer: (since) => readNewerDue(to, { generation: since }),
    clock,
  });
}

const clock = () => fromEpochMilliseconds(Date.now());

function timeLimit(context: PublishContext, reserve: number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - reserve));
}

/** Each file published among the articles would invoke the function again. */
function checkNoOverlap(from: Store, to: Store): void {
  if (!overlap(from.location, to.location)) return;
  const message = `PRESSTIME_FROM and PRESSTIME_TO must not be the same or inside each other: got "${from.location}" and "${to.location}"`;
  throw new PublishError('overlapping-stores', message);
}

/** Returns null if the function has no schedule: scheduled articles are then published with the next tick. */
async function openSchedule({ invokedFunctionArn }: PublishContext, signal: AbortSignal): Promise<DueSchedule | null> {
  const { PRESSTIME_DUE_GROUP: group, PRESSTIME_DUE_SCHEDULE: name } = process.env;
  if (!group || !name) return null;
  const { createSchedulerSchedule } = await import('../src/schedule/scheduler.ts');
  // Without the version or alias at the end.
  const functionArn = invokedFunctionArn.split(':').slice(0, 7).join(':');
  const { PRESSTIME_DUE_ROLE: roleArn = '', PRESSTIME_DUE_FAILURES: failuresArn = '' } = process.env;
  return createSchedulerSchedule({ group, name, functionArn, roleArn, failuresArn, signal });
}

function logReport(run: Run, report: Report): void {
  const { refused, problems } = report;
  const level = refused.length > 0 ? 'error' : problems.length > 0 ? 'warn' : 'info';
  log(run, { level, message: 'published', more: cutReport(report, maximumInLog) });
  measure(run, report);
}

function logFailure(run: Run, thrown: unknown): void {
  const { code, problems } = thrown instanceof PublishError ? thrown : { code: 'internal', problems: [] };
  const stack = code === 'internal' && thrown instanceof Error ? { stack: thrown.stack } : {};
  const more = { code, problems: problems.slice(0, maximumInLog), ...stack };
  log(run, { level: 'error', message: messageOf(thrown), more });
  measure(run, null);
}

interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly more: object;
}

function log({ runId, trigger }: Run, { level, message, more }: LogEntry): void {
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
