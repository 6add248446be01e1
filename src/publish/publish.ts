/** Runs one publish from end to end: read, plan, render, write, ping the hubs, report. */
import { PublishError } from '../problem/publish-error.ts';
import { retry } from '../store/retry.ts';
import { isConflict } from '../store/store.ts';
import { joinReports } from './join-reports.ts';
import { lookFirst, type ReadRequest, type ReadScope } from './read/first-look.ts';
import { type PublishOptions, parseNow, type RunOptions } from './read/publish-options.ts';
import type { Report } from './report.ts';
import type { Done } from './run.ts';
import { unchangedReport } from './unchanged-report.ts';

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
  const whole = given.dryRun === true ? { portion: Number.POSITIVE_INFINITY } : {};
  // Nothing is written by a dry run, so a next portion could not continue from it.
  const options = { ...given, ...whole, now: await parseNow(given.now) };
  let scope: ReadScope = 'changed files';
  let startAt = '';
  const attempt = () =>
    retry(() => publishOnce(options, { scope, startAt }), {
      attempts: maximumAttempts,
      isTemporary: (thrown) => {
        // A write also fails if a file is not as the ledger says, so the next attempt lists the publication.
        if (isConflict(thrown)) {
          if (scope === 'changed files') scope = 'look';
          return true;
        }
        const isFirst = isDamage(thrown) && scope !== 'all files';
        if (isFirst) scope = 'all files';
        return isFirst;
      },
      delayMilliseconds: (count) => 10 * Math.min(count, 20),
    });
  let done = await attempt();
  let { report } = done;
  while (done.next !== null) {
    scope = 'changed files';
    startAt = done.next;
    done = await attempt();
    report = joinReports(report, done.report);
  }
  return report;
}

function isDamage(thrown: unknown): boolean {
  return thrown instanceof PublishError && thrown.code === 'ledger-damaged';
}

/** One attempt. If another run writes first, a conditional write fails, and `publish` starts again from the new state. */
async function publishOnce(options: RunOptions, request: ReadRequest): Promise<Done> {
  const look = await lookFirst(options, request.scope);
  if (look.isUnchanged) return { report: await unchangedReport(options, look), next: null };
  // Most runs find nothing changed, and load nothing more.
  const { runOnce } = await import('./run.ts');
  return runOnce(options, request, look);
}
