/** Front matter to the parts of a story: one table of the keys that people use, whatever tool they come from. */

import type { Caption, Channel, Enclosure, Image, Person } from '../model.ts';
import { error, type Finding, type Position, warning } from '../problem.ts';
import { asUrl } from '../values.ts';
import { parseCaption } from './caption.ts';
import { type Field, type Fields, normaliseKey } from './front-matter.ts';
import { textOfMarkdown } from './markdown-text.ts';
import { dateInPath, isDraftPath } from './path.ts';
import { readPeople } from './people.ts';
import { permalinkOf } from './permalink.ts';
import type { Story } from './story.ts';
import { parseWhen, type When } from './when.ts';

/** The keys of front matter by meaning, in the order of their weight; case, `-` and `_` make no difference. */
export const fieldAliases = {
  title: ['title', 'headline', 'name', 'subject'],
  published: ['date', 'published', 'publishDate', 'pubDate', 'published_at', 'datePublished', 'created', 'posted'],
  updated: [
    'updated',
    'lastmod',
    'modified',
    'last_modified_at',
    'updatedDate',
    'updated_at',
    'dateModified',
    'lastUpdated',
    'revised',
    'date_updated',
  ],
  embargo: ['embargoed', 'embargoedUntil', 'embargo'],
  expires: ['expires', 'expiryDate', 'unpublishdate'],
  draft: ['draft'],
  status: ['status'],
  id: ['id', 'guid', 'uuid', 'uid', 'slug'],
  url: ['canonical_url', 'permalink', 'url', 'path', 'external_url', 'source_url'],
  categories: ['categories', 'category', 'tags', 'tag', 'topics', 'keywords', 'labels', 'taxonomies'],
  authors: ['author', 'authors', 'byline', 'by'],
  authorUrl: ['author_url'],
  summary: ['summary', 'description', 'excerpt', 'abstract', 'custom_excerpt'],
  subtitle: ['subtitle', 'deck', 'dek', 'standfirst', 'kicker'],
  image: [
    'image',
    'cover',
    'hero',
    'heroImage',
    'feature_image',
    'featured_image',
    'featured-image',
    'feature-image',
    'cover_image',
    'hero_image',
    'header_image',
    'header',
    'banner',
    'thumbnail',
    'og_image',
    'images',
  ],
  alt: [
    'image_alt',
    'feature_image_alt',
    'featured_image_alt',
    'hero_image_alt',
    'cover_image_alt',
    'cover_alt',
    'thumbnail_alt',
    'alt',
  ],
  caption: ['image_caption', 'image_figcaption', 'feature_image_caption', 'cutline', 'photo_caption', 'caption'],
  credit: ['image_credit', 'credit', 'photo_credit', 'attribution'],
  enclosure: ['enclosure', 'enclosures'],
  language: ['lang', 'language', 'locale'],
} as const;

type Meaning = keyof typeof fieldAliases;

export interface FieldsContext {
  readonly path: string;
  readonly channel: Channel;
}

export interface FieldsReading {
  readonly story: Omit<Story, 'content' | 'captions' | 'dateline'>;
  readonly findings: readonly Finding[];
}

/** Reads the fields of one file. A date in the fields wins over one in the file's name. */
export function readFields(given: Fields, context: FieldsContext): FieldsReading {
  const fields = withNested(given);
  const findings: Finding[] = [];
  const keep = <T>(reading: Reading<T>): T => {
    findings.push(...reading.findings);
    return reading.value;
  };
  const authors = keep(readAuthors(fields));
  const published = later(keep(readPublished(fields, context)), keep(readWhen(first(fields, 'embargo'), context)));
  const [lead, ...pictures] = keep(readImages(fields));
  const story = {
    id: readText(first(fields, 'id')),
    url: keep(readUrl(all(fields, 'url'), context)) ?? addressOf(fields, { ...context, published }),
    title: readTitle(first(fields, 'title')),
    published,
    updated: keep(readWhen(first(fields, 'updated'), context)),
    expires: keep(readWhen(first(fields, 'expires'), context)),
    byline: authors.map(({ name }) => name),
    authors,
    image: lead ?? null,
    pictures,
    enclosures: keep(readEnclosures(first(fields, 'enclosure'))),
    summary: readTitle(first(fields, 'summary')) ?? readTitle(first(fields, 'subtitle')),
    categories: readCategories(all(fields, 'categories')),
    language: keep(readLanguage(first(fields, 'language'))),
    draft: isDraft(fields, context.path) || (published === null && isPage(fields)),
  };
  return { story, findings };
}

