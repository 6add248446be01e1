/** Validates any feed in RSS, Atom or JSON Feed: reports where it breaks a specification or causes trouble in readers. */
import { type FormatName, feedFormats } from '../model/feed.ts';
import type { Instant } from '../model/instant.ts';
import { parseInstant } from '../time/parse-instant.ts';
import { validateJson } from './json/validate-json.ts';
import { notAFeed } from './not-a-feed.ts';
import { feedRules, isNoFeed, maximumLength } from './rule/feed-rules.ts';
import {
  type FormatFindings,
  findingOf,
  findingsOf,
  noFeed,
  type PlacedFinding,
  type ValidationFinding,
} from './rule/finding.ts';
import { textFindings } from './text-findings.ts';
import { validateXml } from './xml/validate-xml.ts';

/**
 * The expected format of a feed, and the instant after which dates are in the future.
 *
 * @example
 * const options: ValidationOptions = { format: 'rss', now: '2026-05-04T16:00:00Z' };
 */
export interface ValidationOptions {
  /** The format that the feed should have. Default: any. */
  readonly format?: FormatName;
  /** An instant in the form of RFC 3339. Later dates are reported as in the future. Default: no date is. */
  readonly now?: string;
}

/**
 * The result of `validateFeed`.
 *
 * @example
 * const errors = ({ findings }: Validation): number => findings.filter((it) => it.severity === 'error').length;
 */
export interface Validation {
  /** Null if the text is in none of the formats that are checked. */
  readonly format: FormatName | null;
  readonly entries: number;
  /** The URL that the feed names as its own; null if it names none. */
  readonly selfUrl: string | null;
  /** In the order of the text. Lines and columns start at 1; columns count UTF-16 units. */
  readonly findings: readonly ValidationFinding[];
}

/**
 * Validates the text of any feed against RSS 2.0, RFC 4287 or JSON Feed 1.1, by the rules of docs/linter.md. Never throws: if the
 * text cannot be read, that is a finding. Lines and columns count from 1.
 *
 * @example
 * const { format, entries, findings } = validateFeed('{"version": "https://jsonfeed.org/version/1.1", "items": []}');
 * format // => 'json'
 * entries // => 0
 * findings.filter(({ severity }) => severity === 'error').map(({ code }) => code) // => ['json-title']
 */
export function validateFeed(text: string, { format, now }: ValidationOptions = {}): Validation {
  const refusal = refuse(text);
  if (refusal !== null) return { format: null, entries: 0, selfUrl: null, findings: [refusal] };
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const { format: found, entries, selfUrl, findings } = validateSource(source, parseInstant(now ?? ''));
  const all = [...textFindings(source), ...otherFormat(found, format), ...findings];
  return { format: found, entries, selfUrl, findings: findingsOf(all, source) };
}

function refuse(text: string): ValidationFinding | null {
  if (text.length > maximumLength) {
    const message = `The feed is ${text.length} characters long: at most ${maximumLength} are read`;
    return findingOf(feedRules.tooLarge, message);
  }
  return text.trim() === '' ? findingOf(feedRules.empty, 'The feed is empty') : null;
}

function validateSource(source: string, now: Instant | null): FormatFindings {
  const other = notAFeed(source);
  if (other !== null) return noFeed({ rule: feedRules.unknown, message: isNoFeed(other.kind), offset: other.offset });
  return looksLikeJson(source) ? validateJson(source, now) : validateXml(source, now);
}

function looksLikeJson(source: string): boolean {
  return /^\s*[[{]/.test(source);
}

function otherFormat(found: FormatName | null, wanted: FormatName | undefined): readonly PlacedFinding[] {
  if (found === null || wanted === undefined || found === wanted) return [];
  return [
    {
      rule: feedRules.other,
      message: `The feed must be ${feedFormats[wanted].title}: got ${feedFormats[found].title}`,
      offset: null,
    },
  ];
}
