/** What can be wrong: a `Problem` is a value about an article or a setting; a `PublishError` is thrown when a run cannot go on. */
import type { ErrorCode, Severity, WarningCode } from './codes.ts';

export type { Severity };

/**
 * One problem in one file. Lines and columns count from 1; null if it is about the whole file.
 *
 * @example
 * const line = ({ file, line, message }: Problem): string => `${file}:${line ?? 1} ${message}`;
 */
export interface Problem {
  readonly severity: Severity;
  /** A short stable name, such as `invalid-date`, of the table in `codes.ts` or of a rule for feeds. */
  readonly code: string;
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  /** One sentence: what is there, and what should be. */
  readonly message: string;
}

/** Where in a file; `column` is in UTF-16 units, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * A problem before its file is known.
 *
 * @example
 * const finding: Finding = { severity: 'warning', code: 'damaged-utf8', line: 3, column: 14, message: 'The file is damaged UTF-8' };
 */
export type Finding = Omit<Problem, 'file'>;

/** Makes an error at a position, or about the whole file. */
export function error(code: ErrorCode, message: string, at?: Position): Finding {
  return findingWithCode('error', { code, message, at });
}

/** Makes a warning at a position, or about the whole file. */
export function warning(code: WarningCode, message: string, at?: Position): Finding {
  return findingWithCode('warning', { code, message, at });
}

interface Found {
  readonly code: string;
  readonly message: string;
  readonly at?: Position | undefined;
}

/** Makes a finding with the code of a rule: each table of rules has codes of its own. */
export function findingWithCode(severity: Severity, { code, message, at }: Found): Finding {
  return { severity, code, line: at?.line ?? null, column: at?.column ?? null, message };
}

/** Names the file of each finding. */
export function inFile(file: string, findings: readonly Finding[]): Problem[] {
  return findings.map(({ severity, code, line, column, message }) => ({
    severity,
    code,
    file,
    line,
    column,
    message,
  }));
}

/** True if anything keeps its article out. */
export function hasError(problems: readonly { readonly severity: Severity }[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
