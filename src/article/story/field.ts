/** The `Field` type: a key that an author wrote above a text or in JSON, with its value and position. */
import type { Position } from '../../problem/problem.ts';

/** Fields by the key that `normaliseKey` returns. */
export type Fields = ReadonlyMap<string, Field>;

export interface Field {
  /** As written. */
  readonly key: string;
  readonly value: unknown;
  /** The text of a boolean, or of a date and time without a zone that is not quoted, as it was written. */
  readonly written?: string;
  readonly at: Position;
}

/** True for a date and time with seconds and without a zone, which some tools take for UTC unless it is quoted. */
export function isLocalDateTime(written: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?$/.test(written);
}

/** Normalizes a key: `publish_date`, `publish-date` and `publishDate` are the same key. */
export function normaliseKey(key: string): string {
  return key.toLowerCase().replace(/[-_ ]/g, '');
}
