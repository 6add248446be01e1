/** Reads the pictures that belong to an item of an agency in JSON: their captions, credits and best renditions. */
import type { Root } from 'hast';
import type { Image } from '../../model/image.ts';
import { buildImage, sizeOf } from '../agency/contents.ts';
import { bestRendition, type Rendition } from '../agency/renditions.ts';
import type { Fields } from '../story/field.ts';
import { elementsOf } from '../tree/walk.ts';
import { itemOf, itemsOf, lineAt, textIn, valueIn } from './json-item.ts';
import { factsOfNinjs, idOfAp } from './ninjs-facts.ts';
import { roleText, textOfKeys } from './ninjs-texts.ts';

/** A picture with the URLs of all its renditions. */
export interface ItemPicture {
  readonly image: Image;
  readonly renditions: readonly string[];
}

/** The pictures of an item, the lead picture first. Those that are canceled or withheld are left out. */
export function picturesOfNinjs(associations: unknown): readonly ItemPicture[] {
  const found = namedItems(associations).map(({ name, item }) => ({ name, item: innerItem(item) }));
  const pictures = found.filter(({ item }) => isPicture(item) && factsOfNinjs(item).status === 'usable');
  const leading = pictures.filter(({ name }) => /^(?:main|feature|lead|hero|cover)/i.test(name));
  return [...leading, ...pictures.filter((it) => !leading.includes(it))].flatMap(({ item }) => pictureOf(item));
}

/** Shows the best rendition of each picture in a text. Changes the tree in place. */
export function showBestRenditions(content: Root, pictures: readonly ItemPicture[]): void {
  const best = new Map(pictures.flatMap(({ image, renditions }) => renditions.map((href) => [href, image.url])));
  for (const { tagName, properties } of elementsOf(content)) {
    const url = tagName === 'img' ? best.get(String(properties['src'])) : undefined;
    if (url !== undefined) properties['src'] = url;
  }
}

/** AP's own associations are whole answers of its API. */
function innerItem(item: Fields): Fields {
  const data = itemOf(valueIn(item, 'data'));
  return (data === null ? null : itemOf(valueIn(data, 'item'))) ?? item;
}

function isPicture(item: Fields): boolean {
  return /^(?:.*:)?(?:picture|photo|image|graphic)$/i.test(lineAt(item, 'type') ?? '');
}

interface NamedItem {
  readonly name: string;
  readonly item: Fields;
}

/** Associations and renditions: a list of items with names, or an object by name in ninjs 1. */
function namedItems(value: unknown): readonly NamedItem[] {
  if (Array.isArray(value)) return itemsOf(value).map((item) => ({ name: lineAt(item, 'name', 'id') ?? '', item }));
  const entries = itemOf(value) === null ? [] : Object.entries(value as object);
  return entries.flatMap(([name, inner]) => {
    const item = itemOf(inner);
    return item === null ? [] : [{ name, item }];
  });
}

function pictureOf(item: Fields): ItemPicture[] {
  const renditions = namedItems(valueIn(item, 'renditions')).map(renditionOf);
  const best = bestRendition(renditions);
  if (best === null || best.url === null) return [];
  const { url, type, width, written } = best;
  const image = buildImage({
    url,
    type: type === 'image/jpg' ? 'image/jpeg' : type,
    width,
    height: sizeOf(valueIn(written, 'height')),
    lengthBytes: sizeOf(valueIn(written, 'sizeinbytes')),
    // Superdesk writes the alt text as the body of the picture.
    alt: lineAt(item, 'altText', 'alt_text', 'body_text') ?? '',
    caption: captionOf(item),
    credit: creditOf(item),
  });
  return [{ image, renditions: renditions.map((it) => it.url).filter((it) => it !== null) }];
}

interface WrittenRendition extends Rendition {
  readonly written: Fields;
}

function renditionOf({ name, item }: NamedItem): WrittenRendition {
  const names = [name, lineAt(item, 'usage'), lineAt(item, 'variant')];
  return {
    url: textIn(valueIn(item, 'href', 'url'))?.trim() ?? null,
    type: lineAt(item, 'contenttype', 'mimetype')?.toLowerCase() ?? null,
    width: sizeOf(valueIn(item, 'width')),
    name: names.filter((it) => it !== null).join(' '),
    written: item,
  };
}

/** The caption. Without one, the summary of the picture is used. */
function captionOf(item: Fields): string | null {
  return (
    roleText(item, { list: 'descriptions', roles: /^caption$/ }) ??
    textOfKeys(item, ['description_caption', 'caption', 'description_text', 'description_html', 'description_xhtml'])
  );
}

/**
 * The credit line. Without one, the photographer and the copyright holder, unless the caption ends in a credit. In Superdesk and
 * AP, the copyright holder is that of all their items, and no part of the credit.
 */
function creditOf(item: Fields): string | null {
  const lines = itemsOf(valueIn(item, 'descriptions')).filter((it) => /^credit ?line$/i.test(lineAt(it, 'role') ?? ''));
  const line =
    lineAt(item, 'creditline', 'description_creditline', 'credit') ??
    lines.map((it) => lineAt(it, 'value', 'text')).find((it) => it !== null) ??
    null;
  if (line !== null || buildImage({ url: '', caption: captionOf(item) }).credit !== null) return line;
  const photographer = itemOf(valueIn(item, 'photographer'));
  const by =
    lineAt(item, 'by', 'byline', 'photographer') ?? (photographer === null ? null : lineAt(photographer, 'name'));
  const isShared = lineAt(item, 'guid') !== null || idOfAp(item) !== null;
  const holder = by !== null && isShared ? null : lineAt(item, 'copyrightholder');
  const names = [by, holder].filter((it) => it !== null);
  return names.length > 0 ? names.join('/') : lineAt(item, 'copyrightnotice');
}
