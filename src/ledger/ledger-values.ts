/** Values of the right type out of JSON, or that they are damaged; what is missing gets its default. Pure. */
import { type Instant, isInstant } from '../model/instant.ts';
import { isRecord, type UnknownRecord } from '../model/record.ts';

/** Stands for a value that is not what it should be. */
export const damaged = Symbol('damaged');

/** Reads a value of one type. */
export type Parse<T> = (value: unknown) => T | typeof damaged;

export const parseText: Parse<string> = (value) => (typeof value === 'string' ? value : damaged);

export const parseNumber: Parse<number> = (value) => (Number.isFinite(value) ? Number(value) : damaged);

export const parseCount: Parse<number> = (value) =>
  Number.isInteger(value) && Number(value) >= 0 ? Number(value) : damaged;

export const parseWrittenInstant: Parse<Instant> = (value) => (isInstant(value) ? value : damaged);

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
    const items = wholeOnes(value, parse);
    return items.length === value.length ? items : damaged;
  };
}

/** Those of a list that are what they should be; none if it is no list. */
export function wholeOnes<T>(value: unknown, parse: Parse<T>): readonly T[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.flatMap((item) => {
    const read = parse(item);
    return read === damaged ? [] : [read as T];
  });
}

/** An object with any keys. */
export function mapParser<T>(parse: Parse<T>): Parse<Readonly<Record<string, T>>> {
  return (value) => {
    if (!isRecord(value)) return damaged;
    const whole = wholePairs(value, parse);
    return whole.length === Object.keys(value).length ? Object.fromEntries(whole) : damaged;
  };
}

/** Those of an object that are what they should be. */
export function wholePairs<T>(value: UnknownRecord, parse: Parse<T>): readonly (readonly [string, T])[] {
  return Object.entries(value).flatMap(([key, item]) => {
    const read = parse(item);
    return read === damaged ? [] : [[key, read as T] as const];
  });
}

/** How each field of an object is read. */
export type Shape<T> = { readonly [K in keyof T]: Parse<T[K]> };

/** What fields have that are missing, from those that are there. */
export type Defaults = UnknownRecord | ((value: UnknownRecord) => UnknownRecord);

/** An object with fields that are known; others are left out. A field without a default must be there. */
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

/** As all files of the ledger are written: the same value gives the same bytes, whatever the order of its keys. */
export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, inOrder, 1)}\n`);
}

function inOrder(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Null if the bytes are no JSON. */
export function decodeJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
