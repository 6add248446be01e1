/** `presstime redeploy`: publishes now in the cloud, and prints what the run did. */
import { hasError } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { plural } from '../../problem/wording.ts';
import type { Answer } from '../../publish/report.ts';
import { type Command, jsonFlag, type Terminal } from '../terminal/command.ts';
import { describeProblem, describeReport, printable, type ShownReport } from '../terminal/messages.ts';
import { storeOf } from '../terminal/problems.ts';

export const redeploy: Command = {
  name: 'redeploy',
  summary: 'Publish now in the cloud: invoke the function, wait, and print what it did.',
  argument: null,
  flags: [
    {
      name: 'stage',
      value: 'NAME',
      variable: 'PRESSTIME_STAGE',
      meaning: 'The stage whose function is invoked (default: prod).',
    },
    {
      name: 'function',
      value: 'NAME',
      variable: 'PRESSTIME_FUNCTION',
      meaning: 'The function, where it has another name than presstime-STAGE-publish.',
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
    const functionName = given.text('function') ?? `presstime-${given.text('stage') ?? 'prod'}-publish`;
    const event = { presstime: 'redeploy', allowRemovals: given.yes('allow-removals') };
    const { invokeFunction } = await import('../../aws/invoke.ts');
    terminal.progress(`Waiting for ${functionName} …`);
    const answer = await invokeFunction({ functionName, event, ...serverOf(terminal.env) });
    terminal.progress('');
    const report = readReport(answer, functionName);
    if (given.yes('json')) terminal.print(JSON.stringify(answer, null, 2));
    else sayReport(report, terminal);
    return hasError(report.problems) ? 1 : 0;
  },
};

/** Where AWS is, by the variables that its own tools know. */
function serverOf(env: Terminal['env']): { readonly region?: string; readonly endpoint?: string } {
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  const endpoint = env['AWS_ENDPOINT_URL_LAMBDA'] || env['AWS_ENDPOINT_URL'];
  return { ...(region ? { region } : {}), ...(endpoint ? { endpoint } : {}) };
}

function sayReport(report: Redeployed, terminal: Terminal): void {
  for (const problem of report.problems)
    terminal.say(describeProblem(problem, { ...terminal, location: storeOf(problem, report) }));
  terminal.print(describeAnswer(report, terminal));
}

function describeAnswer(report: Redeployed, terminal: Terminal): string {
  const left = Object.entries(report.leftOut ?? {}).map(
    ([list, count]) => `and ${plural(count, 'more', 'more')} in ${printable(list)}`,
  );
  return [describeReport(report, terminal), ...left].join('\n');
}

/** What the function answers; a function of an older version names no entries. */
type Redeployed = ShownReport & Partial<Pick<Answer, 'leftOut'>>;

const lists = ['skipped', 'heldBack', 'refused', 'entryChanges', 'changes', 'problems', 'feeds'] as const;
/** What functions of older versions do not answer. */
const older = { skipped: [], entryChanges: null };
const numbers = ['articles', 'read', 'entries', 'archived'] as const;

/** The texts that each thing in a list has; null where it is a text itself. */
const texts: Readonly<Record<(typeof lists)[number], readonly string[] | null>> = {
  skipped: null,
  heldBack: ['path', 'reason'],
  refused: ['path'],
  entryChanges: ['kind', 'id', 'title', 'path'],
  changes: ['path', 'action'],
  problems: ['severity', 'code', 'file', 'message'],
  feeds: ['format', 'url'],
};

function isWholeList(list: unknown, name: (typeof lists)[number]): boolean {
  if (list === null) return name === 'entryChanges';
  return Array.isArray(list) && list.every((it) => isWhole(it, texts[name]));
}

function isWhole(thing: unknown, names: readonly string[] | null): boolean {
  if (names === null) return typeof thing === 'string';
  const fields = Object(thing) as Readonly<Record<string, unknown>>;
  return names.every((name) => typeof fields[name] === 'string');
}

/** The answer, where it has the shape of a report. Its names are made harmless where they are printed. */
function readReport(answer: unknown, functionName: string): Redeployed {
  const report = (typeof answer === 'object' && answer !== null ? { ...older, ...answer } : null) as Redeployed | null;
  const whole =
    typeof report === 'object' &&
    report !== null &&
    lists.every((name) => isWholeList(report[name], name)) &&
    numbers.every((name) => typeof report[name] === 'number') &&
    typeof report.from === 'string' &&
    typeof report.to === 'string';
  if (whole) return report;
  throw new PublishError(
    'invoke-answer',
    `${functionName} answered, but not with a report: is it Presstime's function?`,
  );
}
