/** `presstime push`: sends the articles of a folder to the store that the deployed function publishes from. */
import { plural } from '../../problem/wording.ts';
import { guardRemovals, type PushPlan, planPush, push as pushOnce } from '../../sync/push.ts';
import { type Command, jsonFlag, type Terminal, UsageError } from '../terminal/command.ts';
import { formatBytes, printable } from '../terminal/messages.ts';
import { checkNoOverlap, fromFlag, openSource, openStore, wantedLocation } from '../terminal/open-store.ts';
import { showSending } from '../terminal/progress.ts';

export const push: Command = {
  name: 'push',
  summary:
    'Send new and changed articles and pictures to a bucket or folder, and remove the files that you removed locally.',
  argument: null,
  flags: [
    fromFlag,
    {
      name: 'to',
      value: 'LOCATION',
      variable: 'PRESSTIME_ARTICLES',
      meaning: 'The s3://bucket/prefix or folder to send to, such as s3://bucket/articles (required).',
      wanted: wantedLocation,
    },
    {
      name: 'dry-run',
      value: null,
      variable: 'PRESSTIME_DRY_RUN',
      meaning: 'Report what would be sent and removed, but change nothing.',
    },
    {
      name: 'allow-removals',
      value: null,
      variable: 'PRESSTIME_ALLOW_REMOVALS',
      meaning: 'Allow a push that removes more than half of the files.',
    },
    jsonFlag,
  ],
  run: async (given, terminal) => {
    const locations = { from: given.text('from') ?? 'articles', to: given.text('to') };
    if (locations.to === null)
      throw new UsageError(`"${terminal.program} push" needs --to: the location to send the articles to`);
    checkNoOverlap(locations.from, locations.to);
    const from = await openSource(locations.from, terminal);
    const to = await openStore(locations.to, terminal.env);
    // This takes time if the versions of a store are not digests: then every file is fetched.
    terminal.progress(`Comparing ${from.location} with ${to.location} …`);
    const plan = await planPush(from, to);
    terminal.progress('');
    const dryRun = given.yes('dry-run');
    if (!given.yes('json')) sayPlan(plan, dryRun ? Number.POSITIVE_INFINITY : maximumNames, terminal);
    if (!given.yes('allow-removals')) guardRemovals(plan, to.location);
    if (!dryRun) await pushOnce(from, to, { plan, onProgress: showSending(terminal) });
    const result = { from: from.location, to: to.location, dryRun, plan };
    terminal.print(given.yes('json') ? JSON.stringify(dataOf(result), null, 2) : describe(result));
    return 0;
  },
};

/** Longer lists are cut, unless `--dry-run` asks for the whole plan. */
const maximumNames = 20;

/** Prints the plan with at most `maximum` names of each kind, removals first. */
function sayPlan({ send, remove, unchanged }: PushPlan, maximum: number, { say, paint }: Terminal): void {
  const bytes = formatBytes(send.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0));
  say(
    paint(
      'bold',
      `${plural(send.length, 'file')} to send (${bytes}), ${remove.length} to remove, ${unchanged} unchanged`,
    ),
  );
  const removals = remove.map((path) => `  remove   ${printable(path)}`);
  const files = send.map(({ action, path }) => `  ${action === 'add' ? 'new    ' : 'changed'}  ${printable(path)}`);
  for (const line of [...cut(removals, { maximum, task: 'remove' }), ...cut(files, { maximum, task: 'send' })])
    say(line);
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
}

function dataOf({ plan: { send, remove, unchanged }, ...rest }: Result) {
  return { ...rest, sent: send.map(({ path }) => path), removed: remove, unchanged };
}

function describe({ to, dryRun, plan: { send, remove, unchanged } }: Result): string {
  if (send.length + remove.length === 0) return `Nothing to send: ${plural(unchanged, 'file')} unchanged in ${to}`;
  const removed = remove.length === 0 ? '' : `, removed ${remove.length}`;
  const done = dryRun ? removed.replace('removed', 'remove') : removed;
  return `${dryRun ? 'Would send' : 'Sent'} ${plural(send.length, 'file')}${done}: ${unchanged + send.length} in ${to}`;
}
