/** What the formats of articles in JSON share: objects whose keys differ in case only, lists or single values, and what is made of them. */
import type { ElementContent, Root } from 'hast';
import { toString as textOfTree } from 'hast-util-to-string';
import { h } from 'hastscript';
import { type Image, image } from '../../model/image.ts';
import type { Dateline } from '../../model/metadata.ts';
import { isRecord, recordIn } from '../../model/record.ts';
import type { Position } from '../../problem/problem.ts';
import { type Field, type Fields, normaliseKey } from '../front-matter/front-matter.ts';
import { foldSpaces } from '../text/spaces.ts';
import { readHtml } from '../tree/html-tree.ts';
import { decodeHtmlText } from '../tree/plain-text.ts';
import { findElement } from '../tree/walk.ts';
import { parseByline, splitNames } from '../wire/byline.ts';
import { parseCaption } from '../wire/caption.ts';

/** An article as its JSON has it. */
export interface JsonArticle {
  /** Dates, names and addresses as written, under the keys of front matter. */
  readonly fields: Fields;
  readonly title: string | null;
  readonly summary: string | null;
  /** The picture that leads, then the others. */
  readonly images: readonly Image[];
  readonly dateline: Dateline | null;
  /** As written: nothing in it is trusted. */
  readonly content: Root;
}

/** Where each value of front matter comes from: the first of the keys that holds something. */
export interface Mapping {
  readonly to: string;
  readonly from: readonly string[];
  /** Null where the value says nothing. */
  readonly read?: (value: unknown) => unknown;
}

const start: Position = { line: 1, column: 1 };

/** The properties of an object by `normaliseKey`; null where a value is no object. */
export function itemOf(value: unknown, at: (key: string) => Position = () => start): Fields | null {
  if (!isRecord(value)) return null;
  const fields = Object.entries(value).map(([key, inner]): [string, Field] => {
    return [normaliseKey(key), { key, value: inner, at: at(key) }];
  });
  return new Map(fields);
}

/** The objects of a list, or of an object whose keys are their names. */
export function itemsOf(value: unknown): readonly Fields[] {
  const list = Array.isArray(value) ? value : Object.values(recordIn(value) ?? {});
  return list.map((item) => itemOf(item)).filter((item) => item !== null);
}

/** A list; of a single value, that value; of nothing, none. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

export function valueIn(item: Fields, ...keys: readonly string[]): unknown {
  return keys.map((key) => item.get(normaliseKey(key))?.value).find((value) => value !== undefined && value !== null);
}

/** The first of the keys that holds words. */
export function lineAt(item: Fields, ...keys: readonly string[]): string | null {
  return keys.map((key) => lineIn(valueIn(item, key))).find((words) => words !== null) ?? null;
}

/** One line of text, its character references decoded; null where a value is none. */
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

/** The names of a list of texts or objects; a text may hold several, by commas. */
export function namesIn(value: unknown): readonly string[] {
  const names = listOf(value).flatMap((it) => (typeof it === 'string' ? it.split(',') : [nameIn(it)]));
  return names.map(lineIn).filter((name) => name !== null);
}

function nameIn(value: unknown): unknown {
  const item = itemOf(value);
  return item === null ? value : lineAt(item, 'name', 'literal');
}

/** Who wrote it: names or bylines, or objects with name and url. */
export function authorsIn(value: unknown): readonly unknown[] {
  return listOf(value).flatMap((it): readonly unknown[] => {
    const words = lineIn(it);
    if (words !== null) return parseByline(words) ?? splitNames(words.replace(/^by:? /i, ''));
    const item = itemOf(it);
    const name = item === null ? null : lineAt(item, 'name', 'by', 'byline');
    return item === null || name === null
      ? []
      : [{ name, url: lineIn(valueIn(item, 'url', 'sameAs')), ...publicIn(item) }];
  });
}

/** What an author lets be known: an address, and a picture as an address or as an object with one. */
function publicIn(item: Fields) {
  const picture = valueIn(item, 'avatar', 'image');
  const avatar = textIn(picture) ?? textIn(valueIn(itemOf(picture) ?? new Map(), 'url', 'contentUrl'));
  return { email: textIn(valueIn(item, 'email'))?.replace(/^mailto:/i, '') ?? null, avatar };
}

/** A picture whose caption may end in its credit. */
export function buildImage({ url, ...known }: Pick<Image, 'url'> & Partial<Image>): Image {
  const words = known.credit ? { text: known.caption ?? '', credit: known.credit } : parseCaption(known.caption ?? '');
  return image({ ...known, url, caption: words.text || null, credit: words.credit });
}

/** A length in pixels or bytes; null where a value is none. */
export function sizeOf(value: unknown): number | null {
  const number = typeof value === 'string' ? Number.parseInt(value, 10) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** Null where a value is no text with something in it. */
export function textIn(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** HTML to a tree; of a whole page, the article in it. */
export function htmlContent(html: string): Root {
  const document = readHtml(html, /<(?:html|head|body)[\s>]/i.test(html) ? 'document' : 'fragment');
  const scopes = ['article', 'main', 'body'].map((name) => findElement(document, (it) => it.tagName === name));
  const scope = scopes.find((it) => it !== null) ?? document;
  return { type: 'root', children: scope.children.filter((child) => child.type !== 'doctype') };
}

/** Plain text to paragraphs: between blank lines, or without any, line by line. */
export function textContent(text: string): Root {
  const paragraphs = text.trim().split(/\n[ \t]*\n/.test(text) ? /\n(?:[ \t]*\n)+/ : /\n/);
  const children = paragraphs.map(foldSpaces).filter((words) => words !== '');
  // The line ends keep words apart where a reader drops the tags.
  return {
    type: 'root',
    children: children.flatMap((words): ElementContent[] => [h('p', words), { type: 'text', value: '\n' }]),
  };
}

/** The words of a fragment of HTML. */
export function textOfHtml(html: string): string | null {
  return foldSpaces(textOfTree(readHtml(html))) || null;
}
