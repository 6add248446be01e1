/** What feeds of a publication and feeds that programs make have in common. It needs no module of Node. */
import type { Channel } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import type { Feed } from '../model/feed.ts';
import { firstInstant, type Instant, latest } from '../model/instant.ts';
import { parseInstant } from '../time/parse-instant.ts';

/** Defaults for a feed without archive, podcast or tombstones. */
export const plainFeed = {
  podcast: null,
  archive: null,
  stylesheet: null,
  tombstones: [],
} as const satisfies Partial<Feed>;

/** The latest `updated`. A feed without entries gets the date of its authority, so that its bytes stay the same in every run. */
export function latestUpdate(
  entries: readonly Pick<Entry, 'updated'>[],
  { authority }: Pick<Channel, 'authority'>,
): Instant {
  const [year, month = '01', day = '01'] = authority.split(',')[1]?.split('-') ?? [];
  const newest = latest(entries.map(({ updated }) => updated));
  return newest ?? parseInstant(`${year}-${month}-${day}T00:00:00Z`) ?? firstInstant;
}
