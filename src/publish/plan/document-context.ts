/** The data that all documents share: live and withdrawn entries, groups with their URLs, and settings. Pure. */
import { channelFile } from '../../channel/channel-file.ts';
import type { FeedChannel } from '../../feed/assemble-feed.ts';
import { type Claim, groupFolder, type SharedFolder, sharedFolders } from '../../feed/group-folders.ts';
import { recentlyGone } from '../../feed/tombstones.ts';
import { type Group, groupKey, groupOf } from '../../item/groups.ts';
import type { Archives, EntryRecord, Published } from '../../item/item.ts';
import type { GoneEntry } from '../../item/visibility.ts';
import type { Channel } from '../../model/channel.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Instant } from '../../model/instant.ts';
import { urlOf } from '../../model/url.ts';
import { error, inFile, type Problem } from '../../problem/problem.ts';
import type { PageChannel } from '../../render/page/context.ts';
import type { GroupUrls, ShownEntry } from './document.ts';

export interface DocumentsInput {
  readonly channel: Channel;
  /** Newest first. */
  readonly live: readonly Published[];
  /** Articles that have only a page. */
  readonly unlisted: readonly Published[];
  /** The most recently withdrawn first. */
  readonly gone: readonly GoneEntry[];
  readonly archives: Archives;
  /** The key of the group that each feed folder belonged to in earlier runs. */
  readonly folders: Readonly<Record<string, string>>;
  readonly now: Instant;
}

/** The data that all documents share. */
export interface DocumentContext extends DocumentsInput {
  /** The groups that get a feed, sorted by key. */
  readonly groups: readonly Group[];
  /** The articles of each group, by key. */
  readonly members: ReadonlyMap<string, readonly Published[]>;
  /** The URLs of the pages of groups, by key. */
  readonly groupUrls: ReadonlyMap<string, string>;
  /** Settings that many documents share. Each is a single object, so that it is digested only once. */
  readonly pageSettings: PageChannel;
  readonly feedSettings: FeedChannel & PageChannel;
}

/** Assigns a folder to each group. Reports a problem for each group that would share one with another. */
export function startDocuments(input: DocumentsInput): {
  readonly context: DocumentContext;
  readonly problems: readonly Problem[];
} {
  const { channel, live, gone, now } = input;
  const members = membersOf(live, { channel, recent: recentlyGone(gone, { channel, now }) });
  const claims = [...members].map(([key, its]) => claimOf(groupOf(key), its));
  const shared = sharedFolders(claims, input.folders);
  const findings = shared.flatMap((it) => sharedUrl(it, members));
  const groups = groupsWithFolder(claims, shared);
  return { context: contextOf(input, { members, groups }), problems: inFile(channelFile, findings) };
}

/** The articles of each group, by key. A group without articles keeps its feed as long as the feed reports a recent withdrawal. */
function membersOf(
  live: readonly Published[],
  { channel, recent }: { readonly channel: Channel; readonly recent: readonly GoneEntry[] },
): ReadonlyMap<string, readonly Published[]> {
  const keysOf = ({ groups }: Pick<EntryRecord, 'groups'>) =>
    groups.filter((key) => channel.feeds.includes(groupOf(key).grouping));
  const left = recent.flatMap(keysOf).map((key) => [key, []] as const);
  return new Map([...left, ...groupBy(live, ({ entry }) => keysOf(entry))]);
}

function claimOf(group: Group, members: readonly Published[]): Claim {
  return { ...group, members: members.length, since: members.at(-1)?.published ?? null };
}

function groupsWithFolder(claims: readonly Claim[], shared: readonly SharedFolder[]): readonly Group[] {
  const without = new Set(shared.map(({ group }) => groupKey(group)));
  const groups = claims.filter((group) => !without.has(groupKey(group)));
  return groups.sort((a, b) => (groupKey(a) < groupKey(b) ? -1 : 1)).map(({ grouping, name }) => ({ grouping, name }));
}

function contextOf(
  input: DocumentsInput,
  { members, groups }: Pick<DocumentContext, 'members' | 'groups'>,
): DocumentContext {
  const { authority, authors, description, embedHosts, feedUrl, homeUrl, hubs, icon, ...more } = input.channel;
  const { language, logo, podcast, rights, timeZone, title } = more;
  const pageSettings = {
    authors,
    description,
    embedHosts,
    feedUrl,
    homeUrl,
    icon,
    language,
    logo,
    rights,
    timeZone,
    title,
  };
  return {
    ...input,
    members,
    groups,
    groupUrls: new Map(groups.map((group) => [groupKey(group), pageUrl(groupFolder(group), input.channel)])),
    pageSettings,
    feedSettings: { ...pageSettings, authority, hubs, podcast },
  };
}

function sharedUrl({ group, holder }: SharedFolder, members: DocumentContext['members']) {
  const paths = (members.get(groupKey(group)) ?? []).map(({ path }) => `"${path}"`);
  if (paths.length === 0) return [];
  const more = paths.length > 3 ? `, and ${paths.length - 3} more` : '';
  const message =
    `"${group.name}" and "${holder.name}" would have the same URL ${groupFolder(group)}: ` +
    `the feed there contains only "${holder.name}"; spell both the same way, or rename one. ` +
    `"${group.name}" is in ${paths.slice(0, 3).join(', ')}${more}`;
  return [error('duplicate-url', message)];
}

/** The URL of the page in a folder. */
export function pageUrl(folder: string, channel: Pick<Channel, 'feedUrl'>): string {
  return urlOf(`${folder}index.html`, channel);
}

/** References to the entries that a document shows. */
export function shownEntries(items: readonly Published[]): readonly ShownEntry[] {
  return items.map(({ entry: { id, entryDigest, updated } }) => ({ id, digest: entryDigest, updated }));
}

/** The page URLs of these groups only, so that a document changes only if its own links do. */
export function groupUrlsOf(keys: readonly string[], { groupUrls }: DocumentContext): GroupUrls {
  const found = keys.flatMap((key) => {
    const url = groupUrls.get(key);
    return url === undefined ? [] : [[key, url] as const];
  });
  return Object.fromEntries(found);
}
