/** Selects the items that are published at an instant, no longer published, or held back, and finds when the next one is due. Pure. */
import { compareInstants, type Instant, isAfter, lastInstant } from '../model/instant.ts';
import type { EntryRecord, Former, Item, Published, Unlisted } from './item.ts';

/** The items that are in the feeds at an instant, newest first. */
export function selectLive(items: readonly Item[], now: Instant): readonly Published[] {
  return items
    .filter((item): item is Published => isLive(item, now) && isListed(item))
    .sort((one, other) => newestFirst(datedOf(one), datedOf(other)));
}

/** The listed items in the state `published` that have not expired, even if their date is later than `now`. */
export function selectOut(items: readonly Item[], now: Instant): readonly Published[] {
  return items.filter(
    (item): item is Published => item.state === 'published' && isListed(item) && !hasExpired(item, now),
  );
}

function isListed(item: Item): boolean {
  return item.state === 'published' && item.unlisted === null;
}

function isLive(item: Item, now: Instant): boolean {
  return item.state === 'published' && !isAfter(item.published, now) && !hasExpired(item, now);
}

function hasExpired({ expiry }: Published, now: Instant): boolean {
  return expiry !== null && !isAfter(expiry.at, now);
}

function datedOf({ entry, published }: Published): Dated {
  return { id: entry.id, published };
}

interface Dated {
  readonly id: string;
  readonly published: Instant;
}

/** Sorts by `published`, newest first, then by id, so that the order of the files has no effect. */
export function newestFirst(one: Dated, other: Dated): number {
  return compareInstants(other.published, one.published) || Number(one.id > other.id) - Number(one.id < other.id);
}

/**
 * An entry that is no longer published, with the author's statement about the withdrawal.
 *
 * @example
 * const line = ({ title, notice }: GoneEntry): string => `${title}: ${notice ?? 'withdrawn'}`;
 */
export interface GoneEntry extends Former {
  readonly notice: string | null;
}

/**
 * What documents need to know of an entry in the feeds.
 *
 * @example
 * const isArchived = ({ archive }: Listed): boolean => archive !== null;
 */
export interface Listed {
  /** The path of its file. */
  readonly path: string;
  readonly id: string;
  readonly published: Instant;
  readonly updated: Instant;
  readonly digest: string;
  /** The maximum bytes of the entry in any feed format. */
  readonly entryBytes: number;
  /** The number of its archive document; null if it has none. */
  readonly archive: number | null;
  /** The keys of its sections. */
  readonly sections: readonly string[];
}

/** Null if the item is not in the feeds at an instant. */
export function listedOf(item: Item, now: Instant): Listed | null {
  if (item.state !== 'published' || !isLive(item, now) || !isListed(item)) return null;
  const { path, published, entryBytes, entry } = item;
  const { id, updated, entryDigest, archive, groups } = entry;
  const sections = groups.filter((key) => key.startsWith('sections:'));
  return { path, id, published, updated, digest: entryDigest.slice(0, 20), entryBytes, archive, sections };
}

/** True if the article has a page or is in the feeds at an instant. */
export function isShown(item: Item, now: Instant): item is Published {
  return item.state === 'published' && isLive(item, now);
}

/** What documents need to know of an entry that is no longer published. */
export interface LeftEntry extends Pick<GoneEntry, 'id' | 'withdrawn' | 'noticed' | 'notice' | 'groups'> {
  /** The path of its page. */
  readonly page: string | null;
}

/** Null if the feeds never contained the entry, or contain it at an instant. */
export function leftOf(item: Item, now: Instant): LeftEntry | null {
  const gone = goneEntry(item, now);
  if (gone?.wasListed !== true) return null;
  const { id, withdrawn, noticed, notice, groups, page } = gone;
  return { id, withdrawn, noticed, notice, groups, page: page?.path ?? null };
}

/** The notice on the page of an entry that is no longer published. Null if it has no page, or is published. */
export function noticeOf(item: Item, now: Instant): GoneEntry | null {
  const gone = goneEntry(item, now);
  return gone?.page == null ? null : gone;
}

