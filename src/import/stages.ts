/** The stages of an import as data, so that each can run in a process of its own. */
import type { Hub } from '../notify/hub.ts';
import { joinReports } from '../publish/join-reports.ts';
import { publish } from '../publish/publish.ts';
import type { Progress } from '../publish/read/read-source.ts';
import { checkStop } from '../publish/read/stop.ts';
import type { Report } from '../publish/report.ts';
import { type Joined, joinImport } from './join.ts';
import { type ImportLists, readOutcomes } from './outcome.ts';
import { type ImportOptions, planImport } from './plan-import.ts';
import { readBatch } from './read-batch.ts';
import { reduceImport } from './reduce.ts';
import { renderBatch } from './render-batch.ts';
import { renderPart } from './render-part.ts';
import { type Manifest, removeScratch } from './scratch.ts';

export interface StageOptions extends ImportOptions {
  /** About how many entries are in a part. */
  readonly partSize?: number;
  readonly hub?: Hub;
  readonly allowRemovals?: boolean;
  readonly replaceForeign?: boolean;
  /** Compares all files in the run that follows the import. */
  readonly verify?: boolean;
  /** Stops the import between two files. The import then throws `PublishError` with code `stopped`, and the next one continues. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** How many batches there are, and how many articles are in them. */
export type Batches = Pick<Manifest, 'batches' | 'articles'>;

/** What each stage is given besides the stores and options, and what it returns: all of it can be sent to another process. */
export interface Stages {
  readonly plan: { readonly input: null; readonly result: Batches };
  readonly read: { readonly input: Batches; readonly result: null };
  readonly reduce: { readonly input: null; readonly result: Reduced };
  readonly render: { readonly input: Batches & { readonly pass: string }; readonly result: null };
  readonly archive: { readonly input: { readonly pass: string; readonly parts: number }; readonly result: null };
  readonly join: { readonly input: { readonly pass: string }; readonly result: Joined };
  readonly end: { readonly input: FinishedPass; readonly result: ImportLists };
  /** The run that follows the import. */
  readonly publish: { readonly input: null; readonly result: Report };
}

export interface Reduced {
  readonly pass: string;
  readonly parts: number;
  /** The report of the run that brought the publication up to date first; null if there was none. */
  readonly before: Report | null;
}

export interface FinishedPass {
  readonly pass: string;
  readonly batches: number;
  readonly parts: number;
  /** How many records each list of the result contains at most. */
  readonly most: number;
}

export type StageName = keyof Stages;

/** Runs a stage in this process or in another one. */
export type RunStage = <Name extends StageName>(
  name: Name,
  input: Stages[Name]['input'],
) => Promise<Stages[Name]['result']>;

type Stage<Name extends StageName> = (
  input: Stages[Name]['input'],
  options: StageOptions,
) => Promise<Stages[Name]['result']>;

const stages: { readonly [Name in StageName]: Stage<Name> } = {
  plan: async (_, options) => {
    const { batches, articles } = await planImport(options);
    return { batches, articles };
  },
  read: async ({ batches, articles }, options) => {
    await eachOf(batches, options, async (batch, step) => {
      await readBatch(step, batch);
      options.onProgress?.({ task: 'read', done: doneOf(batch, { batches, articles }), total: articles });
    });
    return null;
  },
  reduce: async (_, options) => {
    let before: Report | null = null;
    const onReport = (report: Report) => {
      before = before === null ? report : joinReports(before, report);
    };
    const { pass, parts } = await reduceImport({ ...options, publishing: publishingOf(options), onReport });
    return { pass, parts, before };
  },
  render: async ({ pass, batches, articles }, options) => {
    await eachOf(batches, options, async (batch, step) => {
      await renderBatch(step, { pass, batch });
      options.onProgress?.({ task: 'write', done: doneOf(batch, { batches, articles }), total: articles });
    });
    return null;
  },
  archive: async ({ pass, parts }, options) => {
    await eachOf(parts, options, (part, step) => renderPart(step, { pass, part }));
    return null;
  },
  join: ({ pass }, options) => joinImport({ ...options, check: () => checkStop(options.signal) }, pass),
  end: async ({ pass, batches, parts, most }, { scratch }) => {
    const owners = ['join', ...numbered('batch', batches), ...numbered('part', parts)];
    const lists = await readOutcomes(scratch, { pass, owners, most });
    await removeScratch(scratch);
    return lists;
  },
  publish: (_, options) => publish(options),
};

/** Runs a stage in this process. */
export function runStage<Name extends StageName>(
  name: Name,
  input: Stages[Name]['input'],
  options: StageOptions,
): Promise<Stages[Name]['result']> {
  return stages[name](input, options);
}

type Step = StageOptions & { readonly check: () => Promise<void> };

async function eachOf(
  count: number,
  options: StageOptions,
  work: (number: number, step: Step) => Promise<void>,
): Promise<void> {
  const check = () => checkStop(options.signal);
  for (let number = 0; number < count; number += 1) {
    await check();
    await work(number, { ...options, check });
  }
}

function doneOf(batch: number, { batches, articles }: Batches): number {
  return Math.round((articles * (batch + 1)) / batches);
}

function publishingOf({ allowRemovals = false, replaceForeign = false, signal, hub }: StageOptions) {
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