/** Tables in which Zola and Hugo keep what a theme asks for, and what may be lifted out of them. */
const nested: Readonly<Record<string, readonly Meaning[]>> = {
  taxonomies: ['authors'],
  extra: ['authors', 'subtitle', 'image', 'alt', 'caption', 'credit'],
  params: ['authors', 'subtitle', 'image', 'alt', 'caption', 'credit'],
};

/** The fields, with those of the tables where the fields themselves say nothing. */
function withNested(fields: Fields): Fields {
  const lifted = Object.entries(nested).flatMap(([table, meanings]) => {
    const field = fields.get(table);
    return field === undefined ? [] : meanings.flatMap((meaning) => lift(field, meaning));
  });
  return lifted.length === 0 ? fields : new Map([...lifted, ...fields]);
}

function lift({ value, at }: Field, meaning: Meaning): [string, Field][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const names = new Set(fieldAliases[meaning].map(normaliseKey));
  return Object.entries(value)
    .map(([key, inner]): [string, Field] => [normaliseKey(key), { key, value: inner, at }])
    .filter(([key]) => names.has(key));
}

interface Reading<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
}

const fine = <T>(value: T): Reading<T> => ({ value, findings: [] });

/** The fields of a meaning that hold something, the weightiest first. */
function all(fields: Fields, meaning: Meaning): readonly Field[] {
  return fieldAliases[meaning]
    .map((key) => fields.get(normaliseKey(key)))
    .filter((field) => field !== undefined)
    .filter(({ value }) => value !== null && value !== '' && value !== undefined);
}

function first(fields: Fields, meaning: Meaning): Field | null {
  return all(fields, meaning)[0] ?? null;
}

function readText(field: Field | null): string | null {
  const value = field?.value;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).replace(/\s+/g, ' ').trim();
  return text === '' ? null : text;
}

/** The longest text that is read as Markdown; a longer one is shown as it is. */
const maximumMarkdownLength = 2000;

function readTitle(field: Field | null): string | null {
  const text = readText(field);
  return text === null ? null : plainText(text);
}

function plainText(text: string): string | null {
  return (text.length > maximumMarkdownLength ? text : textOfMarkdown(text)) || null;
}

/** `published: false` is a draft and no date; `date` and its like come first, then the file's name. */
function readPublished(fields: Fields, context: FieldsContext): Reading<When | null> {
  const dated = all(fields, 'published').find(({ value }) => typeof value !== 'boolean');
  if (dated !== undefined) return readWhen(dated, context);
  const inPath = dateInPath(context.path);
  if (inPath !== null) return readWhen({ key: 'the file name', value: inPath, at: { line: 1, column: 1 } }, context);
  const message = 'No date was found: add a line like "date: 2026-01-04" to the front matter';
  return {
    value: null,
    findings:
      isDraft(fields, context.path) || isPage(fields) ? [] : [error('missing-date', message, { line: 1, column: 1 })],
  };
}

function readWhen(field: Field | null, { channel }: FieldsContext): Reading<When | null> {
  if (field === null) return fine(null);
  const { when, findings } = parseWhen(String(field.value), { channel, at: field.at, date: null });
  return { value: when, findings };
}

/** An embargo holds a story back. */
function later(published: When | null, embargo: When | null): When | null {
  if (published === null || embargo === null) return published;
  return embargo.instant > published.instant ? embargo : published;
}

function isDraft(fields: Fields, path: string): boolean {
  const yes = (value: unknown) => value === true || value === 'true' || value === 'yes';
  const no = (value: unknown) => value === false || value === 'false' || value === 'no';
  const status = readText(first(fields, 'status'))?.toLowerCase() ?? 'published';
  return (
    yes(fields.get('draft')?.value) ||
    no(fields.get('published')?.value) ||
    !/^(?:publish(?:ed)?|public|live)$/.test(status) ||
    isDraftPath(path)
  );
}

const pageLayouts =
  /^(?:.*[/_-])?(?:pages?|home|default|index|archives?|search|tags?|categor(?:y|ies)|redirect)(?:[/_-].*)?$/;

