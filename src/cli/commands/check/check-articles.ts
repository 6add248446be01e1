/** `presstime check LOCATION`: reads and renders everything as `publish` would, reports problems, and exits with 1 if one is an error. */
import { hasError } from '../../../problem/problem.ts';
import { plural } from '../../../problem/wording.ts';
import { checkAll } from '../../../publish/check-all.ts';
import { wrapText } from '../../screen/wrap.ts';
import type { ExitCode, Given, Terminal } from '../../terminal/command.ts';
import { describeCodes, describeSkipped, printable } from '../../terminal/messages.ts';
import { readNow } from '../../terminal/now.ts';
import { openSource } from '../../terminal/open-store.ts';
import { sayProblems } from '../../terminal/problems.ts';
import { showProgress } from '../../terminal/progress.ts';
import { usualLocations } from '../../terminal/usual-locations.ts';

/** Checks the articles of a store, prints their problems, and returns 1 if any is an error. */
export async function checkArticles(given: Given, terminal: Terminal): Promise<ExitCode> {
  const now = await readNow(given, terminal);
  const from = await openSource(given.argument('LOCATION') ?? usualLocations().from, terminal);
  const { articles, skipped, noStories, problems } = await checkAll(from, { now, onProgress: showProgress(terminal) });
  if (given.yes('json')) terminal.print(JSON.stringify({ articles, skipped, noStories, problems }, null, 2));
  else {
    await sayProblems(problems, { from, to: '' }, terminal);
    const counts = describeCodes(plural(articles, 'article'), problems, terminal);
    const lines = [counts, ...describeSkipped({ articles, skipped, noStories }).map(printable)];
    terminal.print(wrapText(lines.join('\n'), terminal.columns));
  }
  return hasError(problems) ? 1 : 0;
}
