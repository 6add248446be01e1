/** How much room an entry takes in a feed, before it is rendered, and how much room there is. */
import type { Channel } from '../model/channel.ts';
import type { Entry, Tombstone } from '../model/entry.ts';

/** What the elements around the texts of an entry take, and those of each thing in it. */
const frame = 1500;
const eachThing = 500;
/** What they take around a tombstone. */
const tombstoneFrame = 300;
/** What a feed takes beside its entries. */
const feedFrame = 8 * 1024;

/** What a document may have. */
export interface Limits {
  readonly count: number;
  /** In bytes. */
  readonly room: number;
}

/** The most bytes that entries may take in a document. */
export function roomOf({ limitKilobytes }: Pick<Channel, 'limitKilobytes'>): number {
  return limitKilobytes * 1024 - feedFrame;
}

/** As many as may stand in one document, one at least. */
export function fitting<T extends { readonly weight: number }>(
  records: readonly T[],
  { count, room }: Limits,
): readonly T[] {
  let weight = 0;
  const end = records.slice(0, count).findIndex((record) => {
    weight += record.weight;
    return weight > room;
  });
  return records.slice(0, end === -1 ? count : Math.max(1, end));
}

/** No format takes more bytes for the entry. */
export function weightOf(entry: Entry): number {
  return weightOfData(entry) + frame + eachThing * countThings(entry);
}

/** No format takes more bytes for the tombstone. */
export function weightOfTombstone(tombstone: Tombstone): number {
  const { id, withdrawn, notice } = tombstone;
  return weightOfData({ id, withdrawn, notice }) + tombstoneFrame;
}

/** Markup in text grows to six bytes in XML, and all else to what JSON makes of it at the most. */
function weightOfData(data: Entry | Tombstone): number {
  const text = JSON.stringify(data);
  const markup = text.match(/[&<>\r]|\\"/g)?.length ?? 0;
  return Buffer.byteLength(text) + 5 * markup;
}

function countThings({ images, enclosures, authors, categories, episode }: Entry): number {
  const { transcripts = [], persons = [] } = episode ?? {};
  return [images, enclosures, authors, categories, transcripts, persons].flat().length;
}