/** A page of the site beside its articles, such as the one about it. */
function isPage(fields: Fields): boolean {
  const layout =
    readText(fields.get('layout') ?? null)
      ?.slice(0, 100)
      .toLowerCase() ?? '';
  return pageLayouts.test(layout) || readText(fields.get('type') ?? null)?.toLowerCase() === 'page';
}

/** An address, or a path on the site; patterns of other tools, keywords and names of files say nothing here. */
function readUrl(candidates: readonly Field[], { channel }: FieldsContext): Reading<string | null> {
  const field = candidates.find((it) => typeof it.value === 'string' && isAddress(addressIn(it)));
  if (field === undefined) return fine(null);
  const written = addressIn(field);
  const root = new URL('/', channel.homeUrl).href;
  const href = URL.canParse(written, root) ? new URL(written, root).href : '';
  const url = asUrl(href);
  if (url !== undefined) return fine(url);
  return { value: null, findings: [invalidField(field, 'an http or https address, or a path that begins with "/"')] };
}

/** Zola's `path` is that of a folder below the root: `a/b` is `/a/b/`. */
function addressIn({ key, value }: Field): string {
  const written = String(value).trim();
  return key === 'path' && /^\w[\w-]*(?:\/[\w-]+)*\/?$/.test(written) ? `/${written.replace(/\/$/, '')}/` : written;
}

/** The address by the channel's pattern. Its categories are those of Jekyll: without tags, with the folders above `_posts`. */
function addressOf(
  fields: Fields,
  { path, channel, published }: FieldsContext & { readonly published: When | null },
): string | null {
  if (published === null) return null;
  const categories = ['categories', 'category'].map((key) => fields.get(key)).filter((field) => field !== undefined);
  const slug = readText(fields.get('slug') ?? null);
  const above = path.includes('_posts/') ? path.slice(0, path.indexOf('_posts/')).split('/').filter(Boolean) : [];
  return permalinkOf({ path, published, slug, categories: [...above, ...readCategories(categories)] }, channel);
}

function isAddress(written: string): boolean {
  if (/[{}<>\s]|\/:|^:/.test(written)) return false;
  return (
    /^(?:\/|https?:)/i.test(written) ||
    (/^[\w-]+\/[\w/.-]*$/.test(written) && !/\.(?:mdx?|markdown|txt)$/i.test(written))
  );
}

function readCategories(fields: readonly Field[]): readonly string[] {
  const names = fields.flatMap(({ key, value }) => categoriesOf(value, key.endsWith('s')));
  return [...new Set(names.map((name) => name.replace(/\s+/g, ' ').trim()))].filter((name) => name !== '');
}

/** A list, also of objects with names; a text by commas; without a comma, by spaces where the key is a plural; or Zola's table of taxonomies. */
function categoriesOf(value: unknown, plural: boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => (isPlain(item) ? [String(item)] : namesOf(item)));
  if (typeof value === 'object' && value !== null) {
    const topics = Object.entries(value).filter(([key]) => !/^authors?$/i.test(key));
    return topics.flatMap(([, inner]) => categoriesOf(inner, plural));
  }
  if (!isPlain(value)) return [];
  const text = String(value);
  return text.split(text.includes(',') || !plural ? ',' : ' ');
}

