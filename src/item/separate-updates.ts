/** Gives each entry that changed in a run a different `updated`, because feed validators expect that. Pure. */

import type { Entry } from '../model/entry.ts';
import { addSeconds, fromEpochMilliseconds, type Instant, latest, toEpochMilliseconds } from '../model/instant.ts';
import { entryOf } from './item.ts';
import type { NextItem, RunContext } from './next-item.ts';
import { withdrawnBefore } from './visibility.ts';

interface SeparateContext extends Pick<RunContext, 'now' | 'lastRun'> {
  /** The `updated` of entries that documents may show together with those of this run. */
  readonly others: readonly Instant[];
}

/**
 * Moves equal `updated` dates apart by a second each, because feed validators warn about equal dates in one document. No date
 * becomes later than the run, because readers reject that, nor earlier than the published date. If no such second is free, the
 * dates stay equal, which Atom allows.
 */
export function separateUpdates(nexts: readonly NextItem[], { others, ...run }: SeparateContext): readonly NextItem[] {
  const unmoved = nexts.filter((next) => !isMoved(next)).flatMap(({ item }) => item ?? []);
  const taken = takenSeconds(run.now);
  for (const item of unmoved) if (item.state === 'published') taken.take(item.entry.updated);
  for (const updated of others) taken.take(updated);
  const free = new Map<string, Instant>();
  for (const next of movedInOrder(nexts)) {
    const updated = taken.nextFree(next.entry.updated, earliestUpdate(next, run));
    free.set(next.entry.id, updated);
    taken.take(updated);
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

export interface TakenSeconds {
  readonly take: (instant: Instant) => void;
  /** The first free second from an instant up to the run, or else the last free one down to `earliest`, or else the instant. */
  readonly nextFree: (instant: Instant, earliest: Instant) => Instant;
}

/** Seconds that are in use. Consecutive ones are skipped together, so ten thousand entries of one date are not compared one by one. */
export function takenSeconds(now: Instant): TakenSeconds {
  const taken = new Set<number>();
  const later = new Map<number, number>();
  const earlier = new Map<number, number>();
  const end = toSeconds(now);
  return {
    take: (instant) => {
      taken.add(toSeconds(instant));
    },
    nextFree: (instant, earliest) => {
      const start = toSeconds(instant);
      const up = freeFrom(start, { taken, known: later, step: 1 });
      // A date after the run stays as it is: it is not moved further away.
      if (up === start || up <= end) return fromSeconds(up);
      const down = freeFrom(start, { taken, known: earlier, step: -1 });
      return down >= toSeconds(earliest) ? fromSeconds(down) : instant;
    },
  };
}

interface Search {
  readonly taken: ReadonlySet<number>;
  /** Where earlier searches from a second ended: everything between is taken. */
  readonly known: Map<number, number>;
  readonly step: 1 | -1;
}

function freeFrom(start: number, { taken, known, step }: Search): number {
  const passed: number[] = [];
  let second = start;
  while (taken.has(second)) {
    passed.push(second);
    second = known.get(second) ?? second + step;
  }
  for (const it of passed) known.set(it, second);
  return second;
}

function toSeconds(instant: Instant): number {
  return toEpochMilliseconds(instant) / 1000;
}

function fromSeconds(seconds: number): Instant {
  return fromEpochMilliseconds(seconds * 1000);
}
