/** A report short enough for an answer of six megabytes and for a line of the log: long lists are cut, and counted. Pure. */
import type { Problem } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import type { Answer, Report } from '../publish/report.ts';

const lists = ['skipped', 'heldBack', 'refused', 'entryChanges', 'changes', 'problems'] as const;

/** The report with at most so many of each list. No error is cut for a warning: whoever reads it would think that all is well. */
export function cutReport(report: Report, most: number): Answer {
  const long = lists.filter((name) => report[name].length > most);
  const whole = { ...report, problems: errorsFirst(report.problems) };
  const cut = Object.fromEntries(long.map((name) => [name, whole[name].slice(0, most)]));
  return { ...report, ...cut, leftOut: Object.fromEntries(long.map((name) => [name, report[name].length - most])) };
}

function errorsFirst(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((one, other) => Number(one.severity !== 'error') - Number(other.severity !== 'error'));
}

/** As many as one line holds. */
const mostInMessage = 3;

/** What the function throws instead: of an error its invoker gets only the message, so that must say what is wrong with which file. */
export function withProblems(thrown: unknown): unknown {
  if (!(thrown instanceof PublishError) || thrown.problems.length === 0) return thrown;
  const { code, message, problems, location } = thrown;
  const words = errorsFirst(problems).slice(0, mostInMessage).map(describe);
  const more = problems.length > mostInMessage ? [`and ${problems.length - mostInMessage} more`] : [];
  return new PublishError(code, `${message}: ${[...words, ...more].join('; ')}`, { cause: thrown, problems, location });
}

function describe({ file, line, column, message }: Problem): string {
  return `${line === null ? file : `${file}:${line}:${column ?? 1}`}: ${message}`;
}