/** The name of a tag as Ghost exports it. */
function namesOf(item: unknown): string[] {
  const name = typeof item === 'object' && item !== null ? stringIn(item as Record<string, unknown>, ['name']) : null;
  return name === null ? [] : [name];
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function readAuthors(fields: Fields): Reading<readonly Person[]> {
  const field = first(fields, 'authors');
  if (field === null) return fine([]);
  const people = readPeople(field.value);
  const known = people.filter((person) => person !== null);
  const findings =
    known.length === people.length ? [] : [invalidField(field, 'a name, or a list of names or of {name, url}')];
  const url = asUrl(first(fields, 'authorUrl')?.value);
  const lone = known.length === 1 && url !== undefined ? known.map((person) => ({ ...person, url })) : known;
  return { value: lone, findings };
}

const noImage = { type: null, width: null, height: null, lengthBytes: null, alt: '', caption: null, credit: null };

/**
 * A string, an object or a list; words about the first stand in the object or in keys of their own. The others of a list
 * count where they have words: a bare list only names the same picture for other places.
 */
function readImages(fields: Fields): Reading<readonly Image[]> {
  const field = first(fields, 'image');
  const [lead, ...more]: readonly unknown[] = Array.isArray(field?.value) ? field.value : [field?.value];
  if (field === null || lead === undefined || lead === null || typeof lead === 'boolean') return fine([]);
  const images = [imageOf(lead, fields), ...more.filter(hasWords).map((item) => imageOf(item, noFields))];
  const known = images.filter((image) => image !== null);
  const whole = known.length === images.length;
  return { value: known, findings: whole ? [] : [invalidField(field, 'an address, or {url, alt, caption, credit}')] };
}

const noFields: Fields = new Map();

function hasWords(item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return false;
  return (
    stringIn(item as Record<string, unknown>, ['caption', 'title', 'figcaption', 'credit', 'attribution', 'alt']) !==
    null
  );
}

function imageOf(value: unknown, fields: Fields): Image | null {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { url: value };
  const url = stringIn(given, ['url', 'src', 'path', 'href', 'file', 'image', 'feature', 'overlay_image', 'teaser']);
  if (url === null) return null;
  const words = captionOf(given, fields);
  return {
    ...noImage,
    url,
    type: stringIn(given, ['type']),
    width: numberIn(given, 'width'),
    height: numberIn(given, 'height'),
    lengthBytes: numberIn(given, 'length'),
    alt: stringIn(given, ['alt']) ?? readText(first(fields, 'alt')) ?? '',
    caption: words.text || null,
    credit: words.credit,
  };
}

/** The words under the picture; a credit of its own wins over one at the end of the caption. */
function captionOf(given: Readonly<Record<string, unknown>>, fields: Fields): Omit<Caption, 'position'> {
  const written = stringIn(given, ['caption', 'title', 'figcaption']) ?? readText(first(fields, 'caption'));
  const credit = stringIn(given, ['credit', 'attribution']) ?? readText(first(fields, 'credit'));
  const text = written === null ? '' : (plainText(written) ?? '');
  return credit === null ? parseCaption(text) : { text, credit: plainText(credit) };
}

function readEnclosures(field: Field | null): Reading<readonly Enclosure[]> {
  if (field === null) return fine([]);
  const list = Array.isArray(field.value) ? field.value : [field.value];
  const enclosures = list.map(enclosureOf).filter((it) => it !== null);
  const whole = enclosures.length === list.length;
  return {
    value: enclosures,
    findings: whole ? [] : [invalidField(field, '{url, type, length}, the length in bytes and not needed')],
  };
}

function enclosureOf(value: unknown): Enclosure | null {
  if (typeof value !== 'object' || value === null) return null;
  const given = value as Record<string, unknown>;
  const url = stringIn(given, ['url', 'src', 'href']);
  const type = stringIn(given, ['type']);
  const lengthBytes = numberIn(given, 'length');
  if (url === null || type === null || !/^[\w.+-]+\/[\w.+-]+$/.test(type)) return null;
  return { url, type, lengthBytes, title: stringIn(given, ['title']) };
}

function readLanguage(field: Field | null): Reading<string | null> {
  const text = readText(field);
  if (field === null || text === null) return fine(null);
  try {
    return fine(Intl.getCanonicalLocales(text.replace('_', '-'))[0] ?? null);
  } catch {
    return { value: null, findings: [invalidField(field, 'a language tag such as "en" or "pt-BR"')] };
  }
}

function stringIn(value: Readonly<Record<string, unknown>>, keys: readonly string[]): string | null {
  const found = keys.map((key) => value[key]).find((it) => typeof it === 'string' && it.trim() !== '');
  return typeof found === 'string' ? found.replace(/\s+/g, ' ').trim() : null;
}

function numberIn(value: Readonly<Record<string, unknown>>, key: string): number | null {
  const found = value[key];
  return typeof found === 'number' && Number.isInteger(found) && found > 0 ? found : null;
}

function invalidField({ key, value, at }: { key: string; value: unknown; at: Position }, wanted: string): Finding {
  return warning(
    'invalid-field',
    `"${key}" must be ${wanted}: got ${shorten(JSON.stringify(value))}, which was left out`,
    at,
  );
}

function shorten(text = 'nothing'): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
