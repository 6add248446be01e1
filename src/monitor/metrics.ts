/**
 * Numbers of a run as CloudWatch takes them out of the log: the embedded metric format. Pure.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import type { Report } from '../publish/report.ts';

export interface Run {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly stage: string;
  readonly runId: string;
  readonly durationMilliseconds: number;
  /** Null where the run failed. */
  readonly report: Report | null;
}

interface Metric {
  readonly unit: 'Count' | 'Milliseconds';
  readonly meaning: string;
  /** Undefined where a run says nothing of it. */
  readonly read: (run: Run) => number | undefined;
}

const count = (meaning: string, read: (report: Report) => number): Metric => ({
  unit: 'Count',
  meaning,
  read: ({ report }) => (report === null ? undefined : read(report)),
});

const withCode = (code: RegExp) => (report: Report) => report.problems.filter((it) => code.test(it.code)).length;

/** All metrics, in the order of the documentation. Ten are free for an account. */
export const metrics: Readonly<Record<string, Metric>> = {
  // A run that failed says 0, so that there is something to see where every run fails.
  Published: { unit: 'Count', meaning: 'Runs that ended well.', read: ({ report }) => (report === null ? 0 : 1) },
  Failed: { unit: 'Count', meaning: 'Runs that failed.', read: ({ report }) => (report === null ? 1 : undefined) },
  DurationMilliseconds: { unit: 'Milliseconds', meaning: 'Time of a run.', read: (run) => run.durationMilliseconds },
  Entries: count('Entries of the live feed.', ({ entries }) => entries),
  HeldBack: count('Articles that wait for their time, and drafts.', ({ heldBack }) => heldBack.length),
  RefusedArticles: count('Articles with errors.', ({ refused }) => refused.length),
  Problems: count('Errors and warnings.', ({ problems }) => problems.length),
  WrittenFiles: count('Files that changed.', ({ changes }) => changes.filter((it) => it.action === 'written').length),
  HubFailures: count('Hubs that could not be told.', withCode(/^hub-/)),
  ScheduleFailures: count('Runs that could not set the one-time schedule.', withCode(/^schedule-/)),
};

/** The object to log as one line. */
export function renderMetrics(run: Run): Readonly<Record<string, unknown>> {
  const values = Object.entries(metrics).flatMap(([Name, { unit, read }]) => {
    const value = read(run);
    return value === undefined ? [] : [{ Name, Unit: unit, value }];
  });
  const Metrics = values.map(({ Name, Unit }) => ({ Name, Unit }));
  return {
    _aws: {
      Timestamp: run.timestamp,
      CloudWatchMetrics: [{ Namespace: 'Presstime', Dimensions: [['Stage']], Metrics }],
    },
    Stage: run.stage,
    runId: run.runId,
    ...Object.fromEntries(values.map(({ Name, value }) => [Name, value])),
  };
}
