/** Turns broken rules into findings: from offsets to lines and columns, in the order of the text, and limited in number. */
import { positionsIn } from '../../article/text/position.ts';
import type { FormatName } from '../../model/feed.ts';
import { type Finding, findingWithCode, type Position, type Severity } from '../../problem/problem.ts';
import { feedRules } from './feed-rules.ts';
import { quoted, type Rule, type RuleSeverity } from './rule.ts';

/**
 * A finding with the clause as a field of its own; the message contains the clause too.
 *
 * @example
 * const line = ({ severity, clause, message }: ValidationFinding): string => `${severity} ${message} (${clause})`;
 */
export interface ValidationFinding extends Finding {
  readonly clause: string;
}

/** A broken rule and its offset in the text. */
export interface PlacedFinding {
  readonly rule: Rule;
  /** One sentence, without the clause. */
  readonly message: string;
  /** In UTF-16 units; null if it is about the whole feed. */
  readonly offset: number | null;
}

/** What the rules of one format find in a text. */
export interface FormatFindings {
  /** Null if the text is in none of the formats that are checked. */
  readonly format: FormatName | null;
  readonly entries: number;
  /** The URL that the feed names as its own; null if it names none. */
  readonly selfUrl: string | null;
  readonly findings: readonly PlacedFinding[];
}

/** The result for a text that cannot be checked, with the reason. */
export function noFeed(...findings: readonly PlacedFinding[]): FormatFindings {
  return { format: null, entries: 0, selfUrl: null, findings };
}

/** The message about an id that an earlier entry has already. `first` is the index of that entry. */
export function repeatsId(id: string, first: number): string {
  return `Every entry must have its own id: entry ${first + 1} already has ${quoted(id)}`;
}

/** The maximum of findings with one code, and of all. A feed with very many findings usually has one mistake, repeated. */
const mostOfCode = 20;
const mostOfAll = 500;

/** Returns the findings to report, in the order of the text. */
export function findingsOf(placed: readonly PlacedFinding[], text: string): readonly ValidationFinding[] {
  const { kept, dropped } = capped(placed);
  const inOrder = kept.toSorted((one, other) => (one.offset ?? -1) - (other.offset ?? -1));
  const locate = positionsIn(text);
  const findings = inOrder.map(({ rule, message, offset }) =>
    findingOf(rule, message, offset === null ? undefined : locate(offset)),
  );
  const rest = `${dropped} more findings are left out: at most ${mostOfCode} of each code are reported`;
  return dropped === 0 ? findings : [...findings, findingOf(feedRules.many, rest)];
}

/** Makes a finding at a position, or about the whole feed. */
export function findingOf({ code, clause, severity }: Rule, message: string, at?: Position): ValidationFinding {
  return { ...findingWithCode(severities[severity], { code, message: `${message} (${clause})`, at }), clause };
}

/** The severity of a rule in a feed that is not ours. */
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
