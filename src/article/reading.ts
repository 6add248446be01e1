/** What reading one article file gives: an article that is accepted, one that its author holds back, or a refusal. */
import type { Article } from '../model/article.ts';
import type { Withdrawal } from '../model/metadata.ts';
import { type Finding, inFile, type Problem } from '../problem/problem.ts';
import type { Asset } from './attachments/find.ts';

export type Reading = Accepted | Held | Refused;

interface ReadFileFacts {
  readonly problems: readonly Problem[];
  /** Pictures, sound and films beside the article that are published with it. */
  readonly assets: readonly Asset[];
  /** Every file that was looked for beside the article, there or not. */
  readonly looked: readonly string[];
}

/** An article to publish: at once, or when its date has come. */
export interface Accepted extends ReadFileFacts {
  readonly state: 'accepted';
  readonly article: Article;
}

/** Waiting or private by its author's mark: a draft, or taken out again. */
export interface Held extends ReadFileFacts {
  readonly state: 'held';
  readonly mark: Mark;
  /** Null if it has no date yet, or something else is wrong with it. */
  readonly article: Article | null;
}

/** An error keeps the article out; `problems` has it. */
export interface Refused extends ReadFileFacts {
  readonly state: 'refused';
}

/** Why its author holds an article back; a draft that is withdrawn is withdrawn. */
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
