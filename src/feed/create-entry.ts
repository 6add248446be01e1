/** Creates an `Entry` from plain data: checks it, adds defaults and sanitises its HTML. */

import type { Root } from 'hast';
import { closeTexts } from '../article/text/bidi.ts';
import { htmlOfText } from '../article/text/html-text.ts';
import { buildFigure, readFigures } from '../article/tree/figures.ts';
import { readHtml, writeTree } from '../article/tree/html-tree.ts';
import { sanitise } from '../article/tree/sanitise.ts';
import { contentOrTitle, pictureEnclosure, plainEntry } from '../item/build-entry.ts';
import { authorityOf, explicitId, isAbsoluteId } from '../item/id.ts';
import type { Entry } from '../model/entry.ts';
import type { Episode } from '../model/episode.ts';
import type { Image } from '../model/image.ts';
import type { Source } from '../model/metadata.ts';
import {
  type EnclosureFields,
  enclosureField,
  type ImageFields,
  imageField,
  instantField,
  languageField,
  listField,
  type PersonFields,
  personField,
  requiredText,
  sourceField,
  textField,
  urlField,
  wrongField,
} from './given-fields.ts';

/**
 * The input of `createEntry`. `title` and `published` are required, and so is `id` or `url`. `null` is the same as a missing
 * field. All URLs are absolute http or https URLs, except that those in `contentHtml` can be relative to `url`.
 *
 * @example
 * const fields: EntryFields = { title: 'Terns return', published: new Date(0), url: 'https://courier.example/terns' };
 */
export interface EntryFields {
  /** Permanent: a URL, tag URI or URN, or any name that is unique on the site of `url`. The default is `url`. */
  readonly id?: string | null | undefined;
  /** The page of the entry. */
  readonly url?: string | null | undefined;
  /** Plain text. */
  readonly title: string;
  /** A `Date`, or a string with an offset (RFC 3339). Fractions of a second are dropped. */
  readonly published: Date | string;
  /** The default is `published`. */
  readonly updated?: Date | string | null | undefined;
  /** The default is the authors of the feed. A string is a name. */
  readonly authors?: readonly (string | PersonFields)[] | null | undefined;
  /** Plain text. */
  readonly summary?: string | null | undefined;
  /** Untrusted HTML, which is sanitised. Set this or `contentText`. The default content is the title. */
  readonly contentHtml?: string | null | undefined;
  /** Plain text with blank lines between paragraphs. */
  readonly contentText?: string | null | undefined;
  readonly categories?: readonly string[] | null | undefined;
  /** The main category. */
  readonly section?: string | null | undefined;
  /** A string is a URL. A caption or credit that the content does not show is added above the content. */
  readonly image?: string | ImageFields | null | undefined;
  /** A string is a URL. */
  readonly enclosures?: readonly (string | EnclosureFields)[] | null | undefined;
  /** A BCP 47 tag. The default is the language of the feed. */
  readonly language?: string | null | undefined;
  readonly rights?: string | null | undefined;
  /** The page that a link post is about. */
  readonly externalUrl?: string | null | undefined;
  readonly commentsUrl?: string | null | undefined;
  /** The publication from which the text was taken. A string is a title. */
  readonly source?: string | (Pick<Source, 'title'> & Partial<Source>) | null | undefined;
  /** For podcasts. */
  readonly episode?: Episode | null | undefined;
}

/**
 * Creates an `Entry` from plain data, for `createFeed`. The HTML is untrusted: it is sanitised like that of articles, and relative
 * URLs in it are resolved against `url`. Throws `TypeError` if a field is missing or invalid.
 *
 * A title, a date and an id are required, because Atom requires them (RFC 4287, 4.1.2).
 *
 * @example
 * const entry = createEntry({
 *   url: 'https://courier.example/terns',
 *   title: 'Terns return to Long Spit',
 *   published: '2026-05-04T08:30:00-07:00',
 *   contentHtml: '<p>They came <a href="/map">early</a>.<script>alert(1)</script>',
 * });
 * entry.id // => 'https://courier.example/terns'
 * entry.updated // => '2026-05-04T15:30:00Z'
 * entry.contentHtml // => '<p>They came <a href="https://courier.example/map">early</a>.</p>'
 */
