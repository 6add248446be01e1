/** The `Item` type: what the ledger remembers of an article. An item is published, scheduled, a draft or withdrawn. */
import type { Asset } from '../article/attachments/find.ts';
import { digestOfText } from '../model/digest.ts';
import type { Entry } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import type { ItemVersion } from '../model/metadata.ts';
import { shortJson } from './entry-bytes.ts';

/**
 * One article in the ledger. The ledger contains the text of published articles only, in the entries.
 *
 * @example
 * const isOut = (item: Item): item is Published => item.state === 'published';
 */
export type Item = Published | Scheduled | Draft | Withdrawn;

/**
 * The file of an item.
 *
 * @example
 * const file: ItemFile = { path: 'terns.md', version: '1f0a', digest: '9c56', name: null, versions: [] };
 */
export interface ItemFile {
  /** A digest if the article is not out, and its file no longer exists. */
  readonly path: string;
  /** The version of the file in its store. Null if the file must be read again, or no longer exists. */
  readonly version: string | null;
  /** The digest of the bytes that were last read. */
  readonly digest: string;
  /** The `id` or `slug` that the author wrote. A digest if the article was not out when the ledger was written. */
  readonly name: string | null;
  /** All versions of the item, with the current one, if agencies or authors number them. Else empty. */
  readonly versions: readonly KnownVersion[];
}

/**
 * One version of an item.
 *
 * @example
 * const isKill = ({ status }: KnownVersion): boolean => status === 'canceled';
 */
export interface KnownVersion extends Pick<ItemVersion, 'number' | 'created' | 'status'> {
  /** The path of its file. A digest if the item is not out, or if the file no longer exists. */
  readonly path: string;
  /** The version of the file in its store. Null if the file must be read again, or no longer exists. */
  readonly version: string | null;
  /** False if the file of a kill is gone. No other version without a file is remembered. */
  readonly hasFile: boolean;
  /** When the item was first published, as this version says. Null if it does not. */
  readonly published: Instant | null;
  /** The digest of what it says. */
  readonly digest: string;
}

/**
 * An article that is published, or was until it expired.
 *
 * @example
 * const titleOf = ({ entry }: Published): string => entry.title;
 */
export interface Published extends ItemFile {
  readonly state: 'published';
  readonly entry: EntryRecord;
  readonly published: Instant;
  readonly expiry: Expiry | null;
  /** Null if the article is in the feeds. */
  readonly unlisted: Unlisted | null;
  /** When to read the file again even if it is unchanged, because its `updated` is in the future. Else null. */
  readonly nextReading: Instant | null;
  /** The versions of the files beside the article when it was read, by path. Null for a file that was missing. */
  readonly beside: Readonly<Record<string, string | null>>;
  /** The files that are published with it. */
  readonly assets: readonly Asset[];
  /** The maximum bytes of the entry in any feed format. */
  readonly entryBytes: number;
}

/**
 * An article whose date is in the future.
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
 * An article that its author marked as private, or that had expired before it was ever published.
 *
 * @example
 * const isUndated = ({ date }: Draft): boolean => date === null;
 */
export interface Draft extends ItemFile {
  readonly state: 'draft';
  /** `withdrawn` and `expired`: it was withdrawn, or expired, before its first publication. `skipped`: it is not a story. */
  readonly mark: 'draft' | 'withdrawn' | 'expired' | 'skipped';
  readonly date: Instant | null;
  readonly former: Former | null;
}

/**
 * An article that was published and then withdrawn by its author, or whose file was removed.
 *
 * @example
 * const noticeOf = ({ notice }: Withdrawn): string => notice ?? 'Withdrawn';
 */
export interface Withdrawn extends ItemFile {
  readonly state: 'withdrawn';
  readonly former: Former;
  /** The author's statement about the withdrawal. */
  readonly notice: string | null;
}

/**
 * What the ledger remembers of an entry from its first publication on, in every state.
 *
 * @example
 * const isOnOwnPage = ({ page }: EntryRecord): boolean => page !== null;
 */
