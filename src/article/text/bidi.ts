/** Closes the embeddings, overrides and isolates of bidirectional text that a plain text leaves open (UAX 9, 2). */

/** The keys of plain texts in articles, entries and feeds. Identifiers, URLs and HTML are under other keys. */
const textKeys: ReadonlySet<string> = new Set(
  'alt byline caption categories credit description name rights section summary text title'.split(' '),
);

const opening = /[\u202a\u202b\u202d\u202e\u2066-\u2068]/;
const isolates = new Set(['\u2066', '\u2067', '\u2068']);
const endOfEmbedding = '\u202c';
const endOfIsolate = '\u2069';

/**
 * Adds the characters that close what a text leaves open. Readers show other texts, such as the date, on the same line, and an
 * open override would turn those around.
 */
export function closeBidi(text: string): string {
  if (!opening.test(text)) return text;
  const open: string[] = [];
  for (const character of text) {
    if (opening.test(character)) open.push(character);
    else if (character === endOfEmbedding) closeEmbedding(open);
    else if (character === endOfIsolate) closeIsolate(open);
  }
  return text + open.reverse().map(endOf).join('');
}

function endOf(character: string): string {
  return isolates.has(character) ? endOfIsolate : endOfEmbedding;
}

/** An end of an embedding closes nothing if an isolate was opened after it. */
function closeEmbedding(open: string[]): void {
  const last = open.at(-1);
  if (last !== undefined && !isolates.has(last)) open.pop();
}

/** The end of an isolate also closes the embeddings inside it. */
function closeIsolate(open: string[]): void {
  const start = open.findLastIndex((character) => isolates.has(character));
  if (start >= 0) open.length = start;
}

/** Returns the same data with `closeBidi` applied to its plain texts. */
export function closeTexts<T>(data: T): T {
  return closeUnder('', data) as T;
}

function closeUnder(key: string, value: unknown): unknown {
  if (typeof value === 'string') return textKeys.has(key) ? closeBidi(value) : value;
  if (Array.isArray(value)) return value.map((item) => closeUnder(key, item));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, closeUnder(name, inner)]));
}
