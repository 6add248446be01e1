/** The `Reading` type: the result of reading one article file, which is accepted, held back by its author, or refused. */
import type { Article } from '../model/article.ts';
import type { ItemVersion, Withdrawal } from '../model/metadata.ts';
import { internalFault } from '../problem/internal-fault.ts';
import { type Finding, inFile, type Problem } from '../problem/problem.ts';
import type { Asset } from './attachments/find.ts';
import type { FoundMark } from './story/found-mark.ts';
import type { Advisory, SkippedKind } from './story/no-story.ts';

/**
 * The result of reading one file, which is accepted, held, refused or skipped.
 *
 * @example
 * const titleOf = (reading: Reading): string | null => (reading.state === 'accepted' ? reading.article.title : null);
 */
export type Reading = Accepted | Held | Refused | Skipped;

/**
 * The fields that every reading has.
 *
 * @example
 * const isClean = ({ problems }: ReadFileFacts): boolean => problems.length === 0;
 */
export interface ReadFileFacts {
  readonly problems: readonly Problem[];
  /** The pictures and other files beside the article that are published with it. */
  readonly assets: readonly Asset[];
  /** All files that were looked for beside the article, whether they exist or not. */
  readonly looked: readonly string[];
  /** The articles that it links to, and the paths at which one that is missing could be. */
  readonly linked: readonly string[];
  readonly keys: KeysRead;
  /** Which version of an item the file is. Null if it names no id. */
  readonly item: ItemVersion | null;
  /** Set if the text is not a story, but tells editors what to do with one. */
  readonly advisory: Advisory | null;
  /** The readings of the other items in the same file. An agency can send several in one. */
  readonly more: readonly Reading[];
}

/**
 * What the keys of an article decide beyond its text.
 *
 * @example
 * const isMarked = ({ marks }: KeysRead): boolean => marks.length > 0;
 */
export interface KeysRead {
  /** The marks that keep the article, or a part of it, from the public. */
  readonly marks: readonly FoundMark[];
  /** The keys of front matter that were not used, as written. */
  readonly unused: readonly string[];
}

export const noKeys: KeysRead = { marks: [], unused: [] };

/** The facts of a reading without problems, files and names. */
export const plainFacts: ReadFileFacts = {
  problems: [],
  assets: [],
  looked: [],
  linked: [],
  keys: noKeys,
  item: null,
  advisory: null,
  more: [],
};

/**
 * An article to publish, now or when its date comes.
 *
 * @example
 * const title = (reading: Accepted): string => reading.article.title;
 */
export interface Accepted extends ReadFileFacts {
  readonly state: 'accepted';
  readonly article: Article;
}

/**
 * An article that its author marked as a draft or as withdrawn.
 *
 * @example
 * const isDraft = ({ mark }: Held): boolean => mark.kind === 'draft';
 */
export interface Held extends ReadFileFacts {
  readonly state: 'held';
  readonly mark: Mark;
  /** Null if it has no date yet, or has an error. */
  readonly article: Article | null;
}

/**
 * A file that cannot be read as an article. `problems` contains the error.
 *
 * @example
 * const reasons = ({ problems }: Refused): readonly string[] => problems.map(({ message }) => message);
 */
export interface Refused extends ReadFileFacts {
  readonly state: 'refused';
}

/**
 * A file that is not a story and is not meant to be one, such as the picture of another item. It is not a problem.
 *
 * @example
 * const isPicture = ({ what }: Skipped): boolean => what === 'picture';
 */
export interface Skipped extends ReadFileFacts {
  readonly state: 'skipped';
  readonly what: SkippedKind;
}

/**
 * Why the author holds an article back. A draft that is also withdrawn counts as withdrawn.
 *
 * @example
 * const mark: Mark = { kind: 'withdrawn', withdrawal: { notice: 'It was wrong.', withdrawn: null } };
 */
export type Mark = { readonly kind: 'draft' } | { readonly kind: 'withdrawn'; readonly withdrawal: Withdrawal };

/** Makes the reading of a refused file. */
export function refused(path: string, findings: readonly Finding[]): Refused {
  return { ...plainFacts, state: 'refused', problems: inFile(path, findings) };
}

/** Makes the reading of a file that is not a story. */
export function skipped(what: SkippedKind, item: ItemVersion | null = null): Skipped {
  return { ...plainFacts, state: 'skipped', what, item };
}

/** The readings of all items in a file. */
export function allReadings(reading: Reading): readonly Reading[] {
  return reading.more.length === 0 ? [reading] : [{ ...reading, more: [] }, ...reading.more];
}

/** If a fault of this program fails on one article, that article is refused and the others are still read. */
export function refuseAsFault(path: string, thrown: unknown): Refused {
  return refused(path, [internalFault('read this file', thrown)]);
}

/** The article of a reading, even if it is held back. Null if there is none. */
export function articleOf(reading: Reading): Article | null {
  return reading.state === 'refused' || reading.state === 'skipped' ? null : reading.article;
}

/** The withdrawal, if the author marked the article as withdrawn. Else null. */
export function withdrawalOf(reading: Reading): Withdrawal | null {
  return reading.state === 'held' && reading.mark.kind === 'withdrawn' ? reading.mark.withdrawal : null;
}
