/** `presstime push`: sends the articles of a folder to the store that the deployed function publishes from. */
import { hasError, type Problem } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { plural } from '../../problem/wording.ts';
import { checkAll } from '../../publish/check-all.ts';
import type { Store } from '../../store/store.ts';
import { guardRemovals, type PushPlan, planPush, push } from '../../sync/push.ts';
import { wrapText } from '../screen/wrap.ts';
import { type ExitCode, type Given, type Terminal, UsageError } from '../terminal/command.ts';
import { formatBytes, printable } from '../terminal/messages.ts';
import { checkNoOverlap, openSource, openStore } from '../terminal/open-store.ts';
import { commandToSeeAll, sayProblems } from '../terminal/problems.ts';
import { showProgress, showSending } from '../terminal/progress.ts';
import { usualLocations } from '../terminal/usual-locations.ts';

/** Compares, checks, shows the plan and sends it. Returns 0 also if the user declines. */
export async function pushArticles(given: Given, terminal: Terminal): Promise<ExitCode> {
  const locations = readPushLocations(given, terminal);
  const from = await openSource(locations.from, terminal);
  const to = await openStore(locations.to, terminal.env);
  // This takes time if the versions of a store are not digests: then every file is fetched.
  terminal.progress(`Comparing ${from.location} with ${to.location} …`);
  const compared = await planPush(from, to);
  terminal.progress('');
  const problems = await checkBefore(from, given, terminal);
  const plan = given.yes('no-removals') ? { ...compared, remove: [] } : compared;
  const kept = given.yes('no-removals') ? compared.remove : [];
  const dryRun = given.yes('dry-run');
  if (!given.yes('json')) sayPlan(plan, { kept, maximum: dryRun ? Number.POSITIVE_INFINITY : maximumNames }, terminal);
  if (!given.yes('allow-removals')) guardRemovals(plan, to.location);
  const result = { from: from.location, to: to.location, dryRun, plan, kept, problems };
  const isWanted = dryRun || isEmpty(plan) || !given.yes('ask') || (await terminal.ask?.(questionOf(result)));
  if (isWanted !== true) return declined(terminal);
  if (!dryRun) await push(from, to, { plan, onProgress: showSending(terminal) });
  terminal.print(
    given.yes('json') ? JSON.stringify(dataOf(result), null, 2) : wrapText(describe(result), terminal.columns),
  );
  return 0;
}

/** Throws `UsageError` if flags are missing or contradict each other. */
function readPushLocations(given: Given, { program, ask }: Terminal): { readonly from: string; readonly to: string } {
  const [from, to] = [given.text('from') ?? usualLocations().from, given.text('to')];
  if (to === null) throw new UsageError(`"${program} push" needs --to: the location to send the articles to`);
  checkNoOverlap(from, to);
  if (given.yes('allow-removals') && given.yes('no-removals'))
    throw new UsageError('Give --allow-removals or --no-removals, not both');
  if (given.yes('ask') && given.yes('json')) throw new UsageError('Give --ask or --json, not both');
  if (given.yes('ask') && ask === null)
    throw new UsageError('--ask needs a terminal for the answer: leave it out, or use --dry-run');
  return { from, to };
}

/**
 * Checks settings and articles as `check` does, and prints their problems. Throws `PublishError` with code `push-errors` if
 * any is an error, unless errors are allowed.
 */
async function checkBefore(from: Store, given: Given, terminal: Terminal): Promise<readonly Problem[]> {
  const problems = await problemsIn(from, terminal);
  const isJson = given.yes('json');
  if (!isJson) {
    const seeAll = commandToSeeAll(from.location, terminal);
    await sayProblems(problems, { from, to: '', seeAll }, terminal);
  }
  if (!hasError(problems) || given.yes('allow-errors')) return problems;
  const errors = plural(problems.filter(({ severity }) => severity === 'error').length, 'error');
  const message = `Nothing was sent, because ${from.location} contains ${errors}: correct what is reported, or send it anyway with --allow-errors`;
  throw new PublishError('push-errors', message, isJson ? { problems, location: from.location } : {});
}

/** The problems of `feed.yaml` alone if its settings cannot be used. */
async function problemsIn(from: Store, terminal: Terminal): Promise<readonly Problem[]> {
  try {
    return (await checkAll(from, { now: terminal.now(), onProgress: showProgress(terminal) })).problems;
  } catch (thrown) {
    if (thrown instanceof PublishError && thrown.code === 'invalid-channel') return thrown.problems;
    throw thrown;
  }
}

/** Longer lists are cut, unless `--dry-run` asks for the whole plan. */
const maximumNames = 20;

interface PlanShown {
  /** Files that are only in the target store, and stay there. */
  readonly kept: readonly string[];
  /** How many names of each kind are shown. */
  readonly maximum: number;
}

/** Prints the plan, removals first. */
function sayPlan({ send, remove, unchanged }: PushPlan, { kept, maximum }: PlanShown, { say, paint }: Terminal): void {
  const bytes = formatBytes(send.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0));
  const counts = `${plural(send.length, 'file')} to send (${bytes}), ${remove.length} to remove, ${unchanged} unchanged`;
  say(paint('bold', kept.length === 0 ? counts : `${counts}, ${kept.length} only there`));
  const lists = [
    { task: 'remove', lines: remove.map((path) => `  remove   ${printable(path)}`) },
    { task: 'keep', lines: kept.map((path) => `  keep     ${printable(path)}`) },
    {
      task: 'send',
      lines: send.map(({ action, path }) => `  ${action === 'add' ? 'new    ' : 'changed'}  ${printable(path)}`),
    },
  ];
  for (const { task, lines } of lists) for (const line of cut(lines, { maximum, task })) say(line);
}

function cut(
  lines: readonly string[],
  { maximum, task }: { readonly maximum: number; readonly task: string },
): string[] {
  const more = lines.length - maximum;
  return [...lines.slice(0, maximum), ...(more > 0 ? [`  and ${more} more to ${task}: --dry-run lists all`] : [])];
}

interface Result {
  readonly from: string;
  readonly to: string;
  readonly dryRun: boolean;
  readonly plan: PushPlan;
  readonly kept: readonly string[];
  readonly problems: readonly Problem[];
}

function isEmpty({ send, remove }: PushPlan): boolean {
  return send.length + remove.length === 0;
}

function questionOf({ to, plan: { send, remove } }: Result): string {
  const removed = remove.length === 0 ? '' : ` and remove ${remove.length}`;
  return printable(`Send ${plural(send.length, 'file')}${removed} in ${to}?`);
}

function declined({ say }: Terminal): ExitCode {
  say('Nothing was sent');
  return 0;
}

function dataOf({ plan: { send, remove, unchanged }, kept, problems, ...rest }: Result) {
  return { ...rest, sent: send.map(({ path }) => path), removed: remove, kept, unchanged, problems };
}

function describe({ to, dryRun, plan }: Result): string {
  const { send, remove, unchanged } = plan;
  if (isEmpty(plan)) return `Nothing to send: ${plural(unchanged, 'file')} unchanged in ${to}`;
  const removed = remove.length === 0 ? '' : `, removed ${remove.length}`;
  const done = dryRun ? removed.replace('removed', 'remove') : removed;
  return `${dryRun ? 'Would send' : 'Sent'} ${plural(send.length, 'file')}${done}: ${unchanged + send.length} in ${to}`;
}
