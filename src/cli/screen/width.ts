/** How many columns a text takes on a terminal. Colours and combining characters take none, wide characters two. */
import { stripVTControlCharacters } from 'node:util';

/** Programs in a pipe measure nothing, and the library takes a tenth of their whole time to load. */
let measure = (text: string): number => stripVTControlCharacters(text).length;

/** Loads what measures characters that are not ASCII. Until then, each counts as one column. */
export async function loadWidths(): Promise<void> {
  measure = (await import('string-width')).default;
}

const plain = /^[ -~]*$/;

/** The columns of a text in one line. */
export function widthOf(text: string): number {
  return plain.test(text) ? text.length : measure(text);
}
