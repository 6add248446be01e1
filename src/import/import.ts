/** Imports very many articles on one machine: the steps that a state machine runs at the same time, one after the other. */
import { joinReports } from '../publish/join-reports.ts';
import type { Progress } from '../publish/read/read-source.ts';
import { withStopMessage } from '../publish/read/stop.ts';
import type { Report } from '../publish/report.ts';
import type { ImportReport } from './join.ts';
import type { ImportLists } from './outcome.ts';
import { type RunStage, runStage, type StageOptions } from './stages.ts';

export interface WholeImportOptions extends StageOptions {
  /** How many records each list of the result contains at most. */
  readonly maximumListed?: number;
  /** Runs the stages; if it is left out, all run in this process. */
  readonly runStage?: RunStage;
}

/** What an import did, with what it changed. */
export interface WholeImport extends ImportReport {
  readonly lists: ImportLists;
  /** The report of the runs that brought the publication up to date first; null if there were none. */
  readonly before: Report | null;
}

/** Imports all articles of a store. If an earlier import with the same working files did not end, it continues. */
export async function importArticles(options: WholeImportOptions): Promise<WholeImport> {
  let progress: Progress = { task: 'read', done: 0, total: 0 };
  const onProgress = (it: Progress) => {
    progress = it;
    options.onProgress?.(it);
  };
  return withStopMessage(
    () => describeStop(progress),
    () => importAll({ ...options, onProgress }),
  );
}

function describeStop({ task, done, total }: Progress): string {
  return `The run was stopped with ${total - done} of ${total} articles left to ${task}: the feeds are whole, and the next run continues`;
}

async function importAll(options: WholeImportOptions): Promise<WholeImport> {
  const run: RunStage = options.runStage ?? ((name, input) => runStage(name, input, options));
  const planned = await run('plan', null);
  await run('read', planned);
  let before: Report | null = null;
  for (;;) {
    const { pass, parts, before: report } = await run('reduce', null);
    if (report !== null) before = before === null ? report : joinReports(before, report);
    await run('render', { ...planned, pass });
    await run('archive', { pass, parts });
    const joined = await run('join', { pass });
    if (joined.state === 'again') continue;
    const { batches } = planned;
    const lists = await run('end', { pass, batches, parts, most: options.maximumListed ?? 10_000 });
    return { ...joined.report, lists, before };
  }
}
