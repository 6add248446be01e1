/** Which items are out at an instant, which were, and which are held back. Pure. */
import { compareInstants, earliest, type Instant, isAfter, lastInstant } from '../model/instant.ts';
import type { Former, Item, Published } from './item.ts';

/** The items that are out at an instant, the newest first. */
export function selectLive(items: readonly Item[], now: Instant): readonly Published[] {
  return items
    .filter((item): item is Published => isLive(item, now))
    .sort((one, other) => newestFirst(datedOf(one), datedOf(other)));
}

/** The items that a run put out and that have not expired since, whatever the clock said then. */
export function selectOut(items: readonly Item[], now: Instant): readonly Published[] {
  return items.filter((item): item is Published => item.state === 'published' && !hasExpired(item, now));
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

/** By `published`, the newest first; the id settles a tie, so that the order of files never shows. */
export function newestFirst(one: Dated, other: Dated): number {
  return compareInstants(other.published, one.published) || Number(one.id > other.id) - Number(one.id < other.id);
}

/**
 * An entry that is gone, with what its author says about that.
 *
 * @example
 * const line = ({ title, notice }: GoneEntry): string => `${title}: ${notice ?? 'withdrawn'}`;
 */
export interface GoneEntry extends Former {
  readonly notice: string | null;
}

/** The entries that were out and are not any more: the last to go first. */
export function selectGone(items: readonly Item[], now: Instant): readonly GoneEntry[] {
  return items.flatMap((item) => goneEntry(item, now) ?? []).sort(lastToGoFirst);
}

/** An article that got a date that had passed while it was out went when that was noticed: readers have it later than that date. */
function goneEntry(item: Item, now: Instant): GoneEntry | null {
  if (item.state !== 'published') {
    return item.former && { ...item.former, notice: item.state === 'withdrawn' ? item.notice : null };
  }
  const { entry, expiry } = item;
  if (expiry === null || isAfter(expiry.at, now)) return null;
  const withdrawn = expiry.noticed ?? expiry.at;
  return { ...entry, withdrawn, noticed: withdrawn, notice: null };
}

function lastToGoFirst(one: GoneEntry, other: GoneEntry): number {
  return compareInstants(other.withdrawn, one.withdrawn) || (one.id < other.id ? -1 : 1);
}

/** The next instant at which a scheduled article is due, or one that is out expires. The last instant of all is never. */
export function nextDue(items: readonly Item[], now: Instant): Instant | null {
  return earliest(items.flatMap(datesOf).filter((instant) => isAfter(instant, now) && instant !== lastInstant));
}

function datesOf(item: Item): readonly Instant[] {
  if (item.state === 'scheduled') return [item.due];
  if (item.state !== 'published') return [];
  return item.expiry === null ? [item.published] : [item.published, item.expiry.at];
}

/**
 * An article that is not out, and why.
 *
 * @example
 * const held: HeldBack = { path: 'terns.md', reason: 'draft', due: null };
 */
export interface HeldBack {
  readonly path: string;
  readonly reason: 'draft' | 'scheduled' | 'expired';
  /** When a scheduled article is due. */
  readonly due: Instant | null;
}

/** The items that are not out, and why; none that is withdrawn. */
export function selectHeldBack(items: readonly Item[], now: Instant): readonly HeldBack[] {
  return items.flatMap((item) => heldBack(item, now));
}

function heldBack(item: Item, now: Instant): HeldBack[] {
  const { path } = item;
  switch (item.state) {
    case 'withdrawn':
      return [];
    case 'draft':
      return item.mark === 'withdrawn' ? [] : [{ path, reason: 'draft', due: null }];
    case 'scheduled':
      return [{ path, reason: 'scheduled', due: item.due }];
    case 'published':
      if (isLive(item, now)) return [];
      return hasExpired(item, now)
        ? [{ path, reason: 'expired', due: null }]
        : [{ path, reason: 'scheduled', due: item.published }];
  }
}
