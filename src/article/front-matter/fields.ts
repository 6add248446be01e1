/** Converts the fields of front matter to a story: dates with embargo and expiry, authors, names, texts, media and references. */
import { asLanguage } from '../../channel/values.ts';
import type { Channel } from '../../model/channel.ts';
import { type Permalink, plainPermalink, type ToolName } from '../../model/channel.ts';
import { type Instant, isAfter } from '../../model/instant.ts';
import type { Person } from '../../model/metadata.ts';
import { type ItemVersion, plainVersion } from '../../model/metadata.ts';
import { isRecord, recordIn } from '../../model/record.ts';
import { asUrl } from '../../model/url.ts';
import { error, type Finding, hasError, warning } from '../../problem/problem.ts';
import { inArticleLanguage, type ZonedInstant } from '../date/resolve.ts';
import { describeInvalidMark, findMarks, marksOfPath, visibilityOf } from '../marks/find-marks.ts';
import { shownText } from '../marks/hidden-parts.ts';
import { wordFor } from '../marks/marks.ts';
import { permalinkOf } from '../permalink/permalink.ts';
import { languageInName, type PermalinkSource } from '../permalink/post-path.ts';
import { toolId } from '../permalink/tool-id.ts';
import { ownKeyOf } from '../permalink/tool-url.ts';
import { type Field, type Fields, isLocalDateTime, normaliseKey } from '../story/field.ts';
import type { FoundMark } from '../story/found-mark.ts';
import { dateInPath } from '../story/path.ts';
import type { Story } from '../story/story.ts';
import { foldSpaces } from '../text/spaces.ts';
import { fieldAliases, type Meaning } from './aliases.ts';
import { readPeople } from './authors.ts';
import { readCorrections } from './correction-fields.ts';
import { readEnclosures } from './enclosure-fields.ts';
import { readEpisode } from './episode-fields.ts';
import {
  all,
  type FieldReading,
  type FieldsContext,
  fine,
  first,
  invalidField,
  readDateTime,
  readName,
  readText,
  readTitle,
  stringIn,
} from './field-values.ts';
import { readImages } from './media-fields.ts';
import { readCommentsUrl, readExternalUrl, readSourceField } from './reference-fields.ts';
import { readUnusedKeys } from './unused-keys.ts';
import { readWithdrawal } from './withdrawal-fields.ts';

export interface FieldsReading {
  readonly story: Omit<Story, 'content' | 'captions' | 'dateline' | 'direction' | 'editorial'>;
  readonly findings: readonly Finding[];
}

/** Reads the fields of one file. A date in the fields overrides one in the file name. */
export function readFields(written: Fields, context: FieldsContext): FieldsReading {
  const given = splitDate(shownFields(written));
  const findings: Finding[] = [];
  const keep = <T>({ value, findings: found }: FieldReading<T>): T => {
    findings.push(...found);
    return value;
  };
  const marks = [...keep(marksIn(given)), ...marksOfPath(context.path)];
  const part: Part = {
    fields: withNested(given),
    context: inOwnLanguage(given, context),
    keep,
    isOut: visibilityOf(marks) === 'out',
  };
  const writers = writersIn(part);
  const { dated, embargoed, ...dates } = datesIn(part);
  const keys = readUnusedKeys(given, { ...context, published: dates.published });
  findings.push(...keys.findings);
  const ofPage = dates.published === null ? marksOfLayout(part.fields) : [];
  const all = [...marks, ...dates.marks, ...keys.marks, ...ofPage];
  const story = {
    ...writers,
    ...dates,
    draft: visibilityOf(all) === 'out',
    marks: all,
    unusedKeys: keys.unused,
    ...mediaIn(part),
    ...namesIn(part, dated),
    ...textsIn(part),
    ...referencesIn(part),
  };
  return { story: { ...story, item: readItem(part.fields, { ...story, embargoed }) }, findings };
}

interface ItemContext extends Pick<Story, 'published' | 'updated' | 'draft' | 'withdrawal'> {
  readonly embargoed: Instant | null;
}

