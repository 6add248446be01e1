/** A feed that a blog has: its format and its URL. The file that is a feed shows its format. */
import type { FormatName } from '../../model/feed.ts';
import { formatOfStart } from '../../render/outputs.ts';

export interface OwnFeed {
  readonly format: FormatName;
  /** Absolute, or relative to the URL of the site. */
  readonly url: string;
}

/** The feed in a file. Empty if its format is not known. */
export function ownFeedOf(url: string, body: Uint8Array): readonly OwnFeed[] {
  const format = formatOfStart(body);
  return format === null ? [] : [{ format, url }];
}

/** What the template or program of a feed, whose text contains an element of the feed or the name of its library, says of its format. */
export function formatOfTemplate(text: string): FormatName | null {
  return templateSigns.find(([, sign]) => sign.test(text))?.[0] ?? null;
}

const templateSigns: readonly (readonly [FormatName, RegExp])[] = [
  ['json', /jsonfeed\.org\/version\//],
  ['atom', /<feed[\s>]|\.atom1\(/],
  ['rss', /<rss[\s>]|@astrojs\/rss|\.rss2\(/],
];
