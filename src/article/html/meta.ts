/** What the head of a page says: `meta`, the canonical address, the language. https://ogp.me/ */
import type { Element, Root } from 'hast';
import type { Image } from '../../model/image.ts';
import { buildImage } from '../json/json-item.ts';
import { foldSpaces } from '../text/spaces.ts';
import { elementsOf, findElement } from '../tree/walk.ts';

/** The value of the first of the names that is there. */
export type Meta = (names: readonly string[]) => string | null;

/** Looks up what `meta` elements say, the first of the names that is there. */
export function metaOf(document: Root): Meta {
  const values = new Map<string, string>();
  for (const { tagName, properties } of elementsOf(document)) {
    const name = String(properties['property'] ?? properties['name'] ?? properties['itemProp'] ?? '').toLowerCase();
    const content = typeof properties['content'] === 'string' ? foldSpaces(properties['content']) : '';
    if (tagName === 'meta' && content !== '' && !values.has(name)) values.set(name, content);
  }
  return (names) => names.map((name) => values.get(name)).find((value) => value !== undefined) ?? null;
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

/** The address that a page names as its own. */
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

/** Facebook wants an address where others write a name. */
export function nameOnly(author: string | null): string | null {
  return author === null || /^https?:/i.test(author) ? null : author;
}

/** The picture for previews, where the text has none. */
export function headPicture(scope: Root | Element, meta: Meta): Image | null {
  const url = meta(['og:image', 'og:image:url', 'twitter:image']);
  if (url === null || findElement(scope, (it) => it.tagName === 'img') !== null) return null;
  return buildImage({ url, alt: meta(['og:image:alt', 'twitter:image:alt']) ?? '' });
}
