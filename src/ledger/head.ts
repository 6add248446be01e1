/**
 * The head of the ledger: what is known without reading a table, the list of chunks, and the journal. The ledger is stored beside
 * the publication and never served. Its chunks are never changed, only replaced by files with other names. The head is written
 * last: that write makes a run take effect. Its first line contains everything but the journal, which is the second line, because
 * a run that finds nothing changed needs only the first.
 */
import { once } from '../article/text/once.ts';
import type { Archives } from '../item/item.ts';
import { digestOf } from '../model/digest.ts';
import type { FeedFileNames } from '../model/feed.ts';
import type { Instant } from '../model/instant.ts';
import { isRecord } from '../model/record.ts';
import { PublishError } from '../problem/publish-error.ts';
import { type Facts, noFacts } from './facts.ts';
import {
  damaged,
  decodeJson,
  listParser,
  mapParser,
  nullable,
  oneOf,
  parseBoolean,
  parseCount,
  parseText,
  parseWrittenInstant,
  shapeParser,
  textLike,
} from './ledger-values.ts';
import type { ChunkReference } from './rows.ts';

export interface LedgerHead {
  /** The format of the ledger. A ledger in an older format is read once more as a whole, and written in the current one. */
  readonly schema: typeof currentSchema;
  /** Incremented with each head. Names of ledger files contain it, so that different content never has the same name. */
  readonly generation: number;
  /** The digest of everything that decides how an article is read. If it differs, every article is read again. */
  readonly readingDigest: string | null;
  /** The digest of everything that a run looks at. If it is the same, nothing changed. Null if this run left something to do. */
  readonly sourceDigest: string | null;
  readonly facts: Facts;
  /** What a report says if nothing changed. */
  readonly summary: Summary;
  /** Files of the ledger that are not used any more. The next run that changes anything removes them. */
  readonly retired: readonly string[];
  readonly chunks: Readonly<Record<string, readonly ChunkReference[]>>;
}

/** What is known of the publication if nothing changed. */
export interface Summary {
  readonly feedUrl: string;
  readonly hasPages: boolean;
  /** When the next scheduled article is due or the next published one expires; null if neither. */
  readonly nextDue: Instant | null;
  /** When the publication changes even if no file does; null if never. */
  readonly nextChange: Instant | null;
  /** How many article files there are. */
  readonly articles: number;
  /** How many items are held back. */
  readonly heldBack: number;
  /** The version of Presstime that wrote this head. Empty if the head does not record it. */
  readonly version: string;
  /** The live feeds and their page, as they were written: path and version. */
  readonly live: Readonly<Record<string, string>>;
}

/** The settings as they were last read, so that they need not be read again. */
export interface StoredSettings {
  readonly version: string;
  /** The bytes of the file. */
  readonly base64: string;
  /** Null if an older version wrote it. */
  readonly parsed: ParsedSettings | null;
}

/** What was read from the settings, so that they need not be parsed again. */
export interface ParsedSettings {
  /** Covers the result and everything that decides it. */
  readonly digest: string;
  readonly result: unknown;
}

/** The second line of the head. */
export interface Journal {
  readonly tables: Readonly<Record<string, readonly (readonly [key: string, row: unknown])[]>>;
  readonly settings: StoredSettings | null;
}

/** The schema that this version writes. Those before it are read by `old-shards.ts`. */
export const currentSchema = 4;

export const ledgerFolder = '.presstime/ledger/';
export const headPath = `${ledgerFolder}head.json`;

const noSummary: Summary = {
  feedUrl: '',
  hasPages: false,
  nextDue: null,
  nextChange: null,
  articles: 0,
  heldBack: 0,
  version: '',
  live: {},
};

export const emptyHead: LedgerHead = {
  schema: currentSchema,
  generation: 0,
  readingDigest: null,
  sourceDigest: null,
  facts: noFacts,
  summary: noSummary,
  retired: [],
  chunks: {},
};

export const emptyJournal: Journal = { tables: {}, settings: null };

/** Renders a head and its journal, in which the rows are JSON already. The same ledger gives the same bytes. */
export function renderHead(head: LedgerHead, journal: string): Uint8Array {
  return Buffer.from(`${JSON.stringify({ ...head, retired: [...head.retired].sort() })}\n${journal}\n`);
}

/** A head as it was read. */
export interface ParsedHead {
  /** Null if it was written by an older version. */
  readonly head: LedgerHead | null;
  /** Parses the journal. Null if it is damaged. */
  readonly journal: () => Journal | null;
  /** The whole value of a head of an older schema. */
  readonly old: unknown;
}

/**
 * Parses a head. Returns null if the bytes are not a head; the ledger then counts as lost. Throws `PublishError` with code
 * `newer-ledger` if a newer version of Presstime wrote it.
 */
