/** How much room an entry takes in a feed, before it is rendered. */
import type { Entry } from '../model.ts';

/** What the elements around the texts of an entry take, and those of each thing in it. */
const frame = 1500;
const eachThing = 500;

/** No format takes more bytes: markup in text grows to six bytes in XML, and all else to what JSON makes of it at the most. */
export function weightOf(entry: Entry): number {
  const text = JSON.stringify(entry);
  const markup = text.match(/[&<>\r]|\\"/g)?.length ?? 0;
  return Buffer.byteLength(text) + 5 * markup + frame + eachThing * countThings(entry);
}

function countThings({ images, enclosures, authors, categories, episode }: Entry): number {
  const { transcripts = [], persons = [] } = episode ?? {};
  return [images, enclosures, authors, categories, transcripts, persons].flat().length;
}
