/**
 * The tables of the ledger. `items` and `entries` are what is remembered. The rows of the others follow from the items
 * (`rowsOf`), except `index`, `files` and `archives`. To add a table, add a row here.
 */
import { foldId, hideName, hidePath, isHiddenName } from '../article/story/hidden-names.ts';
import { type SkippedKind, skippedKinds } from '../article/story/no-story.ts';
import type { Item, KnownFile, KnownVersion } from '../item/item.ts';
import type { Appointment, HeldBack, LeftEntry, Listed } from '../item/visibility.ts';
import type { Entry } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import { PublishError } from '../problem/publish-error.ts';
import { parseEntry, parseItem } from './item-values.ts';
import {
  compact,
  damaged,
  listParser,
  nullable,
  oneOf,
  type Parse,
  parseBoolean,
  parseCount,
  parseText,
  parseWrittenInstant,
  shapeParser,
} from './ledger-values.ts';
import type { RowFormat } from './rows.ts';

/** The row type of each table. */
export interface TableRows {
  /** The version of each file in the source, by path. The paths of articles that are not out are hidden. An empty version means that the file must be read again. */
  readonly index: string;
  /** By `itemKey`. */
  readonly items: Item;
  /** Which ids, pages and digests are taken, and by which item: the key is made by `nameKey`. */
  readonly names: true;
  /** The entries in the feeds, by `timeKey`. */
  readonly timeline: Listed;
  /** The archive documents, by `archiveKey`. */
  readonly archives: ArchiveRow;
  /** The groups that have a feed, by folder and key. */
  readonly groups: GroupRow;
  /** The entries of each group, by key of the group and `timeKey`. */
  readonly members: Listed;
  /** Entries that left the feeds, by the instant when that was noticed, and id. */
  readonly gone: LeftEntry;
  /** What happens to items without a change of their files, by instant and `itemKey`. */
  readonly agenda: Appointment['kind'];
  /** Items that are held back, by `itemKey`. */
  readonly held: HeldBack;
  /** What the items are in files without any story, by hidden path. */
  readonly skipped: readonly SkippedKind[];
  /** Published pictures and media, by published path and `itemKey`. The row is the path in the source. */
  readonly media: string;
  /** The files beside articles that an article uses, by path and `itemKey`. */
  readonly uses: true;
  /** The published files that this ledger owns, by path, except media. */
  readonly files: KnownFile;
  /** The published entries, by `timeKey`. */
  readonly entries: Entry;
}

export type TableName = keyof TableRows;

export interface ArchiveRow {
  /** The time keys of its entries. */
  readonly members: readonly string[];
  /** When an entry was last withdrawn from it; null if none was. */
  readonly lastGone: Instant | null;
}

export interface GroupRow {
  readonly members: number;
  /** False if its folder belongs to another group. */
  readonly holdsFolder: boolean;
  readonly lastGone: Instant | null;
}

/** A format whose rows are read by a parser. `read` throws `PublishError` with code `ledger-damaged` if the value is not such a row. */
function checked<T>(parse: Parse<T>, write: (row: T) => unknown = (row) => row): RowFormat<T> {
  return {
    write,
    read: (json, key) => {
      const row = parse(json);
      if (row === damaged) throw new PublishError('ledger-damaged', `A row of the ledger is damaged: "${key}"`);
      return row as T;
    },
  };
}

const parseTrue: Parse<true> = (value) => (value === 1 ? true : damaged);
const writeTrue = () => 1;

const parseShape = {
  archive: shapeParser<ArchiveRow>(
    { members: listParser(parseText), lastGone: nullable(parseWrittenInstant) },
    { members: [], lastGone: null },
  ),
  group: shapeParser<GroupRow>(
    { members: parseCount, holdsFolder: parseBoolean, lastGone: nullable(parseWrittenInstant) },
    { lastGone: null },
  ),
  gone: shapeParser<LeftEntry>(
    {
      id: parseText,
      withdrawn: parseWrittenInstant,
      noticed: parseWrittenInstant,
      notice: nullable(parseText),
      page: nullable(parseText),
      groups: listParser(parseText),
    },
    { notice: null, page: null, groups: [] },
  ),
  held: shapeParser<HeldBack>(
    {
      path: parseText,
      reason: oneOf('draft', 'scheduled', 'expired', 'unlisted'),
      due: nullable(parseWrittenInstant),
    },
    { due: null },
  ),
};

