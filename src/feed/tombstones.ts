/** What feeds tell of entries that are gone (RFC 6721): for some days, and in half of a feed at the most. Pure. */
import { roomOf, weightOfTombstone } from '../item/entry-size.ts';
import type { GoneRecord } from '../item/visibility.ts';
import type { Channel } from '../model/channel.ts';
import type { Tombstone } from '../model/entry.ts';
import { addDays, type Instant, isBefore } from '../model/instant.ts';
import { urlOf } from '../model/url.ts';

interface Telling {
  readonly channel: Pick<Channel, 'limitKilobytes' | 'tombstoneDays' | 'feedUrl'>;
  readonly now: Instant;
}

/** The last to go first. Where there are too many, first the older ones lose what their authors say, then the oldest go. */
export function tombstonesOf(gone: readonly GoneRecord[], { channel, now }: Telling): readonly Tombstone[] {
  const recent = recentlyGone(gone, { channel, now }).map(({ id, withdrawn, notice, page }) => ({
    id,
    withdrawn,
    notice,
    url: page === null ? null : urlOf(page, channel),
  }));
  let left = roomOf(channel) / 2;
  const fits = (bytes: number) => {
    const isRoom = bytes <= left;
    if (isRoom) left -= bytes;
    return isRoom;
  };
  const told = recent.filter((tombstone) => fits(weightOfTombstone(silent(tombstone))));
  return told.map((it) => (fits(weightOfTombstone(it) - weightOfTombstone(silent(it))) ? it : silent(it)));
}

/** Those that a run found gone within the days that the channel sets. */
export function recentlyGone(
  gone: readonly GoneRecord[],
  { channel, now }: { readonly channel: Pick<Channel, 'tombstoneDays'>; readonly now: Instant },
): readonly GoneRecord[] {
  const since = addDays(now, -channel.tombstoneDays);
  return gone.filter(({ noticed }) => !isBefore(noticed, since));
}

/** What is left for entries beside them. */
export function roomBeside(tombstones: readonly Tombstone[], channel: Pick<Channel, 'limitKilobytes'>): number {
  return tombstones.reduce((room, tombstone) => room - weightOfTombstone(tombstone), roomOf(channel));
}

function silent(tombstone: Tombstone): Tombstone {
  return { ...tombstone, notice: null };
}
