/** Reads anybody's feed as a validator would, and says where it breaks a specification, or what readers do not like. */
import type { FormatName } from '../model/feed.ts';
import { type Instant, parseInstant } from '../model/instant.ts';
import { htmlRules } from './html/html-rules.ts';
import { allJsonRules, lintJson } from './json/lint-json.ts';
import { lintText } from './lint-text.ts';
import { notAFeed } from './not-a-feed.ts';
import { feedRules, isNoFeed, maximumLength } from './rule/feed-rules.ts';
import { type FormatLint, findingOf, findingsOf, type LintFinding, noFeed, type PlacedFlaw } from './rule/finding.ts';
import type { Described } from './rule/rule.ts';
import { lintXml, xmlRules } from './xml/lint-xml.ts';

export interface LintOptions {
  /** What the feed should be; left out: whatever it is. */
  readonly format?: FormatName;
  /** As RFC 3339 with an offset. What is later is in the future; left out: nothing is. */
  readonly now?: string;
}

export interface Lint {
  /** Null where it is none that is checked. */
  readonly format: FormatName | null;
  readonly entries: number;
  /** The address that the feed gives for its own. */
  readonly selfUrl: string | null;
  /** In the order of the text. Lines and columns count from 1, columns in UTF-16 units. */
  readonly findings: readonly LintFinding[];
}

/** Checks a whole feed. Never throws: what cannot be read is a finding. */
export function lintFeed(text: string, { format, now }: LintOptions = {}): Lint {
  const refusal = refuse(text);
  if (refusal !== null) return { format: null, entries: 0, selfUrl: null, findings: [refusal] };
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const { format: found, entries, selfUrl, flaws } = lintSource(source, parseInstant(now ?? ''));
  return {
    format: found,
    entries,
    selfUrl,
    findings: findingsOf([...lintText(source), ...otherFormat(found, format), ...flaws], source),
  };
}

/** What the documentation says of every code that a feed can get. */
export const lintRules: readonly Described[] = [
  ...Object.values(feedRules),
  ...xmlRules.rss,
  ...xmlRules.atom,
  ...allJsonRules,
  ...htmlRules,
];

function refuse(text: string): LintFinding | null {
  if (text.length > maximumLength) {
    const message = `The feed is ${text.length} characters long: at most ${maximumLength} are read`;
    return findingOf(feedRules.tooLarge, message);
  }
  return text.trim() === '' ? findingOf(feedRules.empty, 'The feed is empty') : null;
}

function lintSource(source: string, now: Instant | null): FormatLint {
  const other = notAFeed(source);
  if (other !== null) return noFeed({ rule: feedRules.unknown, message: isNoFeed(other.kind), offset: other.offset });
  return looksLikeJson(source) ? lintJson(source, now) : lintXml(source, now);
}

function looksLikeJson(source: string): boolean {
  return /^\s*[[{]/.test(source);
}

function otherFormat(found: FormatName | null, wanted: FormatName | undefined): readonly PlacedFlaw[] {
  if (found === null || wanted === undefined || found === wanted) return [];
  const names = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' };
  return [{ rule: feedRules.other, message: `The feed must be ${names[wanted]}: got ${names[found]}`, offset: null }];
}
