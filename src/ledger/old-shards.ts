/** Reads a ledger of an older schema, which had two files for each month: one with items and one with entries. */
import { type Archives, type Item, type KnownFile, noArchives } from '../item/item.ts';
import type { Entry } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import { isRecord } from '../model/record.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';
import { isWholeFile } from './head.ts';
import { parseEntry, parseItem, parseKnownFile, parseOldPages } from './item-values.ts';
import {
  damaged,
  decodeJson,
  listParser,
  mapParser,
  nullable,
  oneOf,
  type Parse,
  parseCount,
  parseWrittenInstant,
  shapeParser,
  textLike,
  validItems,
} from './ledger-values.ts';
import { itemReader } from './schema-1.ts';

/** Schema 1 is that of version 0.1.0. In schema 2, the paths and names of articles that are not out can be read. */
interface OldHead {
  readonly schema: 1 | 2 | 3;
  readonly generation: number;
  readonly lastRun: Instant | null;
  readonly shards: Readonly<Record<string, OldShard>>;
  readonly files: Readonly<Record<string, KnownFile>>;
  readonly archives: Archives;
  readonly retired: readonly string[];
}

/** The paths of the two files of one month. */
interface OldShard {
  readonly records: string;
  readonly entries: string;
}

const parsePath = textLike(/^\.presstime\/ledger\/[\w.-]+\.json$/);

const parse = shapeParser<OldHead>(
  {
    schema: oneOf(1, 2, 3),
    generation: parseCount,
    lastRun: nullable(parseWrittenInstant),
    shards: mapParser(shapeParser<OldShard>({ records: parsePath, entries: parsePath })),
    files: mapParser(parseKnownFile),
    archives: shapeParser<Archives>({ count: parseCount, linked: parseCount }),
    retired: listParser(parsePath),
  },
  { lastRun: null, files: {}, archives: noArchives, retired: [] },
);

/** Everything that an older ledger contains. */
export interface OldLedger extends Pick<OldHead, 'generation' | 'lastRun' | 'archives'> {
  readonly items: readonly Item[];
  /** By id. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly files: ReadonlyMap<string, KnownFile>;
  /** The paths of its files. */
  readonly paths: readonly string[];
  /** The paths of its files that are missing or damaged. */
  readonly lost: readonly string[];
}

/** How many files are read at the same time. */
const requests = 16;

/** Reads all files of an older ledger. Null if the value is not the head of one. */
export async function readOldLedger(to: Store, value: unknown): Promise<OldLedger | null> {
  const parsed = parse(value);
  if (parsed === damaged) return null;
  const head = parsed as OldHead;
  const shards = Object.values(head.shards);
  const read = await mapConcurrently(shards, requests, (shard) => readShard(to, shard, head.schema));
  const pages = read.flatMap((it) => it.pages);
  return {
    generation: head.generation,
    lastRun: head.lastRun,
    archives: head.archives,
    items: read.flatMap(({ items }) => items),
    entries: new Map(read.flatMap(({ entries }) => entries.map((entry) => [entry.id, entry]))),
    files: new Map([...Object.entries(head.files), ...pages]),
    paths: [...shards.flatMap(({ records, entries }) => [records, entries]), ...head.retired],
    lost: read.flatMap(({ lost }) => lost),
  };
}

interface ShardRead {
  readonly items: readonly Item[];
  readonly entries: readonly Entry[];
  readonly pages: readonly (readonly [string, KnownFile])[];
  readonly lost: readonly string[];
}

/** In the oldest schema only the entries contain titles and URLs. */
async function readShard(to: Store, { records, entries }: OldShard, schema: OldHead['schema']): Promise<ShardRead> {
  const [written, shown] = [await readList(to, records), await readList(to, entries)];
  const known = validItems(shown, parseEntry);
  const parseOld: Parse<Item> = schema > 1 ? parseItem : itemReader(new Map(known.map((entry) => [entry.id, entry])));
  const items = validItems(written, parseOld);
  const isDamaged = (list: readonly unknown[] | null, valid: readonly unknown[]) => list?.length !== valid.length;
  return {
    items,
    entries: known,
    pages: (written ?? []).flatMap((value) => (isRecord(value) ? parseOldPages(value) : [])),
    lost: [...(isDamaged(written, items) ? [records] : []), ...(isDamaged(shown, known) ? [entries] : [])],
  };
}

async function readList(to: Store, path: string): Promise<readonly unknown[] | null> {
  const stored = await to.read(path);
  const value = stored !== null && isWholeFile(path, stored.body) ? decodeJson(stored.body) : null;
  return Array.isArray(value) ? value : null;
}
