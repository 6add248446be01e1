/** What all documents draw on: who is live, who is gone, which groups have feeds, and what decides how all of it looks. Pure. */
import { channelFile } from '../../channel/parse-channel.ts';
import { type Claim, groupFolder, type SharedFolder, sharedFolders } from '../../feed/group-folders.ts';
import { recentlyGone } from '../../feed/tombstones.ts';
import { type Group, groupKey, groupOf } from '../../item/groups.ts';
import type { Archives, LedgerRecord } from '../../item/item-record.ts';
import { type GoneRecord, type LiveRecord, selectGone, selectLive } from '../../item/visibility.ts';
import type { LedgerHead } from '../../ledger/ledger.ts';
import type { Channel } from '../../model/channel.ts';
import { groupBy } from '../../model/group-by.ts';
import { firstInstant, type Instant } from '../../model/instant.ts';
import { urlOf } from '../../model/url.ts';
import { version } from '../../model/version.ts';
import { error, inFile, type Problem } from '../../problem/problem.ts';
import type { PageContext } from '../../render/page/article-page.ts';

export interface DocumentsInput {
  readonly channel: Channel;
  readonly records: readonly LedgerRecord[];
  readonly archives: Archives;
  /** The group that each folder of a feed belonged to before. */
  readonly folders: LedgerHead['folders'];
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
  const gone = selectGone(records, now);
  const members = membersOf(live, { channel, recent: recentlyGone(gone, { channel, now }) });
  const all = [...members].map(([key, its]) => claimOf(groupOf(key), its));
  const shared = sharedFolders(all, input.folders);
  const losers = new Set(shared.map(({ group }) => groupKey(group)));
  const groups = all.filter((group) => !losers.has(groupKey(group)));
  const keys = new Set(groups.map(groupKey));
  const { limit, limitKilobytes, tombstoneDays, hubs, profiles, podcast, ...shown } = channel;
  return {
    ...input,
    live,
    gone,
    groups: [...groups].sort((a, b) => (groupKey(a) < groupKey(b) ? -1 : 1)),
    members,
    page: {
      channel,
      groupUrl: (grouping, name) =>
        keys.has(groupKey({ grouping, name })) ? pageUrl(groupFolder({ grouping, name }), channel) : null,
    },
    looks: [version, shown],
    frame: [version, shown, hubs, podcast],
    problems: inFile(
      channelFile,
      shared.flatMap((it) => sharedAddress(it, members)),
    ),
  };
}

/** The articles of each group, by key. One that lost its last article has its feed as long as that tells of it. */
function membersOf(
  live: readonly LiveRecord[],
  { channel, recent }: { readonly channel: Channel; readonly recent: readonly GoneRecord[] },
): ReadonlyMap<string, readonly LiveRecord[]> {
  const keysOf = ({ groups }: LedgerRecord) => groups.filter((key) => channel.feeds.includes(groupOf(key).grouping));
  const left = recent.flatMap(keysOf).map((key) => [key, []] as const);
  return new Map([...left, ...groupBy(live, keysOf)]);
}

function claimOf(group: Group, members: readonly LiveRecord[]): Claim {
  return { ...group, members: members.length, since: members.at(-1)?.published ?? firstInstant };
}

function sharedAddress({ group, holder }: SharedFolder, members: Plan['members']) {
  const paths = (members.get(groupKey(group)) ?? []).map(({ path }) => `"${path}"`);
  if (paths.length === 0) return [];
  const more = paths.length > 3 ? `, and ${paths.length - 3} more` : '';
  const message =
    `"${group.name}" and "${holder.name}" would share the address ${groupFolder(group)}: ` +
    `the feed there is of "${holder.name}" alone; write both alike, or rename one. ` +
    `"${group.name}" is in ${paths.slice(0, 3).join(', ')}${more}`;
  return [error('shared-address', message)];
}

/** The address of the page in a folder. */
export function pageUrl(folder: string, channel: Channel): string {
  return urlOf(`${folder}index.html`, channel);
}
