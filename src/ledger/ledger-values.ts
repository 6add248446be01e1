/** Parsers for JSON values in the ledger: each returns a value of the right type, or `damaged`. Pure. */
import { type Instant, isInstant } from '../model/instant.ts';
import { isRecord, type UnknownRecord } from '../model/record.ts';

/** The result of a parser for a value of the wrong type. */
export const damaged = Symbol('damaged');

/** A parser for one type. */
export type Parse<T> = (value: unknown) => T | typeof damaged;

export const parseText: Parse<string> = (value) => (typeof value === 'string' ? value : damaged);

export const parseNumber: Parse<number> = (value) => (Number.isFinite(value) ? Number(value) : damaged);

export const parseCount: Parse<number> = (value) =>
  Number.isInteger(value) && Number(value) >= 0 ? Number(value) : damaged;

export const parseWrittenInstant: Parse<Instant> = (value) => (isInstant(value) ? value : damaged);

export const parseBoolean: Parse<boolean> = (value) => (typeof value === 'boolean' ? value : damaged);

export function nullable<T>(parse: Parse<T>): Parse<T | null> {
  return (value) => (value === null ? null : parse(value));
}

export function oneOf<T extends string | number>(...values: readonly T[]): Parse<T> {
  return (value) => values.find((it) => it === value) ?? damaged;
}

export function textLike(pattern: RegExp): Parse<string> {
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : damaged);
}

export function listParser<T>(parse: Parse<T>): Parse<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) return damaged;
    const items = validItems(value, parse);
    return items.length === value.length ? items : damaged;
  };
}

/** The valid values of a list; an empty list if the value is not a list. */
export function validItems<T>(value: unknown, parse: Parse<T>): readonly T[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.flatMap((item) => {
    const read = parse(item);
    return read === damaged ? [] : [read as T];
  });
}

/** Parses an object with any keys and values of one type. */
export function mapParser<T>(parse: Parse<T>): Parse<Readonly<Record<string, T>>> {
  return (value) => {
    if (!isRecord(value)) return damaged;
    const pairs = validPairs(value, parse);
    return pairs.length === Object.keys(value).length ? Object.fromEntries(pairs) : damaged;
  };
}

/** The key-value pairs of an object whose values are valid. */
export function validPairs<T>(value: UnknownRecord, parse: Parse<T>): readonly (readonly [string, T])[] {
  return Object.entries(value).flatMap(([key, item]) => {
    const read = parse(item);
    return read === damaged ? [] : [[key, read as T] as const];
  });
}

/** The parser of each field of an object. */
export type Shape<T> = { readonly [K in keyof T]: Parse<T[K]> };

/** The values of missing fields; may be computed from the fields that are present. */
export type Defaults = UnknownRecord | ((value: UnknownRecord) => UnknownRecord);

/** Parses an object with known fields and leaves out others. A field without a default is required. */
export function shapeParser<T>(shape: Shape<T>, defaults: Defaults = {}): Parse<T> {
  const fields = Object.entries(shape) as [keyof T & string, Parse<unknown>][];
  return (value) => {
    if (!isRecord(value)) return damaged;
    const whole = { ...(typeof defaults === 'function' ? defaults(value) : defaults), ...value };
    const read: Record<string, unknown> = {};
    for (const [name, parse] of fields) {
      read[name] = parse(whole[name]);
      if (read[name] === damaged) return damaged;
    }
    return read as T;
  };
}

/** Leaves out fields that are null or empty, at every depth: parsers add them again. */
export function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compact);
  if (!isRecord(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    if (isBlank(field)) continue;
    kept[key] = typeof field === 'object' ? compact(field) : field;
  }
  return kept;
}

function isBlank(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Encodes a value as ledger files are written: the same value gives the same bytes, whatever the order of its keys. */
export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, sortKeys, 1)}\n`);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Parses JSON. Returns null if the bytes are not JSON. */
export function decodeJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
