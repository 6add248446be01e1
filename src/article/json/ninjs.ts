/** Reads IPTC ninjs 1 to 3, the JSON format of news agencies: https://www.iptc.org/std/ninjs/userguide/ */
import type { Root } from 'hast';
import type { Image } from '../../model/image.ts';
import { buildImage, htmlContent, sizeOf, textContent, textOfHtml } from '../agency/contents.ts';
import type { WrittenArticle } from '../agency/written-article.ts';
import type { Fields } from '../story/field.ts';
import {
  authorsIn,
  itemOf,
  itemsOf,
  lineAt,
  lineIn,
  type Mapping,
  mapFields,
  namesIn,
  textIn,
  valueIn,
} from './json-item.ts';

const typicalKeys = [
  'pubstatus',
  'versioncreated',
  'bodies',
  'body_html',
  'body_xhtml',
  'body_text',
  'headlines',
  'standard',
];

/** True for an item with text, with or without pictures. Agencies send pictures and events as separate items. */
export function isNinjs(item: Fields): boolean {
  const type = lineAt(item, 'type') ?? 'text';
  return (
    textIn(valueIn(item, 'uri')) !== null &&
    typicalKeys.some((key) => valueIn(item, key) !== undefined) &&
    /^(?:text|composite)$/.test(type)
  );
}

/** Reads one item. */
export function readNinjs(item: Fields): WrittenArticle {
  const content = readBody(item);
  const located = lineAt(item, 'located', 'dateline');
  return {
    fields: withoutSameDate(mapFields(item, mappings)),
    title: roleText(item, { list: 'headlines', roles: /^main$/ }) ?? lineAt(item, 'headline', 'title'),
    summary: summaryOf(item),
    images: pictures(item),
    agency: null,
    dateline: located === null ? null : { place: located, agency: null },
    content,
  };
}

const mappings: readonly Mapping[] = [
  { to: 'id', from: ['uri', 'altids'], read: nameOfItem },
  { to: 'url', from: ['canonicalurl', 'permalink', 'url', 'altids'], read: pageOf },
  { to: 'date', from: ['firstcreated', 'versioncreated', 'contentcreated'] },
  { to: 'updated', from: ['versioncreated'] },
  { to: 'embargo', from: ['embargoed'] },
  { to: 'expires', from: ['expires'] },
  { to: 'draft', from: ['pubstatus'], read: (status) => !/^(?:usable|canceled)$/i.test(lineIn(status) ?? '') },
  { to: 'withdrawn', from: ['pubstatus'], read: (status) => /^canceled$/i.test(lineIn(status) ?? '') },
  { to: 'section', from: ['subjects', 'subject'], read: sectionIn },
  { to: 'rights', from: ['copyrightnotice'], read: lineIn },
  { to: 'authors', from: ['by', 'byline', 'bylines'], read: authorsIn },
  { to: 'tags', from: ['subjects', 'subject', 'keywords'], read: namesIn },
  { to: 'lang', from: ['language'] },
];

/** The subject that the publisher marks as a section. No other subject is known to be the main one. */
function sectionIn(value: unknown): string | null {
  const sections = itemsOf(value).filter((item) => {
    return /\bsections?\b/i.test(`${lineAt(item, 'rel') ?? ''} ${lineAt(item, 'scheme') ?? ''}`);
  });
  return sections.map((item) => lineAt(item, 'name', 'literal')).find((name) => name !== null) ?? null;
}

/** Drops `updated` if it comes from the same key as the date, because a first version is not a change. */
function withoutSameDate(fields: Fields): Fields {
  const first = fields.get('updated')?.key === fields.get('date')?.key;
  return first ? new Map([...fields].filter(([key]) => key !== 'updated')) : fields;
}

/** The id. `altids` is a list of {role, value}, or an object with texts in ninjs 1. */
function nameOfItem(value: unknown): string | null {
  const [first] = itemsOf(value);
  return (
    textIn(value) ?? (first === undefined ? textIn(Object.values(value ?? {})[0]) : textIn(valueIn(first, 'value')))
  );
}

function pageOf(value: unknown): string | null {
  const pages = itemsOf(value).filter((item) =>
    /canonical|permalink|web|url|link/i.test(lineAt(item, 'role', 'name') ?? ''),
  );
  const url = textIn(value) ?? pages.map((item) => textIn(valueIn(item, 'value'))).find((it) => it !== null) ?? null;
  return url !== null && /^https?:/i.test(url) ? url : null;
}

interface Role {
  readonly list: string;
  readonly roles: RegExp;
}

/** The text with one of the roles, or else the first text whose role does not exclude it. */
function roleText(item: Fields, { list, roles }: Role): string | null {
  const texts = itemsOf(valueIn(item, list));
  const found =
    texts.find((it) => roles.test(roleOf(it))) ?? texts.find((it) => !/creditline|short|kicker|sub/.test(roleOf(it)));
  return found === undefined ? null : textOfRole(found);
}

function roleOf(item: Fields): string {
  return (lineAt(item, 'role', 'name') ?? '').toLowerCase();
}

