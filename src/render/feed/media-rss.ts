/** Media RSS 1.5.1: pictures in RSS and Atom, and the further enclosures of an RSS item, which can have only one. */
import type { Entry } from '../../model/entry.ts';
import type { Enclosure, Image } from '../../model/image.ts';
import { mediumOf } from '../../model/media-type.ts';
import { element, type XmlElement } from './xml.ts';

export const mediaNamespace = 'http://search.yahoo.com/mrss/';

/**
 * Renders a picture as `media:content`, with its description and credit inside. If they were children of the item, some feed
 * readers would show the caption instead of the article.
 */
export function renderMedia({ url, type, width, height, lengthBytes, caption, credit }: Image): XmlElement {
  return element(
    'media:content',
    { url, medium: 'image', type, width: known(width), height: known(height), fileSize: known(lengthBytes) },
    ...described(caption),
    ...credited(credit),
  );
}

/** The enclosure of an RSS item, which can have only one. Audio and video are preferred, and pictures come last. */
export function mainEnclosure({ enclosures }: Entry): Enclosure | undefined {
  if (enclosures.length < 2) return enclosures[0];
  return enclosures.find(isPlayed) ?? enclosures.find((it) => !isPicture(it)) ?? enclosures[0];
}

/** The enclosure of an item in a podcast. Never a picture, because podcast apps would mistake it for the episode. */
export function episodeEnclosure(entry: Entry): Enclosure | undefined {
  const main = mainEnclosure(entry);
  return main === undefined || isPicture(main) ? undefined : main;
}

/** Renders the other enclosures as `media:content`, without the pictures that the item already contains. */
export function renderOthers({ enclosures, images }: Entry, main: Enclosure | undefined): readonly XmlElement[] {
  if (enclosures.length === 0) return [];
  const written = new Set(images.map(({ url }) => url));
  return enclosures.filter((it) => it !== main && !written.has(it.url)).map(renderOther);
}

function isPlayed({ type }: Enclosure): boolean {
  return mediumOf(type) === 'audio' || mediumOf(type) === 'video';
}

function isPicture({ type }: Enclosure): boolean {
  return mediumOf(type) === 'image';
}

function renderOther({ url, type, lengthBytes, title, durationSeconds }: Enclosure): XmlElement {
  const attributes = {
    url,
    medium: mediumOrDocument(type),
    type,
    fileSize: known(lengthBytes),
    duration: durationSeconds,
  };
  return element('media:content', attributes, ...titled(title));
}

/** Null if the amount is 0, which means unknown, and which feed validators reject. */
function known(amount: number | null): number | null {
  return amount === 0 ? null : amount;
}

/** The value of `medium`. Null if it does not follow from the media type. */
function mediumOrDocument(type: string): string | null {
  if (/^(?:text\/|application\/(?:pdf|epub\+zip|rtf|msword|vnd\.)\b)/i.test(type)) return 'document';
  return mediumOf(type);
}

function titled(title: string | null): readonly XmlElement[] {
  return title === null || title === '' ? [] : [element('media:title', { type: 'plain' }, title)];
}

function described(caption: string | null): readonly XmlElement[] {
  return caption === null ? [] : [element('media:description', { type: 'plain' }, caption)];
}

/** `photographer` is one of the EBU roles. */
function credited(credit: string | null): readonly XmlElement[] {
  if (credit === null) return [];
  return [element('media:credit', { role: 'photographer', scheme: 'urn:ebu' }, credit)];
}