export function parseHead(body: Uint8Array): ParsedHead | null {
  const end = body.indexOf(newline);
  const first = end === -1 ? null : decodeJson(body.subarray(0, end));
  const value = first ?? decodeJson(body);
  if (!isRecord(value)) return null;
  const { schema } = value;
  if (typeof schema === 'number' && schema > currentSchema) {
    const message = 'The ledger was written by a newer version of Presstime: publish with that version';
    throw new PublishError('newer-ledger', message);
  }
  if (schema !== currentSchema)
    return typeof schema === 'number' ? { head: null, journal: () => null, old: value } : null;
  const head = parse(value);
  if (head === damaged) return null;
  return { head: head as LedgerHead, journal: once(() => parseJournal(body.subarray(end + 1))), old: null };
}

const newline = 10;

const chunkName = /^\.presstime\/ledger\/[\w.-]+\.json$/;
const parsePath = textLike(chunkName);

/** True for a path that a chunk of this schema or an older one has. */
export function isChunkPath(path: string): boolean {
  return chunkName.test(path) && /\.\d+\.[0-9a-f]{20}\.json$/.test(path);
}

const parseReference = shapeParser<ChunkReference>({ first: parseText, path: parsePath });

/** A damaged ledger must not name a file in another folder. */
const parseFileName = textLike(/^[\w-][\w.-]*\.(?:xml|json)$/);

const parseFacts = shapeParser<Facts>(
  {
    lastRun: nullable(parseWrittenInstant),
    listed: parseCount,
    archived: parseCount,
    archives: shapeParser<Archives>({ count: parseCount, linked: parseCount }),
    window: parseCount,
    lastGone: nullable(parseWrittenInstant),
    skipped: parseCount,
    feeds: listParser(parseText),
    files: shapeParser<FeedFileNames>({ rss: parseFileName, atom: parseFileName, json: parseFileName }),
    withoutFolder: parseCount,
    documentsDigest: nullable(parseText),
    sweepFrom: nullable(parseText),
    readFrom: nullable(parseText),
    leftByName: parseCount,
    again: listParser(parseText),
    isTrial: parseBoolean,
  },
  { ...noFacts },
);

const parseSummary = shapeParser<Summary>(
  {
    feedUrl: parseText,
    hasPages: parseBoolean,
    nextDue: nullable(parseWrittenInstant),
    nextChange: nullable(parseWrittenInstant),
    articles: parseCount,
    heldBack: parseCount,
    version: parseText,
    live: mapParser(parseText),
  },
  { ...noSummary },
);

/** The lists of chunks have no default: without them, nothing is known. */
const parse = shapeParser<LedgerHead>(
  {
    schema: oneOf(currentSchema),
    generation: parseCount,
    readingDigest: nullable(parseText),
    sourceDigest: nullable(parseText),
    facts: parseFacts,
    summary: parseSummary,
    retired: listParser(parsePath),
    chunks: mapParser(listParser(parseReference)),
  },
  { readingDigest: null, sourceDigest: null, retired: [] },
);

const parseSettings = shapeParser<StoredSettings>(
  {
    version: parseText,
    base64: parseText,
    parsed: nullable(shapeParser<ParsedSettings>({ digest: parseText, result: (value) => value })),
  },
  { parsed: null },
);

function parseJournal(line: Uint8Array): Journal | null {
  const value = decodeJson(line);
  if (!isRecord(value) || !isRecord(value['tables'])) return null;
  const tables = Object.entries(value['tables']);
  const areRows = tables.every(([, rows]) => Array.isArray(rows) && rows.every(isKeyed));
  if (!areRows) return null;
  const settings = parseSettings(value['settings']);
  return {
    tables: Object.fromEntries(tables) as Journal['tables'],
    settings: settings === damaged ? null : (settings as StoredSettings),
  };
}

/** True for a row with its key. */
export function isKeyed(row: unknown): row is readonly [string, unknown] {
  return Array.isArray(row) && row.length === 2 && typeof row[0] === 'string';
}

/** The paths of all chunks that a head names. */
export function chunkPaths({ chunks }: Pick<LedgerHead, 'chunks'>): readonly string[] {
  return Object.values(chunks).flatMap((references) => references.map(({ path }) => path));
}

/** The path of a chunk. It contains the digest of the content, because chunks are never changed. */
export function chunkPath(name: string, body: Uint8Array): string {
  return `${ledgerFolder}${name}.${shortDigest(body)}.json`;
}

/** True if the bytes have the digest in the file's name. */
export function isWholeFile(path: string, body: Uint8Array): boolean {
  return path.endsWith(`.${shortDigest(body)}.json`);
}

function shortDigest(body: Uint8Array): string {
  return digestOf(body).slice(0, 20);
}
