/** Compares what is published with what the next run would publish. Writes nothing. */
import { PublishError } from '../problem/publish-error.ts';
import { buildReport } from '../publish/build-report.ts';
import { lookFirst, type ReadScope } from '../publish/read/first-look.ts';
import { type PublishOptions, parseNow, type RunOptions } from '../publish/read/publish-options.ts';
import { read } from '../publish/read/read.ts';
import type { Report } from '../publish/report.ts';
import { planAndRender } from '../publish/run.ts';
import { unchangedReport } from '../publish/unchanged-report.ts';
import { retry } from '../store/retry.ts';
import { isConflict } from '../store/store.ts';
import { type EntryVersions, readVersions } from './entry-versions.ts';

/** What the next run would change. */
export interface Comparison {
  /** What a dry run reports. Pages and archives are not rendered, so their own problems are missing. */
  readonly report: Report;
  /** The entries that would change, before and after, in the order of the report. */
  readonly entries: readonly EntryVersions[];
}

/** How often it starts again because a run publishes at the same time. */
const attempts = 5;

/**
 * Plans the next run and reads what is published of the entries that it changes. A run that would remove most of the entries,
 * or replace a feed of another program, is compared too. Throws `PublishError` as `publish` does.
 */
export async function compare(given: PublishOptions): Promise<Comparison> {
  const allowed = { dryRun: true, allowRemovals: true, replaceForeign: true, portion: Number.POSITIVE_INFINITY };
  const options: RunOptions = { ...given, ...allowed, now: await parseNow(given.now) };
  let scope: ReadScope = 'changed files';
  return retry(() => compareOnce(options, scope), {
    attempts,
    isTemporary: (thrown) => {
      const isDamaged = thrown instanceof PublishError && thrown.code === 'ledger-damaged' && scope !== 'all files';
      if (isDamaged) scope = 'all files';
      return isDamaged || isConflict(thrown);
    },
    delayMilliseconds: (count) => 20 * count,
  });
}

async function compareOnce(options: RunOptions, scope: ReadScope): Promise<Comparison> {
  const look = await lookFirst(options, scope);
  if (look.isUnchanged) return { report: await unchangedReport(options, look), entries: [] };
  const before = await read(options, { scope, startAt: '' }, look);
  const planned = await planAndRender(before, options);
  const { feeds, pending } = planned.rendering;
  const { head, pendingVersion } = before.ledger;
  const written = {
    documents: [...feeds.values()],
    removed: pending.removals,
    ledgerWrites: 0,
    generation: head.generation,
    pendingVersion,
  };
  const report = buildReport(options, { ...planned, written, ofHubs: [] });
  return { report, entries: await readVersions(report.entryChanges, planned) };
}
