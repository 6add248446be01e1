/** Imports very many articles in one process: the steps that a state machine runs at the same time, one after the other. */
import type { Hub } from '../notify/hub.ts';
import { joinReports } from '../publish/join-reports.ts';
import type { Progress } from '../publish/read/read-source.ts';
import { checkStop, withStopMessage } from '../publish/read/stop.ts';
import type { Report } from '../publish/report.ts';
import type { Store } from '../store/store.ts';
import { type ImportReport, joinImport } from './join.ts';
import { type ImportLists, readOutcomes } from './outcome.ts';
import { type ImportOptions, planImport } from './plan-import.ts';
import { readBatch } from './read-batch.ts';
import { reduceImport } from './reduce.ts';
import { renderBatch } from './render-batch.ts';
import { renderPart } from './render-part.ts';
import { names } from './scratch.ts';

export interface WholeImportOptions extends ImportOptions {
  /** About how many entries are in a part. */
  readonly partSize?: number;
  readonly hub?: Hub;
  readonly allowRemovals?: boolean;
  readonly replaceForeign?: boolean;
  /** Stops the import between two files. The import then throws `PublishError` with code `stopped`, and the next one continues. */
  readonly signal?: AbortSignal;
  /** How many records each list of the result contains at most. */
  readonly maximumListed?: number;
  readonly onProgress?: (progress: Progress) => void;
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
  const { scratch, signal, maximumListed = 10_000, onProgress = () => undefined } = options;
  const check = () => checkStop(signal);
  const step = { ...options, check };
  const { batches, articles: total } = await planImport(options);
  const done = (batch: number) => Math.round((total * (batch + 1)) / batches);
  for (let batch = 0; batch < batches; batch += 1) {
    await check();
    await readBatch(step, batch);
    onProgress({ task: 'read', done: done(batch), total });
  }
  let before: Report | null = null;
  const onReport = (report: Report) => {
    before = before === null ? report : joinReports(before, report);
  };
  for (;;) {
    const { pass, parts } = await reduceImport({ ...options, publishing: publishingOf(options), onReport });
    for (let batch = 0; batch < batches; batch += 1) {
      await check();
      await renderBatch(step, { pass, batch });
      onProgress({ task: 'write', done: done(batch), total });
    }
    for (let part = 0; part < parts; part += 1) {
      await check();
      await renderPart(step, { pass, part });
    }
    const joined = await joinImport(step, pass);
    if (joined.state === 'again') continue;
    const owners = ['join', ...numbered('batch', batches), ...numbered('part', parts)];
    const lists = await readOutcomes(scratch, { pass, owners, most: maximumListed });
    await removeScratch(scratch);
    return { ...joined.report, lists, before };
  }
}

function publishingOf({ allowRemovals = false, replaceForeign = false, signal, hub }: WholeImportOptions) {
  return {
    allowRemovals,
    replaceForeign,
    ...(signal === undefined ? {} : { signal }),
    ...(hub === undefined ? {} : { hub }),
  };
}

function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => `${name}-${number}`);
}

/** Removes the working files of an import, which ends it. */
export async function removeScratch(scratch: Store): Promise<void> {
  await scratch.remove(names.lease);
  const paths: string[] = [];
  // A listing with no file in it reads none.
  await scratch.list((path) => {
    paths.push(path);
    return false;
  });
  await scratch.removeAll(paths);
}
