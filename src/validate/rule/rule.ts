/** What a rule of the validator is, whatever format it is about, and how its messages quote a value. */

/**
 * What breaking a rule means. An `error` breaks a specification. A `promise` is only recommended, by a specification or by what
 * readers do, but all feeds of Presstime keep it: broken, it is an error in them and a warning in the feeds of others. A
 * `warning` is reported, and keeps no feed from publication.
 */
export type RuleSeverity = 'error' | 'promise' | 'warning';

export interface Rule<Code extends string = string> {
  readonly code: Code;
  readonly severity: RuleSeverity;
  /** The specification, and the clause that asks for it. */
  readonly clause: string;
}

/** A rule, and how a feed is checked by it. */
export interface CheckedRule<Check, Code extends string = string> extends Rule<Code> {
  readonly check: Check;
}

/** A rule as the tables write it. A code may have several rows, each with its clause; all have one severity. */
export type RuleRow<Check, Code extends string = string> = readonly [
  code: Code,
  severity: RuleSeverity,
  clause: string,
  check: Check,
];

/** The rules of a table. */
export function rulesOf<Check, Code extends string>(
  rows: readonly RuleRow<Check, Code>[],
): readonly CheckedRule<Check, Code>[] {
  return rows.map(([code, severity, clause, check]) => ({ code, severity, clause, check }));
}

/** True if our own feeds must keep the rule. */
export function isBinding({ severity }: Rule): boolean {
  return severity !== 'warning';
}

/** A value as a message shows it: short, and without characters that control a terminal. */
export function quoted(text: string): string {
  const line = text
    .slice(0, 1000)
    .replace(/\s+/g, ' ')
    .replace(/[\0-\x1f\x7f-\x9f]/g, '\ufffd');
  return line.length > 100 ? `"${line.slice(0, 99)}…"` : `"${line}"`;
}
