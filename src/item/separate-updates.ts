/** Keeps the dates of edits apart: of several in one run, each has a second of its own. Pure. */

import type { Entry } from '../model/entry.ts';
import { addSeconds, type Instant, isAfter, isBefore, latest } from '../model/instant.ts';
import { entryOf, type Item } from './item.ts';
import type { NextItem } from './next-item.ts';

/**
 * Feed validators want no two entries with one `updated`: of several, each gets a second of its own. None is later than the
 * run, because readers reject that, nor before what is out; if there is no such second they stay alike, as Atom allows.
 */
export function separateUpdates(
  nexts: readonly NextItem[],
  { others, now }: { readonly others: readonly Item[]; readonly now: Instant },
): readonly NextItem[] {
  const unmoved = nexts.filter((next) => !isMoved(next)).flatMap(({ item }) => item ?? []);
  const taken = new Set<Instant>();
  for (const item of [...unmoved, ...others]) if (item.state === 'published') taken.add(item.entry.updated);
  const free = new Map<string, Instant>();
  for (const next of movedInOrder(nexts)) {
    const updated = nextFree(next.entry.updated, { taken, now, earliest: earliestUpdate(next) });
    free.set(next.entry.id, updated);
    taken.add(updated);
  }
  return nexts.map((next) => {
    const { entry, item } = next;
    if (entry === null || item?.state !== 'published') return next;
    const updated = free.get(entry.id) ?? entry.updated;
    return { ...next, entry: { ...entry, updated }, item: { ...item, entry: { ...item.entry, updated } } };
  });
}

type MadeItem = NextItem & { readonly entry: Entry };

/** True if an entry is new, or later than what is out. */
function isMoved(next: NextItem): next is MadeItem {
  return next.entry !== null && next.entry.updated !== entryOf(next.before)?.updated;
}

/** In an order that does not depend on that of the files. */
function movedInOrder(nexts: readonly NextItem[]): readonly MadeItem[] {
  return nexts.filter(isMoved).sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
}

/** An edit is later than what was out. */
function earliestUpdate({ entry, before }: MadeItem): Instant {
  const known = entryOf(before);
  return latest([entry.published, known === null ? null : addSeconds(known.updated, 1)]);
}

interface Seconds {
  readonly taken: ReadonlySet<Instant>;
  readonly earliest: Instant;
  readonly now: Instant;
}

/** The next second that is free, until now; else the last one before. */
function nextFree(instant: Instant, { taken, earliest, now }: Seconds): Instant {
  let later = instant;
  while (taken.has(later) && isBefore(later, now)) later = addSeconds(later, 1);
  if (!taken.has(later)) return later;
  let before = instant;
  while (taken.has(before) && isAfter(before, earliest)) before = addSeconds(before, -1);
  return taken.has(before) ? instant : before;
}
