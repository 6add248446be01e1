/** The `Field` type: a key that an author wrote above a text or in JSON, with its value and position. */
import type { Position } from '../../problem/problem.ts';

/** Fields by the key that `normaliseKey` returns. */
export type Fields = ReadonlyMap<string, Field>;

export interface Field {
  /** As written. */
  readonly key: string;
  readonly value: unknown;
  /** The text of a boolean, as it was written. */
  readonly written?: string;
  readonly at: Position;
}

/** Normalizes a key: `publish_date`, `publish-date` and `publishDate` are the same key. */
export function normaliseKey(key: string): string {
  return key.toLowerCase().replace(/[-_ ]/g, '');
}
