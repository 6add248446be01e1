/** A broken rule on its way to a finding: its position is an offset until all are known. */
import { positionsIn } from '../../article/text/position.ts';
import type { FormatName } from '../../model/feed.ts';
import { type Finding, findingWithCode, type Position, type Severity } from '../../problem/problem.ts';
import { feedRules } from './feed-rules.ts';
import { quoted, type Rule, type RuleSeverity } from './rule.ts';

/**
 * A finding that names its clause for machines; the message has it for people.
 *
 * @example
 * const line = ({ severity, clause, message }: ValidationFinding): string => `${severity} ${message} (${clause})`;
 */
export interface ValidationFinding extends Finding {
  readonly clause: string;
}

export interface PlacedFinding {
  readonly rule: Rule;
  /** One sentence without the clause. */
  readonly message: string;
  /** In UTF-16 units; null if it is about the whole feed. */
  readonly offset: number | null;
}

/** What the rules of one format find in a text. */
export interface FormatFindings {
  /** Null if the text has no format that is checked. */
  readonly format: FormatName | null;
  readonly entries: number;
  /** The URL that the feed gives as its own. */
  readonly selfUrl: string | null;
  readonly findings: readonly PlacedFinding[];
}

/** A text that no rule can be applied to, and why. */
export function noFeed(...findings: readonly PlacedFinding[]): FormatFindings {
  return { format: null, entries: 0, selfUrl: null, findings };
}

/** About an id that an earlier entry has already; `first` counts from 0. */
export function repeatsId(id: string, first: number): string {
  return `Every entry must have its own id: ${quoted(id)} is that of entry ${first + 1} already`;
}

/** The most findings of one code, and of all: a feed that is wrong everywhere is wrong in one way. */
const mostOfCode = 20;
const mostOfAll = 500;

/** What is reported, in the order of the text. */
export function findingsOf(placed: readonly PlacedFinding[], text: string): readonly ValidationFinding[] {
  const { kept, dropped } = capped(placed);
  const inOrder = kept.toSorted((one, other) => (one.offset ?? -1) - (other.offset ?? -1));
  const locate = positionsIn(text);
  const findings = inOrder.map(({ rule, message, offset }) =>
    findingOf(rule, message, offset === null ? undefined : locate(offset)),
  );
  const rest = `${dropped} more findings are not told: of each code ${mostOfCode} are`;
  return dropped === 0 ? findings : [...findings, findingOf(feedRules.many, rest)];
}

/** A finding at a position, or about the whole feed. */
export function findingOf({ code, clause, severity }: Rule, message: string, at?: Position): ValidationFinding {
  return { ...findingWithCode(severities[severity], { code, message: `${message} (${clause})`, at }), clause };
}

/** In the feeds of others. */
const severities: Readonly<Record<RuleSeverity, Severity>> = { error: 'error', promise: 'warning', warning: 'warning' };

function capped(placed: readonly PlacedFinding[]) {
  const counts = new Map<string, number>();
  const kept = placed.filter(({ rule: { code } }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= mostOfCode;
  });
  return { kept: kept.slice(0, mostOfAll), dropped: placed.length - Math.min(kept.length, mostOfAll) };
}
