/** The dates of edits: what the author wrote, else the run that found them. Pure. */

import type { Article } from '../model/article.ts';
import { type Instant, isAfter, latest } from '../model/instant.ts';
import { warning } from '../problem/problem.ts';
import type { EntryRecord, PendingEdits } from './item.ts';

interface UpdateContext extends Pick<EntryRecord, 'entryDigest' | 'sourceDigest'> {
  /** The entry as it was; null before it is out for the first time. */
  readonly known: EntryRecord | null;
  readonly now: Instant;
  readonly pendingEdits: PendingEdits;
}

/** What the author wrote if that is later than what is out; else the run that found the edit first dates it, once. */
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

/** True if an entry is another because its file is: new settings alone are no edit. */
export function isEdited(known: EntryRecord, now: Pick<EntryRecord, 'entryDigest' | 'sourceDigest'>): boolean {
  return known.sourceDigest !== now.sourceDigest && known.entryDigest !== now.entryDigest;
}

/** What is wrong with the date of an edit. */
export function updatedFindings({ updated }: Article, now: Instant) {
  if (!isLater(updated, now)) return [];
  return [warning('updated-in-future', `"updated" must not be later than now: got ${updated}, which waits until then`)];
}

function isLater(instant: Instant | null, now: Instant): boolean {
  return instant !== null && isAfter(instant, now);
}
