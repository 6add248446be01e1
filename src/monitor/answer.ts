/** A report short enough for an answer of six megabytes and for a line of the log: long lists are cut, and counted. Pure. */
import type { Answer, Report } from '../publish/report.ts';

const lists = ['passedOver', 'heldBack', 'refused', 'withdrawn', 'changes', 'problems'] as const;

/** The report with at most so many of each list. */
export function cutReport(report: Report, most: number): Answer {
  const long = lists.filter((name) => report[name].length > most);
  const cut = Object.fromEntries(long.map((name) => [name, report[name].slice(0, most)]));
  return { ...report, ...cut, leftOut: Object.fromEntries(long.map((name) => [name, report[name].length - most])) };
}
