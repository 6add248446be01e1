/** The rules for a whole feed, whatever its format: size, encoding, syntax, ids. Each is checked by the code that reads the feed. */
import type { Rule, RuleSeverity } from './rule.ts';

/** The maximum length of a feed, in characters. A longer one is refused. */
export const maximumLength = 10_000_000;

export const feedRules = {
  tooLarge: rule('feed-too-large', 'error', 'Presstime'),
  empty: rule('feed-empty', 'error', 'XML 1.0, 2.1'),
  binary: rule('feed-binary', 'error', 'XML 1.0, 4.3.3'),
  encodingUnknown: rule('encoding-unknown', 'error', 'XML 1.0, 4.3.3'),
  encodingBroken: rule('encoding-broken', 'error', 'XML 1.0, 4.3.3'),
  encodingOther: rule('encoding-not-utf8', 'warning', 'RSS Best Practices Profile, XML'),
  encodingMismatch: rule('encoding-mismatch', 'warning', 'RFC 7303, 3'),
  byteOrderMark: rule('json-byte-order-mark', 'warning', 'RFC 8259, 8.1'),
  characters: rule('feed-characters', 'warning', 'XML 1.0, 2.2'),
  malformed: rule('feed-malformed', 'error', 'XML 1.0, 2.1'),
  malformedJson: rule('feed-malformed', 'error', 'RFC 8259, 2'),
  doctype: rule('feed-doctype', 'error', 'RSS Best Practices Profile, XML'),
  repeatsKey: rule('json-repeats-key', 'warning', 'RFC 8259, 4'),
  unknown: rule('feed-unknown-format', 'error', 'RSS 2.0, RFC 4287, JSON Feed 1.1'),
  other: rule('feed-other-format', 'error', 'RFC 4287, 7'),
  withoutId: rule('feed-without-id', 'error', 'JSON Feed 1.1'),
  repeatsGuid: rule('feed-repeats-id', 'error', 'RSS 2.0, guid'),
  repeatsId: rule('feed-repeats-id', 'error', 'RFC 4287, 4.2.6'),
  repeatsItemId: rule('feed-repeats-id', 'error', 'JSON Feed 1.1, items'),
  large: rule('feed-large', 'warning', 'Presstime'),
  veryLarge: rule('feed-very-large', 'warning', 'Presstime'),
  many: rule('more-findings', 'warning', 'Presstime'),
} as const;

function rule<Code extends string>(code: Code, severity: RuleSeverity, clause: string): Rule<Code> {
  return { code, severity, clause };
}

/** The message about a text that is not a feed. */
export function isNoFeed(kind: string): string {
  return `The feed must be RSS 2.0, Atom 1.0 or JSON Feed: got ${kind}`;
}
