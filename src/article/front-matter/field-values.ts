/** Finds front matter fields by meaning, and reads their values as text, numbers or dates. */
import type { Channel } from '../../model/channel.ts';
import { isMediaType } from '../../model/media-type.ts';
import { recordIn } from '../../model/record.ts';
import { type Finding, type Position, warning } from '../../problem/problem.ts';
import { parseDateTime, type ZonedInstant } from '../date/resolve.ts';
import { shownText } from '../marks/hidden-parts.ts';
import { type Field, type Fields, normaliseKey } from '../story/field.ts';
import { foldSpaces } from '../text/spaces.ts';
import { fieldAliases, type Meaning } from './aliases.ts';
import { textOfMarkdown } from './inline-markdown.ts';

export interface FieldsContext {
  readonly path: string;
  readonly channel: Channel;
}

export interface FieldReading<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
}

export const fine = <T>(value: T): FieldReading<T> => ({ value, findings: [] });

/** The fields of a meaning that are not empty, in order of precedence. */
export function all(fields: Fields, meaning: Meaning): readonly Field[] {
  const found: Field[] = [];
  for (const key of keysFor[meaning]) {
    const field = fields.get(key);
    if (field !== undefined && field.value !== null && field.value !== '' && field.value !== undefined)
      found.push(field);
  }
  return found;
}

/** The normalised keys for each meaning. */
const keysFor = Object.fromEntries(
  Object.entries(fieldAliases).map(([meaning, keys]) => [meaning, keys.map(normaliseKey)]),
) as unknown as Readonly<Record<Meaning, readonly string[]>>;

export function first(fields: Fields, meaning: Meaning): Field | null {
  return all(fields, meaning)[0] ?? null;
}

export function readText(field: Field | null): string | null {
  const value = field?.value;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = foldSpaces(String(value));
  return text === '' ? null : text;
}

/** Reads one line of plain text. Markdown formatting is removed. */
export function readTitle(field: Field | null): string | null {
  const text = readText(field);
  return text === null ? null : plainText(text);
}

/** Reads text, or the value of one of the keys in an object. For a list, reads the first element. */
export function readName(field: Field | null, keys: readonly string[]): string | null {
  const value: unknown = Array.isArray(field?.value) ? field.value[0] : field?.value;
  if (field === null || value === undefined) return null;
  const record = recordIn(value);
  return readTitle({ ...field, value: record === null ? value : stringIn(record, keys) });
}

/** Returns a list as it is, and any other value as a list of one. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

export function readDateTime(
  field: Field | null,
  { channel }: Pick<FieldsContext, 'channel'>,
): FieldReading<ZonedInstant | null> {
  if (field === null) return fine(null);
  const { zoned, findings } = parseDateTime(String(field.value), { channel, at: field.at, date: null });
  return { value: zoned, findings };
}

/** The maximum length of text that is read as Markdown. Longer text is used as it is. */
const maximumMarkdownLength = 2000;

export function plainText(text: string): string | null {
  const shown = shownText(text);
  return (shown.length > maximumMarkdownLength ? shown : textOfMarkdown(shown)) || null;
}

export function stringIn(value: Readonly<Record<string, unknown>>, keys: readonly string[]): string | null {
  const found = keys.map((key) => value[key]).find((it) => typeof it === 'string' && it.trim() !== '');
  return typeof found === 'string' ? foldSpaces(found) : null;
}

/** The media type in an object, in lower case. Null if there is none, or if it does not have the form of one. */
export function mediaTypeIn(value: Readonly<Record<string, unknown>>): string | null {
  const type = stringIn(value, ['type', 'mime_type', 'mimeType']);
  return type !== null && isMediaType(type) ? type.toLowerCase() : null;
}

export function numberIn(value: Readonly<Record<string, unknown>>, key: string): number | null {
  return wholeNumber(value[key]);
}

/** A whole number of at least 1, as a number or in digits. Else null. */
export function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s{0,9}\d{1,15}\s{0,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}

export function invalidField(
  { key, value, at }: { key: string; value: unknown; at: Position },
  wanted: string,
): Finding {
  return warning(
    'invalid-field',
    `"${key}" must be ${wanted}: got ${shorten(JSON.stringify(value))}, which was ignored`,
    at,
  );
}

function shorten(text = 'nothing'): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
