/** Parses items and entries from the ledger: checks the type of each field, and adds defaults for missing ones. Pure. */
import type { Asset } from '../article/attachments/find.ts';
import { plainEntry } from '../item/build-entry.ts';
import {
  type Draft,
  type EntryRecord,
  type Expiry,
  type Former,
  type Item,
  type ItemFile,
  type KnownFile,
  type KnownVersion,
  newEntryRecord,
  type Page,
  type Published,
  plainPublished,
  type Scheduled,
  type Unlisted,
  type Withdrawn,
} from '../item/item.ts';
import type { Entry } from '../model/entry.ts';
import type { Episode, EpisodePerson } from '../model/episode.ts';
import { type Enclosure, type Image, unknownEnclosure, unknownImage } from '../model/image.ts';
import {
  type Correction,
  noStatements,
  type Person,
  type Source,
  type Statements,
  unknownPerson,
} from '../model/metadata.ts';
import { isRecord, type UnknownRecord } from '../model/record.ts';
import { type OutputKind, outputsOf } from '../render/outputs.ts';
import {
  damaged,
  listParser,
  mapParser,
  nullable,
  oneOf,
  type Parse,
  parseBoolean,
  parseCount,
  parseNumber,
  parseText,
  parseWrittenInstant,
  type Shape,
  shapeParser,
  textLike,
} from './ledger-values.ts';

/** The digest of records that were written without one. It equals no real digest. */
const noDigest = 'none';

const fileDefaults = { version: null, digest: noDigest, name: null, versions: [] };

const fileShape: Shape<ItemFile> = {
  path: parseText,
  version: nullable(parseText),
  digest: parseText,
  name: nullable(parseText),
  versions: listParser(
    shapeParser<KnownVersion>(
      {
        path: parseText,
        version: nullable(parseText),
        hasFile: parseBoolean,
        number: nullable(parseText),
        created: nullable(parseWrittenInstant),
        status: oneOf('usable', 'withheld', 'canceled'),
        published: nullable(parseWrittenInstant),
        digest: parseText,
      },
      { version: null, hasFile: true, number: null, created: null, status: 'usable', published: null },
    ),
  ),
};

export const parseKnownFile: Parse<KnownFile> = shapeParser<KnownFile>(
  { digest: parseText, version: parseText, document: nullable(parseText) },
  { document: null },
);

/** Accepts only published paths of one kind, so that a damaged ledger cannot name other files. */
function outputPath(kind: OutputKind): Parse<string> {
  return (value) => (typeof value === 'string' && outputsOf(value)[0]?.kind === kind ? value : damaged);
}

export const parseAsset: Parse<Asset> = shapeParser<Asset>({ path: parseText, publishedPath: outputPath('media') });

export const parseGroups: Parse<readonly string[]> = listParser(textLike(/^(?:sections|categories|authors):/));

const parsePage: Parse<Page> = shapeParser<Page>({ path: outputPath('page') });

/** The pages in an item of schema 2 or 3, which also recorded how each was last written. */
export function parseOldPages({ entry, former }: UnknownRecord): readonly (readonly [string, KnownFile])[] {
  return [entry, former].flatMap((record) => {
    const page = isRecord(record) && isRecord(record['page']) ? record['page'] : {};
    const path = outputPath('page')(page['path']);
    const file = parseKnownFile(page['file']);
    return path === damaged || file === damaged ? [] : [[path as string, file as KnownFile] as const];
  });
}

const entryRecordShape: Shape<EntryRecord> = {
  id: parseText,
  title: parseText,
  url: nullable(parseText),
  firstPublished: parseWrittenInstant,
  updated: parseWrittenInstant,
  sourceDigest: parseText,
  entryDigest: parseText,
  corrections: parseCount,
  groups: parseGroups,
  wasListed: parseBoolean,
  archive: nullable(parseCount),
  page: nullable(parsePage),
};

/** Defaults for records of older versions. The title defaults to the id. */
function entryRecordDefaults({ id, firstPublished, updated }: UnknownRecord): UnknownRecord {
  return {
    ...newEntryRecord,
    title: id,
    firstPublished: updated,
    updated: firstPublished,
    sourceDigest: noDigest,
    entryDigest: noDigest,
  };
}

const parseEntryRecord: Parse<EntryRecord> = shapeParser(entryRecordShape, entryRecordDefaults);

const parseFormer: Parse<Former> = shapeParser<Former>(
  { ...entryRecordShape, withdrawn: parseWrittenInstant, noticed: parseWrittenInstant },
  (value) => {
    const defaults = { ...entryRecordDefaults(value), ...value };
    return {
      ...defaults,
      withdrawn: value['noticed'] ?? defaults['updated'],
      noticed: value['withdrawn'] ?? defaults['updated'],
    };
  },
);

const parseExpiry: Parse<Expiry> = shapeParser<Expiry>(
  { at: parseWrittenInstant, noticed: nullable(parseWrittenInstant) },
  { noticed: null },
);

const parseUnlisted: Parse<Unlisted> = shapeParser<Unlisted>(
  { noticed: nullable(parseWrittenInstant) },
  { noticed: null },
);

