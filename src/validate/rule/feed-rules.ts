/** What can be wrong with a feed as a whole, whatever its format. */
import type { Described, Weight } from './rule.ts';

function described(code: string, clause: string, weight: Weight): Described {
  return { code, clause, weight };
}

/** The most characters that are read: a feed that is larger is refused. */
export const maximumLength = 10_000_000;

/** The message about a text of another kind. */
export function isNoFeed(kind: string): string {
  return `The feed must be RSS 2.0, Atom 1.0 or JSON Feed: got ${kind}`;
}

export const feedRules = {
  tooLarge: described('feed-too-large', 'Presstime', 'error'),
  empty: described('feed-empty', 'XML 1.0, 2.1', 'error'),
  malformed: described('feed-malformed', 'XML 1.0, 2.1', 'error'),
  malformedJson: described('feed-malformed', 'RFC 8259, 2', 'error'),
  unknown: described('feed-unknown-format', 'RSS 2.0, RFC 4287, JSON Feed 1.1', 'error'),
  other: described('feed-other-format', 'RFC 4287, 7', 'error'),
  doctype: described('feed-doctype', 'RSS Best Practices Profile, XML', 'error'),
  withoutId: described('feed-without-id', 'JSON Feed 1.1', 'error'),
  repeatsGuid: described('feed-repeats-id', 'RSS 2.0, guid', 'error'),
  repeatsId: described('feed-repeats-id', 'RFC 4287, 4.2.6', 'error'),
  repeatsItemId: described('feed-repeats-id', 'JSON Feed 1.1, items', 'error'),
  repeatsKey: described('json-repeats-key', 'RFC 8259, 4', 'warning'),
  large: described('feed-large', 'Presstime', 'warning'),
  veryLarge: described('feed-very-large', 'Presstime', 'warning'),
  characters: described('feed-characters', 'XML 1.0, 2.2', 'warning'),
  many: described('more-findings', 'Presstime', 'warning'),
  binary: described('feed-binary', 'XML 1.0, 4.3.3', 'error'),
  encodingUnknown: described('encoding-unknown', 'XML 1.0, 4.3.3', 'error'),
  encodingBroken: described('encoding-broken', 'XML 1.0, 4.3.3', 'error'),
  encodingOther: described('encoding-not-utf8', 'RSS Best Practices Profile, XML', 'warning'),
  encodingMismatch: described('encoding-mismatch', 'RFC 7303, 3', 'warning'),
  byteOrderMark: described('json-byte-order-mark', 'RFC 8259, 8.1', 'warning'),
} as const satisfies Readonly<Record<string, Described>>;
