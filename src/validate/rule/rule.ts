/** The type of a rule of the validator, for any format, and how messages quote a value. */

/**
 * What it means to break a rule. An `error` breaks a specification. A `promise` is only recommended, by a specification or
 * because of what readers do, but all feeds of Presstime keep it: breaking it is an error in our feeds and a warning in others. A
 * `warning` is reported, but does not keep a feed from being published.
 */
export type RuleSeverity = 'error' | 'promise' | 'warning';

export interface Rule<Code extends string = string> {
  readonly code: Code;
  readonly severity: RuleSeverity;
  /** The specification and its clause. */
  readonly clause: string;
}

/** A rule with the check of a feed. */
export interface CheckedRule<Check, Code extends string = string> extends Rule<Code> {
  readonly check: Check;
}

/** A row of a table of rules. A code may have several rows, with different clauses but the same severity. */
export type RuleRow<Check, Code extends string = string> = readonly [
  code: Code,
  severity: RuleSeverity,
  clause: string,
  check: Check,
];

/** Makes rules from the rows of a table. */
export function rulesOf<Check, Code extends string>(
  rows: readonly RuleRow<Check, Code>[],
): readonly CheckedRule<Check, Code>[] {
  return rows.map(([code, severity, clause, check]) => ({ code, severity, clause, check }));
}

/** True if our own feeds must keep the rule. */
export function isBinding({ severity }: Rule): boolean {
  return severity !== 'warning';
}

/** Quotes a value for a message: on one line, cut to 100 characters, without characters that control a terminal. */
export function quoted(text: string): string {
  const line = text
    .slice(0, 1000)
    .replace(/\s+/g, ' ')
    .replace(/[\0-\x1f\x7f-\x9f]/g, '\ufffd');
  return line.length > 100 ? `"${line.slice(0, 99)}…"` : `"${line}"`;
}
