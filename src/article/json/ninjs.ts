/** Reads items of agencies in JSON: IPTC ninjs 1 to 3, and formats near it. https://www.iptc.org/std/ninjs/userguide/ */
import type { Dateline } from '../../model/metadata.ts';
import type { WrittenArticle } from '../agency/written-article.ts';
import type { Field, Fields } from '../story/field.ts';
import { parseByline, splitNames } from '../wire/byline.ts';
import { parseDateline } from '../wire/dateline.ts';
import {
  itemOf,
  itemsOf,
  lineAt,
  lineIn,
  listOf,
  type Mapping,
  mapFields,
  namesIn,
  textIn,
  valueIn,
} from './json-item.ts';
import { bodyOfNinjs } from './ninjs-body.ts';
import { factsOfNinjs, idOfNinjs } from './ninjs-facts.ts';
import { picturesOfNinjs, showBestRenditions } from './ninjs-pictures.ts';
import { roleText, textOfKeys } from './ninjs-texts.ts';

const typicalKeys = ['pubstatus', 'versioncreated', 'bodies', 'headlines', 'standard'];

/** True for an item of any type: text, picture, event and so on. */
export function isNinjs(item: Fields): boolean {
  const hasName = lineAt(item, 'uri', 'guid') !== null;
  const isTypical = (key: string) => typicalKeys.includes(key) || /^body(?:x?html|text)/.test(key);
  if (hasName) return [...item].some(([key, { value }]) => isTypical(key) && value !== undefined);
  // Superdesk's Content API writes the id as `_id`.
  return lineAt(item, 'id') !== null && ['versioncreated', 'pubstatus'].every((key) => lineAt(item, key) !== null);
}

/** Reads one item. */
export function readNinjs(item: Fields): WrittenArticle {
  const content = bodyOfNinjs(item);
  const pictures = picturesOfNinjs(valueIn(item, 'associations'));
  showBestRenditions(content, pictures);
  return {
    fields: fieldsOfNinjs(item),
    title: headlineOf(item),
    summary: summaryOf(item),
    images: pictures.map(({ image }) => image),
    agency: factsOfNinjs(item),
    dateline: datelineOf(item),
    content,
  };
}

/** The fields of an item, under the keys of front matter. */
function fieldsOfNinjs(item: Fields): Fields {
  const id = idOfNinjs(item);
  const key = ['uri', 'guid', 'altids', 'id'].find((it) => item.has(it)) ?? 'uri';
  const at = item.get(key)?.at ?? { line: 1, column: 1 };
  const authors = authorsOf(item);
  const own: readonly [string, Field][] = [
    ...(id === null ? [] : [['id', { key, value: id, at }] as [string, Field]]),
    ...(authors === null ? [] : [['authors', authors] as [string, Field]]),
    ['tags', { key: 'subject', value: tagsOf(item), at }],
  ];
  return new Map([...withoutSameDate(mapFields(item, mappings)), ...own]);
}

const mappings: readonly Mapping[] = [
  { to: 'url', from: ['canonicalurl', 'permalink', 'url', 'altids'], read: pageOf },
  { to: 'date', from: ['firstcreated', 'firstversion', 'versioncreated', 'contentcreated'], read: lineIn },
  { to: 'updated', from: ['versioncreated'], read: lineIn },
  { to: 'embargo', from: ['embargoed', 'embargoeduntil'] },
  { to: 'expires', from: ['expires'] },
  // The last one with a value is used.
  { to: 'section', from: ['service', 'anpa_category'], read: (value) => namesIn(value)[0] },
  { to: 'section', from: ['subjects', 'subject'], read: sectionIn },
  { to: 'rights', from: ['copyrightnotice'], read: lineIn },
  { to: 'lang', from: ['language'], read: lineIn },
];

/** Drops `updated` if it comes from the same key as the date, because a first version is not a change. */
function withoutSameDate(fields: Fields): Fields {
  const first = fields.get('updated')?.key === fields.get('date')?.key;
  return first ? new Map([...fields].filter(([key]) => key !== 'updated')) : fields;
}

/** The subject that the publisher marks as a section. No other subject is known to be the main one. */
function sectionIn(value: unknown): string | null {
  const sections = itemsOf(value).filter((item) => {
    return /\bsections?\b/i.test(`${lineAt(item, 'rel') ?? ''} ${lineAt(item, 'scheme') ?? ''}`);
  });
  return sections.map((item) => lineAt(item, 'name', 'literal')).find((name) => name !== null) ?? null;
}

