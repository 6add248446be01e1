/** Plans the next run and renders its feeds, but writes nothing: for the preview and for comparisons. */
import { PublishError } from '../problem/publish-error.ts';
import { buildReport } from '../publish/build-report.ts';
import { type FirstLook, lookFirst, type ReadScope } from '../publish/read/first-look.ts';
import type { RunOptions } from '../publish/read/publish-options.ts';
import { read } from '../publish/read/read.ts';
import type { Report } from '../publish/report.ts';
import { planAndRender, type RenderedPlan } from '../publish/run.ts';
import { unchangedReport } from '../publish/unchanged-report.ts';
import { retry } from '../store/retry.ts';
import { isConflict } from '../store/store.ts';

/** The next run, as far as it goes without writing. */
export interface Ahead extends RenderedPlan {
  /** What a dry run reports. Pages and archives are not rendered, so their own problems are missing. */
  readonly report: Report;
}

/** How often it starts again because a run publishes at the same time. */
const attempts = 5;

/** Looks at what the next run would publish. Throws `PublishError` as `publish` does, also if a guard would stop the run. */
export function lookAhead(given: RunOptions): Promise<Ahead> {
  return lookAgain(given, planAhead);
}

/** The same, but if nothing changed, nothing is planned, and there is only the report. */
export function lookAheadIfChanged(given: RunOptions): Promise<Ahead | { readonly report: Report }> {
  return lookAgain(given, async (options, scope, look) =>
    look.isUnchanged ? { report: await unchangedReport(options, look) } : planAhead(options, scope, look),
  );
}

type Look<T> = (options: RunOptions, scope: ReadScope, look: FirstLook) => Promise<T>;

/** Reads whole portions, because no run follows that could continue. Starts again if a run publishes meanwhile, or if the ledger is damaged. */
function lookAgain<T>(given: RunOptions, work: Look<T>): Promise<T> {
  const options: RunOptions = { ...given, dryRun: true, portion: Number.POSITIVE_INFINITY };
  let scope: ReadScope = 'changed files';
  return retry(async () => work(options, scope, await lookFirst(options, scope)), {
    attempts,
    isTemporary: (thrown) => {
      const isDamaged = thrown instanceof PublishError && thrown.code === 'ledger-damaged' && scope !== 'all files';
      if (isDamaged) scope = 'all files';
      return isDamaged || isConflict(thrown);
    },
    delayMilliseconds: (count) => 20 * count,
  });
}

async function planAhead(options: RunOptions, scope: ReadScope, look: FirstLook): Promise<Ahead> {
  const before = await read(options, { scope, startAt: '' }, { ...look, isUnchanged: false });
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
  return { ...planned, report: buildReport(options, { ...planned, written, ofHubs: [] }) };
}
