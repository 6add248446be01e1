/** The state between two runs: the tables of the ledger and some facts. `openTables` opens it for reading and changing rows. Pure. */
import { stemsOf } from '../article/attachments/beside.ts';
import { hideName, hidePath } from '../article/story/hidden-names.ts';
import { fileOfPart } from '../article/story/path.ts';
import { entryOf, type Item, type PendingEdits } from '../item/item.ts';
import { hasFile } from '../item/source-change.ts';
import type { Listed } from '../item/visibility.ts';
import { digestOfText } from '../model/digest.ts';
import type { Instant } from '../model/instant.ts';
import { type Facts, noFacts } from './facts.ts';
import type { Journal, LedgerHead } from './head.ts';
import { type Change, type Chunks, emptyTable, openRows, type Rows, type Table } from './rows.ts';
import { formats, type TableName, type TableRows, tableNames } from './tables.ts';

/** What is remembered between runs. */
export interface LedgerState {
  readonly tables: Tables;
  /** The chunks that are loaded, by path. A state that was not read from a ledger has none. */
  readonly chunks: Chunks;
  readonly facts: Facts;
  /** Dates of edits and withdrawals that a run has assigned but may not have published. */
  readonly pendingEdits: PendingEdits;
}

export type Tables = { readonly [T in TableName]: Table };

export const emptyTables = Object.fromEntries(tableNames.map((name) => [name, emptyTable])) as unknown as Tables;

/** The state before the first run. */
export const nothingRemembered: LedgerState = {
  tables: emptyTables,
  chunks: new Map(),
  facts: noFacts,
  pendingEdits: {},
};

/** The tables, open for reading and changing. */
export type OpenTables = { readonly [T in TableName]: Rows<TableRows[T]> };

export function openTables({ tables, chunks }: Pick<LedgerState, 'tables' | 'chunks'>): OpenTables {
  const open = <T extends TableName>(name: T) =>
    openRows<TableRows[T]>(tables[name], { loaded: chunks, format: formats[name] });
  return Object.fromEntries(tableNames.map((name) => [name, open(name)])) as unknown as OpenTables;
}

export function closeTables(open: OpenTables): Tables {
  return Object.fromEntries(tableNames.map((name) => [name, open[name].table()])) as unknown as Tables;
}

/** The path of an item as the ledger stores it. */
export function storedPath({ state, path }: Pick<Item, 'state' | 'path'>): string {
  return state === 'published' ? path : hidePath(path);
}

/** The key of a file in the table `index`. An item whose file contains several articles has the path of a part. */
export function indexKey(path: string): string {
  return fileOfPart(path);
}

/** An item has the key of its file. If its file was removed, there may be a newer item at the same path, so its id is added. */
export function itemKey(item: Item): string {
  const path = storedPath(item);
  return hasFile(item) ? path : `${path}\n${entryOf(item)?.id ?? hideName(item.name ?? '')}`;
}

/** The key of an entry in tables that are sorted newest first, then by id. Each digit of the date is subtracted from 9 to reverse the order. */
export function timeKey({ published, id }: Pick<Listed, 'published' | 'id'>): string {
  return `${timeKeyStart(published)}${id}`;
}

/** The beginning of the keys of all entries of one instant. */
export function timeKeyStart(published: Instant): string {
  return `${published.replace(/\d/g, (digit) => String(9 - Number(digit)))} `;
}

/** Numbers sort as strings if they have the same length. */
export function archiveKey(number: number): string {
  return String(number).padStart(9, '0');
}

/** The kinds of names: an id, a page, the digest of a file, and the hidden path, stem and name of an item without a file. */
export type NameKind = 'id' | 'page' | 'digest' | 'url' | 'path' | 'stem' | 'name';

/** The beginning of the keys of one name. Each item that has it adds its key. */
export function nameKey(kind: NameKind, name: string): string {
  return `${digestOfText(`${kind} ${name}`).slice(0, 16)}\n`;
}

/** The tables that a head and its journal describe. */
export function tablesOf({ chunks }: LedgerHead, { tables }: Journal): Tables {
  const entries = tableNames.map((name): [TableName, Table] => {
    const rows = tables[name] ?? [];
    const changes = new Map(rows.map(([key, json]): [string, Change | null] => [key, json === null ? null : { json }]));
    return [name, { chunks: chunks[name] ?? [], changes }];
  });
  return Object.fromEntries(entries) as unknown as Tables;
}

/**
 * The key of a file beside articles. It may have the name of an article that is not out, so the name is a digest. What follows the
 * name can be read: `-2.jpg`. No path begins like this.
 */
export function besideKey(path: string): string {
  const stem = stemsOf(path).at(-1) ?? path.replace(/\.\w+$/, '');
  return `${besideKeyStart(stem)}${path.slice(stem.length)}`;
}

/** The beginning of the keys of all files that are named after an article. */
export function besideKeyStart(stem: string): string {
  return `//${digestOfText(stem).slice(0, 24)} `;
}

/** True for the key of a file beside articles. */
export function isBesideKey(key: string): boolean {
  return key.startsWith('//');
}
