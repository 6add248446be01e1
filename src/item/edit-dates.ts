/** Decides `updated`: the author's date, or else the time of the run that found the edit. Pure. */

import type { Article } from '../model/article.ts';
import { type Instant, isAfter, latest } from '../model/instant.ts';
import { warning } from '../problem/problem.ts';
import type { EntryRecord, PendingEdits } from './item.ts';

interface UpdateContext extends Pick<EntryRecord, 'entryDigest' | 'sourceDigest'> {
  /** The entry before this run. Null before its first publication. */
  readonly known: EntryRecord | null;
  readonly now: Instant;
  readonly pendingEdits: PendingEdits;
}

/** The author's date if it is later than the published one. Otherwise, the first run that finds an edit dates it, once. */
export function dateUpdate(article: Article, { known, now, pendingEdits, ...digests }: UpdateContext) {
  const written = latest([article.published, isLater(article.updated, now) ? null : article.updated]);
  if (known === null) return { updated: written, dated: false };
  if (!isEdited(known, digests) || isAfter(written, known.updated)) {
    return { updated: latest([known.updated, written]), dated: false };
  }
  const begun = pendingEdits[known.id];
  const isBegun = begun?.entryDigest === digests.entryDigest && isAfter(begun.updated, known.updated);
  return { updated: latest([known.updated, isBegun ? begun.updated : now]), dated: true };
}

/** True if the entry changed because its file changed. A change of settings alone is not an edit. */
export function isEdited(known: EntryRecord, now: Pick<EntryRecord, 'entryDigest' | 'sourceDigest'>): boolean {
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