function pageOf(value: unknown): string | null {
  const pages = itemsOf(value).filter((item) =>
    /canonical|permalink|web|url|link/i.test(lineAt(item, 'role', 'name') ?? ''),
  );
  const url = textIn(value) ?? pages.map((item) => textIn(valueIn(item, 'value'))).find((it) => it !== null) ?? null;
  return url !== null && /^https?:/i.test(url) ? url : null;
}

/** The names of the subjects, and the keywords. */
function tagsOf(item: Fields): readonly string[] {
  const slug = lineAt(item, 'slugline', 'slug') ?? '';
  // PA puts names in a table of its own, and AP the slug among the keywords.
  const metadata = itemOf(valueIn(item, 'agencymetadata'));
  const subjects = [valueIn(item, 'subjects', 'subject'), metadata === null ? [] : valueIn(metadata, 'subject')];
  const names = subjects.flatMap((it) => listOf(it).filter((subject) => !isCategory(subject))).flatMap(namesIn);
  const keywords = namesIn(valueIn(item, 'keywords')).filter((keyword) => !slug.includes(keyword));
  return [...new Set([...names, ...keywords])];
}

/** AP marks the category of its wire, whose name is one letter. */
function isCategory(subject: unknown): boolean {
  const item = itemOf(subject);
  return item !== null && (lineAt(item, 'name') ?? '').length === 1;
}

/** The title. */
function headlineOf(item: Fields): string | null {
  return (
    roleText(item, { list: 'headlines', roles: /^main$/ }) ??
    roleText(item, { list: 'headline', roles: /^main$/ }) ??
    textOfKeys(item, ['headline', 'headline_text', 'headline_html', 'headline_xhtml', 'headline_main', 'title'])
  );
}

const summaryRoles = /^(?:summary|abstract|standfirst)$/;

function summaryOf(item: Fields): string | null {
  return (
    roleText(item, { list: 'descriptions', roles: summaryRoles }) ??
    roleText(item, { list: 'description', roles: summaryRoles }) ??
    textOfKeys(item, [
      'description_text',
      'description_html',
      'description_xhtml',
      'description_summary',
      'description',
      'headline_extended',
      'subhead',
      // In PA, it is a code.
      ...(item.has('usn') ? [] : ['abstract']),
    ])
  );
}

/** The dateline: a text, the name of a place, or an object with a city. */
function datelineOf(item: Fields): Dateline | null {
  const values = ['located', 'dateline', 'datelinelocation', 'location'].map((key) => valueIn(item, key));
  const place = values.map(placeIn).find((it) => it !== null) ?? null;
  return place === null ? null : (parseDateline(`${place} — x`).dateline ?? { place, agency: null });
}

function placeIn(value: unknown): string | null {
  const item = itemOf(value);
  if (item === null) return lineIn(value);
  const located = itemOf(valueIn(item, 'located'));
  return (located === null ? null : lineAt(located, 'city')) ?? lineAt(item, 'city', 'text', 'name');
}

/** The authors: the byline, or else those who wrote the item. Null if there is none. */
function authorsOf(item: Fields): Field | null {
  const candidates = ['by', 'byline', 'bylines', 'authors'].map((key) => item.get(key));
  const language = (lineAt(item, 'language') ?? '').slice(0, 2).toLowerCase();
  for (const field of candidates) {
    const value = listOf(field?.value)
      .filter(isWriter)
      .flatMap((it) => peopleIn(it, language));
    if (field !== undefined && value.length > 0) return { ...field, key: 'authors', value };
  }
  return null;
}

/** False for editors, photographers and other people who did not write the text. */
function isWriter(value: unknown): boolean {
  const item = itemOf(value);
  const role = item === null ? null : lineAt(item, 'role');
  return role === null || /^(?:writer|author|reporter|byline|journalist|contributor|correspondent|text)$/i.test(role);
}

/** The word for "by" that a byline begins with, by language. In other languages, it can be a part of a name. */
const byWords: Readonly<Record<string, RegExp>> = {
  de: /^von\s+/i,
  es: /^por\s+/i,
  fr: /^par\s+/i,
  it: /^di\s+/i,
  nl: /^door\s+/i,
  pt: /^por\s+/i,
  da: /^af\s+/i,
  nb: /^av\s+/i,
  nn: /^av\s+/i,
  no: /^av\s+/i,
  sv: /^av\s+/i,
};

function peopleIn(value: unknown, language: string): readonly string[] {
  const item = itemOf(value);
  const line = item === null ? lineIn(value) : lineAt(item, 'name', 'by', 'byline');
  if (line === null) return [];
  const names = line.replace(/^by:?\s+/i, '').replace(byWords[language] ?? /^by:?\s+/i, '');
  return parseByline(`By ${names}`) ?? splitNames(names);
}