/** Which version of an item the file is. A slug names an article, but no item: two authors may choose the same. */
function readItem(
  fields: Fields,
  { published, updated, draft, withdrawal, embargoed }: ItemContext,
): ItemVersion | null {
  const id = readItemId(fields);
  if (id === null) return null;
  const number = readText(first(fields, 'version'));
  const created = number === null ? null : ((updated ?? published)?.instant ?? null);
  const status = withdrawal !== null ? 'canceled' : draft ? 'withheld' : 'usable';
  return { ...plainVersion, id, number, created, status, embargoed };
}

/** The id of the item, which is not a slug. Null if there is none. */
function readItemId(fields: Fields): string | null {
  return readText(all(fields, 'id').find(({ key }) => normaliseKey(key) !== 'slug') ?? null);
}

/** Splits `date: {created: …, updated: …}`, as Material for MkDocs writes it. */
function splitDate(fields: Fields): Fields {
  const field = fields.get('date');
  const record = recordIn(field?.value);
  if (field === undefined || record === null) return fields;
  const parts = Object.entries(record).map(([key, value]): [string, Field] => [
    normaliseKey(key),
    { ...field, key, value },
  ]);
  return new Map([...parts, ...[...fields].filter(([name]) => name !== 'date')]);
}

/** The fields without hidden parts of texts. */
function shownFields(fields: Fields): Fields {
  return new Map([...fields].map(([name, field]) => [name, { ...field, value: shownValue(field.value) }]));
}

function shownValue(value: unknown): unknown {
  if (typeof value === 'string') return shownText(value);
  if (Array.isArray(value)) return value.map(shownValue);
  const record = recordIn(value);
  return record === null
    ? value
    : Object.fromEntries(Object.entries(record).map(([key, inner]) => [key, shownValue(inner)]));
}

/** The context with the language of the article, in which its dates are written. */
function inOwnLanguage(fields: Fields, context: FieldsContext): FieldsContext {
  const { value: language } = readLanguage(first(fields, 'language'));
  return { ...context, channel: inArticleLanguage(context.channel, language) };
}

/** What each part of a story is read from. `keep` collects the findings of a reading and returns its value. */
interface Part {
  readonly fields: Fields;
  readonly context: FieldsContext;
  readonly keep: <T>(reading: FieldReading<T>) => T;
  /** True if a mark holds the article back, so that it needs no date. */
  readonly isOut: boolean;
}

function marksIn(fields: Fields): FieldReading<readonly FoundMark[]> {
  const { marks, findings } = findMarks(fields);
  return { value: marks, findings };
}

/** The mark of a page of the site that is not an article, such as an about page. */
function marksOfLayout(fields: Fields): readonly FoundMark[] {
  if (!isPage(fields)) return [];
  const { key, at } = fields.get('layout') ?? fields.get('type') ?? { key: 'layout', at: { line: 1 } };
  return [{ key, line: at.line, tool: 'Jekyll, Hugo, Hexo', meaning: 'out' }];
}

function writersIn({ fields, keep }: Part) {
  const authors = keep(readAuthors(fields));
  return { byline: authors.map(({ name }) => name), authors };
}

/** The dates, and whether the article is withdrawn. */
function datesIn({ fields, context, keep, isOut }: Part) {
  const withdrawal = keep(readWithdrawal(fields, context));
  const written = keep(readPublished(fields, { ...context, isDateless: isOut || withdrawal !== null }));
  const other = keep(readPublishDate(fields, context));
  const embargo = keep(readGuardDate(first(fields, 'embargo'), context));
  const expires = keep(readGuardDate(first(fields, 'expires'), context));
  return {
    dated: later(written, embargo.zoned),
    embargoed: embargo.zoned?.instant ?? null,
    published: later(later(written, other.zoned), embargo.zoned),
    updated: keep(readDateTime(first(fields, 'updated'), context)),
    expires: expires.zoned,
    withdrawal,
    marks: [...other.marks, ...embargo.marks, ...expires.marks],
  };
}

interface GuardDate {
  readonly zoned: ZonedInstant | null;
  readonly marks: readonly FoundMark[];
}

