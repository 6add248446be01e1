/** Computes how many entries fit into a feed, by count and bytes. Pure. */
import { bytesOfData } from '../item/entry-bytes.ts';
import type { Channel } from '../model/channel.ts';
import type { Tombstone } from '../model/entry.ts';

/** The bytes of the elements around a tombstone. */
const tombstoneFrameBytes = 300;
/** The bytes of a feed without its entries. */
const feedFrameBytes = 8 * 1024;

/** The maximum number and bytes of the entries in a document. */
export interface Limits {
  readonly count: number;
  readonly budgetBytes: number;
}

/** The maximum bytes of the entries in a document. */
export function budgetOf({ limitKilobytes }: Pick<Channel, 'limitKilobytes'>): number {
  return limitKilobytes * 1024 - feedFrameBytes;
}

/** The first items that fit into one document, but at least one. */
export function fitting<T extends { readonly entryBytes: number }>(
  items: readonly T[],
  { count, budgetBytes }: Limits,
): readonly T[] {
  let bytes = 0;
  const end = items.slice(0, count).findIndex((item) => {
    bytes += item.entryBytes;
    return bytes > budgetBytes;
  });
  return items.slice(0, end === -1 ? count : Math.max(1, end));
}

/** The maximum bytes of a tombstone in any format. */
export function bytesOfTombstone({ id, withdrawn, notice }: Tombstone): number {
  return bytesOfData({ id, withdrawn, notice }) + tombstoneFrameBytes;
}

/** The maximum bytes of the entries in a document that also contains tombstones. */
export function budgetBeside(tombstones: readonly Tombstone[], channel: Pick<Channel, 'limitKilobytes'>): number {
  return tombstones.reduce((budget, tombstone) => budget - bytesOfTombstone(tombstone), budgetOf(channel));
}
