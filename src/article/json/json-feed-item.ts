/** Reads an article that is one item of a JSON Feed: https://www.jsonfeed.org/version/1.1/#items */

import { buildImage, htmlContent, sizeOf, textContent } from '../agency/contents.ts';
import type { WrittenArticle } from '../agency/written-article.ts';
import type { Fields } from '../story/field.ts';
import { authorsIn, itemsOf, lineAt, lineIn, type Mapping, mapFields, namesIn, textIn, valueIn } from './json-item.ts';

/** True if the content is in a key that only this format uses. */
export function isJsonFeedItem(item: Fields): boolean {
  const named = lineIn(valueIn(item, 'id')) !== null || textIn(valueIn(item, 'url')) !== null;
  return named && (textIn(valueIn(item, 'content_html')) ?? textIn(valueIn(item, 'content_text'))) !== null;
}

/** True for a whole feed with a list of items. */
export function isJsonFeed(item: Fields): boolean {
  return Array.isArray(valueIn(item, 'items')) && /jsonfeed\.org/i.test(lineAt(item, 'version') ?? '');
}

/** Reads one item. */
export function readJsonFeedItem(item: Fields): WrittenArticle {
  const html = textIn(valueIn(item, 'content_html'));
  const image = textIn(valueIn(item, 'image')) ?? textIn(valueIn(item, 'banner_image'));
  return {
    fields: mapFields(item, mappings),
    title: lineAt(item, 'title'),
    summary: lineAt(item, 'summary'),
    images: image === null ? [] : [buildImage({ url: image })],
    dateline: null,
    agency: null,
    content: html === null ? textContent(textIn(valueIn(item, 'content_text')) ?? '') : htmlContent(html),
  };
}

const mappings: readonly Mapping[] = [
  { to: 'id', from: ['id'], read: lineIn },
  { to: 'url', from: ['url'] },
  { to: 'external_url', from: ['external_url'] },
  { to: 'date', from: ['date_published'] },
  { to: 'updated', from: ['date_modified'] },
  { to: 'authors', from: ['authors', 'author'], read: authorsIn },
  { to: 'tags', from: ['tags'], read: namesIn },
  { to: 'lang', from: ['language'] },
  { to: 'enclosures', from: ['attachments'], read: readAttachments },
];

function readAttachments(value: unknown): readonly unknown[] {
  return itemsOf(value).map((item) => ({
    url: textIn(valueIn(item, 'url')),
    type: textIn(valueIn(item, 'mime_type')),
    length: sizeOf(valueIn(item, 'size_in_bytes')),
    title: lineAt(item, 'title'),
    duration: valueIn(item, 'duration_in_seconds'),
  }));
}
