/** Where values stand in the text of a JSON document that a parser has read already, and which keys it has twice. */
import type { JsonPath } from './json-checks.ts';

export interface JsonPlaces {
  /** The offset of each wanted path that is there: of the key, or of the value in a list. */
  readonly offsets: ReadonlyMap<string, number>;
  readonly repeated: readonly { readonly key: string; readonly offset: number }[];
}

/** The name of a path in `offsets`. */
export function nameOfPath(path: JsonPath): string {
  return JSON.stringify(path);
}

interface Level {
  /** Null in a list. */
  readonly keys: Set<string> | null;
  /** The way to the object or list. */
  readonly path: JsonPath;
  /** The key or index of the value that is being read. */
  step: string | number;
}

interface Reading {
  readonly text: string;
  readonly wanted: ReadonlySet<string>;
  readonly offsets: Map<string, number>;
  readonly repeated: { readonly key: string; readonly offset: number }[];
  readonly levels: Level[];
  /** True where a key or a value of a list must come next. */
  isFresh: boolean;
}

/** Goes through the text once, without recursion. */
export function findInJson(text: string, wanted: ReadonlySet<string>): JsonPlaces {
  const reading: Reading = { text, wanted, offsets: new Map(), repeated: [], levels: [], isFresh: true };
  for (let at = 0; at < text.length; at += 1) at = signs[text.charAt(at)]?.(reading, at) ?? at;
  return reading;
}

/** What each sign does; it gives the last offset that belongs to it. */
const signs: Readonly<Record<string, (reading: Reading, at: number) => number>> = {
  '{': (reading, at) => open(reading, { at, keys: new Set() }),
  '[': (reading, at) => open(reading, { at, keys: null }),
  '}': close,
  ']': close,
  ',': next,
  '"': readString,
};

function open(reading: Reading, { at, keys }: { readonly at: number; readonly keys: Level['keys'] }): number {
  const { levels } = reading;
  const outer = levels.at(-1);
  if (outer?.keys === null) note(reading, outer, at);
  const path = outer === undefined || levels.length > deepest ? [] : [...outer.path, outer.step];
  levels.push({ keys, path, step: keys === null ? 0 : '' });
  reading.isFresh = true;
  return at;
}

function close(reading: Reading, at: number): number {
  reading.levels.pop();
  reading.isFresh = false;
  return at;
}

function next(reading: Reading, at: number): number {
  const level = reading.levels.at(-1);
  if (typeof level?.step === 'number') level.step += 1;
  reading.isFresh = true;
  return at;
}

function readString(reading: Reading, at: number): number {
  const end = endOfString(reading.text, at);
  const level = reading.levels.at(-1);
  if (level?.keys && reading.isFresh) readKey(reading, level, [at, end]);
  reading.isFresh = false;
  return end;
}

function readKey(reading: Reading, level: Level, [at, end]: readonly [number, number]): void {
  const key = String(JSON.parse(reading.text.slice(at, end + 1)));
  if (level.keys?.has(key)) reading.repeated.push({ key, offset: at });
  level.keys?.add(key);
  level.step = key;
  note(reading, level, at);
}

function note({ wanted, offsets, levels }: Reading, level: Level, at: number): void {
  if (levels.length > deepest) return;
  const name = nameOfPath([...level.path, level.step]);
  if (wanted.has(name) && !offsets.has(name)) offsets.set(name, at);
}

/** No path that a rule names is deeper. */
const deepest = 8;

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charAt(at - 1 - slashes) === '\\') slashes += 1;
  return slashes % 2 === 1;
}
