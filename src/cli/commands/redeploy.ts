/** `presstime redeploy`: invokes the deployed function, and prints its report. */
import { hasError } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import type { Answer } from '../../publish/report.ts';
import type { ExitCode, Given, Terminal } from '../terminal/command.ts';
import { describeReport, type ShownReport } from '../terminal/describe-report.ts';
import { lambdaServer } from '../terminal/lambda-server.ts';
import { describeLeftOut, describeProblem } from '../terminal/messages.ts';
import { storeOf } from '../terminal/problems.ts';

/** Runs the function, prints its report, and returns 1 if any problem is an error. */
export async function redeploy(given: Given, terminal: Terminal): Promise<ExitCode> {
  const functionName = given.text('function') ?? `presstime-${given.text('stage') ?? 'prod'}-publish`;
  const event = { presstime: 'redeploy', allowRemovals: given.yes('allow-removals'), verify: given.yes('verify') };
  const { invokeFunction } = await import('../../aws/invoke.ts');
  terminal.progress(`Waiting for ${functionName} …`);
  const answer = await invokeFunction({ functionName, event, ...lambdaServer(terminal.env) });
  terminal.progress('');
  const report = readReport(answer, functionName);
  if (given.yes('json')) terminal.print(JSON.stringify(answer, null, 2));
  else sayReport(report, terminal);
  return hasError(report.problems) ? 1 : 0;
}

function sayReport(report: Redeployed, terminal: Terminal): void {
  for (const problem of report.problems)
    terminal.say(describeProblem(problem, { ...terminal, location: storeOf(problem, report) }));
  terminal.print(describeAnswer(report, terminal));
}

function describeAnswer(report: Redeployed, terminal: Terminal): string {
  return [describeReport(report, terminal), ...describeLeftOut(report.leftOut ?? {})].join('\n');
}

/** The response of the function. A function of an older version sends no entry changes. */
type Redeployed = ShownReport & Partial<Pick<Answer, 'leftOut'>>;

const lists = ['skipped', 'noStories', 'heldBack', 'refused', 'entryChanges', 'changes', 'problems', 'feeds'] as const;
/** Defaults for fields that functions of older versions do not send. */
const older = { skipped: [], noStories: [], entryChanges: null };
const numbers = ['articles', 'read', 'entries', 'archived'] as const;

/** The string fields of the records in each list; null if the list contains strings. */
const stringFields: Readonly<Record<(typeof lists)[number], readonly string[] | null>> = {
  skipped: null,
  noStories: ['path', 'what'],
  heldBack: ['path', 'reason'],
  refused: ['path'],
  entryChanges: ['kind', 'id', 'title', 'path'],
  changes: ['path', 'action'],
  problems: ['severity', 'code', 'file', 'message'],
  feeds: ['format', 'url'],
};

function isWholeList(list: unknown, name: (typeof lists)[number]): boolean {
  if (list === null) return name === 'entryChanges';
  return Array.isArray(list) && list.every((it) => isWhole(it, stringFields[name]));
}

function isWhole(value: unknown, names: readonly string[] | null): boolean {
  if (names === null) return typeof value === 'string';
  const fields = Object(value) as Readonly<Record<string, unknown>>;
  return names.every((name) => typeof fields[name] === 'string');
}

/**
 * Checks that the response is a report. Its strings may contain anything: control characters are removed when they are
 * printed. Throws `PublishError` with code `invoke-answer` if it is not a report.
 */
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
    `The response of ${functionName} is not a report: check that it is the function of Presstime`,
  );
}
