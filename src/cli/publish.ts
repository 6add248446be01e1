/** `presstime publish`: articles in one place to feeds in another. */
import { parseInstant } from '../article/instant.ts';
import type { Instant } from '../model.ts';
import { hasError } from '../problem.ts';
import { publish as publishOnce } from '../publish/publish.ts';
import { type Command, type Given, jsonFlag, nowFlag, type Terminal, UsageError } from './command.ts';
import { checkApart, openPlace, openSource } from './place.ts';
import { sayProblems } from './problems.ts';
import { wordsOfReport } from './words.ts';

export const publish: Command = {
  name: 'publish',
  summary: 'Read the articles in one place and write the feeds to another.',
  argument: null,
  flags: [
    {
      name: 'from',
      value: 'PLACE',
      variable: 'PRESSTIME_FROM',
      meaning: 'Where the articles and feed.yaml are (default: articles).',
    },
    { name: 'to', value: 'PLACE', variable: 'PRESSTIME_TO', meaning: 'Where the publication goes (default: public).' },
    nowFlag,
    {
      name: 'dry-run',
      value: null,
      variable: 'PRESSTIME_DRY_RUN',
      meaning: 'Say what would be done, and write nothing.',
    },
    {
      name: 'allow-removals',
      value: null,
      variable: 'PRESSTIME_ALLOW_REMOVALS',
      meaning: 'Allow a run that takes more than half of the entries away.',
    },
    jsonFlag,
  ],
  run: async (given, terminal) => {
    const places = { from: given.text('from') ?? 'articles', to: given.text('to') ?? 'public' };
    checkApart(places.from, places.to);
    const from = await openSource(places.from, terminal.env);
    const report = await publishOnce({
      from,
      to: await openPlace(places.to, terminal.env),
      now: readNow(given, terminal),
      dryRun: given.yes('dry-run'),
      allowRemovals: given.yes('allow-removals'),
      onProgress: showProgress(terminal),
    });
    await sayProblems(report.problems, from, terminal);
    terminal.print(given.yes('json') ? JSON.stringify(report, null, 2) : wordsOfReport(report, terminal));
    return hasError(report.problems) ? 1 : 0;
  },
};

/** The instant of `--now`, else of the clock. */
export function readNow(given: Given, { now }: Terminal): Instant {
  const written = given.text('now');
  if (written === null) return now();
  const instant = parseInstant(written);
  if (instant !== null) return instant;
  throw new UsageError(`--now must be an instant with its offset, such as 2026-01-05T00:15:00Z: got "${written}"`);
}

/** Fewer files are read before anybody could look. */
const worthShowing = 200;

/** Shows how many of many files have been read. */
export function showProgress({ progress }: Terminal) {
  return ({ done, total }: { readonly done: number; readonly total: number }): void => {
    if (total >= worthShowing && (done % 50 === 0 || done === total))
      progress(done === total ? '' : `Reading ${done} of ${total}`);
  };
}
