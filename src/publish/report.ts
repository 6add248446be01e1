/** What a run did, in data: for `--json`, for the function's answer, and for the words on the terminal. */
import type { HeldBack } from '../item/visibility.ts';
import type { FormatName } from '../model/feed.ts';
import type { Instant } from '../model/instant.ts';
import type { Problem } from '../problem/problem.ts';

export interface Report {
  readonly from: string;
  readonly to: string;
  readonly now: Instant;
  readonly dryRun: boolean;
  /** How many article files are there, and how many were read because they are new or changed. */
  readonly articles: number;
  readonly read: number;
  /** Files among the articles whose endings are not known. */
  readonly passedOver: readonly string[];
  /** How many entries the live feed has. */
  readonly entries: number;
  /** How many entries stand in archive documents. */
  readonly archived: number;
  readonly heldBack: readonly HeldBack[];
  /** Files with errors; `kept`: the last good version stays in the feed. */
  readonly refused: readonly { readonly path: string; readonly kept: boolean }[];
  /** Files whose entries were taken out of the feed by this run. */
  readonly withdrawn: readonly string[];
  /** When the next article that is held back is due, or the next that is out runs out. */
  readonly nextDue: Instant | null;
  readonly changes: readonly ReportedChange[];
  /** Files of the ledger that were written. */
  readonly ledgerWrites: number;
  /** Counts the states of the ledger: of two runs at once, the one with the higher number knew more. */
  readonly generation: number;
  readonly problems: readonly Problem[];
  readonly feeds: readonly { readonly format: FormatName; readonly url: string }[];
  /** The page of the newest articles; null where Presstime makes no pages. */
  readonly page: string | null;
}

/** What a function answers: lists that are longer than anybody reads are cut. */
export interface Answer extends Report {
  /** How many are missing at the end of a list, by its name; only of those that were cut. */
  readonly leftOut: Readonly<Record<string, number>>;
}

export interface ReportedChange {
  readonly path: string;
  /** `refused`: the rendered file failed its check and the old one stays. */
  readonly action: 'written' | 'unchanged' | 'removed' | 'refused';
}
