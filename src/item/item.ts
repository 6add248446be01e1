/** What is remembered of each article from run to run: an item, which is published, scheduled, private or withdrawn. */
import type { Asset } from '../article/attachments/find.ts';
import { digestOfText } from '../model/digest.ts';
import type { Entry } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import { shortJson } from './entry-bytes.ts';

/**
 * One article as it is remembered. Only a published one has its text in the ledger, among the entries.
 *
 * @example
 * const isOut = (item: Item): item is Published => item.state === 'published';
 */
export type Item = Published | Scheduled | Draft | Withdrawn;

/**
 * What is remembered of the file that an item comes from.
 *
 * @example
 * const file: ItemFile = { path: 'terns.md', version: '1f0a', digest: '9c56', name: null };
 */
export interface ItemFile {
  readonly path: string;
  /** The version of the file in its store; null if it has to be read again, or is gone. */
  readonly version: string | null;
  /** The digest of the bytes that were read last. */
  readonly digest: string;
  /** The `id` or `slug` that the author wrote. */
  readonly name: string | null;
}

/**
 * An article that is out, or was until it expired.
 *
 * @example
 * const titleOf = ({ entry }: Published): string => entry.title;
 */
export interface Published extends ItemFile {
  readonly state: 'published';
  readonly entry: EntryRecord;
  readonly published: Instant;
  readonly expiry: Expiry | null;
  /** When the unchanged file has to be read again, because its `updated` comes then. */
  readonly nextReading: Instant | null;
  /** The files beside the article that it was read with, by path: their versions, null for those that were missing. */
  readonly beside: Readonly<Record<string, string | null>>;
  /** The pictures that are published with it. */
  readonly assets: readonly Asset[];
  /** No format of a feed takes more bytes for the entry. */
  readonly entryBytes: number;
}

/**
 * An article whose date has not come.
 *
 * @example
 * const dueOf = ({ due }: Scheduled): Instant => due;
 */
export interface Scheduled extends ItemFile {
  readonly state: 'scheduled';
  readonly due: Instant;
  readonly former: Former | null;
}

/**
 * An article that its author keeps private.
 *
 * @example
 * const isUndated = ({ date }: Draft): boolean => date === null;
 */
export interface Draft extends ItemFile {
  readonly state: 'draft';
  /** `withdrawn`: it was taken back before it was ever out. */
  readonly mark: 'draft' | 'withdrawn';
  readonly date: Instant | null;
  readonly former: Former | null;
}

/**
 * An article that was out and was taken back, or whose file is gone.
 *
 * @example
 * const noticeOf = ({ notice }: Withdrawn): string => notice ?? 'Withdrawn';
 */
export interface Withdrawn extends ItemFile {
  readonly state: 'withdrawn';
  readonly former: Former;
  /** What its author says about that. */
  readonly notice: string | null;
}

/**
 * What is remembered of an entry from its first publication on, whatever becomes of it.
 *
 * @example
 * const isOnOwnPage = ({ page }: EntryRecord): boolean => page !== null;
 */
export interface EntryRecord {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  /** Names the shard, and stays when the author changes the date. */
  readonly firstPublished: Instant;
  readonly updated: Instant;
  /** The digest of the bytes that the entry was made from, and of the entry: they distinguish an edit from a file that was saved again. */
  readonly sourceDigest: string;
  readonly entryDigest: string;
  /** How many corrections it names. */
  readonly corrections: number;
  /** The sections, categories and authors it belongs to, such as `sections:Harbor`. */
  readonly groups: readonly string[];
  /** The archive document that contains it; null for the live feed. It stays in the one it came to first. */
  readonly archive: number | null;
  /** Where its page is, for ever; null if it has one elsewhere. */
  readonly page: Page | null;
}

/**
 * An entry that was out and is not any more.
 *
 * @example
 * const line = ({ title, withdrawn }: Former): string => `${title}, withdrawn at ${withdrawn}`;
 */
export interface Former extends EntryRecord {
  /** When it was taken out, as feeds and pages say it. */
  readonly withdrawn: Instant;
  /** When a run found that: the feeds report it for some days from then. */
  readonly noticed: Instant;
}

/**
 * The page that Presstime makes of an article.
 *
 * @example
 * const page: Page = { path: 'articles/terns.html', file: null };
 */
export interface Page {
  readonly path: string;
  /** The page as it was written; null until it is. */
  readonly file: KnownFile | null;
}

/**
 * When an article that is out expires, or has expired.
 *
 * @example
 * const endOf = ({ at }: Expiry): Instant => at;
 */
export interface Expiry {
  readonly at: Instant;
  /** When a run found a date that had passed already, on an article that was out; else null. */
  readonly noticed: Instant | null;
}

/**
 * A published file as it was written.
 *
 * @example
 * const file: KnownFile = { digest: '9c56', version: '1f0a', document: null };
 */
export interface KnownFile {
  readonly digest: string;
  readonly version: string;
  /** The digest of the document that it is a file of; null if that has to be rendered again. */
  readonly document: string | null;
}

/**
 * Archive documents are numbered from 1, the oldest.
 *
 * @example
 * const archives: Archives = { count: 12, linked: 11 };
 */
export interface Archives {
  readonly count: number;
  /** How many of them are known to those before them: a link to a newer document comes a run later. */
  readonly linked: number;
}

/**
 * Dates that a run is about to give, by entry id: the same edit gets the same date from whichever run finishes.
 *
 * @example
 * const isPending = (edits: PendingEdits, id: string): boolean => id in edits;
 */
export type PendingEdits = Readonly<Record<string, PendingEdit>>;

/**
 * The date of one edit that a run is about to give.
 *
 * @example
 * const datedAt = ({ updated }: PendingEdit): Instant => updated;
 */
export interface PendingEdit {
  /** Of the entry after the edit, or `withdrawnDigest`. */
  readonly entryDigest: string;
  readonly updated: Instant;
}

/** Stands in for the digest of an entry that is gone. */
export const withdrawnDigest = 'withdrawn';

export const noArchives: Archives = { count: 0, linked: 0 };

/** What an entry begins with. */
export const newEntryRecord = {
  url: null,
  corrections: 0,
  groups: [],
  archive: null,
  page: null,
} as const satisfies Partial<EntryRecord>;

/** Defaults for an article without pictures that does not expire. */
export const plainPublished = {
  expiry: null,
  nextReading: null,
  beside: {},
  assets: [],
  entryBytes: 0,
} as const satisfies Partial<Published>;

/** What is remembered of the entry of an item; null if it was never out. */
export function entryOf(item: Item | null): EntryRecord | null {
  if (item === null) return null;
  return item.state === 'published' ? item.entry : item.former;
}

/** The item with something else remembered of its entry. */
export function withEntry(item: Item, changes: Partial<Pick<EntryRecord, 'archive' | 'page'>>): Item {
  switch (item.state) {
    case 'published':
      return { ...item, entry: { ...item.entry, ...changes } };
    case 'withdrawn':
      return { ...item, former: { ...item.former, ...changes } };
    default:
      return item.former === null ? item : { ...item, former: { ...item.former, ...changes } };
  }
}

/** True for what its author took back, and for what is gone. */
export function isWithdrawn(item: Item): boolean {
  return item.state === 'withdrawn' || (item.state === 'draft' && item.mark === 'withdrawn');
}

/** The digest of an entry, its `updated` left out. */
export function entryDigestOf(entry: Entry): string {
  return digestOfText(shortJson({ ...entry, updated: null }));
}
