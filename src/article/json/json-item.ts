/** Helpers for all JSON formats of articles: they look up values by key in any case, map keys, and build images and content. */
import type { ElementContent, Root } from 'hast';
import { toString as textOfTree } from 'hast-util-to-string';
import { h } from 'hastscript';
import { type Image, image } from '../../model/image.ts';
import type { Dateline } from '../../model/metadata.ts';
import { isRecord, recordIn } from '../../model/record.ts';
import type { Position } from '../../problem/problem.ts';
import { type Field, type Fields, normaliseKey } from '../story/field.ts';
import { foldSpaces } from '../text/spaces.ts';
import { readHtml } from '../tree/html-tree.ts';
import { cutAtPaywall } from '../tree/paywall.ts';
import { decodeHtmlText } from '../tree/plain-text.ts';
import { findElement } from '../tree/walk.ts';
import { parseByline, splitNames } from '../wire/byline.ts';
import { parseCaption } from '../wire/caption.ts';

/** An article, read from JSON. */
export interface JsonArticle {
  /** Dates, names and URLs as written, under the keys of front matter. */
  readonly fields: Fields;
  readonly title: string | null;
  readonly summary: string | null;
  /** The lead picture, then the others. */
  readonly images: readonly Image[];
  readonly dateline: Dateline | null;
  /** As written, and not sanitised. */
  readonly content: Root;
}

/** Maps JSON keys to a key of front matter. The first key with a value is used. */
export interface Mapping {
  readonly to: string;
  readonly from: readonly string[];
  /** Converts the value. Returns null or an empty list if it contains nothing useful. */
  readonly read?: (value: unknown) => unknown;
}

const start: Position = { line: 1, column: 1 };

/** The properties of an object, by normalized key. Null if the value is not an object. */
export function itemOf(value: unknown, at: (key: string) => Position = () => start): Fields | null {
  if (!isRecord(value)) return null;
  const fields = Object.entries(value).map(([key, inner]): [string, Field] => {
    return [normaliseKey(key), { key, value: inner, at: at(key) }];
  });
  return new Map(fields);
}

/** The objects in a list, or in an object whose keys are their names. */
export function itemsOf(value: unknown): readonly Fields[] {
  const list = Array.isArray(value) ? value : Object.values(recordIn(value) ?? {});
  return list.map((item) => itemOf(item)).filter((item) => item !== null);
}

/** Returns a list as it is, and a single value as a list of one. Empty for null and undefined. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

export function valueIn(item: Fields, ...keys: readonly string[]): unknown {
  return keys.map((key) => item.get(normaliseKey(key))?.value).find((value) => value !== undefined && value !== null);
}

/** The first line of text among the values of the keys. */
export function lineAt(item: Fields, ...keys: readonly string[]): string | null {
  return keys.map((key) => lineIn(valueIn(item, key))).find((line) => line !== null) ?? null;
}

/** One line of text with character references decoded. Null if the value is not text or a number, or is empty. */
export function lineIn(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return foldSpaces(decodeHtmlText(String(value))) || null;
}

export function mapFields(item: Fields, mappings: readonly Mapping[]): Fields {
  const mapped = mappings.flatMap(({ to, from, read = (value) => value }): [string, Field][] => {
    const fields = from.map((key) => item.get(normaliseKey(key))).filter((field) => field !== undefined);
    const found = fields
      .map((field) => ({ ...field, value: read(field.value) }))
      .find(({ value }) => isSomething(value));
    return found === undefined ? [] : [[normaliseKey(to), found]];
  });
  return new Map(mapped);
}

function isSomething(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** The names in a list of texts or objects. A text can contain several names, separated by commas. */
export function namesIn(value: unknown): readonly string[] {
  const names = listOf(value).flatMap((it) => (typeof it === 'string' ? it.split(',') : [nameIn(it)]));
  return names.map(lineIn).filter((name) => name !== null);
}

function nameIn(value: unknown): unknown {
  const item = itemOf(value);
  return item === null ? value : lineAt(item, 'name', 'literal');
}

/** The authors: names, bylines, or objects with name and URL. */
export function authorsIn(value: unknown): readonly unknown[] {
  return listOf(value).flatMap((it): readonly unknown[] => {
    const line = lineIn(it);
    if (line !== null) return parseByline(line) ?? splitNames(line.replace(/^by:? /i, ''));
    const item = itemOf(it);
    const name = item === null ? null : lineAt(item, 'name', 'by', 'byline');
    return item === null || name === null
      ? []
      : [{ name, url: lineIn(valueIn(item, 'url', 'sameAs')), ...publicIn(item) }];
  });
}

/** The email address and picture of an author. A picture is a URL or an object with one. */
function publicIn(item: Fields) {
  const picture = valueIn(item, 'avatar', 'image');
  const avatar = textIn(picture) ?? textIn(valueIn(itemOf(picture) ?? new Map(), 'url', 'contentUrl'));
  return { email: textIn(valueIn(item, 'email'))?.replace(/^mailto:/i, '') ?? null, avatar };
}

/** Builds a picture. Without a separate credit, one at the end of the caption is used. */
export function buildImage({ url, ...known }: Pick<Image, 'url'> & Partial<Image>): Image {
  const written = known.credit
    ? { text: known.caption ?? '', credit: known.credit }
    : parseCaption(known.caption ?? '');
  return image({ ...known, url, caption: written.text || null, credit: written.credit });
}

/** A length in pixels or bytes. Null if the value is not a positive whole number. */
export function sizeOf(value: unknown): number | null {
  const number = typeof value === 'string' ? Number.parseInt(value, 10) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** The value if it is text that is not blank, else null. */
export function textIn(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** Parses HTML to a tree. If it is a whole page, only its article is used. */
export function htmlContent(html: string): Root {
  const document = cutAtPaywall(readHtml(html, /<(?:html|head|body)[\s>]/i.test(html) ? 'document' : 'fragment'));
  const scopes = ['article', 'main', 'body'].map((name) => findElement(document, (it) => it.tagName === name));
  const scope = scopes.find((it) => it !== null) ?? document;
  return { type: 'root', children: scope.children.filter((child) => child.type !== 'doctype') };
}

/** Splits plain text into paragraphs at blank lines, or at every line if there are no blank lines. */
export function textContent(text: string): Root {
  const paragraphs = text.trim().split(/\n[ \t]*\n/.test(text) ? /\n(?:[ \t]*\n)+/ : /\n/);
  const children = paragraphs.map(foldSpaces).filter((paragraph) => paragraph !== '');
  // The line ends keep words apart if a feed reader drops the tags.
  return {
    type: 'root',
    children: children.flatMap((paragraph): ElementContent[] => [h('p', paragraph), { type: 'text', value: '\n' }]),
  };
}

/** The text of an HTML fragment, on one line. Null if it is empty. */
export function textOfHtml(html: string): string | null {
  return foldSpaces(textOfTree(readHtml(html))) || null;
}
