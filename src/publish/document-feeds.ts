/** The feeds, each with the page that lists the same articles: the live one, its archive, and those of groups. Pure. */
import { type FeedPart, feedUrls, wholeFeed } from '../feed/feed.ts';
import { type Group, groupFolder, groupKey } from '../feed/group.ts';
import { tagUri } from '../feed/id.ts';
import type { ArchiveLinks, Channel } from '../model.ts';
import { formats } from '../render/formats.ts';
import { type ListPage, renderListPage } from '../render/page-list.ts';
import { fitting, roomOf } from './archive.ts';
import { type Document, inputsOf } from './document.ts';
import { type Plan, pageUrl } from './document-plan.ts';
import { groupBy } from './group-by.ts';
import { renderFeed } from './render.ts';
import { type LiveRecord, tombstonesOf } from './select.ts';

interface FeedDocument extends Omit<FeedPart, 'entries' | 'stylesheet'> {
  readonly stage: Document['stage'];
  readonly records: readonly LiveRecord[];
  /** The page of the same articles; null where there are no pages. */
  readonly list: Pick<ListPage, 'kind' | 'title' | 'newer' | 'older' | 'groups'>;
}

/** The three formats of a feed, and the page that lists the same articles. */
function feedDocument({ stage, records, list, folder, ...part }: FeedDocument, plan: Plan): Document {
  const { channel, page } = plan;
  const stylesheet = `${'../'.repeat(folder.split('/').length - 1)}feed.css`;
  const feed = { ...part, folder, stylesheet };
  const listed = { ...list, url: pageUrl(folder, channel), feedUrls: feedUrls(channel, folder) };
  const files = [...formats.map(({ path }) => path), ...(channel.pages ? ['index.html'] : [])];
  return {
    stage,
    records,
    paths: files.map((name) => `${folder}${name}`),
    inputs: inputsOf(records, ['feed', plan.frame, feed, list]),
    render: (sources) => {
      const rendered = renderFeed(channel, feed, sources);
      if (!channel.pages) return rendered;
      const entries = sources.map(({ entry }) => entry);
      const body = new TextEncoder().encode(renderListPage({ ...listed, entries }, page));
      return { ...rendered, files: [...rendered.files, { path: `${folder}index.html`, body }] };
    },
  };
}

function archiveFolder(number: number): string {
  return `archive/${number}/`;
}

/** One document for each archive that the ledger counts, from the oldest. */
export function archiveDocuments(plan: Plan): readonly Document[] {
  const shelves = groupBy(plan.live, ({ archive }) => [archive]);
  return Array.from({ length: plan.archives.count }, (_, index) =>
    archiveDocument({ number: index + 1, records: shelves.get(index + 1) ?? [] }, plan),
  );
}

interface ArchiveDocument {
  readonly number: number;
  readonly records: readonly LiveRecord[];
}

function archiveDocument({ number, records }: ArchiveDocument, plan: Plan): Document {
  const { channel, archives } = plan;
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
  const folder = archiveFolder(number);
  return feedDocument({ ...wholeFeed(channel), stage: 'archive', folder, records, archive, list }, plan);
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

/** The feed of a section, category or author: the newest of its articles. */
export function groupDocument(group: Group, plan: Plan): Document {
  const { channel, members, gone, now } = plan;
  const key = groupKey(group);
  const folder = groupFolder(group);
  const limits = { count: channel.limit, room: roomOf(channel) };
  const title = `${group.name} — ${channel.title}`;
  return feedDocument(
    {
      stage: 'group',
      id: tagUri(channel.authority, `feed:${group.grouping}/${group.name}`),
      title,
      homeUrl: channel.pages ? pageUrl(folder, channel) : channel.homeUrl,
      folder,
      archive: null,
      records: fitting(members.get(key) ?? [], limits),
      tombstones: tombstonesOf(
        gone.filter(({ groups }) => groups.includes(key)),
        { channel, now },
      ),
      list: { kind: 'group', title, newer: pageUrl('', channel), older: null, groups: [] },
    },
    plan,
  );
}

/** The feed that people subscribe to. */
export function liveDocument(plan: Plan): Document {
  const { channel, live, gone, archives, groups, now } = plan;
  const previous = archives.count === 0 ? null : archiveFolder(archives.count);
  const isPaged = channel.pages;
  return feedDocument(
    {
      ...wholeFeed(channel),
      stage: 'live',
      records: live.filter(({ archive }) => archive === null),
      archive: previous === null ? null : archiveLinks(channel, { isArchive: false, previous, next: null }),
      tombstones: tombstonesOf(gone, { channel, now }),
      list: {
        kind: 'index',
        title: channel.title,
        newer: null,
        older: previous === null ? null : pageUrl(previous, channel),
        groups: isPaged ? groups.map((group) => ({ ...group, url: pageUrl(groupFolder(group), channel) })) : [],
      },
    },
    plan,
  );
}
