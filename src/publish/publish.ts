/** The one orchestration, from articles in one store to feeds in another: read, plan, render, write. */
import { PublishError } from '../problem/publish-error.ts';
import { someOf } from '../problem/wording.ts';
import { retry } from '../store/retry.ts';
import { isConflict } from '../store/store.ts';
import { pingHubs } from './pings.ts';
import { type Plan, plan } from './plan/plan.ts';
import { removesMost } from './plan/plan-files.ts';
import { type PublishOptions, parseNow, type RunOptions } from './publish-options.ts';
import { type Before, read, type WhatIsRead } from './read.ts';
import { render } from './render.ts';
import { buildReport, type Report } from './report.ts';
import { write } from './write.ts';

/** How often a run starts again when others write at the same time; each time at least one other got further. */
const maximumAttempts = 40;

/**
 * Publishes once. Problems of single articles are in the report; throws `PublishError` if nothing can be published: settings
 * that are wrong, a run that would remove most of the feed, a store that fails.
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
  let whatIsRead: WhatIsRead = 'changed files';
  return retry(() => publishOnce(options, whatIsRead), {
    attempts: maximumAttempts,
    isPassing: (thrown) => {
      if (isConflict(thrown)) return true;
      const isFirst = isDamage(thrown) && whatIsRead === 'changed files';
      if (isFirst) whatIsRead = 'all files';
      return isFirst;
    },
    delayMilliseconds: (attempt) => 10 * Math.min(attempt, 20),
  });
}

function isDamage(thrown: unknown): boolean {
  return thrown instanceof PublishError && thrown.code === 'ledger-damaged';
}

/** If another run gets there first, a conditional write fails, and all of it starts again from what is there then. */
async function publishOnce(options: RunOptions, whatIsRead: WhatIsRead): Promise<Report> {
  const before = await read(options, whatIsRead);
  const planned = plan(before.state, before.changes, before.source.channel, options.now);
  guardAgainstRemovals(planned, before, options);
  const rendering = await render(planned, before, options);
  const written = await write(rendering, { plan: planned, before, options });
  const ofHubs = await pingHubs(options, { pending: rendering.pending, pendingVersion: written.pendingVersion });
  return buildReport(options, { before, plan: planned, rendering, written, ofHubs });
}

/** Throws if a run would take more than half of the entries away. */
function guardAgainstRemovals({ leaving }: Plan, { state, ledger }: Before, options: RunOptions): void {
  const { before, names } = leaving;
  if (options.allowRemovals === true || !removesMost(before, names.length)) return;
  const { from, to } = options;
  const isLost = state.unremembered.length > 0 && ledger.head.generation === 0;
  const known = isLost ? `The ledger of ${to.location} is lost, and only its feeds say what was published. ` : '';
  const message =
    `${known}This run would remove ${names.length} of ${before} entries (${someOf(names)}), so nothing was ` +
    `published: check that ${from.location} holds your articles and that the clock is right, or allow removals`;
  throw new PublishError('removes-most', message);
}
