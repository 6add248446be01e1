/**
 * What has been published, kept beside the publication and never served. A small head names everything else: shards by
 * month, each in two files named by their digest, one with the records of its articles and one with their entries. Files
 * are never changed, only replaced by others, and the head is written last: it is the one step by which a run takes effect.
 */
import type { Entry, Instant } from '../model.ts';
import { digestOf } from '../store/store.ts';

/** What is remembered of one article file. */
export interface LedgerRecord {
  readonly path: string;
  /** The version of the file in its store, and the digest of its bytes. */
  readonly version: string;
  readonly digest: string;
  readonly id: string;
  /** A scheduled article keeps nothing but its instant here: its text is not out yet. */
  readonly state: 'published' | 'scheduled' | 'draft';
  /** Names the shard, and stays when the author changes the date. */
  readonly firstPublished: Instant | null;
  readonly published: Instant | null;
  readonly updated: Instant | null;
  readonly expires: Instant | null;
  /** The digest of the entry without its `updated`: tells an edit from a file that was only saved again. */
  readonly entryDigest: string | null;
}

export interface LedgerHead {
  readonly schema: 1;
  /** The digest of all that decides how an article is read; another one means that every article is read again. */
  readonly reading: string;
  readonly shards: Readonly<Record<string, Shard>>;
  /** The published files that this ledger owns. */
  readonly files: Readonly<Record<string, { readonly digest: string; readonly version: string }>>;
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

export const emptyHead: LedgerHead = { schema: 1, reading: '', shards: {}, files: {}, retired: [] };

/** The month in which an article was first published; articles without a date share a shard. */
export function shardOf({ firstPublished }: Pick<LedgerRecord, 'firstPublished'>): string {
  return firstPublished === null ? 'undated' : firstPublished.slice(0, 7);
}

export interface LedgerFile {
  readonly path: string;
  readonly body: Uint8Array;
}

/** The two files of a shard. */
export function renderShard(
  month: string,
  { records, entries }: { readonly records: readonly LedgerRecord[]; readonly entries: readonly Entry[] },
): { readonly shard: Shard; readonly files: readonly LedgerFile[] } {
  const recordFile = named(
    `${month}.records`,
    [...records].sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
  const entryFile = named(
    `${month}.entries`,
    [...entries].sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  return { shard: { records: recordFile.path, entries: entryFile.path }, files: [recordFile, entryFile] };
}

/** The head as bytes: the same ledger gives the same bytes. */
export function renderHead(head: LedgerHead): Uint8Array {
  const sorted = (object: object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
  const files = sorted(head.files);
  return bytesOf({ ...head, shards: sorted(head.shards), files, retired: [...head.retired].sort() });
}

/** Null where the bytes are no head of this schema: then the ledger counts as lost, and is rebuilt. */
export function parseHead(body: Uint8Array): LedgerHead | null {
  const value = parseJson(body) as Partial<LedgerHead> | null;
  const whole =
    value?.schema === 1 && value.shards !== undefined && value.files !== undefined && Array.isArray(value.retired);
  return whole ? (value as LedgerHead) : null;
}

/** Null where the bytes are no list, or not those that the file's name promises. */
export function parseShardFile<T>(path: string, body: Uint8Array): readonly T[] | null {
  const value = path.includes(shortDigest(body)) ? parseJson(body) : null;
  return Array.isArray(value) ? (value as T[]) : null;
}

/** All files of the ledger that a head names. */
export function shardFiles({ shards }: Pick<LedgerHead, 'shards'>): readonly string[] {
  return Object.values(shards).flatMap(({ records, entries }) => [records, entries]);
}

/** The digest of an entry, its `updated` left out. */
export function entryDigest(entry: Entry): string {
  return digestOf(new TextEncoder().encode(JSON.stringify({ ...entry, updated: null })));
}

function named(name: string, value: unknown): LedgerFile {
  const body = bytesOf(value);
  return { path: `${ledgerFolder}${name}.${shortDigest(body)}.json`, body };
}

function shortDigest(body: Uint8Array): string {
  return digestOf(body).slice(0, 20);
}

function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
