/** What all documents draw on: who is live, who is gone, which groups have feeds, and what decides how all of it looks. Pure. */
import { urlOf } from '../article/page.ts';
import { channelFile } from '../channel.ts';
import { type Group, groupFolder, groupKey, groupOf, sharedFolders } from '../feed/group.ts';
import type { Channel, Instant } from '../model.ts';
import { error, inFile, type Problem } from '../problem.ts';
import type { PageContext } from '../render/page.ts';
import { version } from '../version.ts';
import { groupBy } from './group-by.ts';
import type { Archives, LedgerRecord } from './ledger.ts';
import { type GoneRecord, type LiveRecord, selectGone, selectLive } from './select.ts';

export interface DocumentsInput {
  readonly channel: Channel;
  readonly records: readonly LedgerRecord[];
  readonly archives: Archives;
  readonly now: Instant;
}

export interface Plan extends DocumentsInput {
  readonly live: readonly LiveRecord[];
  readonly gone: readonly GoneRecord[];
  /** The groups that get a feed, by key. */
  readonly groups: readonly Group[];
  readonly members: ReadonlyMap<string, readonly LiveRecord[]>;
  readonly page: PageContext;
  /** The settings that pages show, and those that feeds show. */
  readonly looks: readonly unknown[];
  readonly frame: readonly unknown[];
  readonly problems: readonly Problem[];
}

/** Reads all that the documents share from the records. */
export function startPlan(input: DocumentsInput): Plan {
  const { channel, records, now } = input;
  const live = selectLive(records, now);
  const members = membersOf(live, channel);
  const all = [...members.keys()].map(groupOf);
  const shared = sharedFolders(all);
  const losers = new Set(shared.map(({ group }) => groupKey(group)));
  const groups = all.filter((group) => !losers.has(groupKey(group)));
  const keys = new Set(groups.map(groupKey));
  const { limit, limitKilobytes, tombstoneDays, hubs, profiles, podcast, ...shown } = channel;
  return {
    ...input,
    live,
    gone: selectGone(records, now),
    groups: [...groups].sort((a, b) => (groupKey(a) < groupKey(b) ? -1 : 1)),
    members,
    page: {
      channel,
      groupUrl: (grouping, name) =>
        keys.has(groupKey({ grouping, name })) ? pageUrl(groupFolder({ grouping, name }), channel) : null,
    },
    looks: [version, shown],
    frame: [version, shown, hubs, podcast],
    problems: inFile(channelFile, shared.map(sharedAddress)),
  };
}

function membersOf(live: readonly LiveRecord[], { feeds }: Channel): ReadonlyMap<string, readonly LiveRecord[]> {
  return groupBy(live, ({ groups }) => groups.filter((key) => feeds.includes(groupOf(key).grouping)));
}

function sharedAddress({ group, holder }: ReturnType<typeof sharedFolders>[number]) {
  const message =
    `"${group.name}" and "${holder.name}" would share the address ${groupFolder(group)}: ` +
    `the feed there is of "${holder.name}" alone; write both alike, or rename one`;
  return error('shared-address', message);
}

/** The address of the page in a folder. */
export function pageUrl(folder: string, channel: Channel): string {
  return urlOf(`${folder}index.html`, channel);
}
