/** The data that all documents of a run share: settings, tables, and recent withdrawals. Pure. */
import type { FeedChannel } from '../../feed/assemble-feed.ts';
import { groupFolder } from '../../feed/group-folders.ts';
import { groupKey, groupOf } from '../../item/groups.ts';
import type { LeftEntry, Listed } from '../../item/visibility.ts';
import type { Facts } from '../../ledger/facts.ts';
import { groupRowKey } from '../../ledger/item-rows.ts';
import { type OpenTables, timeKey } from '../../ledger/state.ts';
import type { Channel } from '../../model/channel.ts';
import type { Instant } from '../../model/instant.ts';
import { urlOf } from '../../model/url.ts';
import type { PageChannel } from '../../render/page/context.ts';
import type { GroupUrls, ShownEntry } from './document.ts';

export interface DocumentsInput {
  readonly channel: Channel;
  /** The tables after the run. */
  readonly open: OpenTables;
  readonly facts: Pick<Facts, 'archives' | 'lastGone'>;
  /** The entries in the live feed, newest first. */
  readonly window: readonly Listed[];
  /** The entries that left the feeds within `tombstoneDays`, the last first. */
  readonly recent: readonly LeftEntry[];
  readonly now: Instant;
}

/**
 * Where an entry is: the path of its article, and its key among the entries of the state.
 *
 * @example
 * const pathOf = ({ path }: EntrySource): string => path;
 */
export interface EntrySource {
  readonly path: string;
  readonly key: string;
}

/** The data that all documents share. */
export interface DocumentContext extends DocumentsInput {
  /** Settings that many documents share. Each is a single object, so that it is digested only once. */
  readonly pageSettings: PageChannel;
  readonly feedSettings: FeedChannel & PageChannel;
  /** The entries that the documents made so far show, by id. */
  readonly sources: Map<string, EntrySource>;
}

export function documentContext(input: DocumentsInput): DocumentContext {
  const { authority, authors, description, embedHosts, feedUrl, files, homeUrl, ...more } = input.channel;
  const { hubs, icon, language, logo, podcast, rights, timeZone, title } = more;
  const pageSettings = {
    authors,
    description,
    embedHosts,
    feedUrl,
    files,
    homeUrl,
    icon,
    language,
    logo,
    rights,
    timeZone,
    title,
  };
  return { ...input, pageSettings, feedSettings: { ...pageSettings, authority, hubs, podcast }, sources: new Map() };
}

/** The URL of the page in a folder. */
export function pageUrl(folder: string, channel: Pick<Channel, 'feedUrl'>): string {
  return urlOf(`${folder}index.html`, channel);
}

/** References to the entries that a document shows. */
export function shownEntries(listed: readonly Shown[], { sources }: DocumentContext): readonly ShownEntry[] {
  return listed.map(({ id, digest, updated, published, path }) => {
    sources.set(id, { path, key: timeKey({ published, id }) });
    return { id, digest, updated };
  });
}

type Shown = Pick<Listed, 'id' | 'digest' | 'updated' | 'published' | 'path'>;

/** The page URLs of these groups only, so that a document changes only if its own links do. A group without a folder has none. */
export function groupUrlsOf(keys: readonly string[], { channel, open }: DocumentContext): GroupUrls {
  const wanted = keys.filter((key) => channel.feeds.includes(groupOf(key).grouping));
  const held = wanted.filter((key) => open.groups.get(groupRowKey(key))?.holdsFolder === true);
  return Object.fromEntries(held.map((key) => [key, pageUrl(groupFolder(groupOf(key)), channel)]));
}

/** The groups that have a feed, sorted by key. */
export function groupsWithFeed({ channel, open }: DocumentContext): readonly string[] {
  if (channel.feeds.length === 0) return [];
  const rows = [...open.groups.range()].filter(([, { holdsFolder }]) => holdsFolder);
  return rows.map(([key]) => key.slice(key.indexOf('\n') + 1)).sort();
}

/** The groups that a page may link to. A section also counts as a category, and the channel's authors sign articles without a byline. */
export function linkedGroups(groups: readonly string[], { authors }: Channel): readonly string[] {
  const sections = groups.map(groupOf).filter(({ grouping }) => grouping === 'sections');
  const topics = sections.map(({ name }) => groupKey({ grouping: 'categories', name }));
  return [...new Set([...groups, ...topics, ...authors.map(({ name }) => groupKey({ grouping: 'authors', name }))])];
}
