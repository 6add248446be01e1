/** The `FoundMark` type: a mark by which an author keeps an article, or a part of it, from the public. */

/**
 * What a mark asks for.
 *
 * - `out`: the article is held back.
 * - `members`: only the text above its paywall is published. Without a paywall, the article is held back.
 * - `unlisted`: the article has its page, but it is in no feed, list, section or sitemap.
 * - `excerpt`: feeds contain only its summary.
 * - `pageless`: the tool makes no page, but keeps the entry. The article is published, with a warning.
 * - `listed`: the tool keeps the entry, although the mark seems to hide it. The article is published, with a warning.
 * - `part`: a part of the text is hidden.
 *
 * @example
 * const isStrict = (meaning: MarkMeaning): boolean => meaning === 'out' || meaning === 'members';
 */
export type MarkMeaning = 'out' | 'members' | 'unlisted' | 'excerpt' | 'pageless' | 'listed' | 'part';

/**
 * A mark that an author set.
 *
 * @example
 * const line = ({ key, meaning }: FoundMark): string => `${key}: ${meaning}`;
 */
export interface FoundMark {
  /** As written. For a mark in an object, with the name of the object: `build.list`. */
  readonly key: string;
  /** Null if the mark is in the path of the file. */
  readonly line: number | null;
  /** The tools that use it. */
  readonly tool: string;
  readonly meaning: MarkMeaning;
}
