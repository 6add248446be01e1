/** Compares items before and after a run: which entries enter, leave or change in feeds and groups, and which rows of `entries` change. Pure. */
import { groupOf } from '../../item/groups.ts';
import { entryOf, type Item } from '../../item/item.ts';
import { isShown, type LeftEntry, type Listed, leftOf, listedOf } from '../../item/visibility.ts';
import type { ItemsChange, RowContext } from '../../ledger/item-rows.ts';
import { type OpenTables, timeKey } from '../../ledger/state.ts';
import type { Entry } from '../../model/entry.ts';
import { type Instant, latest } from '../../model/instant.ts';
import type { ListedChange } from './archive-rows.ts';
import type { GroupChange } from './group-rows.ts';

/** An entry that enters or leaves the feeds or a group, or changes in them. */
export interface EntryMove extends ListedChange {
  readonly groupsBefore: readonly string[];
  readonly groupsAfter: readonly string[];
}

interface Side {
  readonly listed: Listed | null;
  readonly left: LeftEntry | null;
  readonly groups: readonly string[];
}

const nowhere: Side = { listed: null, left: null, groups: [] };

/** The moves of entries between two states. An entry that stays as it is has none. */
export function entryMoves({ before, after, was, is }: ItemsChange): readonly EntryMove[] {
  const [old, now] = [sidesOf(before, was), sidesOf(after, is)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
    const [one, other] = [old.get(id) ?? nowhere, now.get(id) ?? nowhere];
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    const left = other.left !== null && one.listed !== null ? other.left.withdrawn : null;
    return [{ before: one.listed, after: other.listed, left, groupsBefore: one.groups, groupsAfter: other.groups }];
  });
}

function sidesOf(items: readonly Item[], { now, feeds }: RowContext): ReadonlyMap<string, Side> {
  return new Map(
    items.flatMap((item) => {
      const entry = entryOf(item);
      if (entry === null) return [];
      const listed = listedOf(item, now);
      const groups = listed === null ? [] : entry.groups.filter((key) => feeds.includes(groupOf(key).grouping));
      return [[entry.id, { listed, left: leftOf(item, now), groups }] as const];
    }),
  );
}

/** What the moves change in each group. `others` are groups that only lost a tombstone: they may have nothing left to show. */
export function groupChanges(moves: readonly EntryMove[], others: readonly string[]): ReadonlyMap<string, GroupChange> {
  const changes = new Map<string, GroupChange>(others.map((group) => [group, { more: 0, left: null }]));
  const add = (group: string, more: number, left: Instant | null) => {
    const known = changes.get(group) ?? { more: 0, left: null };
    changes.set(group, { more: known.more + more, left: left === null ? known.left : latest([left, known.left]) });
  };
  for (const { groupsBefore, groupsAfter, left } of moves) {
    for (const group of groupsBefore) add(group, -1, groupsAfter.includes(group) ? null : left);
    for (const group of groupsAfter) add(group, 1, null);
  }
  return changes;
}

/** Adds the entries that a run made, and removes those that nothing shows any more. */
export function changeEntries(
  { entries }: OpenTables,
  { before, after, was, is }: ItemsChange,
  made: ReadonlyMap<string, Entry>,
): void {
  const kept = new Set(after.flatMap((item) => entryKey(item, is.now) ?? []));
  for (const item of before) {
    const key = entryKey(item, was.now);
    if (key !== null && !kept.has(key)) entries.set(key, null);
  }
  for (const item of after) {
    const entry = made.get(entryOf(item)?.id ?? '');
    const key = entryKey(item, is.now);
    if (key !== null && entry !== undefined) entries.set(key, entry);
  }
}

/** The key of the entry of an item. Null if the entry is not shown. */
function entryKey(item: Item, now: Instant): string | null {
  return isShown(item, now) ? timeKey({ published: item.published, id: item.entry.id }) : null;
}
