/** How many entries fit into a feed, in number and in bytes. Pure. */
import { bytesOfData } from '../item/entry-bytes.ts';
import type { Channel } from '../model/channel.ts';
import type { Tombstone } from '../model/entry.ts';

/** What the elements around a tombstone take. */
const tombstoneFrameBytes = 300;
/** What a feed takes beside its entries. */
const feedFrameBytes = 8 * 1024;

/** What a document may have. */
export interface Limits {
  readonly count: number;
  readonly budgetBytes: number;
}

/** The most bytes that entries may take in a document. */
export function budgetOf({ limitKilobytes }: Pick<Channel, 'limitKilobytes'>): number {
  return limitKilobytes * 1024 - feedFrameBytes;
}

/** As many as one document may have, one at least. */
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

/** No format takes more bytes for the tombstone. */
export function bytesOfTombstone({ id, withdrawn, notice }: Tombstone): number {
  return bytesOfData({ id, withdrawn, notice }) + tombstoneFrameBytes;
}

/** What is left for entries beside tombstones. */
export function budgetBeside(tombstones: readonly Tombstone[], channel: Pick<Channel, 'limitKilobytes'>): number {
  return tombstones.reduce((budget, tombstone) => budget - bytesOfTombstone(tombstone), budgetOf(channel));
}
