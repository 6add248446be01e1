/** One run after something changed: read, plan, render, write, ping the hubs, report. */
import { refused } from '../article/reading.ts';
import { fileOfPart } from '../article/story/path.ts';
import type { SourceChange } from '../item/source-change.ts';
import { withChunks } from '../ledger/chunks.ts';
import { PublishError } from '../problem/publish-error.ts';
import { someOf } from '../problem/wording.ts';
import { buildReport } from './build-report.ts';
import { uniqueProblems } from './join-reports.ts';
import { type LostEntry, lostEntries, withoutItems } from './lost-entries.ts';
import { pingHubs } from './pings.ts';
import { ledgerStateOf, type Plan, plan, stateOf } from './plan/plan.ts';
import { removesMost } from './plan/plan-files.ts';
import type { FirstLook, ReadRequest } from './read/first-look.ts';
import type { RunOptions } from './read/publish-options.ts';
import { type Before, read } from './read/read.ts';
import { checkReadable, listSkipped, splitSkipped } from './read/skipped-lists.ts';
import { type Rendering, render } from './render.ts';
import type { Report } from './report.ts';
import { write } from './write.ts';

/** What a run did, and where the next one continues. */
export interface Done {
  readonly report: Report;
  /** The path from which the next run continues to read changed articles, because they are too many for one. Null if nothing is left. */
  readonly next: string | null;
}

/** Runs once. Throws `PublishError` with code `conflict` if another run wrote first. */
export async function runOnce(options: RunOptions, request: ReadRequest, look: FirstLook): Promise<Done> {
  const planned = await planAndRender(await read(options, request, look), options);
  const { before } = planned;
  const written = await write(planned.rendering, { plan: planned.plan, before: planned.before, options });
  const { pending } = planned.rendering;
  const ofHubs = await pingHubs(options, { pending, pendingVersion: written.pendingVersion });
  const { readFrom, sweepFrom } = ledgerStateOf(planned.plan.state).facts;
  const isMore = readFrom !== null || sweepFrom !== null;
  return { report: buildReport(options, { ...planned, written, ofHubs }), next: before.next ?? (isMore ? '' : null) };
}

/** A plan whose feeds are rendered. */
export interface RenderedPlan {
  /** Without the changes, so that what was read is not in memory while documents are written. */
  readonly before: Before;
  /** How many articles were read. */
  readonly read: number;
  readonly plan: Plan;
  readonly rendering: Rendering;
  readonly lost: readonly LostEntry[];
}

/**
 * Plans and renders. A file whose entry would break a feed is refused, like a file that cannot be read, and the run is planned
 * again: the last good version of the entry stays, and a new entry counts as published only when it is in the feeds.
 */
export async function planAndRender(
  before: Before,
  options: RunOptions,
  known: readonly LostEntry[] = [],
): Promise<RenderedPlan> {
  const { chunks, source, state, changes } = before;
  const portion = options.verify === true ? Number.POSITIVE_INFINITY : options.portion;
  const planned = await withChunks(chunks, () =>
    plan(stateOf(state), changes, source.channel, options.now, portion === undefined ? {} : { portion }),
  );
  const lost = before.isDamaged ? await withChunks(chunks, () => lostEntries(ledgerStateOf(planned.state))) : [];
  if (lost.length > 0)
    return planAndRender({ ...before, state: withoutItems(state, { lost, now: options.now }) }, options, [
      ...known,
      ...lost,
    ]);
  guardAgainstRemovals(planned, { before, options });
  guardAgainstNothing(planned, before, options);
  const rendering = await render(planned, before, options);
  const { broken } = rendering;
  if (broken.length === 0) {
    const count = changes.filter(({ kind }) => kind === 'read').length;
    return { before: { ...before, changes: [] }, read: count, plan: planned, rendering, lost: known };
  }
  const refusing = changes.map((change): SourceChange => {
    const problems = broken.filter(({ file }) => fileOfPart(file) === change.path);
    if (change.kind !== 'read' || problems.length === 0) return change;
    return { ...change, reading: refused(change.path, uniqueProblems(problems)) };
  });
  return planAndRender({ ...before, changes: refusing }, options, known);
}

/** A run that looks only at some files does not know whether there are articles. */
function guardAgainstNothing(planned: Plan, { source, isNamed, next }: Before, { from }: RunOptions): void {
  if (isNamed || next !== null || source.articles.length + source.skipped.length === 0) return;
  checkReadable(
    planned,
    splitSkipped(source.skipped, listSkipped(planned.skippedRows, source.articles)),
    from.location,
  );
}

interface Guarding {
  readonly before: Before;
  readonly options: RunOptions;
}

/**
 * Throws `PublishError` with code `removes-most` if the run would remove more than half of the entries. Runs that look only at named
 * files are counted together, because a folder that is emptied is removed in many events.
 */
function guardAgainstRemovals(
  { leaving }: Plan,
  { before: { state, ledger, isDamaged, isNamed }, options }: Guarding,
): void {
  const { names } = leaving;
  const earlier = isNamed ? state.facts.leftByName : 0;
  const before = leaving.before + earlier;
  const count = names.length + earlier;
  if (options.allowRemovals === true || names.length === 0 || !removesMost(before, count)) return;
  const { from, to } = options;
  // The items of a lost ledger were read back.
  const isLost = isDamaged && ledger.head.generation === 0;
  const known = isLost ? `The ledger of ${to.location} is lost, so only its feeds show what was published. ` : '';
  const others = earlier === 0 ? '' : `, ${earlier} of them in runs before it`;
  const message =
    `${known}This run would remove ${count} of ${before} entries (${someOf(names)}${others}), so nothing was ` +
    `published: check that ${from.location} contains your articles and that the clock is right, or allow removals`;
  throw new PublishError('removes-most', message);
}
