/** Migrates the items of a ledger that version 0.1.0 wrote. Pure. */
import type { Asset } from '../article/attachments/find.ts';
import { type EntryRecord, type Former, type Item, newEntryRecord, type Page, plainPublished } from '../item/item.ts';
import type { Entry } from '../model/entry.ts';
import { type Instant, isInstant } from '../model/instant.ts';
import { parseInstant } from '../time/parse-instant.ts';
import { parseAsset, parseGroups } from './item-values.ts';
import {
  damaged,
  listParser,
  mapParser,
  nullable,
  oneOf,
  type Parse,
  parseCount,
  parseText,
  shapeParser,
} from './ledger-values.ts';

/** An item as version 0.1.0 wrote it. */
interface OldRecord {
  readonly path: string;
  /** Empty if the file is to be read again. */
  readonly version: string;
  readonly digest: string;
  readonly name: string | null;
  /** Empty if the article was never published. */
  readonly id: string;
  readonly state: Item['state'];
  readonly firstPublished: Instant | null;
  readonly published: Instant | null;
  readonly updated: Instant | null;
  readonly expires: Instant | null;
  readonly nextReading: Instant | null;
  readonly entrySource: string | null;
  readonly entryDigest: string | null;
  readonly beside: Readonly<Record<string, string | null>>;
  readonly assets: readonly Asset[];
  readonly groups: readonly string[];
  readonly weight: number;
  readonly archive: number | null;
  readonly page: string | null;
  readonly withdrawn: Instant | null;
  readonly noticed: Instant | null;
  readonly notice: string | null;
}

/** Version 0.1.0 allowed some dates in the year 10000. */
const parseOldInstant: Parse<Instant> = (value) =>
  (isInstant(value) ? value : typeof value === 'string' ? parseInstant(value) : null) ?? damaged;

const parseRecord: Parse<OldRecord> = shapeParser<OldRecord>(
  {
    path: parseText,
    version: parseText,
    digest: parseText,
    name: nullable(parseText),
    id: parseText,
    state: oneOf('published', 'scheduled', 'draft', 'withdrawn'),
    firstPublished: nullable(parseOldInstant),
    published: nullable(parseOldInstant),
    updated: nullable(parseOldInstant),
    expires: nullable(parseOldInstant),
    nextReading: nullable(parseOldInstant),
    entrySource: nullable(parseText),
    entryDigest: nullable(parseText),
    beside: mapParser(nullable(parseText)),
    assets: listParser(parseAsset),
    groups: parseGroups,
    weight: parseCount,
    archive: nullable(parseCount),
    page: nullable(parseText),
    withdrawn: nullable(parseOldInstant),
    noticed: nullable(parseOldInstant),
    notice: nullable(parseText),
  },
  {
    version: '',
    digest: '',
    name: null,
    id: '',
    firstPublished: null,
    published: null,
    updated: null,
    expires: null,
    nextReading: null,
    entrySource: null,
    entryDigest: null,
    beside: plainPublished.beside,
    assets: plainPublished.assets,
    groups: newEntryRecord.groups,
    weight: plainPublished.entryBytes,
    archive: newEntryRecord.archive,
    page: newEntryRecord.page,
    withdrawn: null,
    noticed: null,
    notice: null,
  },
);

/** Makes a parser that migrates items. Their titles and URLs come from `entries`, by id: the records do not contain them. */
export function itemReader(entries: ReadonlyMap<string, Entry>): Parse<Item> {
  return (value) => {
    const record = parseRecord(value);
    return record === damaged ? damaged : migrate(record, entries.get(record.id) ?? null);
  };
}

function migrate(record: OldRecord, shown: Entry | null): Item | typeof damaged {
  const { path, digest, name, state } = record;
  const file = { path, version: record.version === '' ? null : record.version, digest, name, versions: [] };
  const entry = entryRecordOf(record, shown);
  if (state === 'published')
    return entry === null ? damaged : { ...file, state, entry, ...publishedFacts(record, entry) };
  const former = entry === null ? null : formerOf(entry, record);
  const { published: date, notice } = record;
  if (state === 'withdrawn' && former !== null) return { ...file, state, former, notice };
  if (state === 'scheduled') return date === null ? damaged : { ...file, state, due: date, former };
  return { ...file, state: 'draft', mark: state, date, former };
}

/** Null if the article was never published, or if nothing records when. */
function entryRecordOf(record: OldRecord, shown: Entry | null): EntryRecord | null {
  const { id, published, firstPublished, entrySource, entryDigest, groups, archive } = record;
  const known = firstPublished ?? published ?? record.updated ?? shown?.published ?? null;
  if (known === null || id === '') return null;
  return {
    id,
    title: shown?.title ?? id,
    url: shown?.url ?? null,
    firstPublished: known,
    updated: record.updated ?? shown?.updated ?? known,
    sourceDigest: entrySource ?? record.digest,
    entryDigest: entryDigest ?? '',
    corrections: shown?.corrections.length ?? 0,
    groups,
    wasListed: true,
    archive,
    page: pageOf(record),
  };
}

function pageOf({ page }: OldRecord): Page | null {
  return page === null ? null : { path: page };
}

function publishedFacts(record: OldRecord, { firstPublished }: EntryRecord) {
  const { published, expires, noticed, nextReading, beside, assets, weight } = record;
  return {
    published: published ?? firstPublished,
    expiry: expires === null ? null : { at: expires, noticed },
    unlisted: null,
    nextReading,
    beside,
    assets,
    entryBytes: weight,
  };
}

function formerOf(entry: EntryRecord, { withdrawn, noticed }: OldRecord): Former {
  const at = withdrawn ?? noticed ?? entry.updated;
  return { ...entry, withdrawn: at, noticed: noticed ?? at };
}
