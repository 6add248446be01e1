/** `presstime push`: the articles of a folder to the place that a function publishes from. */
import { plural } from '../../problem/wording.ts';
import { guardRemovals, type PushPlan, planPush, push as pushOnce } from '../../sync/push.ts';
import { type Command, jsonFlag, type Terminal, UsageError } from '../terminal/command.ts';
import { formatBytes, printable } from '../terminal/messages.ts';
import { checkApart, fromFlag, openSource, openStore, wantedPlace } from '../terminal/open-store.ts';
import { showSending } from '../terminal/progress.ts';

export const push: Command = {
  name: 'push',
  summary: 'Send new and changed articles and pictures to another place, and remove there what was removed here.',
  argument: null,
  flags: [
    fromFlag,
    {
      name: 'to',
      value: 'PLACE',
      variable: 'PRESSTIME_ARTICLES',
      meaning: 'Where they go, such as s3://bucket/articles; required.',
      wanted: wantedPlace,
    },
    {
      name: 'dry-run',
      value: null,
      variable: 'PRESSTIME_DRY_RUN',
      meaning: 'Say what would be done, and send nothing.',
    },
    {
      name: 'allow-removals',
      value: null,
      variable: 'PRESSTIME_ALLOW_REMOVALS',
      meaning: 'Allow to remove more than half of what is there.',
    },
    jsonFlag,
  ],
  run: async (given, terminal) => {
    const places = { from: given.text('from') ?? 'articles', to: given.text('to') };
    if (places.to === null) throw new UsageError('"presstime push" needs --to: where the articles go');
    checkApart(places.from, places.to);
    const from = await openSource(places.from, terminal.env);
    const to = await openStore(places.to, terminal.env);
    // Where a store's versions are no digests, every file is fetched for it.
    terminal.progress(`Comparing ${from.location} with ${to.location} …`);
    const plan = await planPush(from, to);
    terminal.progress('');
    const dryRun = given.yes('dry-run');
    if (!given.yes('json')) sayPlan(plan, dryRun ? Number.POSITIVE_INFINITY : shown, terminal);
    if (!given.yes('allow-removals')) guardRemovals(plan, to.location);
    if (!dryRun) await pushOnce(from, to, { plan, onProgress: showSending(terminal) });
    const result = { from: from.location, to: to.location, dryRun, plan };
    terminal.print(given.yes('json') ? JSON.stringify(dataOf(result), null, 2) : describe(result));
    return 0;
  },
};

/** More names than anybody reads are counted; who asks for the plan alone gets all of it. */
const shown = 20;

/** Says at most so many names of each kind, those that would go away first. */
function sayPlan({ send, remove, unchanged }: PushPlan, most: number, { say, paint }: Terminal): void {
  const bytes = formatBytes(send.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0));
  say(
    paint(
      'bold',
      `${plural(send.length, 'file')} to send (${bytes}), ${remove.length} to remove, ${unchanged} unchanged`,
    ),
  );
  const removals = remove.map((path) => `  remove   ${printable(path)}`);
  const files = send.map(({ action, path }) => `  ${action === 'add' ? 'new    ' : 'changed'}  ${printable(path)}`);
  for (const line of [...cut(removals, { most, task: 'remove' }), ...cut(files, { most, task: 'send' })]) say(line);
}

function cut(lines: readonly string[], { most, task }: { readonly most: number; readonly task: string }): string[] {
  const more = lines.length - most;
  return [...lines.slice(0, most), ...(more > 0 ? [`  and ${more} more to ${task}: --dry-run names all`] : [])];
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
  if (send.length + remove.length === 0) return `Nothing to send: all of ${plural(unchanged, 'file')} are in ${to}`;
  const removed = remove.length === 0 ? '' : `, removed ${remove.length}`;
  const done = dryRun ? removed.replace('removed', 'remove') : removed;
  return `${dryRun ? 'Would send' : 'Sent'} ${plural(send.length, 'file')}${done}: ${unchanged + send.length} in ${to}`;
}
