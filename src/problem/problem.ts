/** The `Problem` type: something wrong with an article or a setting, which is collected and reported. Nothing is thrown. */
import type { ErrorCode, Severity, WarningCode } from './codes.ts';

export type { Severity };

/**
 * One problem in one file. Lines and columns count from 1. They are null if the problem concerns the whole file.
 *
 * @example
 * const line = ({ file, line, message }: Problem): string => `${file}:${line ?? 1} ${message}`;
 */
export interface Problem {
  readonly severity: Severity;
  /** A short stable name, such as `invalid-date`, from the table in `codes.ts` or from a rule for feeds. */
  readonly code: string;
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  /** One sentence that says what is there and what should be there. */
  readonly message: string;
}

/** A position in a file, from 1. `column` counts UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * A problem without its file.
 *
 * @example
 * const finding: Finding = { severity: 'warning', code: 'damaged-utf8', line: 3, column: 14, message: 'The file is damaged UTF-8' };
 */
export type Finding = Omit<Problem, 'file'>;

/** Makes an error at a position, or for the whole file. */
export function error(code: ErrorCode, message: string, at?: Position): Finding {
  return findingWithCode('error', { code, message, at });
}

/** Makes a warning at a position, or for the whole file. */
export function warning(code: WarningCode, message: string, at?: Position): Finding {
  return findingWithCode('warning', { code, message, at });
}

interface Found {
  readonly code: string;
  readonly message: string;
  readonly at?: Position | undefined;
}

/** Makes a finding with the code of a rule. Each table of rules has its own codes. */
export function findingWithCode(severity: Severity, { code, message, at }: Found): Finding {
  return { severity, code, line: at?.line ?? null, column: at?.column ?? null, message };
}

/** Adds the file name to each finding, which makes it a problem. */
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

/** Errors before warnings, so that a list that is cut loses no error in favour of a warning. */
export function errorsFirst(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((one, other) => Number(one.severity !== 'error') - Number(other.severity !== 'error'));
}

/** True if at least one problem is an error. */
export function hasError(problems: readonly { readonly severity: Severity }[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