function textOfRole(item: Fields): string | null {
  const html = /html/.test(lineAt(item, 'contenttype') ?? '') ? textIn(valueIn(item, 'value')) : null;
  return html === null ? lineAt(item, 'value', 'text') : textOfHtml(html);
}

function summaryOf(item: Fields): string | null {
  const written =
    roleText(item, { list: 'descriptions', roles: /^(?:summary|abstract|standfirst)$/ }) ??
    lineAt(item, 'description_text');
  const html = textIn(valueIn(item, 'description_html', 'description_xhtml'));
  return written ?? (html === null ? null : textOfHtml(html));
}

/** Reads the body: HTML if there is any, or else plain text. Skips XML such as NITF. */
function readBody(item: Fields): Root {
  const bodies = itemsOf(valueIn(item, 'bodies', 'body')).filter(
    (it) => !/summary|teaser|xml$/.test(`${roleOf(it)} ${typeOf(it)}`),
  );
  const html = bodies.find((it) => /html/.test(`${roleOf(it)} ${typeOf(it)}`)) ?? null;
  const plain = bodies.find((it) => it !== html) ?? null;
  const htmlText =
    (html === null ? null : textIn(valueIn(html, 'value'))) ??
    textIn(valueIn(item, 'body_html')) ??
    textIn(valueIn(item, 'body_xhtml'));
  const plainText = (plain === null ? null : textIn(valueIn(plain, 'value'))) ?? textIn(valueIn(item, 'body_text'));
  return htmlText === null ? textContent(plainText ?? '') : htmlContent(htmlText);
}

function typeOf(item: Fields): string {
  const type = lineAt(item, 'contenttype', 'mimetype') ?? '';
  return type === 'application/xhtml+xml' ? 'xhtml' : type;
}

/** The pictures of an item, the lead picture first. */
function pictures(item: Fields): readonly Image[] {
  const found = namedItems(valueIn(item, 'associations')).filter(({ item: it }) =>
    /^(?:picture|graphic)$/.test(lineAt(it, 'type') ?? ''),
  );
  const leading = found.filter(({ name }) => /^(?:main|feature|lead|hero|cover)/i.test(name));
  return [...leading, ...found.filter((it) => !leading.includes(it))].flatMap(({ item: it }) => pictureOf(it));
}

/** Associations and renditions: a list of items with names, or an object by name in ninjs 1. */
function namedItems(value: unknown): readonly { readonly name: string; readonly item: Fields }[] {
  if (Array.isArray(value)) return itemsOf(value).map((item) => ({ name: lineAt(item, 'name') ?? '', item }));
  const entries = itemOf(value) === null ? [] : Object.entries(value as object);
  return entries.flatMap(([name, inner]) => {
    const item = itemOf(inner);
    return item === null ? [] : [{ name, item }];
  });
}

function pictureOf(item: Fields): Image[] {
  const rendition = bestRendition(item);
  const url = rendition === null ? null : textIn(valueIn(rendition, 'href'));
  if (rendition === null || url === null) return [];
  const type = lineAt(rendition, 'contenttype', 'mimetype');
  return [
    buildImage({
      url,
      type: type === 'image/jpg' ? 'image/jpeg' : type,
      width: sizeOf(valueIn(rendition, 'width')),
      height: sizeOf(valueIn(rendition, 'height')),
      lengthBytes: sizeOf(valueIn(rendition, 'sizeinbytes')),
      alt: lineAt(item, 'altText') ?? '',
      caption: captionOf(item),
      credit: creditOf(item),
    }),
  ];
}

/** The maximum width that a page needs, in pixels. */
const widest = 2048;

/** The widest rendition up to `widest`, or else the smallest of the larger ones. */
function bestRendition(item: Fields): Fields | null {
  const shown = namedItems(valueIn(item, 'renditions')).filter(({ item: it }) => isShown(it));
  const rank = ({ item: it }: { readonly item: Fields }) => {
    const width = sizeOf(valueIn(it, 'width')) ?? 0;
    return width > widest ? widest - width : width;
  };
  return shown.toSorted((a, b) => rank(b) - rank(a))[0]?.item ?? null;
}

function isShown(rendition: Fields): boolean {
  const type = lineAt(rendition, 'contenttype', 'mimetype') ?? 'image/';
  return type.startsWith('image/') && /^https?:/i.test(textIn(valueIn(rendition, 'href')) ?? '');
}

function captionOf(item: Fields): string | null {
  return roleText(item, { list: 'descriptions', roles: /^caption$/ }) ?? summaryOf(item);
}

/** The credit line. Without one, the photographer and the copyright holder, unless the caption ends in a credit. */
function creditOf(item: Fields): string | null {
  const lines = itemsOf(valueIn(item, 'descriptions')).filter((it) => roleOf(it) === 'creditline');
  const line = lineAt(item, 'creditline', 'credit') ?? lines.map(textOfRole).find((it) => it !== null) ?? null;
  if (line !== null || buildImage({ url: '', caption: captionOf(item) }).credit !== null) return line;
  const names = [lineAt(item, 'by', 'byline'), lineAt(item, 'copyrightholder')].filter((it) => it !== null);
  return names.length > 0 ? names.join('/') : lineAt(item, 'copyrightnotice');
}
