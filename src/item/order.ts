/** The order of entries, ids and keys: the same on every machine. */
import type { Instant } from '../model/instant.ts';

/** By `published`, the newest first; the id settles a tie, so that the order of files never shows. */
export function newestFirst(one: Dated, other: Dated): number {
  return compare(other.published, one.published) || compare(one.id, other.id);
}

export interface Dated {
  readonly id: string;
  readonly published: Instant;
}

/** In order of code units: for instants, ids and keys. */
export function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
