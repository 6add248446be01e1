/** Keeps the rows of groups: how many entries each has, and which one holds a folder that several want. Pure. */
import { type Claim, groupFolder, sharedFolders } from '../../feed/group-folders.ts';
import { groupKey, groupOf } from '../../item/groups.ts';
import type { LeftEntry } from '../../item/visibility.ts';
import { groupRowKey, memberKey } from '../../ledger/item-rows.ts';
import { keysWith } from '../../ledger/rows.ts';
import type { OpenTables } from '../../ledger/state.ts';
import { type Instant, latest } from '../../model/instant.ts';
import { error, type Finding } from '../../problem/problem.ts';

/** What a run changes in a group. */
export interface GroupChange {
  /** How many more entries it has. */
  readonly more: number;
  /** When an entry last left it in this run; null if none did. */
  readonly left: Instant | null;
}

/** Groups whose feed appears or disappears, by key: pages that link to them change. */
export interface GroupsChanged {
  readonly promoted: readonly string[];
  readonly demoted: readonly string[];
}

/** Changes the rows of groups. `recent` contains the entries that left the feeds lately: a group without entries keeps its feed as long as that lists one of them. */
export function changeGroups(
  { groups, members }: OpenTables,
  changes: ReadonlyMap<string, GroupChange>,
  recent: readonly LeftEntry[],
): GroupsChanged {
  const folders = new Map<string, string>();
  const gone: string[] = [];
  for (const [group, { more, left }] of changes) {
    const key = groupRowKey(group);
    const row = groups.get(key);
    const count = (row?.members ?? 0) + more;
    const isKept = count > 0 || recent.some((it) => it.groups.includes(group));
    if (!isKept && row?.holdsFolder === true) gone.push(group);
    const lastGone = left === null ? (row?.lastGone ?? null) : latest([left, row?.lastGone ?? null]);
    groups.set(key, isKept ? { members: count, holdsFolder: row?.holdsFolder ?? false, lastGone } : null);
    folders.set(groupFolder(groupOf(group)), key);
  }
  const moved = [...folders.keys()].map((folder) => settleFolder(folder, { groups, members }));
  return {
    promoted: moved.flatMap(({ promoted }) => promoted),
    demoted: [...gone, ...moved.flatMap(({ demoted }) => demoted)],
  };
}

/** Decides which group holds a folder. */
function settleFolder(folder: string, { groups, members }: Pick<OpenTables, 'groups' | 'members'>): GroupsChanged {
  const rows = [...groups.range(keysWith(`${folder}\n`))];
  const keyed = rows.map(([key, row]) => ({ key, row, group: key.slice(folder.length + 1) }));
  const holder = keyed.find(({ row }) => row.holdsFolder)?.group;
  const claims = keyed.map(
    ({ group, row }): Claim => ({
      ...groupOf(group),
      members: row.members,
      since: rows.length > 1 ? oldestMember(group, members) : null,
    }),
  );
  const without = new Set(
    sharedFolders(claims, holder === undefined ? {} : { [folder]: holder }).map(({ group }) => groupKey(group)),
  );
  const changed = keyed.filter(({ group, row }) => row.holdsFolder === without.has(group));
  for (const { key, row } of changed) groups.set(key, { ...row, holdsFolder: !row.holdsFolder });
  return {
    promoted: changed.filter(({ row }) => !row.holdsFolder).map(({ group }) => group),
    demoted: changed.filter(({ row }) => row.holdsFolder).map(({ group }) => group),
  };
}

function oldestMember(group: string, members: OpenTables['members']): Instant | null {
  for (const [, { published }] of members.range({ ...keysWith(memberKey(group, '')), order: 'descending' }))
    return published;
  return null;
}

/** Reports the groups that have no feed, because their folder belongs to another group. */
export function sharedFolderFindings({ groups, members }: OpenTables): readonly Finding[] {
  const rows = [...groups.range()].map(([key, row]) => ({
    row,
    folder: key.slice(0, key.indexOf('\n')),
    group: key.slice(key.indexOf('\n') + 1),
  }));
  const holders = new Map(
    rows.filter(({ row }) => row.holdsFolder).map(({ folder, group }) => [folder, groupOf(group)]),
  );
  return rows.flatMap(({ row, folder, group }) => {
    const holder = holders.get(folder);
    if (row.holdsFolder || holder === undefined) return [];
    const paths = [...members.range(keysWith(memberKey(group, '')))].map(([, { path }]) => `"${path}"`);
    if (paths.length === 0) return [];
    const { name } = groupOf(group);
    const more = paths.length > 3 ? `, and ${paths.length - 3} more` : '';
    const message =
      `"${name}" and "${holder.name}" would have the same URL ${folder}: ` +
      `the feed there contains only "${holder.name}"; spell both the same way, or rename one. ` +
      `"${name}" is in ${paths.slice(0, 3).join(', ')}${more}`;
    return [error('duplicate-url', message)];
  });
}
