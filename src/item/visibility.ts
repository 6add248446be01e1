/** Selects the items that are published at an instant, no longer published, or held back, and finds when the next one is due. Pure. */
import { compareInstants, earliest, type Instant, isAfter, lastInstant } from '../model/instant.ts';
import type { EntryRecord, Former, Item, Published, Unlisted } from './item.ts';

/** The items that are in the feeds at an instant, newest first. */
export function selectLive(items: readonly Item[], now: Instant): readonly Published[] {
  return items
    .filter((item): item is Published => isLive(item, now) && isListed(item))
    .sort((one, other) => newestFirst(datedOf(one), datedOf(other)));
}

/** The items that have only a page at an instant. */
export function selectUnlisted(items: readonly Item[], now: Instant): readonly Published[] {
  return items.filter((item): item is Published => isLive(item, now) && !isListed(item));
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

/** The entries that are no longer published, the last withdrawn first. */
export function selectGone(items: readonly Item[], now: Instant): readonly GoneEntry[] {
  return items.flatMap((item) => goneEntry(item, now) ?? []).sort(lastToGoFirst);
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

function lastToGoFirst(one: GoneEntry, other: GoneEntry): number {
  return compareInstants(other.withdrawn, one.withdrawn) || (one.id < other.id ? -1 : 1);
}

/** The next instant at which an article is due or expires. `lastInstant` means never and does not count. */
export function nextDue(items: readonly Item[], now: Instant): Instant | null {
  return earliest(items.flatMap(datesOf).filter((instant) => isAfter(instant, now) && instant !== lastInstant));
}

function datesOf(item: Item): readonly Instant[] {
  if (item.state === 'scheduled') return [item.due];
  if (item.state !== 'published') return [];
  return item.expiry === null ? [item.published] : [item.published, item.expiry.at];
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

/** The items that are held back, and why. Withdrawn items are not among them. */
export function selectHeldBack(items: readonly Item[], now: Instant): readonly HeldBack[] {
  return items.flatMap((item) => heldBack(item, now));
}

function heldBack(item: Item, now: Instant): HeldBack[] {
  const { path } = item;
  switch (item.state) {
    case 'withdrawn':
      return [];
    case 'draft':
      return item.mark === 'withdrawn' ? [] : [{ path, reason: item.mark, due: null }];
    case 'scheduled':
      return [{ path, reason: 'scheduled', due: item.due }];
    case 'published':
      if (isLive(item, now)) return isListed(item) ? [] : [{ path, reason: 'unlisted', due: null }];
      return hasExpired(item, now)
        ? [{ path, reason: 'expired', due: null }]
        : [{ path, reason: 'scheduled', due: item.published }];
  }
}
