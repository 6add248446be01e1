/** Runs one publish from end to end: read, plan, render, write, ping the hubs, report. */
import { refused } from '../article/reading.ts';
import type { SourceChange } from '../item/source-change.ts';
import { PublishError } from '../problem/publish-error.ts';
import { someOf } from '../problem/wording.ts';
import { retry } from '../store/retry.ts';
import { isConflict } from '../store/store.ts';
import { pingHubs } from './pings.ts';
import { type Plan, plan } from './plan/plan.ts';
import { removesMost } from './plan/plan-files.ts';
import { type PublishOptions, parseNow, type RunOptions } from './publish-options.ts';
import { type Before, type ReadScope, read } from './read.ts';
import { type Rendering, render } from './render.ts';
import { buildReport, type Report, uniqueProblems } from './report.ts';
import { write } from './write.ts';

/** How often a run starts again because others write at the same time. Each conflict means that another run made progress. */
const maximumAttempts = 40;

/**
 * Publishes once and returns the report, which contains the problems of single articles. Throws `PublishError` if nothing
 * can be published: the settings are wrong, the run would remove most of the feed, or a store fails.
 *
 * @example
 * const from = createMemoryStore({
 *   'feed.yaml': `
 * title: The Tern Sound Courier
 * description: News from the islands
 * homeUrl: https://courier.example/
 * feedUrl: https://courier.example/feeds/
 * timeZone: America/Los_Angeles
 * `,
 *   'terns.md': '---\ntitle: Terns return\ndate: 2026-05-04 08:30\n---\nThey came early.\n',
 * });
 * const to = createMemoryStore();
 * const report = await publish({ from, to, now: '2026-05-04T16:00:00Z' });
 * report.entryChanges.map(({ kind, title }) => `${kind}: ${title}`) // => ['new: Terns return']
 * (await to.read('rss.xml')) !== null // => true
 */
export async function publish(given: PublishOptions): Promise<Report> {
  const options = { ...given, now: parseNow(given.now) };
  let scope: ReadScope = 'changed files';
  return retry(() => publishOnce(options, scope), {
    attempts: maximumAttempts,
    isTemporary: (thrown) => {
      if (isConflict(thrown)) return true;
      const isFirst = isDamage(thrown) && scope === 'changed files';
      if (isFirst) scope = 'all files';
      return isFirst;
    },
    delayMilliseconds: (attempt) => 10 * Math.min(attempt, 20),
  });
}

function isDamage(thrown: unknown): boolean {
  return thrown instanceof PublishError && thrown.code === 'ledger-damaged';
}

/** One attempt. If another run writes first, a conditional write fails, and `publish` starts again from the new state. */
async function publishOnce(options: RunOptions, scope: ReadScope): Promise<Report> {
  const { before, planned, rendering } = await planAndRender(await read(options, scope), options);
  const written = await write(rendering, { plan: planned, before, options });
  const ofHubs = await pingHubs(options, { pending: rendering.pending, pendingVersion: written.pendingVersion });
  return buildReport(options, { before, plan: planned, rendering, written, ofHubs });
}

interface RenderedPlan {
  readonly before: Before;
  readonly planned: Plan;
  readonly rendering: Rendering;
}

/**
 * Plans and renders. A file whose entry would break a feed is refused, like a file that cannot be read, and the run is planned
 * again: the last good version of the entry stays, and a new entry counts as published only when it is in the feeds.
 */
async function planAndRender(before: Before, options: RunOptions): Promise<RenderedPlan> {
  const planned = plan(before.state, before.changes, before.source.channel, options.now);
  guardAgainstRemovals(planned, before, options);
  const rendering = await render(planned, before, options);
  const { broken } = rendering;
  if (broken.length === 0) return { before, planned, rendering };
  const changes = before.changes.map((change): SourceChange => {
    const problems = broken.filter(({ file }) => file === change.path);
    if (change.kind !== 'read' || problems.length === 0) return change;
    return { ...change, reading: refused(change.path, uniqueProblems(problems)) };
  });
  return planAndRender({ ...before, changes }, options);
}

/** Throws `PublishError` with code `removes-most` if the run would remove more than half of the entries. */
function guardAgainstRemovals({ leaving }: Plan, { state, ledger }: Before, options: RunOptions): void {
  const { before, names } = leaving;
  if (options.allowRemovals === true || !removesMost(before, names.length)) return;
  const { from, to } = options;
  const isLost = state.items.length > 0 && ledger.head.generation === 0;
  const known = isLost ? `The ledger of ${to.location} is lost, so only its feeds show what was published. ` : '';
  const message =
    `${known}This run would remove ${names.length} of ${before} entries (${someOf(names)}), so nothing was ` +
    `published: check that ${from.location} contains your articles and that the clock is right, or allow removals`;
  throw new PublishError('removes-most', message);
}
