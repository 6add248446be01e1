/** `presstime publish`: one publish from one store to another. */
import { join } from 'node:path';
import { publishOrImport } from '../../import/publish-or-import.ts';
import { createWebSubHub } from '../../notify/websub.ts';
import { hasError } from '../../problem/problem.ts';
import { publish } from '../../publish/publish.ts';
import type { PublishOptions } from '../../publish/read/publish-options.ts';
import type { Answer } from '../../publish/report.ts';
import { createDirectoryStore } from '../../store/directory.ts';
import type { ExitCode, Given, Terminal } from '../terminal/command.ts';
import { describeLeftOut, describeReport } from '../terminal/messages.ts';
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
      return { from: stores.from, report: await (isFolder ? publishOrImport(run, { scratch }) : publishWhole(run)) };
    },
  });
  if (given.yes('json')) terminal.print(JSON.stringify(report, null, 2));
  else {
    await sayProblems(report.problems, { from, to: report.to }, terminal);
    terminal.print([describeReport(report, terminal), ...describeLeftOut(report.leftOut)].join('\n'));
  }
  return hasError(report.problems) ? 1 : 0;
}

async function publishWhole(options: PublishOptions): Promise<Answer> {
  return { ...(await publish(options)), leftOut: {} };
}
