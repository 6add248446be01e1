/** Reads the head of a page: `meta` elements, the canonical URL, the language, and the preview picture. https://ogp.me/ */
import type { Element, Root } from 'hast';
import type { Image } from '../../model/image.ts';
import { buildImage } from '../agency/contents.ts';
import type { Field } from '../story/field.ts';
import { foldSpaces } from '../text/spaces.ts';
import { elementsOf, findElement } from '../tree/walk.ts';

/** Returns the value of the first name that exists, else null. */
export type Meta = (names: readonly string[]) => string | null;

/** Makes a function that looks up the values of `meta` elements. */
export function metaOf(document: Root): Meta {
  const values = new Map<string, string>();
  for (const { tagName, properties } of elementsOf(document)) {
    const name = String(properties['property'] ?? properties['name'] ?? properties['itemProp'] ?? '').toLowerCase();
    const content = typeof properties['content'] === 'string' ? foldSpaces(properties['content']) : '';
    if (tagName === 'meta' && content !== '' && !values.has(name)) values.set(name, content);
  }
  return (names) => names.map((name) => values.get(name)).find((value) => value !== undefined) ?? null;
}

/** Names of `meta` elements that mean a key of front matter. https://ogp.me/#no_vertical */
const keysOfNames: Readonly<Record<string, string>> = {
  'article:expiration_time': 'expires',
  'article:content_tier': 'access',
};

/** The `meta` elements as fields. */
export function metaFields(document: Root): readonly Field[] {
  return elementsOf(document).flatMap(({ tagName, properties }) => {
    const name = String(properties['property'] ?? properties['name'] ?? properties['itemProp'] ?? '').slice(0, 100);
    const value = properties['content'];
    if (tagName !== 'meta' || name === '' || typeof value !== 'string' || value.trim() === '') return [];
    const key = keysOfNames[name.toLowerCase()] ?? name.replace(/^article:/i, '');
    return [{ key, value: foldSpaces(value), at: { line: 1, column: 1 } }];
  });
}

export const publishedNames = [
  'article:published_time',
  'datepublished',
  'date',
  'pubdate',
  'publish-date',
  'dc.date',
  'dc.date.issued',
  'dcterms.created',
  'parsely-pub-date',
];
export const updatedNames = ['article:modified_time', 'og:updated_time', 'datemodified', 'last-modified'];
export const authorNames = ['author', 'article:author', 'dc.creator', 'parsely-author'];

/** The canonical URL of a page. */
export function canonical(document: Root): string | null {
  const link = findElement(document, ({ tagName, properties }) => {
    return tagName === 'link' && [properties['rel']].flat().includes('canonical');
  });
  const href = link?.properties['href'];
  return typeof href === 'string' ? href : null;
}

export function language(document: Root): string | null {
  const html = findElement(document, (it) => it.tagName === 'html');
  const lang = html?.properties['lang'];
  return typeof lang === 'string' ? lang : null;
}

/** The `dir` of the article, or else of the page. */
export function direction(document: Root, scope: Root | Element): string | null {
  const around = elementsOf(document).filter(({ tagName }) => tagName === 'html' || tagName === 'body');
  const own = scope.type === 'element' ? [scope] : [];
  const dirs = [...own, ...around.toReversed()].map(({ properties }) => String(properties['dir'] ?? '').toLowerCase());
  return dirs.find((dir) => /^(?:rtl|ltr|auto)$/.test(dir)) ?? null;
}

/** Returns null for a URL, which Facebook requires instead of an author's name. */
export function nameOnly(author: string | null): string | null {
  return author === null || /^https?:/i.test(author) ? null : author;
}

/** The preview picture, if the text has no pictures. */
export function headPicture(scope: Root | Element, meta: Meta): Image | null {
  const url = meta(['og:image', 'og:image:url', 'twitter:image']);
  if (url === null || findElement(scope, (it) => it.tagName === 'img') !== null) return null;
  return buildImage({ url, alt: meta(['og:image:alt', 'twitter:image:alt']) ?? '' });
}