/** Written as a list, because there are two such rows for each article. */
const listedFormat = checked<Listed>(
  (json) => {
    if (!Array.isArray(json)) return damaged;
    const [path, id, published, updated, digest, entryBytes, archive, ...sections] = json as readonly unknown[];
    const isRow =
      [path, id, digest].every((it) => typeof it === 'string') &&
      [published, updated].every((it) => parseWrittenInstant(it) !== damaged) &&
      [entryBytes, archive].every((it) => parseCount(it) !== damaged) &&
      sections.every((it) => typeof it === 'string');
    if (!isRow) return damaged;
    return {
      path,
      id,
      published,
      updated,
      digest,
      entryBytes,
      archive: archive === 0 ? null : archive,
      sections,
    } as Listed;
  },
  ({ path, id, published, updated, digest, entryBytes, archive, sections }) => [
    path,
    id,
    published,
    updated,
    digest,
    entryBytes,
    archive ?? 0,
    ...sections,
  ],
);

/** Written as a list. In a folder, the version of a file is its digest. */
const fileFormat = checked<KnownFile>(
  (json) => {
    if (!Array.isArray(json)) return damaged;
    const [digest, version, document] = json as readonly unknown[];
    if (typeof digest !== 'string' || (typeof version !== 'string' && version !== 0)) return damaged;
    if (typeof document !== 'string' && document !== null) return damaged;
    return { digest, version: version === 0 ? digest : version, document };
  },
  ({ digest, version, document }) => [digest, version === digest ? 0 : version, document],
);

/** True if the path of a version can be read in the ledger. */
function isOpen({ state }: Item, { hasFile }: KnownVersion): boolean {
  return state === 'published' && hasFile;
}

/** An id that differs only in case names the same item, so that of an item with versions is folded first. */
function hiddenNameOf({ name, versions }: Item): string | null {
  if (name === null) return null;
  return hideName(versions.length === 0 || isHiddenName(name) ? name : foldId(name));
}

/** The item as the ledger stores it: only a published article has a path and a name that can be read. */
function hideNames(item: Item): Item {
  const versions = item.versions.map((it) => (isOpen(item, it) ? it : { ...it, path: hidePath(it.path) }));
  if (item.state === 'published') return { ...item, versions };
  return { ...item, path: hidePath(item.path), name: hiddenNameOf(item), versions };
}

/** Files beside the article that were missing are null, and stay. */
function writeItem(item: Item): unknown {
  const hidden = hideNames(item);
  const written = compact(hidden);
  const hasBeside = hidden.state === 'published' && Object.keys(hidden.beside).length > 0;
  return hasBeside ? { ...(written as object), beside: hidden.beside } : written;
}

export const formats: { readonly [T in TableName]: RowFormat<TableRows[T]> } = {
  index: checked(parseText),
  items: checked(parseItem, writeItem),
  names: checked(parseTrue, writeTrue),
  timeline: listedFormat,
  archives: checked(parseShape.archive, compact),
  groups: checked(parseShape.group, compact),
  members: listedFormat,
  gone: checked(parseShape.gone, compact),
  agenda: checked(oneOf('due', 'reading')),
  held: checked(parseShape.held, (row) =>
    compact({ ...row, path: row.reason === 'unlisted' ? row.path : hidePath(row.path) }),
  ),
  skipped: checked(listParser(oneOf(...skippedKinds))),
  media: checked(parseText),
  uses: checked(parseTrue, writeTrue),
  files: fileFormat,
  entries: checked(parseEntry, compact),
};

export const tableNames = Object.keys(formats) as readonly TableName[];
