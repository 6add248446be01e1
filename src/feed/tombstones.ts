/** What feeds say of entries that are gone (RFC 6721): for some days, and in half of a feed at the most. Pure. */

import type { GoneEntry } from '../item/visibility.ts';
import type { Channel } from '../model/channel.ts';
import type { Tombstone } from '../model/entry.ts';
import { addDays, type Instant, isBefore } from '../model/instant.ts';
import { urlOf } from '../model/url.ts';
import { budgetOf, bytesOfTombstone } from './feed-bytes.ts';

interface TombstoneContext {
  readonly channel: Pick<Channel, 'limitKilobytes' | 'tombstoneDays' | 'feedUrl'>;
  readonly now: Instant;
}

/** The last to go first. If there are too many, first the older ones lose what their authors say, then the oldest go. */
export function tombstonesOf(gone: readonly GoneEntry[], { channel, now }: TombstoneContext): readonly Tombstone[] {
  const recent = recentlyGone(gone, { channel, now }).map(({ id, withdrawn, notice, page }) => ({
    id,
    withdrawn,
    notice,
    url: page === null ? null : urlOf(page.path, channel),
  }));
  let leftBytes = budgetOf(channel) / 2;
  const fits = (bytes: number) => {
    const isFree = bytes <= leftBytes;
    if (isFree) leftBytes -= bytes;
    return isFree;
  };
  const shown = recent.filter((tombstone) => fits(bytesOfTombstone(silent(tombstone))));
  return shown.map((it) => (fits(bytesOfTombstone(it) - bytesOfTombstone(silent(it))) ? it : silent(it)));
}

/** Those that a run found gone within the days that the channel sets. */
export function recentlyGone(
  gone: readonly GoneEntry[],
  { channel, now }: { readonly channel: Pick<Channel, 'tombstoneDays'>; readonly now: Instant },
): readonly GoneEntry[] {
  const since = addDays(now, -channel.tombstoneDays);
  return gone.filter(({ noticed }) => !isBefore(noticed, since));
}

function silent(tombstone: Tombstone): Tombstone {
  return { ...tombstone, notice: null };
}
