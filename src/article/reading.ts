/** What reading one article file gives: an article that is accepted, one that its author holds back, or a refusal. */
import type { Article } from '../model/article.ts';
import type { Withdrawal } from '../model/metadata.ts';
import { type Finding, inFile, type Problem } from '../problem/problem.ts';
import type { Asset } from './attachments/find.ts';

/**
 * What became of one file: accepted, held or refused.
 *
 * @example
 * const articleOf = (reading: Reading): Article | null => (reading.state === 'accepted' ? reading.article : null);
 */
export type Reading = Accepted | Held | Refused;

/**
 * What is known of every file that was read.
 *
 * @example
 * const isClean = ({ problems }: ReadFileFacts): boolean => problems.length === 0;
 */
export interface ReadFileFacts {
  readonly problems: readonly Problem[];
  /** Pictures, sound and films beside the article that are published with it. */
  readonly assets: readonly Asset[];
  /** Every file that was looked for beside the article, there or not. */
  readonly looked: readonly string[];
}

/**
 * An article to publish: at once, or when its date has come.
 *
 * @example
 * const title = (reading: Accepted): string => reading.article.title;
 */
export interface Accepted extends ReadFileFacts {
  readonly state: 'accepted';
  readonly article: Article;
}

/**
 * Waiting or private by its author's mark: a draft, or taken out again.
 *
 * @example
 * const isDraft = ({ mark }: Held): boolean => mark.kind === 'draft';
 */
export interface Held extends ReadFileFacts {
  readonly state: 'held';
  readonly mark: Mark;
  /** Null if it has no date yet, or something else is wrong with it. */
  readonly article: Article | null;
}

/**
 * An error keeps the article out; `problems` has it.
 *
 * @example
 * const reasons = ({ problems }: Refused): readonly string[] => problems.map(({ message }) => message);
 */
export interface Refused extends ReadFileFacts {
  readonly state: 'refused';
}

/**
 * Why its author holds an article back; a draft that is withdrawn is withdrawn.
 *
 * @example
 * const mark: Mark = { kind: 'withdrawn', withdrawal: { notice: 'It was wrong.', withdrawn: null } };
 */
export type Mark = { readonly kind: 'draft' } | { readonly kind: 'withdrawn'; readonly withdrawal: Withdrawal };

/** The reading of a file that is kept out. */
export function refused(path: string, findings: readonly Finding[]): Refused {
  return { state: 'refused', problems: inFile(path, findings), assets: [], looked: [] };
}

/** The article, whatever its author's mark; null if there is none. */
export function articleOf(reading: Reading): Article | null {
  return reading.state === 'refused' ? null : reading.article;
}

/** That the author took it back; null if not. */
export function withdrawalOf(reading: Reading): Withdrawal | null {
  return reading.state === 'held' && reading.mark.kind === 'withdrawn' ? reading.mark.withdrawal : null;
}
