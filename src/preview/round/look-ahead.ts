/** Plans the next run and renders its feeds, but writes nothing: what a preview shows. */
import { PublishError } from '../../problem/publish-error.ts';
import { buildReport } from '../../publish/build-report.ts';
import { lookFirst, type ReadScope } from '../../publish/read/first-look.ts';
import type { RunOptions } from '../../publish/read/publish-options.ts';
import { read } from '../../publish/read/read.ts';
import type { Report } from '../../publish/report.ts';
import { planAndRender, type RenderedPlan } from '../../publish/run.ts';
import { retry } from '../../store/retry.ts';
import { isConflict } from '../../store/store.ts';

/** The next run, as far as it goes without writing. */
export interface Ahead extends RenderedPlan {
  /** What a dry run would report. Pages and archives are not rendered, so their own problems are missing. */
  readonly report: Report;
}

/** How often it starts again because a run publishes at the same time. */
const attempts = 5;

/**
 * Looks at what the next run would publish. Reads whole portions, because no run follows that could continue. Throws
 * `PublishError` as `publish` does, also if a guard would stop the run.
 */
export async function lookAhead(given: RunOptions): Promise<Ahead> {
  const options: RunOptions = { ...given, dryRun: true, portion: Number.POSITIVE_INFINITY };
  let scope: ReadScope = 'changed files';
  return retry(() => lookOnce(options, scope), {
    attempts,
    isTemporary: (thrown) => {
      const isDamaged = thrown instanceof PublishError && thrown.code === 'ledger-damaged' && scope !== 'all files';
      if (isDamaged) scope = 'all files';
      return isDamaged || isConflict(thrown);
    },
    delayMilliseconds: (count) => 20 * count,
  });
}

async function lookOnce(options: RunOptions, scope: ReadScope): Promise<Ahead> {
  const look = await lookFirst(options, scope);
  const before = await read(options, { scope, startAt: '' }, { ...look, isUnchanged: false });
  const planned = await planAndRender(before, options);
  const { feeds, pending } = planned.rendering;
  const { generation } = before.ledger.head;
  const pendingVersion = before.ledger.pendingVersion;
  const written = {
    documents: [...feeds.values()],
    removed: pending.removals,
    ledgerWrites: 0,
    generation,
    pendingVersion,
  };
  return { ...planned, report: buildReport(options, { ...planned, written, ofHubs: [] }) };
}
