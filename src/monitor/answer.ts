/** Shortens a report and its errors, to fit the 6 MB of a Lambda response and a line of the log. Pure. */
import { errorsFirst, type Problem } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import type { Answer, Report } from '../publish/report.ts';

const lists = ['skipped', 'noStories', 'heldBack', 'refused', 'entryChanges', 'changes', 'problems'] as const;

/**
 * Cuts each list of a report to at most `most` records; `leftOut` counts the rest. Errors come before warnings, so that no error
 * is cut in favour of a warning and the report never looks better than it is.
 */
export function cutReport(report: Report, most: number): Answer {
  const long = lists.filter((name) => report[name].length > most);
  const whole = { ...report, problems: errorsFirst(report.problems) };
  const cut = Object.fromEntries(long.map((name) => [name, whole[name].slice(0, most)]));
  return { ...report, ...cut, leftOut: Object.fromEntries(long.map((name) => [name, report[name].length - most])) };
}

/** How many problems fit into the message of an error, which is one line. */
const mostInMessage = 3;

/**
 * Returns a `PublishError` whose message contains its first problems; anything else is returned unchanged. The caller of a Lambda
 * function gets only the message of an error, so it must say what is wrong with which file.
 */
export function withProblems(thrown: unknown): unknown {
  if (!(thrown instanceof PublishError) || thrown.problems.length === 0) return thrown;
  const { code, message, problems, location } = thrown;
  const shown = errorsFirst(problems).slice(0, mostInMessage).map(describe);
  const more = problems.length > mostInMessage ? [`and ${problems.length - mostInMessage} more`] : [];
  return new PublishError(code, `${message}: ${[...shown, ...more].join('; ')}`, { cause: thrown, problems, location });
}

function describe({ file, line, column, message }: Problem): string {
  return `${line === null ? file : `${file}:${line}:${column ?? 1}`}: ${message}`;
}
