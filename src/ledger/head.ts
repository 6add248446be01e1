/**
 * The head of the ledger: its format, and the paths of all other ledger files. The ledger is stored beside the publication
 * and never served. It has one shard per month, in two files: one with items and one with entries. Ledger files are never
 * changed, only replaced by files with other names. The head is written last: that write makes a run take effect.
 */
import { type Archives, type KnownFile, noArchives } from '../item/item.ts';
import { digestOf } from '../model/digest.ts';
import type { Instant } from '../model/instant.ts';
import { isRecord } from '../model/record.ts';
import { PublishError } from '../problem/publish-error.ts';
import { parseKnownFile } from './item-values.ts';
import {
  damaged,
  decodeJson,
  encodeJson,
  listParser,
  mapParser,
  nullable,
  oneOf,
  parseCount,
  parseText,
  parseWrittenInstant,
  shapeParser,
  textLike,
} from './ledger-values.ts';

export interface LedgerHead {
  /** The format of the shards. A ledger in an older format is migrated when it is read, and written in the current one. */
  readonly schema: Schema;
  /** Incremented with each head. Names of ledger files contain it, so that different content never has the same name. */
  readonly generation: number;
  /** The digest of everything that decides how an article is read. If it differs, every article is read again. */
  readonly readingDigest: string | null;
  /** The instant of the last run that changed anything; null if the ledger does not record it. */
  readonly lastRun: Instant | null;
  readonly shards: Readonly<Record<string, Shard>>;
  /** The published files that this ledger owns, by path, without the pages of articles, which are in their items. */
  readonly files: Readonly<Record<string, KnownFile>>;
  readonly archives: Archives;
  /** The key of the section, category or author that each feed folder belongs to. */
  readonly folders: Readonly<Record<string, string>>;
  /** Ledger files that are no longer used. The next run that changes anything removes them. */
  readonly retired: readonly string[];
}

/** The paths of the two files of one month. */
export interface Shard {
  /** The file with items. */
  readonly records: string;
  readonly entries: string;
}

/** Schema 1 is that of version 0.1.0. In schema 2, the paths and names of articles that are not out can be read. */
export type Schema = 1 | 2 | 3;

/** The schema that this version writes. */
export const currentSchema = 3;

export const ledgerFolder = '.presstime/ledger/';
export const headPath = `${ledgerFolder}head.json`;

export const emptyHead: LedgerHead = {
  schema: currentSchema,
  generation: 0,
  readingDigest: null,
  lastRun: null,
  shards: {},
  files: {},
  archives: noArchives,
  folders: {},
  retired: [],
};

/** Renders the head. The same ledger gives the same bytes. */
export function renderHead(head: LedgerHead): Uint8Array {
  return encodeJson({ ...head, retired: [...head.retired].sort() });
}

/**
 * Parses a head. Returns null if the bytes are not a head; the ledger then counts as lost. Throws `PublishError` with code
 * `newer-ledger` if a newer version of Presstime wrote it.
 */
export function parseHead(body: Uint8Array): LedgerHead | null {
  const value = decodeJson(body);
  if (!isRecord(value)) return null;
  if (typeof value['schema'] === 'number' && value['schema'] > currentSchema) {
    const message = 'The ledger was written by a newer version of Presstime: publish with that version';
    throw new PublishError('newer-ledger', message);
  }
  const head = parse(value);
  return head === damaged ? null : head;
}

const parsePath = textLike(/^\.presstime\/ledger\/[\w.-]+\.json$/);

const parse = shapeParser<LedgerHead>(
  {
    schema: oneOf(1, 2, currentSchema),
    generation: parseCount,
    readingDigest: nullable(parseText),
    lastRun: nullable(parseWrittenInstant),
    shards: mapParser(shapeParser<Shard>({ records: parsePath, entries: parsePath })),
    files: mapParser(parseKnownFile),
    archives: shapeParser<Archives>({ count: parseCount, linked: parseCount }),
    folders: mapParser(parseText),
    retired: listParser(parsePath),
  },
  { readingDigest: null, lastRun: null, files: {}, archives: noArchives, folders: {}, retired: [] },
);

/** The paths of all shard files that a head names. */
export function shardFiles({ shards }: Pick<LedgerHead, 'shards'>): readonly string[] {
  return Object.values(shards).flatMap(({ records, entries }) => [records, entries]);
}

/** The path of a shard file. It contains the digest of the content, because ledger files are never changed. */
export function shardPath(name: string, body: Uint8Array): string {
  return `${ledgerFolder}${name}.${shortDigest(body)}.json`;
}

/** True if the bytes have the digest in the file's name. */
export function isShardFile(path: string, body: Uint8Array): boolean {
  return path.endsWith(`.${shortDigest(body)}.json`);
}

function shortDigest(body: Uint8Array): string {
  return digestOf(body).slice(0, 20);
}