export interface EntryRecord {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  /** It does not change if the author changes the date. */
  readonly firstPublished: Instant;
  readonly updated: Instant;
  /** Digests of the source files and of the entry. They distinguish an edit from a file that was saved without changes. */
  readonly sourceDigest: string;
  readonly entryDigest: string;
  /** The number of corrections. */
  readonly corrections: number;
  /** The keys of its sections, categories and authors, such as `sections:Harbor`. */
  readonly groups: readonly string[];
  /** True if the feeds contain it or have contained it. Else there is nothing to withdraw from them. */
  readonly wasListed: boolean;
  /** The number of the archive document that contains it, which normally never changes. Null if none contains it. */
  readonly archive: number | null;
  /** The page that Presstime makes for it, which never moves. Null if it has a page elsewhere. */
  readonly page: Page | null;
}

/**
 * An entry that is no longer published.
 *
 * @example
 * const line = ({ title, withdrawn }: Former): string => `${title}, withdrawn at ${withdrawn}`;
 */
export interface Former extends EntryRecord {
  /** When it was withdrawn, as feeds and pages show it. */
  readonly withdrawn: Instant;
  /** When a run noticed the withdrawal. Feeds list it for some days from then. */
  readonly noticed: Instant;
}

/**
 * The page that Presstime makes for an article.
 *
 * @example
 * const page: Page = { path: 'articles/terns.html' };
 */
export interface Page {
  readonly path: string;
}

/**
 * When a published article expires or has expired.
 *
 * @example
 * const endOf = ({ at }: Expiry): Instant => at;
 */
export interface Expiry {
  readonly at: Instant;
  /** When a run noticed an expiry date that had already passed, on a published article. Else null. */
  readonly noticed: Instant | null;
}

/**
 * A published article that has only its page: it is in no feed, list or sitemap.
 *
 * @example
 * const hasLeft = ({ noticed }: Unlisted): boolean => noticed !== null;
 */
export interface Unlisted {
  /** When a run noticed that the article left the feeds. Null if it was never in them. */
  readonly noticed: Instant | null;
}

/**
 * A published file as it was last written.
 *
 * @example
 * const file: KnownFile = { digest: '9c56', version: '1f0a', document: null };
 */
export interface KnownFile {
  readonly digest: string;
  readonly version: string;
  /** The digest of the document to which the file belongs. Null if the document must be rendered again. */
  readonly document: string | null;
}

/**
 * The archive documents of a feed, numbered from 1, the oldest.
 *
 * @example
 * const archives: Archives = { count: 12, linked: 11 };
 */
export interface Archives {
  readonly count: number;
  /** The number of documents that can be linked from the one before them. That link may be added in a later run. */
  readonly linked: number;
}

/**
 * Dates that an unfinished run assigned, by entry id. The run that finishes uses the same date for the same edit.
 *
 * @example
 * const isPending = (edits: PendingEdits, id: string): boolean => id in edits;
 */
export type PendingEdits = Readonly<Record<string, PendingEdit>>;

/**
 * The date that an unfinished run assigned to one edit.
 *
 * @example
 * const datedAt = ({ updated }: PendingEdit): Instant => updated;
 */
export interface PendingEdit {
  /** The digest of the entry after the edit, or `withdrawnDigest`. */
  readonly entryDigest: string;
  readonly updated: Instant;
}

/** Used instead of a digest for the withdrawal of an entry. */
export const withdrawnDigest = 'withdrawn';

/** Used instead of the digests of an entry that was read back from a feed, because the ledger was lost. */
export const readBackDigest = 'read back';

export const noArchives: Archives = { count: 0, linked: 0 };

/** Defaults for a new entry. */
export const newEntryRecord = {
  url: null,
  corrections: 0,
  groups: [],
  wasListed: true,
  archive: null,
  page: null,
} as const satisfies Partial<EntryRecord>;

/** Defaults for an article that is in the feeds, has no files beside it and does not expire. */
export const plainPublished = {
  expiry: null,
  unlisted: null,
  nextReading: null,
  beside: {},
  assets: [],
  entryBytes: 0,
} as const satisfies Partial<Published>;

/** The record of the entry of an item. Null if the item was never published. */
export function entryOf(item: Item | null): EntryRecord | null {
  if (item === null) return null;
  return item.state === 'published' ? item.entry : item.former;
}

/** Returns the item with changes to the record of its entry. */
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

/** True if the author withdrew the article or its file was removed. */
export function isWithdrawn(item: Item): boolean {
  return item.state === 'withdrawn' || (item.state === 'draft' && item.mark === 'withdrawn');
}

/** The digest of an entry without its `updated`. */
export function entryDigestOf(entry: Entry): string {
  return digestOfText(shortJson({ ...entry, updated: null }));
}
