/** An upper limit for the bytes of an entry in any feed format, computed before rendering. */
import type { Entry } from '../model/entry.ts';

/** The bytes of the elements around the texts of an entry, and around each of its parts, such as an image or author. */
const frameBytes = 1500;
const partBytes = 500;

/** The maximum bytes of an entry in any format. */
export function bytesOfEntry(entry: Entry): number {
  return bytesOfData(entry) + frameBytes + partBytes * countParts(entry);
}

/** The maximum bytes of data. In XML, an escaped character takes up to six bytes; everything else is longest in JSON. */
export function bytesOfData(data: object): number {
  const text = shortJson(data);
  const markup = text.match(/[&<>\r]|\\"/g)?.length ?? 0;
  return Buffer.byteLength(text) + 5 * markup;
}

/** JSON without rarely used keys that are null. Version 0.1.0 did not have these keys, so its sizes and digests stay valid. */
export function shortJson(data: object): string {
  return JSON.stringify(data, (key, value) => (value === null && rarelyUsed.has(key) ? undefined : value));
}

const rarelyUsed: ReadonlySet<string> = new Set([
  'email',
  'avatar',
  'durationSeconds',
  'excerptHtml',
  'unlisted',
  'titleFrom',
]);

function countParts({ images, enclosures, authors, categories, episode }: Entry): number {
  const { transcripts = [], persons = [] } = episode ?? {};
  return [images, enclosures, authors, categories, transcripts, persons].flat().length;
}