/** One parser for each state. */
const parsers: { readonly [S in Item['state']]: Parse<Extract<Item, { readonly state: S }>> } = {
  published: shapeParser<Published>(
    {
      ...fileShape,
      state: oneOf('published'),
      entry: parseEntryRecord,
      published: parseWrittenInstant,
      expiry: nullable(parseExpiry),
      unlisted: nullable(parseUnlisted),
      nextReading: nullable(parseWrittenInstant),
      beside: mapParser(nullable(parseText)),
      assets: listParser(parseAsset),
      entryBytes: parseCount,
    },
    ({ entry }) => ({
      ...fileDefaults,
      ...plainPublished,
      published: isRecord(entry) ? entry['firstPublished'] : undefined,
    }),
  ),
  scheduled: shapeParser<Scheduled>(
    { ...fileShape, state: oneOf('scheduled'), due: parseWrittenInstant, former: nullable(parseFormer) },
    { ...fileDefaults, former: null },
  ),
  draft: shapeParser<Draft>(
    {
      ...fileShape,
      state: oneOf('draft'),
      mark: oneOf('draft', 'withdrawn', 'expired', 'skipped'),
      date: nullable(parseWrittenInstant),
      former: nullable(parseFormer),
    },
    { ...fileDefaults, mark: 'draft', date: null, former: null },
  ),
  withdrawn: shapeParser<Withdrawn>(
    { ...fileShape, state: oneOf('withdrawn'), former: parseFormer, notice: nullable(parseText) },
    { ...fileDefaults, notice: null },
  ),
};

/** Parses an item from the ledger. */
export const parseItem: Parse<Item> = (value) => {
  const state = isRecord(value) ? value['state'] : null;
  const parse = Object.entries(parsers).find(([name]) => name === state)?.[1];
  return parse === undefined ? damaged : parse(value);
};

const parseImage: Parse<Image> = shapeParser<Image>(
  {
    url: parseText,
    type: nullable(parseText),
    width: nullable(parseNumber),
    height: nullable(parseNumber),
    lengthBytes: nullable(parseNumber),
    alt: parseText,
    caption: nullable(parseText),
    credit: nullable(parseText),
  },
  unknownImage,
);

const parsePerson: Parse<Person> = shapeParser<Person>(
  { name: parseText, url: nullable(parseText), email: nullable(parseText), avatar: nullable(parseText) },
  unknownPerson,
);

const parseEnclosure: Parse<Enclosure> = shapeParser<Enclosure>(
  {
    url: parseText,
    type: parseText,
    lengthBytes: nullable(parseNumber),
    title: nullable(parseText),
    durationSeconds: nullable(parseNumber),
  },
  unknownEnclosure,
);

const parseSource: Parse<Source> = shapeParser<Source>(
  { title: parseText, url: nullable(parseText), feedUrl: nullable(parseText) },
  { url: null, feedUrl: null },
);

type TextStatement = {
  [K in keyof Statements]: Statements[K] extends string | null ? K : never;
}[keyof Statements];

const otherStatements: Shape<Omit<Statements, TextStatement>> = { source: nullable(parseSource) };

/** Statements that are strings get their parser automatically. */
const statementShape: Shape<Statements> = {
  ...(Object.fromEntries(Object.keys(noStatements).map((key) => [key, nullable(parseText)])) as Shape<
    Pick<Statements, TextStatement>
  >),
  ...otherStatements,
};

const parseCorrection: Parse<Correction> = shapeParser<Correction>(
  { text: parseText, corrected: nullable(parseWrittenInstant) },
  { corrected: null },
);

const parseEpisodePerson: Parse<EpisodePerson> = shapeParser<EpisodePerson>(
  { name: parseText, role: nullable(parseText), url: nullable(parseText), image: nullable(parseText) },
  { role: null, url: null, image: null },
);

const parseEpisode: Parse<Episode> = shapeParser<Episode>(
  {
    season: nullable(parseNumber),
    episode: nullable(parseNumber),
    episodeType: nullable(oneOf('full', 'trailer', 'bonus')),
    explicit: nullable(parseBoolean),
    image: nullable(parseText),
    transcripts: listParser(
      shapeParser<Episode['transcripts'][number]>(
        { url: parseText, type: parseText, language: nullable(parseText) },
        { language: null },
      ),
    ),
    chapters: nullable(shapeParser<NonNullable<Episode['chapters']>>({ url: parseText, type: parseText })),
    persons: listParser(parseEpisodePerson),
  },
  {
    season: null,
    episode: null,
    episodeType: null,
    explicit: null,
    image: null,
    transcripts: [],
    chapters: null,
    persons: [],
  },
);

const emptyEntry: Partial<Entry> = {
  ...plainEntry,
  url: null,
  summary: '',
  categories: [],
  images: [],
  enclosures: [],
};

/** Parses an entry from the ledger. An entry without title, authors or content is damaged, so its article is read again. */
export const parseEntry: Parse<Entry> = shapeParser<Entry>(
  {
    id: parseText,
    url: nullable(parseText),
    title: parseText,
    titleFrom: nullable(oneOf('text')),
    published: parseWrittenInstant,
    updated: parseWrittenInstant,
    authors: listParser(parsePerson),
    summary: parseText,
    contentHtml: parseText,
    categories: listParser(parseText),
    section: nullable(parseText),
    images: listParser(parseImage),
    enclosures: listParser(parseEnclosure),
    ...statementShape,
    episode: nullable(parseEpisode),
    corrections: listParser(parseCorrection),
    timeZone: parseText,
    excerptHtml: nullable(parseText),
  },
  ({ published, updated }) => ({ ...emptyEntry, published: updated, updated: published }),
);
