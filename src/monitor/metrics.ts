/**
 * Renders the metrics of a run in the embedded metric format, which CloudWatch extracts from the log. Pure.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import type { Report } from '../publish/report.ts';

export interface Run {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly stage: string;
  readonly runId: string;
  readonly durationMilliseconds: number;
  /** Null if the run failed. */
  readonly report: Report | null;
}

interface Metric {
  readonly unit: 'Count' | 'Milliseconds';
  readonly meaning: string;
  /** Undefined if the run has no such value. */
  readonly read: (run: Run) => number | undefined;
}

const count = (meaning: string, read: (report: Report) => number): Metric => ({
  unit: 'Count',
  meaning,
  read: ({ report }) => (report === null ? undefined : read(report)),
});

const withCode = (code: RegExp) => (report: Report) => report.problems.filter((it) => code.test(it.code)).length;

/** All metrics, in the order of docs/monitoring.md. AWS charges nothing for the first ten metrics of an account. */
export const metrics: Readonly<Record<string, Metric>> = {
  // A failed run reports 0, so that the metric has data even if every run fails.
  Published: { unit: 'Count', meaning: 'Runs that succeeded.', read: ({ report }) => (report === null ? 0 : 1) },
  Failed: { unit: 'Count', meaning: 'Runs that failed.', read: ({ report }) => (report === null ? 1 : undefined) },
  DurationMilliseconds: { unit: 'Milliseconds', meaning: 'Time of a run.', read: (run) => run.durationMilliseconds },
  Entries: count('Entries of the live feed.', ({ entries }) => entries),
  HeldBack: count('Articles that are waiting or private.', ({ heldBack }) => heldBack.length),
  RefusedArticles: count('Articles with errors.', ({ refused }) => refused.length),
  Problems: count('Errors and warnings.', ({ problems }) => problems.length),
  WrittenFiles: count('Files that changed.', ({ changes }) => changes.filter((it) => it.action === 'written').length),
  HubFailures: count('Hubs that could not be notified.', withCode(/^hub-/)),
  ScheduleFailures: count('Runs that could not set the one-time schedule.', withCode(/^schedule-/)),
};

/** Returns the object to log as one line. */
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
