/** The feeds, each with the page that lists the same articles: the live one, its archive, and those of groups. Pure. */
import { type FeedPart, feedUrls, wholeFeed } from '../../feed/assemble-feed.ts';
import { groupFolder } from '../../feed/group-folders.ts';
import { roomBeside, tombstonesOf } from '../../feed/tombstones.ts';
import { fitting } from '../../item/entry-size.ts';
import { type Group, groupKey } from '../../item/groups.ts';
import { feedId } from '../../item/id.ts';
import type { GoneRecord, LiveRecord } from '../../item/visibility.ts';
import type { Channel } from '../../model/channel.ts';
import type { ArchiveLinks } from '../../model/feed.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Instant } from '../../model/instant.ts';
import { inFile, warning } from '../../problem/problem.ts';
import { formats } from '../../render/feed/formats.ts';
import { type ListPage, renderListPage } from '../../render/page/list-page.ts';
import { type Document, inputsOf, type Rendered, type Source } from './document.ts';
import { type Plan, pageUrl } from './document-context.ts';
import { renderFeed } from './render-feed.ts';

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
  // Nothing new ever comes to an archive: its page tells of the live feed.
  const listed = {
    ...list,
    url: pageUrl(folder, channel),
    feedUrls: feedUrls(channel, list.kind === 'archive' ? '' : folder),
  };
  const files = [...formats.map(({ path }) => path), ...(channel.pages ? ['index.html'] : [])];
  return {
    stage,
    records,
    paths: files.map((name) => `${folder}${name}`),
    inputs: inputsOf(records, ['feed', plan.frame, feed, list]),
    render: (sources) => {
      const rendered = withSize(renderFeed(channel, feed, sources), { channel, sources });
      if (!channel.pages) return rendered;
      const entries = sources.map(({ entry }) => entry);
      const body = new TextEncoder().encode(renderListPage({ ...listed, entries }, page));
      return { ...rendered, files: [...rendered.files, { path: `${folder}index.html`, body }] };
    },
  };
}

/** One article that is larger than a feed may be stands alone in it, and whoever wrote it should know. */
function withSize(
  rendered: Rendered,
  { channel, sources }: { readonly channel: Channel; readonly sources: readonly Source[] },
): Rendered {
  const [only, another] = sources;
  const most = channel.limitKilobytes * 1024;
  const isLarge = rendered.files.some(({ body }) => body.length > most);
  if (only === undefined || another !== undefined || !isLarge) return rendered;
  const message = `A feed with this article is larger than "limitKilobytes" (${channel.limitKilobytes}), and readers may refuse it: shorten it`;
  return { ...rendered, problems: [...rendered.problems, ...inFile(only.path, [warning('large-article', message)])] };
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
  const lastGone = lastToGo(plan.gone.filter((record) => record.archive === number));
  return feedDocument({ ...wholeFeed(channel), stage: 'archive', folder, records, archive, lastGone, list }, plan);
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
  const { channel, members, now } = plan;
  const key = groupKey(group);
  const folder = groupFolder(group);
  const gone = plan.gone.filter(({ groups }) => groups.includes(key));
  const tombstones = tombstonesOf(gone, { channel, now });
  const limits = { count: channel.limit, room: roomBeside(tombstones, channel) };
  const title = `${group.name} — ${channel.title}`;
  return feedDocument(
    {
      stage: 'group',
      id: feedId(channel.authority, `${group.grouping}/${group.name}`),
      title,
      homeUrl: channel.pages ? pageUrl(folder, channel) : channel.homeUrl,
      folder,
      archive: null,
      records: fitting(members.get(key) ?? [], limits),
      tombstones,
      lastGone: lastToGo(gone),
      list: { kind: 'group', title, newer: null, older: null, groups: [] },
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
      lastGone: lastToGo(gone),
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

/** Whether or not it is still told of: the date of a feed does not go back. */
function lastToGo(gone: readonly GoneRecord[]): Instant | null {
  return gone[0]?.withdrawn ?? null;
}
