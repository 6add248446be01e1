/** Which records stand in the feed at an instant, and which are held back. */
import { earliest, type Instant } from '../model/instant.ts';
import type { LedgerRecord } from './item-record.ts';
import { newestFirst } from './order.ts';

export interface LiveRecord extends LedgerRecord {
  readonly published: Instant;
}

/** The records that are out at an instant, the newest first. */
export function selectLive(records: readonly LedgerRecord[], now: Instant): readonly LiveRecord[] {
  return records.filter((record): record is LiveRecord => isLive(record, now)).sort(newestFirst);
}

/** The records that a run put out and that have not run out since, whatever the clock said then. */
export function selectOut(records: readonly LedgerRecord[], now: Instant): readonly LedgerRecord[] {
  return records.filter(({ state, expires }) => state === 'published' && (expires === null || expires > now));
}

/** The records that are not out, and why. */
export function selectHeldBack(records: readonly LedgerRecord[], now: Instant): readonly HeldBack[] {
  return records
    .filter((record) => record.state !== 'withdrawn' && !isLive(record, now))
    .map((record) => heldBack(record, now));
}

/** A record that was out and is not any more. */
export interface GoneRecord extends LedgerRecord {
  readonly withdrawn: Instant;
  readonly noticed: Instant;
}

/** The records that were out and are not any more, with the instant of that: the last to go first. */
export function selectGone(records: readonly LedgerRecord[], now: Instant): readonly GoneRecord[] {
  return records
    .flatMap((record) => {
      const withdrawn = goneSince(record, now);
      return withdrawn === null ? [] : [{ ...record, withdrawn, noticed: record.noticed ?? withdrawn }];
    })
    .sort((a, b) => (a.withdrawn === b.withdrawn ? (a.id < b.id ? -1 : 1) : a.withdrawn < b.withdrawn ? 1 : -1));
}

/** An article that got a past `expires` while it was out went when that was noticed: readers have it later than that date. */
function goneSince({ id, state, withdrawn, noticed, expires }: LedgerRecord, now: Instant): Instant | null {
  if (id === '') return null;
  if (state !== 'published') return withdrawn;
  return expires !== null && expires <= now ? (noticed ?? expires) : null;
}

/** The next instant at which a scheduled article is due, or one that is out runs out. */
export function nextDue(records: readonly LedgerRecord[], now: Instant): Instant | null {
  const turns = records
    .filter(({ state }) => state !== 'draft' && state !== 'withdrawn')
    .flatMap(({ published, expires }) => [published, expires].filter((it) => it !== null && it > now));
  return earliest(turns);
}

function isLive({ state, published, expires }: LedgerRecord, now: Instant): boolean {
  return state === 'published' && published !== null && published <= now && (expires === null || expires > now);
}

function heldBack({ path, state, published, expires }: LedgerRecord, now: Instant): HeldBack {
  if (state === 'draft') return { path, reason: 'draft', due: null };
  const expired = state === 'published' && expires !== null && expires <= now;
  return expired ? { path, reason: 'expired', due: null } : { path, reason: 'scheduled', due: published };
}

export interface HeldBack {
  readonly path: string;
  readonly reason: 'draft' | 'scheduled' | 'expired';
  /** When a scheduled article is due. */
  readonly due: Instant | null;
}
