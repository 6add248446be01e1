/** `presstime publish`: one publish from one store to another. */
import { join } from 'node:path';
import { publishOrImport } from '../../import/publish-or-import.ts';
import type { RunStage } from '../../import/stages.ts';
import { createWebSubHub } from '../../notify/websub.ts';
import { hasError } from '../../problem/problem.ts';
import { publish } from '../../publish/publish.ts';
import type { PublishOptions } from '../../publish/read/publish-options.ts';
import type { Answer, Report } from '../../publish/report.ts';
import { createDirectoryStore } from '../../store/directory.ts';
import { parseS3Url, type Store } from '../../store/store.ts';
import { rememberFinished } from '../../store/watch/finished.ts';
import { importFolder } from '../importing/stage-request.ts';
import { type ExitCode, type Given, type Terminal, UsageError } from '../terminal/command.ts';
import { describeReport } from '../terminal/describe-report.ts';
import { describeLeftOut } from '../terminal/messages.ts';
import { readNow } from '../terminal/now.ts';
import { readLocations, withPublication } from '../terminal/open-store.ts';
import { commandToSeeAll, sayProblems } from '../terminal/problems.ts';
import { showProgress } from '../terminal/progress.ts';
import type { Locations } from '../terminal/usual-locations.ts';

/** Publishes, prints the report, and returns 1 if any problem is an error. Repeats that with `--watch`. */
export async function publishOnce(given: Given, terminal: Terminal): Promise<ExitCode> {
  const locations = await readLocations(given);
  const isJson = given.yes('json');
  if (given.yes('watch')) {
    checkWatch(locations.from, given);
    const { watchArticles } = await import('./watch-articles.ts');
    const finished = rememberFinished();
    const publish = async (waiting: ReadonlySet<string>) => {
      const { from, report } = await run(given, locations, { terminal, sourceOf: (store) => finished(store, waiting) });
      if (!isJson) await sayAll({ from, report }, locations, terminal);
      return report;
    };
    // It publishes the next article itself.
    const printReport = (report: Report) => terminal.print(describeReport({ ...report, nextDue: null }, terminal));
    return watchArticles({ folder: locations.from, isJson, publish, printReport }, terminal);
  }
  const { from, report } = await run(given, locations, { terminal });
  if (isJson) terminal.print(JSON.stringify(report, null, 2));
  else {
    await sayAll({ from, report }, locations, terminal);
    terminal.print([describeReport(report, terminal), ...describeLeftOut(report.leftOut)].join('\n'));
  }
  return hasError(report.problems) ? 1 : 0;
}

/** Throws `UsageError` if the articles cannot be watched. */
function checkWatch(from: string, given: Given): void {
  if (given.text('now') !== null) throw new UsageError('Give --watch or --now, not both');
  if (parseS3Url(from) !== null) throw new UsageError(`--watch needs a folder on this machine: got "${from}"`);
}

interface Run {
  readonly from: Store;
  readonly report: Answer;
}

interface RunContext {
  readonly terminal: Terminal;
  /** Decides what the run sees of the articles. */
  readonly sourceOf?: (from: Store) => Store;
}

async function run(
  given: Given,
  locations: Locations,
  { terminal, sourceOf = (from) => from }: RunContext,
): Promise<Run> {
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
  const scratch = createDirectoryStore(join(locations.to, importFolder));
  return withPublication(locations, terminal, {
    writes: !dryRun,
    verify,
    run: async (stores) => {
      const run = { ...options, ...stores, from: sourceOf(stores.from) };
      const { hub, onProgress, ...sent } = options;
      const request = { locations, program: terminal.program, options: sent, hasHub: hub !== undefined };
      const runStage: RunStage = async (name, input) => {
        const { runApart } = await import('../importing/run-apart.ts');
        return runApart({ ...request, name, input }, { ...run, scratch });
      };
      const isFolder = stores.to.isLocal === true;
      const report = await (isFolder ? publishOrImport(run, { scratch, runStage }) : publishWhole(run));
      return { from: stores.from, report };
    },
  });
}

function sayAll({ from, report }: Run, locations: Locations, terminal: Terminal): Promise<void> {
  const seeAll = commandToSeeAll(locations.from, terminal);
  return sayProblems(report.problems, { from, to: report.to, seeAll }, terminal);
}

async function publishWhole(options: PublishOptions): Promise<Answer> {
  return { ...(await publish(options)), leftOut: {} };
}