/** Reads a date before or after which nobody sees the article. If it cannot be read, the article is held back. */
function readGuardDate(field: Field | null, context: FieldsContext): FieldReading<GuardDate> {
  if (field === null || noDate.has(wordFor(field.value))) return fine({ zoned: null, marks: [] });
  const { value: zoned, findings } = readDateTime(field, context);
  if (!hasError(findings)) return { value: { zoned, marks: [] }, findings };
  const { key, value, at } = field;
  return {
    value: { zoned: null, marks: [{ key, line: at.line, tool: 'Presstime', meaning: 'out' }] },
    findings: [error('invalid-mark', describeInvalidMark(key, { value, wanted: 'a date such as 2026-01-04' }), at)],
  };
}

const noDate: ReadonlySet<string> = new Set(['no', 'never', 'none']);

function mediaIn({ fields, keep }: Part) {
  const [image = null, ...pictures] = keep(readImages(fields));
  return { image, pictures, enclosures: keep(readEnclosures(fields)), episode: keep(readEpisode(fields)) };
}

/** The id, URL, categories and section. */
function namesIn({ fields, context, keep }: Part, published: ZonedInstant | null) {
  const names = { categories: readCategories(all(fields, 'categories')), section: keep(readSection(fields)) };
  const { channel } = context;
  const permalink = permalinkFor(fields, context);
  const { tool } = permalink ?? { tool: null };
  const written = all(fields, 'id').filter(({ key }) => channel.permalink === null || normaliseKey(key) !== 'slug');
  const id = readText(written[0] ?? null);
  const source = published === null ? null : sourceOf(fields, { ...context, tool, published, storedId: id });
  const own = tool === null ? keep(readUrl(all(fields, 'url'), context)) : null;
  const url = own ?? (source === null ? null : permalinkOf(source, { ...channel, permalink }));
  if (url === null && tool !== null && source?.own != null) keep(unknownPermalink(fields, tool));
  if (own === null && permalink !== null && tool === null) keep(checkName(context.path));
  const { ids, homeUrl } = channel;
  const siteId = url === null || source === null || ids === null ? null : toolId(source, { ids, url, homeUrl });
  return { id, siteId, url, ...names };
}

/** How the URL is made: as the settings say, or as Jekyll does if a post of Jekyll has a pattern of its own. */
function permalinkFor(fields: Fields, { path, channel }: FieldsContext): Permalink | null {
  const own = readText(fields.get('permalink') ?? null) ?? '';
  const isPattern = (channel.permalink?.tool ?? null) === null && /:[a-z]/.test(own) && !/^https?:/.test(own);
  return isPattern && path.includes('_posts/') ? { ...plainPermalink, tool: 'jekyll' } : channel.permalink;
}

function unknownPermalink(fields: Fields, tool: ToolName): FieldReading<null> {
  const field = fields.get(ownKeyOf(tool) ?? '');
  const wanted = 'a path, or a template of title, slug, page.fileSlug and page.date only';
  return { value: null, findings: field === undefined ? [] : [invalidField(field, wanted)] };
}

/** Warns of a translation, in whose URL a pattern shows the language as a part of the name. */
function checkName(path: string): FieldReading<null> {
  const language = languageInName(path);
  if (language === null) return fine(null);
  const message = `The name ends in the language "${language}", which "permalink" takes for a part of the name: write "tool: hugo" and "languages: [${language}]" in "permalink", or rename the file`;
  return { value: null, findings: [warning('language-in-name', message)] };
}

interface SourceContext extends FieldsContext {
  readonly published: ZonedInstant;
  readonly storedId: string | null;
  readonly tool: ToolName | null;
}

