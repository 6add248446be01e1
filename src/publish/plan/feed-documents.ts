/** The documents of feeds, each with its list page: the live feed, its archives, and the feeds of groups. Pure. */
import { type FeedPart, feedUrls, wholeFeed } from '../../feed/assemble-feed.ts';
import { budgetBeside, fitting } from '../../feed/feed-bytes.ts';
import { groupFolder } from '../../feed/group-folders.ts';
import { tombstonesOf } from '../../feed/tombstones.ts';
import { type Group, groupKey } from '../../item/groups.ts';
import { feedId } from '../../item/id.ts';
import type { Published } from '../../item/item.ts';
import type { GoneEntry } from '../../item/visibility.ts';
import type { Channel } from '../../model/channel.ts';
import type { ArchiveLinks } from '../../model/feed.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Instant } from '../../model/instant.ts';
import { formats } from '../../render/feed/formats.ts';
import type { ListPage } from '../../render/page/list-page.ts';
import { type Document, documentOf, type FeedDocumentInput } from './document.ts';
import { type DocumentContext, groupUrlsOf, pageUrl, shownEntries } from './document-context.ts';

interface FeedInput extends Omit<FeedPart, 'entries' | 'stylesheet'> {
  readonly items: readonly Published[];
  readonly list: Pick<ListPage, 'kind' | 'title' | 'newer' | 'older' | 'groups'>;
}

/** The paths, entries and data of a feed in all formats, with the page that lists the same articles. */
function feedParts({ items, list, folder, ...part }: FeedInput, context: DocumentContext) {
  const { channel, feedSettings: settings } = context;
  const stylesheet = `${'../'.repeat(folder.split('/').length - 1)}feed.css`;
  // An archive never gets new entries, so its page links to the live feed.
  const listed = { url: pageUrl(folder, channel), feedUrls: feedUrls(channel, list.kind === 'archive' ? '' : folder) };
  const names = [...formats.map(({ path }) => path), ...(channel.pages ? ['index.html'] : [])];
  const given: FeedDocumentInput = {
    settings,
    feed: { ...part, folder, stylesheet },
    list: channel.pages ? { ...list, ...listed } : null,
    groupUrls: channel.pages ? groupUrlsOf(sectionsOf(items), context) : {},
    maximumKilobytes: items.length === 1 ? channel.limitKilobytes : null,
  };
  return { paths: names.map((name) => `${folder}${name}`), entries: shownEntries(items), given };
}

/** The keys of the sections of these articles: each headline in a list links to the page of its section. */
function sectionsOf(items: readonly Published[]): readonly string[] {
  const keys = items.flatMap(({ entry }) => entry.groups.filter((key) => key.startsWith('sections:')));
  return [...new Set(keys)].sort();
}

function archiveFolder(number: number): string {
  return `archive/${number}/`;
}

/** One document for each archive, the oldest first. */
export function archiveDocuments(context: DocumentContext): readonly Document[] {
  const byArchive = groupBy(context.live, ({ entry }) => [entry.archive]);
  return Array.from({ length: context.archives.count }, (_, index) =>
    archiveDocument({ number: index + 1, items: byArchive.get(index + 1) ?? [] }, context),
  );
}

interface Archive {
  readonly number: number;
  readonly items: readonly Published[];
}

function archiveDocument({ number, items }: Archive, context: DocumentContext): Document {
  const { channel, archives } = context;
  const next = number < archives.linked ? archiveFolder(number + 1) : null;
  const previous = number > 1 ? archiveFolder(number - 1) : null;
  const list = {
    kind: 'archive',
    title: `Older articles, part ${number}`,
    newer: pageUrl(next ?? '', channel),
    older: previous === null ? null : pageUrl(previous, channel),
    groups: [],
  } as const;
  const archive = archiveLinks(channel, { isArchive: true, previous, next });
  const lastGone = lastToGo(context.gone.filter((entry) => entry.archive === number));
  const input = { ...wholeFeed(channel), folder: archiveFolder(number), items, archive, lastGone, list };
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

/** The feed of a section, category or author, with its newest articles. */
export function groupDocument(group: Group, context: DocumentContext): Document {
  const { channel, members, now } = context;
  const key = groupKey(group);
  const folder = groupFolder(group);
  const gone = context.gone.filter(({ groups }) => groups.includes(key));
  const tombstones = tombstonesOf(gone, { channel, now });
  const limits = { count: channel.limit, budgetBytes: budgetBeside(tombstones, channel) };
  const title = `${group.name} — ${channel.title}`;
  const input: FeedInput = {
    id: feedId(channel.authority, `${group.grouping}/${group.name}`),
    title,
    homeUrl: channel.pages ? pageUrl(folder, channel) : channel.homeUrl,
    folder,
    archive: null,
    items: fitting(members.get(key) ?? [], limits),
    tombstones,
    lastGone: lastToGo(gone),
    list: { kind: 'group', title, newer: null, older: null, groups: [] },
  };
  return documentOf('group', feedParts(input, context));
}

/** The feed that people subscribe to. */
export function liveDocument(context: DocumentContext): Document {
  const { channel, live, gone, archives, groups, now } = context;
  const previous = archives.count === 0 ? null : archiveFolder(archives.count);
  const input: FeedInput = {
    ...wholeFeed(channel),
    items: live.filter(({ entry }) => entry.archive === null),
    archive: previous === null ? null : archiveLinks(channel, { isArchive: false, previous, next: null }),
    tombstones: tombstonesOf(gone, { channel, now }),
    lastGone: lastToGo(gone),
    list: {
      kind: 'index',
      title: channel.title,
      newer: null,
      older: previous === null ? null : pageUrl(previous, channel),
      groups: groups.map((group) => ({ ...group, url: pageUrl(groupFolder(group), channel) })),
    },
  };
  return documentOf('live', feedParts(input, context));
}

/** The latest withdrawal, even if it is no longer reported, so that the date of the feed does not go back. */
function lastToGo(gone: readonly GoneEntry[]): Instant | null {
  return gone.find(({ wasListed }) => wasListed)?.withdrawn ?? null;
}
