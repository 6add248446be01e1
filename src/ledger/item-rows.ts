/** Makes the rows of all tables that follow from an item, and replaces them if it changes. Pure. */
import { foldId, hiddenStem, hideName, hidePath, isHiddenName } from '../article/story/hidden-names.ts';
import { fileOfPart } from '../article/story/path.ts';
import { groupFolder } from '../feed/group-folders.ts';
import { groupOf } from '../item/groups.ts';
import { entryOf, type Item, readBackDigest } from '../item/item.ts';
import { hasFile } from '../item/source-change.ts';
import { appointmentsOf, heldBack, leftOf, listedOf } from '../item/visibility.ts';
import type { Instant } from '../model/instant.ts';
import type { Rows } from './rows.ts';
import { besideKey, indexKey, itemKey, type NameKind, nameKey, type OpenTables, storedPath, timeKey } from './state.ts';
import type { TableName, TableRows } from './tables.ts';

/** What decides the rows besides the item. */
export interface RowContext {
  /** The instant of the run. */
  readonly now: Instant;
  /** The groupings that have feeds. */
  readonly feeds: readonly string[];
}

type RowOf<T extends TableName> = { readonly table: T; readonly key: string; readonly row: TableRows[T] };
type AnyRow = { readonly [T in TableName]: RowOf<T> }[TableName];

/** The rows of an item, without those of its entry and its documents. */
export function rowsOf(item: Item, context: RowContext): readonly AnyRow[] {
  const key = itemKey(item);
  return [
    { table: 'items', key, row: item },
    ...filesOf(item).map(({ path, version }) => ({ table: 'index', key: indexKey(path), row: version ?? '' }) as const),
    ...namesOf(item).map(
      ([kind, name]) => ({ table: 'names', key: `${nameKey(kind, name)}${key}`, row: true }) as const,
    ),
    ...appointmentsOf(item, context.now).map(
      ({ at, kind }) => ({ table: 'agenda', key: `${at} ${key}`, row: kind }) as const,
    ),
    ...heldBack(item, context.now).map((row) => ({ table: 'held', key, row }) as const),
    ...listedRows(item, context),
    ...goneRows(item, context),
    ...besideRows(item, key),
  ];
}

/** The files of an item, as the ledger stores their paths. */
function filesOf(item: Item): readonly Pick<Item, 'path' | 'version'>[] {
  const { state, versions } = item;
  if (versions.length === 0) return hasFile(item) ? [{ path: storedPath(item), version: item.version }] : [];
  return versions.flatMap(({ path, version, hasFile: isThere }) => {
    if (!isThere) return [];
    return [{ path: storedPath({ state, path }), version: path === item.path ? item.version : version }];
  });
}

function namesOf(item: Item): readonly (readonly [NameKind, string])[] {
  const { digest, path } = item;
  const entry = entryOf(item);
  return [
    ...(entry === null ? [] : [['id', entry.id] as const]),
    ...(entry?.page == null ? [] : [['page', entry.page.path] as const]),
    ...(entry?.url == null || entry.page !== null ? [] : [['url', entry.url] as const]),
    ...(digest === '' || digest === readBackDigest ? [] : [['digest', digest] as const]),
    ...(hasFile(item) ? [] : [['path', hidePath(path)] as const, ['stem', hiddenStem(path)] as const]),
    ...rememberedNames(item).map((it) => ['name', hideName(it)] as const),
    ...item.versions.filter((it) => it.hasFile).map((it) => ['path', hidePath(fileOfPart(it.path))] as const),
  ];
}

/** The names by which an item is found that has no file, or whose versions are in several. A folded name finds other spellings of an id. */
function rememberedNames(item: Item): readonly string[] {
  const { name, state, versions } = item;
  if (name === null) return [];
  if (versions.length === 0) return hasFile(item) ? [] : [name];
  if (isHiddenName(name)) return [name];
  return state === 'published' ? [...new Set([name, foldId(name)])] : [foldId(name)];
}

function listedRows(item: Item, { now, feeds }: RowContext): readonly AnyRow[] {
  const listed = listedOf(item, now);
  if (listed === null) return [];
  const key = timeKey(listed);
  // A category can have the name of a section, and the pages of that section link to it.
  const groupings = feeds.includes('categories') ? [...feeds, 'sections'] : feeds;
  const groups = (entryOf(item)?.groups ?? []).filter((group) => groupings.includes(groupOf(group).grouping));
  return [
    { table: 'timeline', key, row: listed },
    ...groups.map((group) => ({ table: 'members', key: memberKey(group, key), row: listed }) as const),
  ];
}

/** The key of an entry in a group. */
export function memberKey(group: string, key: string): string {
  return `${group}\n${key}`;
}

/** The key of a group, which begins with its folder. */
export function groupRowKey(group: string): string {
  return `${groupFolder(groupOf(group))}\n${group}`;
}

function goneRows(item: Item, { now }: RowContext): readonly AnyRow[] {
  const left = leftOf(item, now);
  return left === null ? [] : [{ table: 'gone', key: `${left.noticed} ${left.id}`, row: left }];
}

function besideRows(item: Item, key: string): readonly AnyRow[] {
  if (item.state !== 'published') return [];
  return [
    ...item.assets.map(
      ({ publishedPath, path }) => ({ table: 'media', key: `${publishedPath}\n${key}`, row: path }) as const,
    ),
    ...Object.keys(item.beside).map(
      (path) => ({ table: 'uses', key: `${besideKey(path)}\n${key}`, row: true }) as const,
    ),
  ];
}

/** Items before and after a run, and what decides their rows before and after it. */
export interface ItemsChange {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
  readonly was: RowContext;
  readonly is: RowContext;
}

/** Replaces the rows of items. Rows that stay the same are not changed. */
export function changeRows(open: OpenTables, { before, after, was, is }: ItemsChange): void {
  const old = new Map<string, { readonly table: TableName; readonly key: string; readonly json: string }>();
  for (const item of before) {
    for (const { table, key, row } of rowsOf(item, was))
      old.set(`${table} ${key}`, { table, key, json: JSON.stringify(row) });
  }
  for (const item of after) {
    for (const { table, key, row } of rowsOf(item, is)) {
      const known = old.size === 0 ? undefined : old.get(`${table} ${key}`);
      if (known !== undefined) old.delete(`${table} ${key}`);
      if (known === undefined || known.json !== JSON.stringify(row)) setRow(open, { table, key, row });
    }
  }
  for (const { table, key } of old.values()) setRow(open, { table, key, row: null });
}

interface Setting {
  readonly table: TableName;
  readonly key: string;
  readonly row: unknown;
}

function setRow(open: OpenTables, { table, key, row }: Setting): void {
  (open[table] as Rows<unknown>).set(key, row);
}
