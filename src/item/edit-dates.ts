/** The dates of edits: what the author wrote, else the run that found them; and never two alike. Pure. */
import type { Article } from '../model/article.ts';
import type { Entry } from '../model/entry.ts';
import { addSeconds, type Instant } from '../model/instant.ts';
import { warning } from '../problem/problem.ts';
import type { LedgerRecord, PendingEdits, Step } from './item-record.ts';

interface UpdateContext {
  readonly before: LedgerRecord | null;
  readonly now: Instant;
  readonly pending: PendingEdits;
  readonly id: string;
  readonly digest: string;
  readonly entryDigest: string;
}

/** What the author wrote where it is later than what is out; else the run that found the edit first dates it, once. */
export function dateUpdate(article: Article, { before, now, pending, id, digest, entryDigest }: UpdateContext) {
  const written = latest(isLater(article.updated, now) ? null : article.updated, article.published);
  const known = before?.updated ?? null;
  const edited = before !== null && before.entrySource !== digest && before.entryDigest !== entryDigest;
  if (known === null) return { updated: written, dated: false };
  if (!edited || written > known) return { updated: latest(known, written), dated: false };
  const begun = pending[id];
  const first = begun?.entryDigest === entryDigest && begun.updated > known ? begun.updated : now;
  return { updated: latest(first, known), dated: true };
}

/** What is wrong with the date of an edit. */
export function updatedFindings({ updated }: Article, now: Instant) {
  if (!isLater(updated, now)) return [];
  return [warning('updated-in-future', `"updated" must not be later than now: got ${updated}, which waits until then`)];
}

/** True where there is an instant, and it is later. */
export function isLater(instant: Instant | null, now: Instant): boolean {
  return instant !== null && instant > now;
}

function latest(one: Instant | null, other: Instant): Instant {
  return one !== null && one > other ? one : other;
}

/**
 * Feed validators want no two entries with one `updated`: of several, each gets a second of its own. None is later than the
 * run, for readers take that amiss, nor before what is out; where there is no such second they stay alike, as Atom allows.
 */
export function separateUpdates(
  steps: readonly Step[],
  { left, now }: { readonly left: readonly LedgerRecord[]; readonly now: Instant },
): readonly Step[] {
  const others = [...steps.filter((step) => !isMoved(step)).flatMap(({ record }) => record ?? []), ...left];
  const taken = new Set(others.flatMap(({ updated, state }) => (state === 'published' ? (updated ?? []) : [])));
  const free = new Map<string, Instant>();
  for (const step of movedInOrder(steps)) {
    const updated = nextFree(step.entry.updated, { taken, now, earliest: earliestUpdate(step) });
    free.set(step.entry.id, updated);
    taken.add(updated);
  }
  return steps.map((step) => {
    const { entry, record } = step;
    if (entry === null || record === null) return step;
    const updated = free.get(entry.id) ?? entry.updated;
    return { ...step, entry: { ...entry, updated }, record: { ...record, updated } };
  });
}

type MadeStep = Step & { readonly entry: Entry };

/** True where an entry is new, or later than what is out. */
function isMoved(step: Step): step is MadeStep {
  return step.entry !== null && step.entry.updated !== step.before?.updated;
}

/** In an order that does not depend on that of the files. */
function movedInOrder(steps: readonly Step[]): readonly MadeStep[] {
  return steps.filter(isMoved).sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
}

/** An edit is later than what was out. */
function earliestUpdate({ entry, before }: MadeStep): Instant {
  const known = before?.updated ?? null;
  return known === null ? entry.published : latest(addSeconds(known, 1), entry.published);
}

interface Seconds {
  readonly taken: ReadonlySet<Instant>;
  readonly earliest: Instant;
  readonly now: Instant;
}

/** The next second that is free, until now; else the last one before. */
function nextFree(instant: Instant, { taken, earliest, now }: Seconds): Instant {
  let later = instant;
  while (taken.has(later) && later < now) later = addSeconds(later, 1);
  if (!taken.has(later)) return later;
  let before = instant;
  while (taken.has(before) && before > earliest) before = addSeconds(before, -1);
  return taken.has(before) ? instant : before;
}