export function createEntry(fields: EntryFields): Entry {
  const title = requiredText(fields.title, 'title');
  const url = urlField(fields.url, 'url');
  const published = instantField(fields.published, 'published');
  const image = fields.image === null || fields.image === undefined ? null : imageField(fields.image, 'image');
  const pictures = image === null ? [] : [image];
  const section = textField(fields.section, 'section') || null;
  const categories = listField(fields.categories, 'categories', requiredText);
  return closeTexts({
    ...plainEntry,
    id: idField(fields.id, url),
    url,
    title,
    published,
    updated: instantField(fields.updated ?? published, 'updated'),
    authors: listField(fields.authors, 'authors', personField),
    summary: textField(fields.summary, 'summary') ?? '',
    contentHtml: contentOrTitle(safeContent(contentField(fields), { image, page: url }), { title }),
    categories: section === null ? categories : [...new Set([section, ...categories])],
    section,
    images: pictures,
    enclosures: [...listField(fields.enclosures, 'enclosures', enclosureField), ...pictures.flatMap(pictureEnclosure)],
    language: languageField(fields.language, 'language'),
    rights: textField(fields.rights, 'rights') || null,
    externalUrl: urlField(fields.externalUrl, 'externalUrl'),
    commentsUrl: urlField(fields.commentsUrl, 'commentsUrl'),
    source: fields.source === null || fields.source === undefined ? null : sourceField(fields.source, 'source'),
    episode: fields.episode ?? null,
  });
}

/** An Atom id is an absolute IRI (RFC 4287, 4.2.6). Any other name becomes a tag URI of the site. */
function idField(value: unknown, url: string | null): string {
  const id = textField(value, 'id') || url;
  if (id === null) throw wrongField('id', 'given if there is no "url"', value);
  if (url !== null) return explicitId(authorityOf(url), id);
  if (isAbsoluteId(id)) return id;
  throw wrongField('id', 'a URL, a tag or a URN if there is no "url"', value);
}

function contentField({ contentHtml, contentText }: EntryFields): string {
  const [html, text] = [textField(contentHtml, 'contentHtml'), textField(contentText, 'contentText')];
  if (html !== null && text !== null) throw wrongField('contentText', 'left out if "contentHtml" is given', text);
  return html ?? htmlOfParagraphs(text ?? '');
}

function htmlOfParagraphs(text: string): string {
  const paragraphs = text.split(/\r?\n[ \t]*\r?\n/).map((paragraph) => paragraph.trim());
  const written = paragraphs.filter((paragraph) => paragraph !== '');
  return written.map((paragraph) => `<p>${htmlOfText(paragraph).replace(/\r?\n/g, '<br>')}</p>`).join('\n');
}

interface ContentContext {
  readonly image: Image | null;
  /** The URL against which relative URLs are resolved. Null if they cannot be resolved. */
  readonly page: string | null;
}

/** Sanitises HTML, and adds a figure above it if the picture has a caption or credit that the HTML does not show. */
export function safeContent(html: string, { image, page }: ContentContext): string {
  const tree = sanitise(readHtml(html), { base: page ?? 'about:blank', isPage: page !== null, embedHosts: [] });
  const figure = image === null || isCaptioned(image, tree) ? [] : [buildFigure(image)];
  return writeTree({ type: 'root', children: [...figure, ...tree.children] });
}

function isCaptioned({ url, caption, credit }: Image, tree: Root): boolean {
  if (caption === null && credit === null) return true;
  return readFigures(tree).some((it) => it.url === url && (caption === null ? it.credit : it.caption) !== null);
}
