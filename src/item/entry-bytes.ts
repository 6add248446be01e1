/** How many bytes an entry takes in a feed at the most, before it is rendered. */
import type { Entry } from '../model/entry.ts';

/** What the elements around the texts of an entry take, and those of each part of it. */
const frameBytes = 1500;
const partBytes = 500;

/** No format takes more bytes for the entry. */
export function bytesOfEntry(entry: Entry): number {
  return bytesOfData(entry) + frameBytes + partBytes * countParts(entry);
}

/** Markup in text grows to six bytes in XML, and all else to what JSON makes of it at the most. */
export function bytesOfData(data: object): number {
  const text = shortJson(data);
  const markup = text.match(/[&<>\r]|\\"/g)?.length ?? 0;
  return Buffer.byteLength(text) + 5 * markup;
}

/** JSON without what few entries say, where it is null: sizes and digests are those of 0.1.0, which did not have it. */
export function shortJson(data: object): string {
  return JSON.stringify(data, (key, value) => (value === null && rarelyKnown.has(key) ? undefined : value));
}

const rarelyKnown: ReadonlySet<string> = new Set(['email', 'avatar', 'durationSeconds']);

function countParts({ images, enclosures, authors, categories, episode }: Entry): number {
  const { transcripts = [], persons = [] } = episode ?? {};
  return [images, enclosures, authors, categories, transcripts, persons].flat().length;
}
