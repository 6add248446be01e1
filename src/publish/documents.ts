/** Every document of a publication: which there are, from which articles, and how each is made. Pure. */

import { urlOf } from '../article/page.ts';
import { channelFile } from '../channel.ts';
import { type FeedPart, feedUrls, wholeFeed } from '../feed/feed.ts';
import { type Group, groupFolder, groupKey, groupOf, sharedFolders } from '../feed/group.ts';
import { tagUri } from '../feed/id.ts';
import type { ArchiveLinks, Channel, Instant } from '../model.ts';
import { error, inFile, type Problem } from '../problem.ts';
import { feedStyle } from '../render/feed-style.ts';
import { formats } from '../render/formats.ts';
import { renderOpml } from '../render/opml.ts';
import { type PageContext, renderEntryPage, renderWithdrawnPage } from '../render/page.ts';
import { type ListPage, renderListPage } from '../render/page-list.ts';
import { pageStyle } from '../render/page-style.ts';
import { renderNewsSitemap, renderRobots } from '../render/sitemap.ts';
import { version } from '../version.ts';
import { fitting, roomOf } from './archive.ts';
import { type Document, inputsOf, type Rendered, renderedFile, type Source } from './document.ts';
import type { Archives, LedgerRecord } from './ledger.ts';
import { renderFeed } from './render.ts';
import { type GoneRecord, type LiveRecord, selectGone, selectLive, tombstonesOf } from './select.ts';

export interface DocumentsInput {
  readonly channel: Channel;
  readonly records: readonly LedgerRecord[];
  readonly archives: Archives;
  readonly now: Instant;
}

export interface Documents {
  readonly documents: readonly Document[];
  readonly problems: readonly Problem[];
}

/** All of them, in the order in which they are written. */
export function planDocuments(input: DocumentsInput): Documents {
  const plan = startPlan(input);
  const { channel } = input;
  const documents = [
    styleDocument('feed.css', feedStyle),
    ...(channel.pages ? [styleDocument('style.css', pageStyle), ...pageDocuments(plan)] : []),
    ...archiveDocuments(plan),
    ...plan.groups.map((group) => groupDocument(group, plan)),
    liveDocument(plan),
    opmlDocument(plan),
    ...(channel.pages ? [sitemapDocument(plan), robotsDocument(plan)] : []),
  ];
  return { documents, problems: plan.problems };
}

/** What all documents draw on. */
interface Plan extends DocumentsInput {
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

function startPlan(input: DocumentsInput): Plan {
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
  const members = new Map<string, LiveRecord[]>();
  for (const record of live) {
    for (const key of record.groups) {
      if (!feeds.includes(groupOf(key).grouping)) continue;
      const known = members.get(key);
      if (known === undefined) members.set(key, [record]);
      else known.push(record);
    }
  }
  return members;
}

function sharedAddress({ group, holder }: ReturnType<typeof sharedFolders>[number]) {
  const message =
    `"${group.name}" and "${holder.name}" would share the address ${groupFolder(group)}: ` +
    `the feed there is of "${holder.name}" alone; write both alike, or rename one`;
  return error('shared-address', message);
}

function pageUrl(folder: string, channel: Channel): string {
  return urlOf(`${folder}index.html`, channel);
}

function styleDocument(path: string, text: string): Document {
  const render = () => renderedFile(path, text);
  return { stage: 'style', paths: [path], records: [], inputs: inputsOf([], text), render };
}

/** A page for each article that is out, and a notice in the place of each that is not any more. */
function pageDocuments(plan: Plan): readonly Document[] {
  const pages = plan.live.flatMap((record) => (record.page === null ? [] : [entryDocument(record, record.page, plan)]));
  const notices = plan.gone.flatMap((record) =>
    record.page === null ? [] : [withdrawnDocument(record, record.page, plan)],
  );
  return [...pages, ...notices];
}

function entryDocument(record: LiveRecord, path: string, { page, looks }: Plan): Document {
  const links = record.groups.map((key) => {
    const { grouping, name } = groupOf(key);
    return page.groupUrl(grouping, name);
  });
  return {
    stage: 'page',
    paths: [path],
    records: [record],
    inputs: inputsOf([record], ['entry', looks, links]),
    render: (sources) => {
      const [source] = sources;
      return source === undefined ? nothing : renderedFile(path, renderEntryPage(source.entry, page), sources);
    },
  };
}

const nothing: Rendered = { files: [], entries: 0, problems: [] };

function withdrawnDocument({ withdrawn, notice }: GoneRecord, path: string, { page, looks }: Plan): Document {
  const shown = { url: urlOf(path, page.channel), withdrawn, notice };
  return {
    stage: 'page',
    paths: [path],
    records: [],
    inputs: inputsOf([], ['withdrawn', looks, shown]),
    render: () => renderedFile(path, renderWithdrawnPage(shown, page)),
  };
}

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

function archiveDocuments(plan: Plan): readonly Document[] {
  const { channel, live, archives } = plan;
  const shelves = new Map<number, LiveRecord[]>();
  for (const record of live) {
    if (record.archive === null) continue;
    const shelf = shelves.get(record.archive);
    if (shelf === undefined) shelves.set(record.archive, [record]);
    else shelf.push(record);
  }
  return Array.from({ length: archives.count }, (_, index) => {
    const number = index + 1;
    const folder = archiveFolder(number);
    const isLinked = number < archives.linked;
    const next = isLinked ? archiveFolder(number + 1) : null;
    const previous = number > 1 ? archiveFolder(number - 1) : null;
    return feedDocument(
      {
        ...wholeFeed(channel),
        stage: 'archive',
        folder,
        records: shelves.get(number) ?? [],
        archive: archiveLinks(channel, { isArchive: true, folder: '', previous, next }),
        list: {
          kind: 'archive',
          title: `Older articles, part ${number}`,
          newer: pageUrl(next ?? '', channel),
          older: previous === null ? null : pageUrl(previous, channel),
          groups: [],
        },
      },
      plan,
    );
  });
}

interface Neighbours {
  readonly isArchive: boolean;
  /** That of the live feed. */
  readonly folder: string;
  readonly previous: string | null;
  readonly next: string | null;
}

function archiveLinks(channel: Channel, { isArchive, folder, previous, next }: Neighbours): ArchiveLinks {
  const urls = (at: string | null) => (at === null ? null : feedUrls(channel, at));
  return { isArchive, current: feedUrls(channel, folder), previous: urls(previous), next: urls(next) };
}

function groupDocument(group: Group, plan: Plan): Document {
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
        { days: channel.tombstoneDays, now },
      ),
      list: { kind: 'group', title, newer: pageUrl('', channel), older: null, groups: [] },
    },
    plan,
  );
}

