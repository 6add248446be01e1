/** Makes the tombstones of withdrawn entries (RFC 6721). They are listed for some days and take at most half of a feed. Pure. */

import type { LeftEntry } from '../item/visibility.ts';
import type { Channel } from '../model/channel.ts';
import type { Tombstone } from '../model/entry.ts';
import { addDays, type Instant, isBefore } from '../model/instant.ts';
import { urlOf } from '../model/url.ts';
import { budgetOf, bytesOfTombstone } from './feed-bytes.ts';

interface TombstoneContext {
  readonly channel: Pick<Channel, 'limitKilobytes' | 'tombstoneDays' | 'feedUrl'>;
  readonly now: Instant;
}

/** The tombstones, last withdrawn first. If there are too many, older ones lose their notices, then the oldest are dropped. */
export function tombstonesOf(gone: readonly LeftEntry[], { channel, now }: TombstoneContext): readonly Tombstone[] {
  const recent = recentlyGone(gone, { channel, now }).map(({ id, withdrawn, notice, page }) => ({
    id,
    withdrawn,
    notice,
    url: page === null ? null : urlOf(page, channel),
  }));
  let leftBytes = budgetOf(channel) / 2;
  const fits = (bytes: number) => {
    const isFree = bytes <= leftBytes;
    if (isFree) leftBytes -= bytes;
    return isFree;
  };
  const shown = recent.filter((tombstone) => fits(bytesOfTombstone(withoutNotice(tombstone))));
  return shown.map((it) => (fits(bytesOfTombstone(it) - bytesOfTombstone(withoutNotice(it))) ? it : withoutNotice(it)));
}

/** The entries whose withdrawal a run noticed within `tombstoneDays`. */
function recentlyGone(
  gone: readonly LeftEntry[],
  { channel, now }: { readonly channel: Pick<Channel, 'tombstoneDays'>; readonly now: Instant },
): readonly LeftEntry[] {
  const since = addDays(now, -channel.tombstoneDays);
  return gone.filter(({ noticed }) => !isBefore(noticed, since));
}

function withoutNotice(tombstone: Tombstone): Tombstone {
  return { ...tombstone, notice: null };
}