/** What the URL of an article is made from. Its categories exclude tags. */
function sourceOf(fields: Fields, { path, published, storedId, tool, channel }: SourceContext): PermalinkSource {
  const categories = ['categories', 'category'].map((key) => fields.get(key)).filter((field) => field !== undefined);
  const ownKey = tool === null ? null : ownKeyOf(tool);
  const above =
    tool === null && path.includes('_posts/') ? path.slice(0, path.indexOf('_posts/')).split('/').filter(Boolean) : [];
  return {
    path,
    published,
    title: readWrittenTitle(first(fields, 'title')),
    slug: readText(fields.get('slug') ?? null),
    own: ownKey === null ? null : decoded(readText(fields.get(ownKey) ?? null)),
    storedId,
    categories: tool === 'hexo' ? lastCategory(categories) : [...above, ...readCategories(categories)],
    author: readAuthors(fields).value[0]?.name ?? channel.authors[0]?.name ?? null,
    language: (readLanguage(first(fields, 'language')).value ?? channel.language).split('-')[0] ?? null,
  };
}

/** Hexo: the last category, below those that contain it. A list is a path, and a list of lists is several of them. */
function lastCategory(fields: readonly Field[]): readonly string[] {
  const value = fields.map((field) => field.value).find((it) => it !== null && it !== undefined) ?? [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const path: readonly unknown[] = list.some(Array.isArray) ? [list.at(-1)].flat() : list;
  return path.filter(isPlain).map((name) => foldSpaces(String(name)));
}

/** A path without percent-encoding, which the URL gets once. */
function decoded(path: string | null): string | null {
  try {
    return path === null ? null : decodeURI(path);
  } catch {
    return path;
  }
}

function textsIn({ fields, context, keep }: Part) {
  return {
    title: readWrittenTitle(first(fields, 'title')),
    summary: readTitle(first(fields, 'summary')) ?? readTitle(first(fields, 'subtitle')),
    language: keep(readLanguage(first(fields, 'language'))),
    rights: readName(first(fields, 'rights'), ['text', 'name', 'title', 'url']),
    corrections: keep(readCorrections(fields, context)),
  };
}

/** A title that YAML takes for a boolean, such as `True`, is the text. */
function readWrittenTitle(field: Field | null): string | null {
  return readTitle(field) ?? (typeof field?.value === 'boolean' ? (field.written ?? null) : null);
}

function referencesIn({ fields, context, keep }: Part) {
  return {
    externalUrl: keep(readExternalUrl(fields)),
    source: keep(readSourceField(fields)),
    commentsUrl: keep(readCommentsUrl(fields, context)),
  };
}

/** The tables for themes in Zola and Hugo front matter, and the meanings that are also read from them. */
const lifted: readonly Meaning[] = ['authors', 'subtitle', 'image', 'alt', 'caption', 'credit'];
const statements: readonly Meaning[] = ['externalUrl', 'correction', 'withdrawn', 'withdrawalNotice'];
const nested: Readonly<Record<string, readonly Meaning[]>> = {
  taxonomies: ['authors'],
  extra: [...lifted, ...statements],
  params: [...lifted, ...statements],
  podcast: ['duration', 'season', 'episode', 'episodeType', 'explicit', 'transcript', 'chapters', 'hosts', 'guests'],
};

/** Adds the fields in these tables. Fields outside the tables have precedence. */
function withNested(fields: Fields): Fields {
  const found = Object.entries(nested).flatMap(([table, meanings]) => {
    const field = fields.get(table);
    return field === undefined ? [] : meanings.flatMap((meaning) => lift(field, meaning));
  });
  return found.length === 0 ? fields : new Map([...found, ...fields]);
}

function lift({ value, at }: Field, meaning: Meaning): [string, Field][] {
  const names = new Set(fieldAliases[meaning].map(normaliseKey));
  return Object.entries(recordIn(value) ?? {})
    .map(([key, inner]): [string, Field] => [normaliseKey(key), { key, value: inner, at }])
    .filter(([key]) => names.has(key));
}

/** Reads the date of publication from `date` and similar keys, or else from the file name. `published: no` is not a date. */
function readPublished(
  fields: Fields,
  context: FieldsContext & { readonly isDateless: boolean },
): FieldReading<ZonedInstant | null> {
  const dated = all(fields, 'published').find(isDate);
  const inName = dateInPath(context.path);
  const isName = inName !== null && namesHaveDates(context.channel);
  if (dated !== undefined && !isName) return readDateTime(inToolZone(dated, context), context);
  const inPath = inName ?? dateInUrl(fields);
  if (inPath !== null)
    return readDateTime({ key: 'the file name', value: inPath, at: { line: 1, column: 1 } }, context);
  return { value: null, findings: context.isDateless || isPage(fields) ? [] : [missingDate(fields)] };
}

/** Hugo takes the date in a file name before the one in the front matter if its configuration says so. */
function namesHaveDates({ permalink }: FieldsContext['channel']): boolean {
  return permalink?.tool === 'hugo' && permalink.datedNames === true;
}

/** Jekyll takes a date and time without a zone for UTC, unless it is quoted. */
function inToolZone(field: Field, { channel }: FieldsContext): Field {
  return channel.permalink?.tool === 'jekyll' && isLocalDateTime(field.written ?? '')
    ? { ...field, value: `${String(field.value)}Z` }
    : field;
}

/** The date in the path that the author set, such as Zola's `path: 2026/03/20/tide-tables` or `permalink: /2026/03/20/tides/`. */
function dateInUrl(fields: Fields): string | null {
  const written = ['path', 'permalink', 'url', 'saveas'].map((key) => readText(fields.get(key) ?? null) ?? '');
  const paths = written.map((url) => (url.split(/[?#]/)[0] ?? '').replace(/\/$/, ''));
  return paths.map(dateInPath).find((date) => date !== null) ?? null;
}

/** The date on which a tool publishes an article whose `date` is earlier, such as `publishDate`. */
function readPublishDate(fields: Fields, context: FieldsContext): FieldReading<GuardDate> {
  const [, ...others] = all(fields, 'published').filter(isDate);
  const readings = others.filter(({ key }) => /^pub/i.test(key)).map((field) => readOther(field, context));
  return {
    value: {
      zoned: readings.reduce<ZonedInstant | null>((last, { value }) => later(last ?? value.zoned, value.zoned), null),
      marks: readings.flatMap(({ value }) => value.marks),
    },
    findings: readings.flatMap(({ findings }) => findings),
  };
}

/** `published: Springer Verlag` is not a date, but `publishDate` always is one. */
function readOther(field: Field, context: FieldsContext): FieldReading<GuardDate> {
  const reading = readGuardDate(field, context);
  const isStrict = normaliseKey(field.key) === 'publishdate';
  return isStrict || reading.value.zoned !== null ? reading : fine({ zoned: null, marks: [] });
}

function isDate({ value }: Field): boolean {
  return !['yes', 'no'].includes(wordFor(value));
}

function missingDate(fields: Fields): Finding {
  const remedy =
    fields.size === 0
      ? 'begin the file with three lines, "---", "date: 2026-01-04" and "---"'
      : 'add a line like "date: 2026-01-04" to the front matter';
  return error('missing-date', `No date was found: ${remedy}`, { line: 1, column: 1 });
}

/** The later of the date of publication and the end of the embargo. */
function later(published: ZonedInstant | null, embargo: ZonedInstant | null): ZonedInstant | null {
  if (published === null || embargo === null) return published;
  return isAfter(embargo.instant, published.instant) ? embargo : published;
}

const pageLayouts =
  /^(?:.*[/_-])?(?:pages?|home|default|index|archives?|search|tags?|categor(?:y|ies)|redirect)(?:[/_-].*)?$/;

/** True for a page of the site that is not an article, such as an about page. */
function isPage(fields: Fields): boolean {
  const layout =
    readText(fields.get('layout') ?? null)
      ?.slice(0, 100)
      .toLowerCase() ?? '';
  return pageLayouts.test(layout) || readText(fields.get('type') ?? null)?.toLowerCase() === 'page';
}

/** Reads a URL, or a path on the site. Ignores patterns of other tools, keywords and file names. */
function readUrl(candidates: readonly Field[], { channel }: FieldsContext): FieldReading<string | null> {
  const field = candidates.find((it) => typeof it.value === 'string' && isUrl(writtenUrl(it)));
  if (field === undefined) return fine(null);
  const written = writtenUrl(field);
  const url = asUrl(URL.canParse(written) ? written : belowHome(written, channel));
  if (url !== undefined) return fine(url);
  return { value: null, findings: [invalidField(field, 'an http or https URL, or a path that begins with "/"')] };
}

/** The URL of a path of the site. Every tool puts the path of the home page before it, unless it is there already. */
function belowHome(written: string, { homeUrl }: Pick<Channel, 'homeUrl'>): string {
  const base = new URL('.', homeUrl).pathname;
  const path = written.startsWith('/') ? written : `/${written}`;
  const whole = path.startsWith(base) ? path : base + path.slice(1);
  return URL.canParse(whole, homeUrl) ? new URL(whole, homeUrl).href : '';
}

/** Zola's `path` is a folder below the root: `a/b` is `/a/b/`. */
function writtenUrl({ key, value }: Field): string {
  const written = String(value).trim();
  return key === 'path' && !/\.(?:mdx?|markdown|txt)$/i.test(written) && /^\w[\w.-]*(?:\/[\w.-]+)*\/?$/.test(written)
    ? `/${written.replace(/\/$/, '')}/`
    : written;
}

function isUrl(written: string): boolean {
  if (/[{}<>\s]|\/:|^:/.test(written)) return false;
  return (
    /^(?:\/|https?:)/i.test(written) ||
    (/^[\w-]+\/[\w/.-]*$/.test(written) && !/\.(?:mdx?|markdown|txt)$/i.test(written))
  );
}

function readCategories(fields: readonly Field[]): readonly string[] {
  const names = fields.flatMap(({ key, value }) => categoriesOf(value, key.endsWith('s') ? ' ' : ','));
  return [...new Set(names.map((name) => foldSpaces(name).replace(/^#(?=\p{L})/u, '')))].filter((name) => name !== '');
}

/** The main category. It must contain a letter: a number is that of a chapter, and symbols cannot be part of a URL. */
function readSection(fields: Fields): FieldReading<string | null> {
  const given = all(fields, 'section');
  const names = given.map((field) => readName(field, ['name', 'title', 'label']));
  const name = names.find((it) => it !== null && /\p{L}/u.test(it)) ?? null;
  const [field] = given;
  if (name !== null || field === undefined) return fine(name);
  return { value: null, findings: [invalidField(field, 'a name that contains a letter, or {name}')] };
}

/**
 * Reads a list of names or of objects with names, Zola's table of taxonomies, or text, which is split at commas, or at `between`
 * if it contains none.
 */
function categoriesOf(value: unknown, between: ' ' | ','): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => (isPlain(item) ? [String(item)] : nameOfTag(item)));
  if (isRecord(value)) {
    const topics = Object.entries(value).filter(([key]) => !/^authors?$/i.test(key));
    return topics.flatMap(([, inner]) => categoriesOf(inner, between));
  }
  if (!isPlain(value)) return [];
  const text = String(value);
  return text.split(text.includes(',') ? ',' : between);
}

/** The name of a tag in the form that Ghost exports. */
function nameOfTag(item: unknown): string[] {
  const name = stringIn(recordIn(item) ?? {}, ['name']);
  return name === null ? [] : [name];
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function readAuthors(fields: Fields): FieldReading<readonly Person[]> {
  const field = first(fields, 'authors');
  if (field === null) return fine([]);
  const people = readPeople(field.value, { isOne: !normaliseKey(field.key).endsWith('s') });
  const known = people.filter((person) => person !== null);
  const findings =
    known.length === people.length ? [] : [invalidField(field, 'a name, or a list of names or of {name, url}')];
  const url = asUrl(first(fields, 'authorUrl')?.value);
  const lone = known.length === 1 && url !== undefined ? known.map((person) => ({ ...person, url })) : known;
  return { value: lone, findings };
}

function readLanguage(field: Field | null): FieldReading<string | null> {
  const text = readText(field);
  if (field === null || text === null) return fine(null);
  const language = asLanguage(text.replace('_', '-'));
  if (language !== undefined) return fine(language);
  return { value: null, findings: [invalidField(field, 'a language tag such as "en" or "pt-BR"')] };
}
