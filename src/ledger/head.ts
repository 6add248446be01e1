/**
 * The head of what has been published, kept beside the publication and never served. It is small and names everything else:
 * shards by month, each in two files, one with the items of its articles and one with their entries. Files are never changed,
 * only replaced by others, and the head is written last: it is the one step by which a run takes effect.
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
  /** Of the shards: a ledger of an older version is read as what it means now, and written again. */
  readonly schema: Schema;
  /** Counts the heads: no two have files of the same name with different content. */
  readonly generation: number;
  /** The digest of all that decides how an article is read, of which another one means that every article is read again. */
  readonly readingDigest: string | null;
  /** The instant of the last run that changed anything; null if it did not say. */
  readonly lastRun: Instant | null;
  readonly shards: Readonly<Record<string, Shard>>;
  /** The published files that this ledger owns, without the pages of articles, which are in their items. */
  readonly files: Readonly<Record<string, KnownFile>>;
  readonly archives: Archives;
  /** The section, category or author that each folder of a feed belongs to. */
  readonly folders: Readonly<Record<string, string>>;
  /** Files of the ledger that are in use no more; the next run that changes anything removes them. */
  readonly retired: readonly string[];
}

/** The paths of one month's files. */
export interface Shard {
  /** Its items. */
  readonly records: string;
  readonly entries: string;
}

/** 1: version 0.1.0. */
export type Schema = 1 | 2;

/** What this version writes. */
export const currentSchema = 2;

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

/** The head as bytes: the same ledger gives the same bytes. */
export function renderHead(head: LedgerHead): Uint8Array {
  return encodeJson({ ...head, retired: [...head.retired].sort() });
}

/** Null if the bytes are no head: then the ledger counts as lost. Throws `PublishError` if a newer program wrote it. */
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
    schema: oneOf(1, currentSchema),
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

/** All files of the ledger that a head names. */
export function shardFiles({ shards }: Pick<LedgerHead, 'shards'>): readonly string[] {
  return Object.values(shards).flatMap(({ records, entries }) => [records, entries]);
}

/** A name that no other content has: files of the ledger are never changed. */
export function shardPath(name: string, body: Uint8Array): string {
  return `${ledgerFolder}${name}.${shortDigest(body)}.json`;
}

/** True if the bytes are those that the file's name promises. */
export function isShardFile(path: string, body: Uint8Array): boolean {
  return path.endsWith(`.${shortDigest(body)}.json`);
}

function shortDigest(body: Uint8Array): string {
  return digestOf(body).slice(0, 20);
}
