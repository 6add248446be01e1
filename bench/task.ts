/** What is measured: a task is run once a round, and each run gives a sample. */

export interface Sample {
  /** User and system time of the whole process and its children; 0 if only counts were measured. */
  readonly cpuMilliseconds: number;
  /** The largest resident set of a process; 0 if only counts were measured. */
  readonly peakMebibytes: number;
  /** What else was counted, such as requests by kind. */
  readonly counts: Readonly<Record<string, number>>;
}

/** A sample that has only counts. */
export const notMeasured = { cpuMilliseconds: 0, peakMebibytes: 0 } as const;

export interface Task {
  readonly name: string;
  /** How often it may run at most: large folders take minutes. */
  readonly maximumRounds: number;
  /** Makes what all runs need. Not measured. Throws if that is not possible. */
  readonly setUp: () => Promise<void>;
  /** Prepares one run, which is not measured, and measures it. Rounds are numbered from 0. */
  readonly run: (round: number) => Promise<Sample>;
}

/** The samples of a task, or why there are none. */
export type Outcome =
  | { readonly kind: 'measured'; readonly samples: readonly Sample[] }
  | { readonly kind: 'failed'; readonly reason: string };

/** Outcomes by the name of their task. */
export type Results = ReadonlyMap<string, Outcome>;

/** Returns nothing for a task that failed. */
export function samplesOf(results: Results, task: string): readonly Sample[] {
  const outcome = results.get(task);
  return outcome?.kind === 'measured' ? outcome.samples : [];
}
