/** `presstime check --profile`: reports which articles an aggregator would refuse, and why; then it exits with 1. */
import type { ProfileName } from '../../../model/channel.ts';
import { hasError } from '../../../problem/problem.ts';
import { plural } from '../../../problem/wording.ts';
import { checkProfile, type ProfiledEntry, profiles } from '../../../profiles/profiles.ts';
import { checkAll } from '../../../publish/check-all.ts';
import type { Plan } from '../../../publish/plan/plan.ts';
import { wrapText } from '../../screen/wrap.ts';
import type { ExitCode, Given, Terminal } from '../../terminal/command.ts';
import { describeCodes } from '../../terminal/messages.ts';
import { readNow } from '../../terminal/now.ts';
import { openSource } from '../../terminal/open-store.ts';
import { sayProblems } from '../../terminal/problems.ts';
import { showProgress } from '../../terminal/progress.ts';
import { usualLocations } from '../../terminal/usual-locations.ts';

/**
 * Checks the articles, applies the rules of the aggregator to the entries of the live feed, and prints how many it would
 * accept. Returns 1 if any problem is an error.
 */
export async function checkForProfile(profile: ProfileName, given: Given, terminal: Terminal): Promise<ExitCode> {
  const now = await readNow(given, terminal);
  const from = await openSource(given.argument('LOCATION') ?? usualLocations().from, terminal);
  const checked = await checkAll(from, { now, onProgress: showProgress(terminal) });
  const broken = new Set(checked.problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const entries = liveEntries(checked.plan).filter(({ path }) => !broken.has(path));
  const found = checkProfile(profile, entries, { channel: checked.source.channel, now });
  const problems = [...checked.problems, ...found];
  const refused = new Set(found.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const accepted = hasError(found.filter(({ file }) => !entries.some(({ path }) => path === file)))
    ? 0
    : entries.filter(({ path }) => !refused.has(path)).length;
  const head = `${profiles[profile].title} would accept ${accepted} of ${plural(entries.length, 'article')}`;
  if (given.yes('json')) {
    terminal.print(JSON.stringify({ profile, entries: entries.length, accepted, problems }, null, 2));
  } else {
    await sayProblems(problems, { from, to: '' }, terminal);
    terminal.print(wrapText(describeCodes(head, problems, terminal), terminal.columns));
  }
  return hasError(problems) ? 1 : 0;
}

/** The entries of the live feed, each with the path of its article. */
function liveEntries({ window, entries }: Plan): readonly ProfiledEntry[] {
  return window.flatMap(({ path, id }) => {
    const entry = entries.get(id);
    return entry === undefined ? [] : [{ path, entry }];
  });
}
