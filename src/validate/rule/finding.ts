/** A broken rule on its way to a finding: where it stands is an offset until all are known. */
import type { FormatName } from '../../model/feed.ts';
import { error, type Finding, type Position, warning } from '../../problem/problem.ts';
import { feedRules } from './feed-rules.ts';
import { type Described, quoted, type Weight } from './rule.ts';

export interface PlacedFlaw {
  readonly rule: Described;
  /** One sentence without the clause. */
  readonly message: string;
  /** In UTF-16 units; null where the whole feed is meant. */
  readonly offset: number | null;
}

/** What one format has to say of a text. */
export interface FormatLint {
  /** Null where the text is none that is checked. */
  readonly format: FormatName | null;
  readonly entries: number;
  /** The address that the feed gives for its own. */
  readonly selfUrl: string | null;
  readonly flaws: readonly PlacedFlaw[];
}

/** A text that no rule can be asked about, and why. */
export function noFeed(...flaws: readonly PlacedFlaw[]): FormatLint {
  return { format: null, entries: 0, selfUrl: null, flaws };
}

/** About an id that an entry before has already; that is counted from 0. */
export function standsAgain(id: string, first: number): string {
  return `Every entry must have its own id: ${quoted(id)} is that of entry ${first + 1} already`;
}

/** A finding that names its clause for machines; the message has it for people. */
export interface LintFinding extends Finding {
  readonly clause: string;
}

/** The most findings of one code, and of all: a feed that is wrong everywhere is wrong in one way. */
const mostOfCode = 20;
const mostOfAll = 500;

/** What is told, in the order of the text. */
export function findingsOf(flaws: readonly PlacedFlaw[], text: string): readonly LintFinding[] {
  const { kept, dropped } = capped(flaws);
  const inOrder = kept.toSorted((one, other) => (one.offset ?? -1) - (other.offset ?? -1));
  const locate = locator(text);
  const findings = inOrder.map(({ rule, message, offset }) =>
    findingOf(rule, message, offset === null ? undefined : locate(offset)),
  );
  const rest = `${dropped} more findings are not told: of each code ${mostOfCode} are`;
  return dropped === 0 ? findings : [...findings, findingOf(feedRules.many, rest)];
}

/** A finding about a place, or about the whole feed. */
export function findingOf({ code, clause, weight }: Described, message: string, at?: Position): LintFinding {
  return { ...make[weight](code, `${message} (${clause})`, at), clause };
}

const make: Readonly<Record<Weight, typeof error>> = { error, promise: warning, warning };

function capped(flaws: readonly PlacedFlaw[]) {
  const counts = new Map<string, number>();
  const kept = flaws.filter(({ rule: { code } }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= mostOfCode;
  });
  return { kept: kept.slice(0, mostOfAll), dropped: flaws.length - Math.min(kept.length, mostOfAll) };
}

/** Line and column of offsets that come in order: the text is gone through once. */
function locator(text: string): (offset: number) => Position {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < offset; end = text.indexOf('\n', lineStart)) {
      line += 1;
      lineStart = end + 1;
    }
    return { line, column: offset - lineStart + 1 };
  };
}