/** Sorts by withdrawal, the last first. */
export function lastToGoFirst(
  one: Pick<LeftEntry, 'id' | 'withdrawn'>,
  other: Pick<LeftEntry, 'id' | 'withdrawn'>,
): number {
  return compareInstants(other.withdrawn, one.withdrawn) || (one.id < other.id ? -1 : 1);
}

/**
 * When feeds said that the entry of an item is no longer published: the `when` of its tombstone. Null if it was out after the
 * last run. `lastRun` is null if the ledger does not record it; then `now` counts.
 */
export function withdrawnBefore(
  item: Item | null,
  { lastRun, now }: { readonly lastRun: Instant | null; readonly now: Instant },
): Instant | null {
  const gone = item === null ? null : goneEntry(item, lastRun ?? now);
  return gone?.wasListed === true ? gone.withdrawn : null;
}

/**
 * An article whose expiry date had already passed when it was set was withdrawn when a run noticed that, because readers had
 * the article until then.
 */
function goneEntry(item: Item, now: Instant): GoneEntry | null {
  if (item.state !== 'published') {
    return item.former && { ...item.former, notice: item.state === 'withdrawn' ? item.notice : null };
  }
  const { entry, expiry, unlisted } = item;
  if (expiry === null || isAfter(expiry.at, now)) return unlisted === null ? null : leftFeeds(entry, unlisted);
  const withdrawn = expiry.noticed ?? expiry.at;
  return { ...entry, withdrawn, noticed: withdrawn, notice: null };
}

/** An article that became unlisted leaves the feeds like a withdrawn one, but its page stays, and no feed names it. */
function leftFeeds(entry: EntryRecord, { noticed }: Unlisted): GoneEntry | null {
  return noticed === null ? null : { ...entry, page: null, withdrawn: noticed, noticed, notice: null };
}

/** An instant at which something happens to an article: it is due or expires, or its file must be read again. */
export interface Appointment {
  readonly at: Instant;
  readonly kind: 'due' | 'reading';
}

/** What happens to an article, and when. `lastInstant` means never and does not count. */
export function appointmentsOf(item: Item, now: Instant): readonly Appointment[] {
  return allAppointments(item, now).filter(({ at }) => at !== lastInstant);
}

function allAppointments(item: Item, now: Instant): readonly Appointment[] {
  if (item.state === 'scheduled') return [{ at: item.due, kind: 'due' }];
  if (item.state !== 'published') return [];
  const { published, expiry, nextReading } = item;
  return [
    ...(isAfter(published, now) ? [{ at: published, kind: 'due' } as const] : []),
    ...(expiry === null ? [] : [{ at: expiry.at, kind: 'due' } as const]),
    ...(nextReading === null ? [] : [{ at: nextReading, kind: 'reading' } as const]),
  ];
}

/**
 * An article that is held back, and why.
 *
 * @example
 * const held: HeldBack = { path: 'terns.md', reason: 'draft', due: null };
 */
export interface HeldBack {
  readonly path: string;
  /** `unlisted`: it has a page, but is in no feed. */
  readonly reason: 'draft' | 'scheduled' | 'expired' | 'unlisted';
  /** When a scheduled article is due. */
  readonly due: Instant | null;
}

/** Empty if the item is not held back. A withdrawn one is not. */
export function heldBack(item: Item, now: Instant): readonly HeldBack[] {
  const { path } = item;
  switch (item.state) {
    case 'withdrawn':
      return [];
    case 'draft':
      return item.mark === 'withdrawn' || item.mark === 'skipped' ? [] : [{ path, reason: item.mark, due: null }];
    case 'scheduled':
      return [{ path, reason: 'scheduled', due: item.due }];
    case 'published':
      if (isLive(item, now)) return isListed(item) ? [] : [{ path, reason: 'unlisted', due: null }];
      return hasExpired(item, now)
        ? [{ path, reason: 'expired', due: null }]
        : [{ path, reason: 'scheduled', due: item.published }];
  }
}