function liveDocument(plan: Plan): Document {
  const { channel, live, gone, archives, groups, now } = plan;
  const previous = archives.count === 0 ? null : archiveFolder(archives.count);
  const isPaged = channel.pages;
  return feedDocument(
    {
      ...wholeFeed(channel),
      stage: 'live',
      records: live.filter(({ archive }) => archive === null),
      archive: previous === null ? null : archiveLinks(channel, { isArchive: false, folder: '', previous, next: null }),
      tombstones: tombstonesOf(gone, { days: channel.tombstoneDays, now }),
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

function opmlDocument({ channel, groups, frame }: Plan): Document {
  const feeds = [
    { title: channel.title, homeUrl: channel.homeUrl, folder: '' },
    ...groups.map((group) => {
      const folder = groupFolder(group);
      const homeUrl = channel.pages ? pageUrl(folder, channel) : channel.homeUrl;
      return { title: `${group.name} — ${channel.title}`, homeUrl, folder };
    }),
  ];
  const outlines = feeds.map(({ title, homeUrl, folder }) => ({
    title,
    description: folder === '' ? channel.description : null,
    htmlUrl: homeUrl,
    xmlUrl: feedUrls(channel, folder).rss,
  }));
  return {
    stage: 'list',
    paths: ['feeds.opml'],
    records: [],
    inputs: inputsOf([], ['opml', frame, outlines]),
    render: () => renderedFile('feeds.opml', renderOpml(channel.title, outlines)),
  };
}

/** Of the entries that can still be news. */
function sitemapDocument({ channel, live, looks }: Plan): Document {
  const newest = live[0]?.published ?? '';
  const since = newest === '' ? '' : new Date(new Date(newest).getTime() - 2 * 86_400_000).toISOString();
  const records = live.filter(({ published }) => published >= since).slice(0, 1000);
  const path = 'news-sitemap.xml';
  const entriesOf = (sources: readonly Source[]) => sources.map(({ entry }) => entry);
  return {
    stage: 'list',
    paths: [path],
    records,
    inputs: inputsOf(records, ['sitemap', looks]),
    render: (sources) => renderedFile(path, renderNewsSitemap(entriesOf(sources), channel), sources),
  };
}

function robotsDocument({ channel, looks }: Plan): Document {
  const render = () => renderedFile('robots.txt', renderRobots(channel));
  return { stage: 'list', paths: ['robots.txt'], records: [], inputs: inputsOf([], ['robots', looks]), render };
}
