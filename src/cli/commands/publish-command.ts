/** `presstime publish`: one publish from one store to another. */
import { join } from 'node:path';
import { publishOrImport } from '../../import/publish-or-import.ts';
import { createWebSubHub } from '../../notify/websub.ts';
import { hasError } from '../../problem/problem.ts';
import { publish } from '../../publish/publish.ts';
import { createDirectoryStore } from '../../store/directory.ts';
import type { ExitCode, Given, Terminal } from '../terminal/command.ts';
import { describeReport } from '../terminal/describe-report.ts';
import { readLocations } from '../terminal/locations.ts';

import { readNow } from '../terminal/now.ts';
import { withPublication } from '../terminal/open-store.ts';
import { sayProblems } from '../terminal/problems.ts';
import { showProgress } from '../terminal/progress.ts';
import { quoteForShell } from '../terminal/quote.ts';

/** Publishes once, prints the report, and returns 1 if any problem is an error. */
export async function publishOnce(given: Given, terminal: Terminal): Promise<ExitCode> {
  const locations = readLocations(given);
  const now = await readNow(given, terminal);
  const dryRun = given.yes('dry-run');
  const verify = given.yes('verify');
  const url = given.text('feed-url');
  const options = {
    now,
    ...(url === null ? {} : { feedUrl: url }),
    dryRun,
    verify,
    allowRemovals: given.yes('allow-removals'),
    replaceForeign: given.yes('replace-foreign'),
    ...(given.yes('no-hubs') ? {} : { hub: createWebSubHub() }),
    onProgress: showProgress(terminal),
  };
  const scratch = createDirectoryStore(join(locations.to, '.presstime/work/import'));
  const { from, report } = await withPublication(locations, terminal, {
    writes: !dryRun,
    verify,
    run: async (stores) => {
      const run = { ...options, ...stores };
      const isFolder = stores.to.isLocal === true;
      return { from: stores.from, report: await (isFolder ? publishOrImport(run, { scratch }) : publish(run)) };
    },
  });
  if (given.yes('json')) terminal.print(JSON.stringify(report, null, 2));
  else {
    const seeAll = `${terminal.program} check${locations.from === 'articles' ? '' : ` ${quoteForShell(locations.from)}`}`;
    await sayProblems(report.problems, { from, to: report.to, seeAll }, terminal);
    terminal.print(describeReport(report, terminal));
  }
  return hasError(report.problems) ? 1 : 0;
}
