/** Finds entries that were lost with a damaged ledger and whose file cannot be read now. Pure. */
import { entryOf, type Published } from '../item/item.ts';
import { type LedgerState, openTables } from '../ledger/state.ts';
import { stateFromItems } from '../ledger/state-from-items.ts';
import type { Instant } from '../model/instant.ts';
import { error, inFile, type Problem } from '../problem/problem.ts';

/** An item whose entry is missing. */
export type LostEntry = Published;

/** The published items of a state that have no entry. */
export function lostEntries(state: LedgerState): readonly LostEntry[] {
  const open = openTables(state);
  const lost = [...open.timeline.range()].filter(([key]) => open.entries.get(key) === undefined);
  return lost.flatMap(([, { path }]) => {
    const item = open.items.get(path);
    return item?.state === 'published' ? [item] : [];
  });
}

interface Losing {
  readonly lost: readonly LostEntry[];
  /** The instant of the run. */
  readonly now: Instant;
}

/**
 * Makes the state anew without these items, as if they had been drafts, because there is nothing to show of them. An item that was
 * read back from a feed has another key than the plan gives it, so ids are compared.
 */
export function withoutItems(state: LedgerState, { lost, now }: Losing): LedgerState {
  const open = openTables(state);
  const ids = new Set(lost.map(({ entry }) => entry.id));
  const { facts, pendingEdits, tables } = state;
  const made = stateFromItems({
    items: [...open.items.range()].map(([, item]) => item).filter((item) => !ids.has(entryOf(item)?.id ?? '')),
    entries: new Map([...open.entries.range()].map(([, entry]) => [entry.id, entry])),
    files: new Map(open.files.range()),
    archives: facts.archives,
    lastRun: facts.lastRun,
    now,
  });
  const { listed, archived, lastGone, window } = made.facts;
  return {
    ...made,
    tables: { ...made.tables, index: tables.index },
    facts: { ...facts, listed, archived, lastGone, window },
    pendingEdits,
  };
}

export function lostEntry({ path }: LostEntry): readonly Problem[] {
  const message = 'The last good version was lost with the ledger and the file cannot be read: repair the file';
  return inFile(path, [error('lost-entry', message)]);
}
