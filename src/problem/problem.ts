/** What can be wrong: a `Problem` is a value about an article or a setting; a `PublishError` is thrown when a run cannot go on. */

/** An `error` keeps an article out of the feed; a `warning` does not. */
export type Severity = 'error' | 'warning';

/** One thing wrong in one file. Lines and columns count from 1; null where the whole file is meant. */
export interface Problem {
  readonly severity: Severity;
  /** A short stable name, such as `invalid-date`. */
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

/** A problem before the file it stands in is known. */
export type Finding = Omit<Problem, 'file'>;

/** Makes an error at a position, or about the whole file. */
export function error(code: string, message: string, at?: Position): Finding {
  return finding('error', { code, message, at });
}

/** Makes a warning at a position, or about the whole file. */
export function warning(code: string, message: string, at?: Position): Finding {
  return finding('warning', { code, message, at });
}

function finding(
  severity: Severity,
  { code, message, at }: { code: string; message: string; at: Position | undefined },
): Finding {
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

/** True where anything keeps its article out. */
export function hasError(problems: readonly { readonly severity: Severity }[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
