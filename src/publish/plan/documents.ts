/** Makes the documents that a run touches, in the order in which they are written, and finds files that no document needs. Pure. */
import { feedUrls, wholeFeed } from '../../feed/assemble-feed.ts';
import { groupFolder } from '../../feed/group-folders.ts';
import { tombstonesOf } from '../../feed/tombstones.ts';
import { groupOf } from '../../item/groups.ts';
import { entryOf, type Item } from '../../item/item.ts';
import { isShown, type Listed, noticeOf } from '../../item/visibility.ts';
import { keysWith } from '../../ledger/rows.ts';
import type { Channel } from '../../model/channel.ts';
import type { FeedFileNames } from '../../model/feed.ts';
import { addDays, type Instant } from '../../model/instant.ts';
import { urlOf } from '../../model/url.ts';
import { type LiveFormName, liveFormNames, liveForms } from '../../render/feed/formats.ts';
import { isNews, newsDays, sitemapPath } from '../../render/list/sitemap.ts';
import { checkOutputs, defaultPathOf, outputs } from '../../render/outputs.ts';
import { renderFeedStyle } from '../../render/page/feed-style.ts';
import { pageStyle } from '../../render/page/page-style.ts';
import { type Document, documentOf, stageOf, stages } from './document.ts';
import {
  type DocumentContext,
  groupsWithFeed,
  groupUrlsOf,
  linkedGroups,
  pageUrl,
  shownEntries,
} from './document-context.ts';
import { archiveDocument, archiveFolder, groupDocument, liveDocument } from './feed-documents.ts';

/** What a run touches. */
export interface Touched {
  readonly items: readonly Item[];
  /** Numbers of archive documents. */
  readonly archives: Iterable<number>;
  /** Keys of groups that have a feed. */
  readonly groups: Iterable<string>;
  /** Pages of items that the run no longer needs, and folders of groups that have no feed any more. */
  readonly pagesLeft: readonly string[];
  readonly groupsLeft: readonly string[];
  /** The names of the feed files before the run. */
  readonly formerFiles: FeedFileNames;
  /** True if settings changed, or if such a document had a problem. Then the documents that show no entries are made, too. */
  readonly isSettings: boolean;
}

export interface Documents {
  readonly documents: readonly Document[];
  /** Files of the publication that no document needs any more. */
  readonly removed: readonly string[];
}

/** Makes the documents that a run touches. The live feed, its other forms and the lists are always among them: they cost little. */
export function touchedDocuments(touched: Touched, context: DocumentContext): Documents {
  const { channel } = context;
  const isAll = touched.isSettings;
  const documents = [
    ...(isAll ? styleDocuments(channel) : []),
    ...touched.items.flatMap((item) => itemDocuments(item, context)),
    ...[...touched.archives].sort((a, b) => a - b).map((number) => archiveDocument(number, context)),
    ...[...touched.groups].sort().map((key) => groupDocument(key, context)),
    liveDocument(context),
    ...liveFormNames.filter((form) => liveForms[form].isWanted(channel)).map((form) => liveFormDocument(form, context)),
    opmlDocument(context),
    ...(channel.pages && isAll ? [missingDocument(context)] : []),
    ...(channel.pages ? [sitemapDocument(context)] : []),
    ...(channel.pages && isAll ? [robotsDocument(channel)] : []),
  ];
  const inOrder = stages.flatMap((stage) => documents.filter((document) => stageOf(document) === stage));
  checkOutputs(inOrder.flatMap(({ paths }) => paths).map((path) => defaultPathOf(path, channel.files)));
  return { documents: inOrder, removed: removedFiles(inOrder, { touched, context }) };
}

/** The page of a published article, or the notice at the URL of a withdrawn one. */
export function itemDocuments(item: Item, context: DocumentContext): readonly Document[] {
  const { channel, now, pageSettings: settings } = context;
  if (!channel.pages) return [];
  const entry = entryOf(item);
  if (entry?.page == null) return [];
  const { path } = entry.page;
  if (isShown(item, now)) {
    const groupUrls = groupUrlsOf(linkedGroups(entry.groups, channel), context);
    const { id, entryDigest, updated } = entry;
    const { published, unlisted } = item;
    const shown = { id, digest: entryDigest.slice(0, 20), updated, published, path: item.path };
    const given = { settings, groupUrls, isListed: unlisted === null };
    return [documentOf('page', { paths: [path], entries: shownEntries([shown], context), given })];
  }
  const gone = noticeOf(item, now);
  if (gone === null) return [];
  const { withdrawn, notice } = gone;
  return [
    documentOf('notice', {
      paths: [path],
      given: { settings, page: { url: urlOf(path, channel), withdrawn, notice } },
    }),
  ];
}

