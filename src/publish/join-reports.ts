/** Joins the reports of two runs. Pure. */
import type { Problem } from '../problem/problem.ts';
import type { Report } from './report.ts';

/** The report of two runs, one directly after the other. */
export function joinReports(first: Report, second: Report): Report {
  const isSaid = new Set(first.changes.map(({ path, action }) => `${action} ${path}`));
  const isRefused = new Set(second.refused.map(({ path }) => path));
  return {
    ...second,
    read: first.read + second.read,
    entryChanges: [...first.entryChanges, ...second.entryChanges],
    refused: [...first.refused.filter(({ path }) => !isRefused.has(path)), ...second.refused],
    changes: [...first.changes, ...second.changes.filter(({ path, action }) => !isSaid.has(`${action} ${path}`))],
    ledgerWrites: first.ledgerWrites + second.ledgerWrites,
    problems: uniqueProblems([...first.problems, ...second.problems]),
  };
}

/** Removes duplicates: several documents may report the same article. */
export function uniqueProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
