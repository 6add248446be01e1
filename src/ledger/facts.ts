/** The facts of the ledger: what is known of the publication without asking a table. */
import { type Archives, noArchives } from '../item/item.ts';
import { defaultFileNames, type FeedFileNames } from '../model/feed.ts';
import type { Instant } from '../model/instant.ts';

/** What is known without asking a table. */
export interface Facts {
  /** The instant of the last run that changed anything; null if there was none, or if its ledger did not record it. */
  readonly lastRun: Instant | null;
  /** How many entries are in the feeds, and how many of them are in archive documents. */
  readonly listed: number;
  readonly archived: number;
  readonly archives: Archives;
  /** How many of the newest entries the live feed contains. */
  readonly window: number;
  /** When an entry was last withdrawn from the feeds; null if none was. */
  readonly lastGone: Instant | null;
  /** How many files of the source are not stories. */
  readonly skipped: number;
  /** The groupings whose rows are in the tables. */
  readonly feeds: readonly string[];
  /** The names of the published feed files. */
  readonly files: FeedFileNames;
  /** How many groups have no feed, because their folder belongs to another. */
  readonly withoutFolder: number;
  /** The digest of everything that all documents are rendered from. Null before the first run. */
  readonly documentsDigest: string | null;
  /** Where the next run continues to plan all documents. Null if that is finished. */
  readonly sweepFrom: string | null;
  /** The path from which the next run continues to read all articles again. Null if that is finished. */
  readonly readFrom: string | null;
  /** How many entries left the feeds in runs that looked only at named files, since the last run that looked at all. */
  readonly leftByName: number;
  /** Published paths whose documents are planned again, because they had problems. */
  readonly again: readonly string[];
  /**
   * True if every run so far published for a URL that works on this machine only, such as `http://localhost:4000/`. Nobody else
   * can have subscribed, so an article whose file is removed is forgotten.
   */
  readonly isTrial: boolean;
}

export const noFacts: Facts = {
  lastRun: null,
  listed: 0,
  archived: 0,
  archives: noArchives,
  window: 0,
  lastGone: null,
  skipped: 0,
  feeds: [],
  files: defaultFileNames,
  withoutFolder: 0,
  documentsDigest: null,
  sweepFrom: null,
  readFrom: null,
  leftByName: 0,
  again: [],
  isTrial: false,
};
