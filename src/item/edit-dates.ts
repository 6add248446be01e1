/** Decides `updated`: the author's date, or else the time of the run that found the edit. Pure. */

import type { Article } from '../model/article.ts';
import { addSeconds, type Instant, isAfter, latest } from '../model/instant.ts';
import { warning } from '../problem/problem.ts';
import { type EntryRecord, type PendingEdits, readBackDigest } from './item.ts';

interface UpdateContext extends Pick<EntryRecord, 'entryDigest' | 'sourceDigest'> {
  /** The entry before this run. Null before its first publication. */
  readonly known: EntryRecord | null;
  /** When its tombstone said that it was withdrawn. Null if it was out until now. */
  readonly withdrawn: Instant | null;
  readonly now: Instant;
  readonly pendingEdits: PendingEdits;
}

/**
 * The author's date if it is later than the published one. Otherwise, the first run that finds an edit dates it, once. An
 * entry that comes back is dated in the same way. Its date is later than that of its tombstone, because otherwise readers
 * keep it deleted (RFC 6721, 3).
 */
export function dateUpdate(article: Article, { known, withdrawn, now, pendingEdits, ...digests }: UpdateContext) {
  const written = latest([article.published, isLater(article.updated, now) ? null : article.updated]);
  if (known === null) return { updated: written, dated: false };
  const last = latest([known.updated, withdrawn]);
  if (isAfter(written, last)) return { updated: written, dated: false };
  if (withdrawn === null && !isEdited(known, digests)) return { updated: last, dated: false };
  const begun = pendingEdits[known.id];
  const isBegun = begun?.entryDigest === digests.entryDigest && isAfter(begun.updated, last);
  return { updated: latest([earliestAfter(known, withdrawn), isBegun ? begun.updated : now]), dated: true };
}

/** The earliest `updated` of an entry that was edited, or that comes back. */
function earliestAfter(known: EntryRecord, withdrawn: Instant | null): Instant {
  return withdrawn === null ? known.updated : latest([known.updated, addSeconds(withdrawn, 1)]);
}

/**
 * True if the entry changed because its file changed. A change of settings alone is not an edit. Nobody knows whether an entry
 * changed that was read back from a feed, so it counts as unchanged: otherwise a lost ledger would date everything anew.
 */
export function isEdited(known: EntryRecord, now: Pick<EntryRecord, 'entryDigest' | 'sourceDigest'>): boolean {
  if (known.entryDigest === readBackDigest) return false;
  return known.sourceDigest !== now.sourceDigest && known.entryDigest !== now.entryDigest;
}

/** Warns about an `updated` in the future. */
export function updatedFindings({ updated }: Article, now: Instant) {
  if (!isLater(updated, now)) return [];
  return [warning('updated-in-future', `"updated" must not be in the future: got ${updated}, which takes effect then`)];
}

function isLater(instant: Instant | null, now: Instant): boolean {
  return instant !== null && isAfter(instant, now);
}
