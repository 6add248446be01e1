/** `presstime publish`: one publish from one store to another. */
import { createWebSubHub } from '../../notify/websub.ts';
import { hasError } from '../../problem/problem.ts';
import { publish } from '../../publish/publish.ts';
import type { ExitCode, Given, Terminal } from '../terminal/command.ts';
import { describeReport } from '../terminal/messages.ts';
import { readNow } from '../terminal/now.ts';
import { checkNoOverlap, withPublication } from '../terminal/open-store.ts';
import { sayProblems } from '../terminal/problems.ts';
import { showProgress } from '../terminal/progress.ts';

/** Publishes once, prints the report, and returns 1 if any problem is an error. */
export async function publishOnce(given: Given, terminal: Terminal): Promise<ExitCode> {
  const locations = { from: given.text('from') ?? 'articles', to: given.text('to') ?? 'public' };
  checkNoOverlap(locations.from, locations.to);
  const now = await readNow(given, terminal);
  const dryRun = given.yes('dry-run');
  const url = given.text('feed-url');
  const options = {
    now,
    ...(url === null ? {} : { feedUrl: url }),
    dryRun,
    allowRemovals: given.yes('allow-removals'),
    replaceForeign: given.yes('replace-foreign'),
    ...(given.yes('no-hubs') ? {} : { hub: createWebSubHub() }),
    onProgress: showProgress(terminal),
  };
  const { from, report } = await withPublication(locations, terminal, {
    writes: !dryRun,
    run: async ({ from, to }) => ({ from, report: await publish({ ...options, from, to }) }),
  });
  if (given.yes('json')) terminal.print(JSON.stringify(report, null, 2));
  else {
    await sayProblems(report.problems, { from, to: report.to }, terminal);
    terminal.print(describeReport(report, terminal));
  }
  return hasError(report.problems) ? 1 : 0;
}
