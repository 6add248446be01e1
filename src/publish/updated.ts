/** The dates of edits: what the author wrote, else the run that found them; and never two alike. Pure. */
import type { Article, Entry, Instant } from '../model.ts';
import { warning } from '../problem.ts';
import type { LedgerRecord, PendingEdits } from './ledger.ts';
import type { Step } from './step.ts';

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

/** In Atom no two entries may have one `updated` (feed validators): of several, the later in order are a second later each. */
export function separateUpdates(steps: readonly Step[], left: readonly LedgerRecord[]): readonly Step[] {
  const others = [...steps.filter(({ entry }) => entry === null).flatMap(({ record }) => record ?? []), ...left];
  const taken = new Set(others.flatMap(({ updated, state }) => (state === 'published' ? (updated ?? []) : [])));
  const free = new Map<string, Instant>();
  for (const { id, updated } of entriesInOrder(steps)) {
    free.set(id, nextFree(updated, taken));
    taken.add(free.get(id) ?? updated);
  }
  return steps.map((step) => {
    const { entry, record } = step;
    if (entry === null || record === null) return step;
    const updated = free.get(entry.id) ?? entry.updated;
    return { ...step, entry: { ...entry, updated }, record: { ...record, updated } };
  });
}

/** In an order that does not depend on that of the files. */
function entriesInOrder(steps: readonly Step[]): readonly Entry[] {
  return steps.flatMap(({ entry }) => entry ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function nextFree(instant: Instant, taken: ReadonlySet<Instant>): Instant {
  let free = instant;
  while (taken.has(free)) free = `${new Date(new Date(free).getTime() + 1000).toISOString().slice(0, 19)}Z`;
  return free;
}
