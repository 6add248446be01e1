/** Gives each entry that changed in a run a different `updated`, because feed validators expect that. Pure. */

import type { Entry } from '../model/entry.ts';
import { addSeconds, type Instant, isAfter, isBefore, latest } from '../model/instant.ts';
import { entryOf, type Item } from './item.ts';
import type { NextItem, RunContext } from './next-item.ts';
import { withdrawnBefore } from './visibility.ts';

interface SeparateContext extends Pick<RunContext, 'now' | 'lastRun'> {
  /** All items without a change in this run. */
  readonly others: readonly Item[];
}

/**
 * Moves equal `updated` dates apart by a second each, because feed validators warn about equal dates. No date becomes later
 * than the run, because readers reject that, nor earlier than the published date. If no such second is free, the dates stay
 * equal, which Atom allows.
 */
export function separateUpdates(nexts: readonly NextItem[], { others, ...run }: SeparateContext): readonly NextItem[] {
  const unmoved = nexts.filter((next) => !isMoved(next)).flatMap(({ item }) => item ?? []);
  const taken = new Set<Instant>();
  for (const item of [...unmoved, ...others]) if (item.state === 'published') taken.add(item.entry.updated);
  const free = new Map<string, Instant>();
  for (const next of movedInOrder(nexts)) {
    const updated = nextFree(next.entry.updated, { taken, now: run.now, earliest: earliestUpdate(next, run) });
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

/** True if an entry is new or its `updated` changed. */
function isMoved(next: NextItem): next is MadeItem {
  return next.entry !== null && next.entry.updated !== entryOf(next.before)?.updated;
}

/** Sorted by id, so that the order of the files has no effect. */
function movedInOrder(nexts: readonly NextItem[]): readonly MadeItem[] {
  return nexts.filter(isMoved).sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
}

/** An edit must be later than the published version, and an entry that comes back later than its tombstone. */
function earliestUpdate({ entry, before }: MadeItem, run: Pick<RunContext, 'now' | 'lastRun'>): Instant {
  const last = [entryOf(before)?.updated ?? null, withdrawnBefore(before, run)];
  return latest([entry.published, ...last.map((it) => (it === null ? null : addSeconds(it, 1)))]);
}

interface Seconds {
  readonly taken: ReadonlySet<Instant>;
  readonly earliest: Instant;
  readonly now: Instant;
}

/** The next free second up to `now`, or else the last free second before the instant. */
function nextFree(instant: Instant, { taken, earliest, now }: Seconds): Instant {
  let later = instant;
  while (taken.has(later) && isBefore(later, now)) later = addSeconds(later, 1);
  if (!taken.has(later)) return later;
  let before = instant;
  while (taken.has(before) && isAfter(before, earliest)) before = addSeconds(before, -1);
  return taken.has(before) ? instant : before;
}
