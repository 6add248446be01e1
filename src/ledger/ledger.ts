/**
 * What has been published, kept beside the publication and never served. A small head names everything else: shards by
 * month, each in two files, one with the records of its articles and one with their entries. Files are never changed,
 * only replaced by others, and the head is written last: it is the one step by which a run takes effect.
 */
import type { Archives, KnownFile, LedgerRecord } from '../item/item-record.ts';
import type { Entry } from '../model/entry.ts';
import type { File } from '../model/file.ts';
import { digestOf } from '../model/file.ts';
import { PublishError } from '../problem/publish-error.ts';

export interface LedgerHead {
  readonly schema: 1;
  /** Counts the heads: no two have files of the same name with different fates. */
  readonly generation: number;
  /** The digest of all that decides how an article is read; another one means that every article is read again. */
  readonly readingDigest: string;
  readonly shards: Readonly<Record<string, Shard>>;
  /** The published files that this ledger owns, without the pages of articles, which stand in their records. */
  readonly files: Readonly<Record<string, KnownFile>>;
  readonly archives: Archives;
  /** The section, category or author that each folder of a feed belongs to. */
  readonly folders: Readonly<Record<string, string>>;
  /** Files of the ledger that are in use no more; the next run that changes anything removes them. */
  readonly retired: readonly string[];
}

/** The paths of one month's files. */
export interface Shard {
  readonly records: string;
  readonly entries: string;
}

export const ledgerFolder = '.presstime/ledger/';
export const headPath = `${ledgerFolder}head.json`;

const schema = 1;
export const noArchives: Archives = { count: 0, linked: 0 };
export const emptyHead: LedgerHead = {
  schema,
  generation: 0,
  readingDigest: '',
  shards: {},
  files: {},
  archives: noArchives,
  folders: {},
  retired: [],
};

/** The month in which an article was first published; articles without a date share a shard. */
export function shardOf({ firstPublished }: Pick<LedgerRecord, 'firstPublished'>): string {
  return firstPublished === null ? 'undated' : firstPublished.slice(0, 7);
}

export interface ShardInput {
  readonly records: readonly LedgerRecord[];
  /** Null where they are as they were. */
  readonly entries: readonly Entry[] | null;
  readonly generation: number;
  /** What the shard is now; a file of it with the same bytes stays. */
  readonly before: Shard | undefined;
}

/** A shard, and those of its two files that have to be written. */
export function renderShard(
  month: string,
  { records, entries, generation, before }: ShardInput,
): { readonly shard: Shard; readonly files: readonly File[] } {
  const render = (kind: keyof Shard, body: Uint8Array): File => {
    const known = before?.[kind];
    const path = `${ledgerFolder}${month}.${kind}.${generation}.${shortDigest(body)}.json`;
    return { path: known !== undefined && holds(known, body) ? known : path, body };
  };
  const recordFile = render('records', recordBody(records));
  const kept = entries === null ? before?.entries : undefined;
  const entryFile = kept === undefined ? render('entries', encodeJson(sortedBy('id', entries ?? []))) : null;
  const known = before === undefined ? [] : Object.values(before);
  return {
    shard: { records: recordFile.path, entries: entryFile?.path ?? kept ?? '' },
    files: [recordFile, ...(entryFile === null ? [] : [entryFile])].filter(({ path }) => !known.includes(path)),
  };
}

/** True where a shard has just these records. */
export function hasRecords(shard: Shard | undefined, records: readonly LedgerRecord[]): boolean {
  return shard !== undefined && holds(shard.records, recordBody(records));
}

/** The head as bytes: the same ledger gives the same bytes. */
export function renderHead(head: LedgerHead): Uint8Array {
  const sorted = (object: object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { shards, files, folders, retired } = head;
  const parts = {
    shards: sorted(shards),
    files: sorted(files),
    folders: sorted(folders),
    retired: [...retired].sort(),
  };
  return encodeJson({ ...head, ...parts });
}

/** Null where the bytes are no head: then the ledger counts as lost. Throws `PublishError` where a newer program wrote it. */
export function parseHead(body: Uint8Array): LedgerHead | null {
  const value = decodeJson(body);
  if (!isObject(value)) return null;
  if (typeof value['schema'] === 'number' && value['schema'] > schema) {
    const message = 'The ledger was written by a newer version of Presstime: publish with that version';
    throw new PublishError('newer-ledger', message);
  }
  return isHead(value) ? ({ folders: {}, ...value } as unknown as LedgerHead) : null;
}

/** Null where the bytes are no list, or not those that the file's name promises. */
export function parseShardFile<T>(path: string, body: Uint8Array): readonly T[] | null {
  const value = holds(path, body) ? decodeJson(body) : null;
  return Array.isArray(value) ? (value as T[]) : null;
}

/** All files of the ledger that a head names. */
export function shardFiles({ shards }: Pick<LedgerHead, 'shards'>): readonly string[] {
  return Object.values(shards).flatMap(({ records, entries }) => [records, entries]);
}

function recordBody(records: readonly LedgerRecord[]): Uint8Array {
  return encodeJson(sortedBy('path', sortedBy('id', records)));
}

function sortedBy<K extends string, T extends Readonly<Record<K, string>>>(key: K, items: readonly T[]): T[] {
  return [...items].sort((a, b) => Number(a[key] > b[key]) - Number(a[key] < b[key]));
}

function holds(path: string, body: Uint8Array): boolean {
  return path.endsWith(`.${shortDigest(body)}.json`);
}

function shortDigest(body: Uint8Array): string {
  return digestOf(body).slice(0, 20);
}

function isHead(value: Readonly<Record<string, unknown>>): boolean {
  const { generation, readingDigest, shards, files, retired } = value;
  return (
    value['schema'] === schema &&
    Number.isInteger(generation) &&
    typeof readingDigest === 'string' &&
    isObject(shards) &&
    Object.values(shards).every(
      (shard) => isObject(shard) && isLedgerPath(shard['records']) && isLedgerPath(shard['entries']),
    ) &&
    isObject(files) &&
    Object.values(files).every((file) => isObject(file) && typeof file['digest'] === 'string') &&
    isArchives(value['archives']) &&
    (value['folders'] === undefined || isObject(value['folders'])) &&
    Array.isArray(retired) &&
    retired.every(isLedgerPath)
  );
}

function isArchives(value: unknown): boolean {
  return isObject(value) && Number.isInteger(value['count']) && Number.isInteger(value['linked']);
}

function isLedgerPath(value: unknown): boolean {
  return typeof value === 'string' && /^\.presstime\/ledger\/[\w.-]+\.json$/.test(value);
}

/** True for an object that is no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As all files of the ledger are written. */
export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}

/** Null where the bytes are no JSON. */
export function decodeJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
