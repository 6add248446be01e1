/** The report of a run: the data for `--json`, for the response of the function, and for the messages on a terminal. */
import type { EntryChange } from '../item/entry-changes.ts';
import type { RefusedFile, SkippedFile } from '../item/next-items.ts';
import type { HeldBack } from '../item/visibility.ts';
import type { FormatName } from '../model/feed.ts';
import type { Instant } from '../model/instant.ts';
import type { Problem } from '../problem/problem.ts';

/**
 * What a run did.
 *
 * @example
 * const isQuiet = ({ entryChanges, refused }: Report): boolean => entryChanges.length + refused.length === 0;
 */
export interface Report {
  readonly from: string;
  readonly to: string;
  readonly now: Instant;
  readonly dryRun: boolean;
  /** How many article files there are. */
  readonly articles: number;
  /** How many of them were read because they are new or changed. */
  readonly read: number;
  /** Paths of files that are not articles, by their extension or, as XML files and those without an extension, by their content. */
  readonly skipped: readonly string[];
  /** What agencies send that is not a story, such as pictures and planning items. A run that looks at named files lists only those. */
  readonly noStories: readonly SkippedFile[];
  /** How many entries are in the live feed. */
  readonly entries: number;
  /** How many entries are in archive documents. */
  readonly archived: number;
  /** What subscribers see change in this run. */
  readonly entryChanges: readonly EntryChange[];
  readonly heldBack: readonly HeldBack[];
  /** Files with errors. `kept` is true if the last good version stays in the feed. */
  readonly refused: readonly RefusedFile[];
  /** When the next scheduled article is due or the next published one expires; null if neither. */
  readonly nextDue: Instant | null;
  readonly changes: readonly ReportedChange[];
  /** How many files of the ledger were written. */
  readonly ledgerWrites: number;
  /** The generation of the ledger. Of two simultaneous runs, the one with the higher number has newer data. */
  readonly generation: number;
  readonly problems: readonly Problem[];
  readonly feeds: readonly { readonly format: FormatName; readonly url: string }[];
  /** The URL of the page with the newest articles; null if the setting `pages` is off. */
  readonly page: string | null;
}

/** The response of the function: a report with long lists cut. */
export interface Answer extends Report {
  /** How many items were cut from the end of a list, by the name of the list. Lists that were not cut are left out. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/**
 * What became of one published file.
 *
 * @example
 * const change: ReportedChange = { path: 'rss.xml', action: 'written' };
 */
export interface ReportedChange {
  readonly path: string;
  /** `refused` means that the rendered file failed validation and the old one stays. */
  readonly action: 'written' | 'unchanged' | 'removed' | 'refused';
}
