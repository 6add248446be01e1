/** Finds the documents that a run touches besides those of changed files: what is due, what is rendered again, and a portion of all. Pure. */
import { groupKey, groupOf } from '../../item/groups.ts';
import type { Facts } from '../../ledger/facts.ts';
import { groupRowKey, memberKey } from '../../ledger/item-rows.ts';
import { keysWith } from '../../ledger/rows.ts';
import { nameKey, type OpenTables } from '../../ledger/state.ts';
import type { Channel } from '../../model/channel.ts';
import { addDays, addSeconds, type Instant, isBefore } from '../../model/instant.ts';
import { archiveOf } from './documents.ts';

/** Keys of items, numbers of archive documents, and keys of groups. */
export interface TouchedKeys {
  readonly items: readonly string[];
  readonly archives: readonly number[];
  readonly groups: readonly string[];
}

/** What time touches: articles that became due since the last run, and withdrawals that feeds no longer list. If the clock went back, those of the time between. */
export function touchedByTime(
  { agenda, gone }: OpenTables,
  { lastRun }: Pick<Facts, 'lastRun'>,
  { channel, now }: { readonly channel: Channel; readonly now: Instant },
): TouchedKeys {
  const { from, to } = passedTime({ lastRun, now });
  const aged = { from: addDays(from, -channel.tombstoneDays), before: addDays(to, -channel.tombstoneDays) };
  const groups = [...gone.range(aged)].flatMap(([, left]) => left.groups);
  return { items: dueItems({ agenda }, { lastRun, now }), archives: [], groups };
}

interface Clock extends Pick<Facts, 'lastRun'> {
  readonly now: Instant;
}

/** The keys of items for which something happened since the last run. If the clock went back, those of the time between. */
export function dueItems({ agenda }: Pick<OpenTables, 'agenda'>, clock: Clock): readonly string[] {
  const { from, to } = passedTime(clock);
  const range = { from: clock.lastRun === null ? '' : addSeconds(from, 1), before: addSeconds(to, 1) };
  return [...agenda.range(range)].map(([key]) => key.slice(key.indexOf(' ') + 1));
}

function passedTime({ lastRun, now }: Clock): { readonly from: Instant; readonly to: Instant } {
  const last = lastRun ?? now;
  return isBefore(now, last) ? { from: now, to: last } : { from: last, to: now };
}

/** What the documents at published paths are made from. */
export function touchedByPaths({ names, groups }: OpenTables, paths: readonly string[]): TouchedKeys {
  return {
    items: paths.flatMap((path) => {
      const start = nameKey('page', path);
      return path.startsWith('articles/')
        ? [...names.range(keysWith(start))].map(([key]) => key.slice(start.length))
        : [];
    }),
    archives: [...new Set(paths.flatMap((path) => archiveOf(path) ?? []))],
    groups: [...new Set(paths.map(groupPath).filter((folder) => folder !== null))].flatMap((folder) =>
      [...groups.range(keysWith(`${folder}\n`))].map(([key]) => key.slice(folder.length + 1)),
    ),
  };
}

function groupPath(path: string): string | null {
  return /^(?:sections|categories|authors)\/[^/]+\//.exec(path)?.[0] ?? null;
}

/** The items and archive documents that name groups, which change if a group gets or loses its page. A section is also a category. */
export function touchedByGroups({ members, timeline }: OpenTables, groups: readonly string[]): TouchedKeys {
  const linked = new Set(groups.flatMap((group) => [group, ...sameSection(group)]));
  const rows = [...linked].flatMap((group) => {
    const start = memberKey(group, '');
    return [...members.range(keysWith(start))].map(([key, { path }]) => ({ path, key: key.slice(start.length) }));
  });
  return {
    items: rows.map(({ path }) => path),
    archives: rows.flatMap(({ key }) => timeline.get(key)?.archive ?? []),
    groups: [],
  };
}

function sameSection(key: string): readonly string[] {
  const { grouping, name } = groupOf(key);
  return grouping === 'categories' ? [groupKey({ grouping: 'sections', name })] : [];
}

export interface Portion extends TouchedKeys {
  /** Where the next run continues. Null if this portion was the last. */
  readonly next: string | null;
}

/** The next portion of all documents: pages by the keys of their items, then archive documents, with all groups at the beginning. */
export function nextPortion(
  { items, groups }: OpenTables,
  { from, archives, size }: { readonly from: string; readonly archives: number; readonly size: number },
): Portion {
  const allGroups = from === '' ? [...groups.range()].map(([key]) => key.slice(key.indexOf('\n') + 1)) : [];
  const keys: string[] = [];
  if (!from.startsWith(archivesMark)) {
    for (const [key] of items.range({ from })) {
      if (keys.length === size) return { items: keys, archives: [], groups: allGroups, next: key };
      keys.push(key);
    }
  }
  const first = from.startsWith(archivesMark) ? Number(from.slice(archivesMark.length)) : 1;
  const end = Math.min(archives, first + size - keys.length - 1);
  const numbers = Array.from({ length: Math.max(0, end - first + 1) }, (_, index) => first + index);
  const next = end < archives ? `${archivesMark}${Math.max(first, end + 1)}` : null;
  return { items: keys, archives: numbers, groups: allGroups, next };
}

/** Sorts after every path. */
const archivesMark = '\uffff';

/** The groups among these that have a feed. */
export function withFeed(
  keys: Iterable<string>,
  { groups }: OpenTables,
  { feeds }: Pick<Channel, 'feeds'>,
): readonly string[] {
  const wanted = [...new Set(keys)].filter((key) => feeds.includes(groupOf(key).grouping));
  return wanted.filter((key) => groups.get(groupRowKey(key))?.holdsFolder === true);
}
