/** Media RSS 1.5.1: pictures, the same in RSS and in Atom, and what an RSS item has beside its one enclosure. */
import type { Entry } from '../../model/entry.ts';
import type { Enclosure, Image } from '../../model/image.ts';
import { mediumOf } from '../../model/media-type.ts';
import { element, type XmlElement } from './xml.ts';

export const mediaNamespace = 'http://search.yahoo.com/mrss/';

/**
 * `media:content` with its description and credit inside it: on the item itself some readers would show the caption
 * instead of the article.
 */
export function renderMedia({ url, type, width, height, lengthBytes, caption, credit }: Image): XmlElement {
  return element(
    'media:content',
    { url, medium: 'image', type, width: known(width), height: known(height), fileSize: known(lengthBytes) },
    ...described(caption),
    ...credited(credit),
  );
}

/** The enclosure of an RSS item, which has one at most: sound and films come before all else, and pictures last. */
export function mainEnclosure({ enclosures }: Entry): Enclosure | undefined {
  if (enclosures.length < 2) return enclosures[0];
  return enclosures.find(isPlayed) ?? enclosures.find((it) => !isPicture(it)) ?? enclosures[0];
}

/** That of an item in a podcast, whose apps would take a picture for the episode. */
export function episodeEnclosure(entry: Entry): Enclosure | undefined {
  const main = mainEnclosure(entry);
  return main === undefined || isPicture(main) ? undefined : main;
}

/** The other enclosures as `media:content`; a picture that stands in the item already is not told twice. */
export function renderOthers({ enclosures, images }: Entry, main: Enclosure | undefined): readonly XmlElement[] {
  if (enclosures.length === 0) return [];
  const told = new Set(images.map(({ url }) => url));
  return enclosures.filter((it) => it !== main && !told.has(it.url)).map(renderOther);
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

/** Validators refuse a 0: it is what nobody knows. */
function known(amount: number | null): number | null {
  return amount === 0 ? null : amount;
}

/** Null where the type does not say. */
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

/** `photographer` in the list of EBU roles. */
function credited(credit: string | null): readonly XmlElement[] {
  if (credit === null) return [];
  return [element('media:credit', { role: 'photographer', scheme: 'urn:ebu' }, credit)];
}
