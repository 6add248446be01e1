/** What is remembered of each article from run to run. */
import type { Asset } from '../article/attachments/find.ts';
import type { Reading } from '../article/reading.ts';
import type { Entry } from '../model/entry.ts';
import { digestOf } from '../model/file.ts';
import type { Instant } from '../model/instant.ts';
import type { Problem } from '../problem/problem.ts';

/** What is remembered of one article. Only a published one has its text in the ledger. */
export interface LedgerRecord {
  readonly path: string;
  /** The version of the file in its store; empty where the file has to be read again. */
  readonly version: string;
  /** The digest of the bytes that were read last. */
  readonly digest: string;
  /** The `id` or `slug` that the author wrote. */
  readonly name: string | null;
  /** Empty until it is published for the first time. */
  readonly id: string;
  readonly state: 'published' | 'scheduled' | 'draft' | 'withdrawn';
  /** Names the shard, and stays when the author changes the date. */
  readonly firstPublished: Instant | null;
  readonly published: Instant | null;
  readonly updated: Instant | null;
  readonly expires: Instant | null;
  /** When an unchanged file has to be read again: it is due then, or its `updated` is. */
  readonly nextReading: Instant | null;
  /** The digest of the bytes that the entry was made from, and of the entry: they tell an edit from a file saved again. */
  readonly entrySource: string | null;
  readonly entryDigest: string | null;
  /** The files beside the article that it was read with, by path: their versions, null for those that were missing. */
  readonly beside: Readonly<Record<string, string | null>>;
  /** The pictures that are published with it. */
  readonly assets: readonly Asset[];
  /** The sections, categories and authors it belongs to, such as `sections:Harbor`. */
  readonly groups: readonly string[];
  /** No format of a feed takes more bytes for the entry. */
  readonly weight: number;
  /** The archive document it stands in; null while it is in the live feed. It stays in the one it came to first. */
  readonly archive: number | null;
  /** Where its page is, for ever; null where it has one elsewhere, or has never been out. */
  readonly page: string | null;
  /** The page as it was written. */
  readonly pageFile: KnownFile | null;
  /** When it was taken out, as feeds and pages say it; null while it is out, and before. */
  readonly withdrawn: Instant | null;
  /** When a run found that, where its date says less: the feeds tell of it for some days from then. */
  readonly noticed: Instant | null;
  /** What its author says about that. */
  readonly notice: string | null;
}

/** A published file as it was written. */
export interface KnownFile {
  readonly digest: string;
  readonly version: string;
  /** The digest of all that it was made from: as long as it is the same, the file need not be made again. */
  readonly inputs: string;
}

/** One article file that was read in this run. */
export interface ReadFile {
  readonly version: string;
  readonly digest: string;
  readonly reading: Reading;
  /** The files beside the article that it was read with, and their versions. */
  readonly beside: Readonly<Record<string, string | null>>;
}

/** What becomes of one file. */
export interface Step {
  readonly path: string;
  /** The record that the file carries on. */
  readonly before: LedgerRecord | null;
  readonly record: LedgerRecord | null;
  readonly entry: Entry | null;
  readonly refused: boolean;
  /** True where this run gives an edit its date. */
  readonly dated: boolean;
  readonly problems: readonly Problem[];
}

/** Edits that a run is about to date, by entry id: the same edit gets the same date from whichever run finishes. */
export type PendingEdits = Readonly<Record<string, { readonly entryDigest: string; readonly updated: Instant }>>;

/** Archive documents are numbered from 1, the oldest. */
export interface Archives {
  readonly count: number;
  /** How many of them are known to those before them: a link to a newer document comes a run later. */
  readonly linked: number;
}

/** The digest of an entry, its `updated` left out. */
export function entryDigestOf(entry: Entry): string {
  return digestOf(new TextEncoder().encode(JSON.stringify({ ...entry, updated: null })));
}