function styleDocuments(channel: Channel): readonly Document[] {
  const style = (path: string, text: string) => documentOf('style', { paths: [path], given: { settings: null, text } });
  return [style('feed.css', renderFeedStyle(channel)), ...(channel.pages ? [style('style.css', pageStyle)] : [])];
}

function missingDocument({ pageSettings: settings }: DocumentContext): Document {
  return documentOf('missing', { paths: ['404.html'], given: { settings } });
}

function robotsDocument({ feedUrl }: Channel): Document {
  return documentOf('robots', { paths: ['robots.txt'], given: { settings: { feedUrl } } });
}

/** The live feed in a form for one particular reader, such as SmartNews. */
function liveFormDocument(form: LiveFormName, context: DocumentContext): Document {
  const { channel, window, recent, feedSettings: settings, now } = context;
  const feed = { ...wholeFeed(channel), tombstones: tombstonesOf(recent, { channel, now }) };
  return documentOf('live form', {
    paths: [liveForms[form].path],
    entries: shownEntries(window, context),
    given: { settings, feed, form },
  });
}

function opmlDocument(context: DocumentContext): Document {
  const { channel } = context;
  const whole = { title: channel.title, description: channel.description, folder: '', htmlUrl: channel.homeUrl };
  const ofGroups = groupsWithFeed(context)
    .map(groupOf)
    .map((group) => {
      const folder = groupFolder(group);
      const htmlUrl = channel.pages ? pageUrl(folder, channel) : channel.homeUrl;
      return { title: `${group.name} — ${channel.title}`, description: null, folder, htmlUrl };
    });
  const feeds = [whole, ...ofGroups].map(({ folder, ...feed }) => ({ ...feed, xmlUrl: feedUrls(channel, folder).rss }));
  return documentOf('opml', { paths: ['feeds.opml'], given: { settings: null, title: channel.title, feeds } });
}

/** For search engines. It changes when an article becomes news or stops being news. */
function sitemapDocument(context: DocumentContext): Document {
  const entries = shownEntries(newsOf(context), context);
  return documentOf('sitemap', { paths: [sitemapPath], entries, given: { settings: context.pageSettings } });
}

/** The entries that are news, newest first. */
function newsOf({ open, now }: Pick<DocumentContext, 'open' | 'now'>): readonly Listed[] {
  const news: Listed[] = [];
  for (const [, listed] of open.timeline.range()) {
    if (!isNews(listed, now)) break;
    news.push(listed);
  }
  return news;
}

/** When the oldest entry in the sitemap stops being news. Null if there is none. */
export function newsEnd(context: Pick<DocumentContext, 'open' | 'now'>): Instant | null {
  const oldest = newsOf(context).at(-1);
  return oldest === undefined ? null : addDays(oldest.published, newsDays);
}

interface Removing {
  readonly touched: Touched;
  readonly context: DocumentContext;
}

/** Files that no document needs any more: those of pages and groups that are gone, and those that a document no longer has. */
function removedFiles(documents: readonly Document[], { touched, context }: Removing): readonly string[] {
  const { files } = context.open;
  const needed = new Set(documents.flatMap(({ paths }) => paths));
  const folders = [
    ...touched.groupsLeft.map((key) => groupFolder(groupOf(key))),
    ...documents
      .filter(({ kind }) => kind === 'archive' || kind === 'group')
      .map(({ paths }) => folderOf(paths[0] ?? '')),
  ];
  const inFolders = folders.flatMap((folder) => [...files.range(keysWith(folder))].map(([path]) => path));
  // Paths without a part that varies: those of the live feed and of lists.
  const single = touched.isSettings
    ? [...outputs.map(({ path }) => path).filter((path) => !path.includes('<')), ...Object.values(touched.formerFiles)]
    : [];
  const pages = touched.items.flatMap((item) => entryOf(item)?.page?.path ?? []);
  const found = [...touched.pagesLeft, ...pages, ...inFolders, ...single].filter(
    (path) => files.get(path) !== undefined,
  );
  return [...new Set(found)].filter((path) => !needed.has(path)).sort();
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** The number of the archive that a file belongs to. Null if it belongs to none. */
export function archiveOf(path: string): number | null {
  const number = /^archive\/(\d+)\//.exec(path)?.[1];
  return number === undefined || !path.startsWith(archiveFolder(Number(number))) ? null : Number(number);
}
