/** Helpers for all JSON formats of articles: they look up values by key in any case, and map keys. */
import { isRecord, recordIn } from '../../model/record.ts';
import { error, type Finding, type Position } from '../../problem/problem.ts';
import { type Field, type Fields, normaliseKey } from '../story/field.ts';
import { foldSpaces } from '../text/spaces.ts';
import { decodeHtmlText } from '../tree/plain-text.ts';
import { parseByline, splitNames } from '../wire/byline.ts';

/** Maps JSON keys to a key of front matter. The first key with a value is used. */
export interface Mapping {
  readonly to: string;
  readonly from: readonly string[];
  /** Converts the value. Returns null or an empty list if it contains nothing useful. */
  readonly read?: (value: unknown) => unknown;
}

const start: Position = { line: 1, column: 1 };

/** The properties of an object, by normalized key. Null if the value is not an object. */
export function itemOf(value: unknown, at: (key: string) => Position = () => start): Fields | null {
  if (!isRecord(value)) return null;
  const fields = Object.entries(value).map(([key, inner]): [string, Field] => {
    return [normaliseKey(key), { key, value: inner, at: at(key) }];
  });
  return new Map(fields);
}

/** The objects in a list, or in an object whose keys are their names. */
export function itemsOf(value: unknown): readonly Fields[] {
  const list = Array.isArray(value) ? value : Object.values(recordIn(value) ?? {});
  return list.map((item) => itemOf(item)).filter((item) => item !== null);
}

/** Returns a list as it is, and a single value as a list of one. Empty for null and undefined. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

export function valueIn(item: Fields, ...keys: readonly string[]): unknown {
  return keys.map((key) => item.get(normaliseKey(key))?.value).find((value) => value !== undefined && value !== null);
}

/** The first line of text among the values of the keys. */
export function lineAt(item: Fields, ...keys: readonly string[]): string | null {
  return keys.map((key) => lineIn(valueIn(item, key))).find((line) => line !== null) ?? null;
}

/** One line of text with character references decoded. Null if the value is not text or a number, or is empty. */
export function lineIn(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return foldSpaces(decodeHtmlText(String(value))) || null;
}

export function mapFields(item: Fields, mappings: readonly Mapping[]): Fields {
  const mapped = mappings.flatMap(({ to, from, read = (value) => value }): [string, Field][] => {
    const fields = from.map((key) => item.get(normaliseKey(key))).filter((field) => field !== undefined);
    const found = fields
      .map((field) => ({ ...field, value: read(field.value) }))
      .find(({ value }) => isSomething(value));
    return found === undefined ? [] : [[normaliseKey(to), found]];
  });
  return new Map(mapped);
}

function isSomething(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** The names in a list of texts or objects. A text can contain several names, separated by commas. */
export function namesIn(value: unknown): readonly string[] {
  const names = listOf(value).flatMap((it) => (typeof it === 'string' ? it.split(',') : [nameIn(it)]));
  return names.map(lineIn).filter((name) => name !== null);
}

function nameIn(value: unknown): unknown {
  const item = itemOf(value);
  return item === null ? value : lineAt(item, 'name', 'literal');
}

/** The authors: names, bylines, or objects with name and URL. */
export function authorsIn(value: unknown): readonly unknown[] {
  return listOf(value).flatMap((it): readonly unknown[] => {
    const line = lineIn(it);
    if (line !== null) return parseByline(line) ?? splitNames(line.replace(/^by:? /i, ''));
    const item = itemOf(it);
    const name = item === null ? null : lineAt(item, 'name', 'by', 'byline');
    return item === null || name === null
      ? []
      : [{ name, url: lineIn(valueIn(item, 'url', 'sameAs')), ...publicIn(item) }];
  });
}

/** The email address and picture of an author. A picture is a URL or an object with one. */
function publicIn(item: Fields) {
  const picture = valueIn(item, 'avatar', 'image');
  const avatar = textIn(picture) ?? textIn(valueIn(itemOf(picture) ?? new Map(), 'url', 'contentUrl'));
  return { email: textIn(valueIn(item, 'email'))?.replace(/^mailto:/i, '') ?? null, avatar };
}

/** The value if it is text that is not blank, else null. */
export function textIn(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

interface DateKey {
  /** The key of the date in the format. */
  readonly dateKey: string;
  readonly at: Position;
}

/** A finding about a missing date that names the key of the format. */
export function withDateKey(finding: Finding, { dateKey, at }: DateKey): Finding {
  if (finding.code !== 'missing-date') return finding;
  return error('missing-date', `No date was found: add "${dateKey}": "2026-01-04T16:15:00-05:00"`, at);
}
