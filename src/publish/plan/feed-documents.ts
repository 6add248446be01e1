/** The documents of feeds, each with its list page: the live feed, its archives, and the feeds of groups. Pure. */
import { type FeedPart, feedUrls, wholeFeed } from '../../feed/assemble-feed.ts';
import { budgetBeside, fitting } from '../../feed/feed-bytes.ts';
import { groupFolder } from '../../feed/group-folders.ts';
import { tombstonesOf } from '../../feed/tombstones.ts';
import { groupOf } from '../../item/groups.ts';
import { feedId } from '../../item/id.ts';
import type { Listed } from '../../item/visibility.ts';
import { groupRowKey, memberKey } from '../../ledger/item-rows.ts';
import { firstRows, keysWith } from '../../ledger/rows.ts';
import { archiveKey } from '../../ledger/state.ts';
import type { Channel } from '../../model/channel.ts';
import { type ArchiveLinks, formatNames } from '../../model/feed.ts';
import type { ListPage } from '../../render/page/list-page.ts';
import { textFor } from '../../render/page/page-text.ts';
import { type Document, documentOf, type FeedDocumentInput } from './document.ts';
import { type DocumentContext, groupsWithFeed, groupUrlsOf, pageUrl, shownEntries } from './document-context.ts';
import { request } from './relevant-items.ts';

interface FeedInput extends Omit<FeedPart, 'entries' | 'stylesheet'> {
  readonly items: readonly Listed[];
  readonly list: Pick<ListPage, 'kind' | 'title' | 'newer' | 'older' | 'groups'>;
}

/** The paths, entries and data of a feed in all formats, with the page that lists the same articles. */
function feedParts({ items, list, folder, ...part }: FeedInput, context: DocumentContext) {
  const { channel, feedSettings: settings } = context;
  const stylesheet = `${'../'.repeat(folder.split('/').length - 1)}feed.css`;
  // An archive never gets new entries, so its page links to the live feed.
  const listed = { url: pageUrl(folder, channel), feedUrls: feedUrls(channel, list.kind === 'archive' ? '' : folder) };
  const names = [...formatNames.map((name) => channel.files[name]), ...(channel.pages ? ['index.html'] : [])];
  const given: FeedDocumentInput = {
    settings,
    feed: { ...part, folder, stylesheet },
    list: channel.pages ? { ...list, ...listed } : null,
    groupUrls: channel.pages ? groupUrlsOf(sectionsOf(items), context) : {},
    maximumKilobytes: items.length === 1 ? channel.limitKilobytes : null,
  };
  return { paths: names.map((name) => `${folder}${name}`), entries: shownEntries(items, context), given };
}

/** The keys of the sections of these articles: each headline in a list links to the page of its section. */
function sectionsOf(items: readonly Listed[]): readonly string[] {
  return [...new Set(items.flatMap(({ sections }) => sections))].sort();
}

/** The folder of an archive document. */
export function archiveFolder(number: number): string {
  return `archive/${number}/`;
}

/** The document of an archive, with its entries newest first. */
export function archiveDocument(number: number, context: DocumentContext): Document {
  const { channel, facts, open } = context;
  const { linked } = facts.archives;
  const next = number < linked ? archiveFolder(number + 1) : null;
  const previous = number > 1 ? archiveFolder(number - 1) : null;
  const list = {
    kind: 'archive',
    title: `${textFor(channel.language).archivePart} ${number}`,
    newer: pageUrl(next ?? '', channel),
    older: previous === null ? null : pageUrl(previous, channel),
    groups: [],
  } as const;
  const { members, lastGone } = open.archives.get(archiveKey(number)) ?? { members: [], lastGone: null };
  request(open.timeline.missing(members));
  const input = {
    ...wholeFeed(channel),
    folder: archiveFolder(number),
    items: members.flatMap((key) => open.timeline.get(key) ?? []),
    archive: archiveLinks(channel, { isArchive: true, previous, next }),
    lastGone,
    list,
  };
  const { given, ...parts } = feedParts(input, context);
  return documentOf('archive', { ...parts, given: { ...given, number } });
}

interface Neighbours {
  readonly isArchive: boolean;
  readonly previous: string | null;
  readonly next: string | null;
}

function archiveLinks(channel: Channel, { isArchive, previous, next }: Neighbours): ArchiveLinks {
  const urls = (at: string | null) => (at === null ? null : feedUrls(channel, at));
  return { isArchive, current: feedUrls(channel, ''), previous: urls(previous), next: urls(next) };
}

/** The feed of a section, category or author, with its newest articles. `key` is that of a group with a folder. */
export function groupDocument(key: string, context: DocumentContext): Document {
  const { channel, open, recent, now } = context;
  const group = groupOf(key);
  const folder = groupFolder(group);
  const gone = recent.filter(({ groups }) => groups.includes(key));
  const tombstones = tombstonesOf(gone, { channel, now });
  const limits = { count: channel.limit, budgetBytes: budgetBeside(tombstones, channel) };
  const title = `${group.name} — ${channel.title}`;
  const input: FeedInput = {
    id: feedId(channel.authority, `${group.grouping}/${group.name}`),
    title,
    homeUrl: channel.pages ? pageUrl(folder, channel) : channel.homeUrl,
    folder,
    archive: null,
    items: fitting(newestMembers(key, context), limits),
    tombstones,
    lastGone: open.groups.get(groupRowKey(key))?.lastGone ?? null,
    list: { kind: 'group', title, newer: null, older: null, groups: [] },
  };
  return documentOf('group', feedParts(input, context));
}

function newestMembers(group: string, { open, channel }: DocumentContext): readonly Listed[] {
  const members = open.members.range(keysWith(memberKey(group, '')));
  return firstRows(members, channel.limit).map(([, listed]) => listed);
}

/** The feed that people subscribe to. */
export function liveDocument(context: DocumentContext): Document {
  const { channel, window, recent, facts, now } = context;
  const previous = facts.archives.count === 0 ? null : archiveFolder(facts.archives.count);
  const input: FeedInput = {
    ...wholeFeed(channel),
    items: window,
    archive: previous === null ? null : archiveLinks(channel, { isArchive: false, previous, next: null }),
    tombstones: tombstonesOf(recent, { channel, now }),
    lastGone: facts.lastGone,
    list: {
      kind: 'index',
      title: channel.title,
      newer: null,
      older: previous === null ? null : pageUrl(previous, channel),
      groups: groupsWithFeed(context)
        .map(groupOf)
        .map((group) => ({ ...group, url: pageUrl(groupFolder(group), channel) })),
    },
  };
  return documentOf('live', feedParts(input, context));
}
