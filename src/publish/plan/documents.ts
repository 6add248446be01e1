/** Lists every document of a publication, in the order in which they are written. Pure. */
import { feedUrls, wholeFeed } from '../../feed/assemble-feed.ts';
import { groupFolder } from '../../feed/group-folders.ts';
import { tombstonesOf } from '../../feed/tombstones.ts';
import { groupKey, groupOf } from '../../item/groups.ts';
import type { Channel } from '../../model/channel.ts';
import { urlOf } from '../../model/url.ts';
import type { Problem } from '../../problem/problem.ts';
import { type LiveFormName, liveFormNames, liveForms } from '../../render/feed/formats.ts';
import { isNews, sitemapPath } from '../../render/list/sitemap.ts';
import { checkOutputs } from '../../render/outputs.ts';
import { renderFeedStyle } from '../../render/page/feed-style.ts';
import { pageStyle } from '../../render/page/page-style.ts';
import { type Document, documentOf } from './document.ts';
import {
  type DocumentContext,
  type DocumentsInput,
  groupUrlsOf,
  pageUrl,
  shownEntries,
  startDocuments,
} from './document-context.ts';
import { archiveDocuments, groupDocument, liveDocument } from './feed-documents.ts';

export interface Documents {
  readonly documents: readonly Document[];
  readonly problems: readonly Problem[];
  /** The key of the group that each feed folder belongs to. */
  readonly folders: Readonly<Record<string, string>>;
}

/** Returns all documents in the order in which they are written, with problems of groups that share a folder. */
export function planDocuments(input: DocumentsInput): Documents {
  const { context, problems } = startDocuments(input);
  const folders = Object.fromEntries(context.groups.map((group) => [groupFolder(group), groupKey(group)]));
  const documents = documentsOf(context);
  checkOutputs(documents.flatMap(({ paths }) => paths));
  return { documents, problems, folders };
}

function documentsOf(context: DocumentContext): readonly Document[] {
  const { channel, groups } = context;
  const style = (path: string, text: string) => documentOf('style', { paths: [path], given: { settings: null, text } });
  return [
    style('feed.css', renderFeedStyle(channel)),
    ...(channel.pages ? [style('style.css', pageStyle), ...pageDocuments(context)] : []),
    ...archiveDocuments(context),
    ...groups.map((group) => groupDocument(group, context)),
    liveDocument(context),
    ...liveFormNames.filter((form) => liveForms[form].isWanted(channel)).map((form) => liveFormDocument(form, context)),
    opmlDocument(context),
    ...(channel.pages ? forVisitors(context) : []),
  ];
}

/** A page for each published article, and a notice at the URL of each withdrawn one. */
function pageDocuments(context: DocumentContext): readonly Document[] {
  const { live, unlisted, gone, channel, pageSettings: settings } = context;
  const pages = [...live, ...unlisted].flatMap((item) => {
    const { page, groups } = item.entry;
    if (page === null) return [];
    const groupUrls = groupUrlsOf(linkedGroups(groups, channel), context);
    const given = { settings, groupUrls, isListed: item.unlisted === null };
    return [documentOf('page', { paths: [page.path], entries: shownEntries([item]), given })];
  });
  const notices = gone.flatMap(({ page, withdrawn, notice }) => {
    if (page === null) return [];
    const given = { settings, page: { url: urlOf(page.path, channel), withdrawn, notice } };
    return [documentOf('notice', { paths: [page.path], given })];
  });
  return [...pages, ...notices];
}

/** The groups that a page may link to. A section also counts as a category, and the channel's authors sign articles without a byline. */
function linkedGroups(groups: readonly string[], { authors }: Channel): readonly string[] {
  const sections = groups.map(groupOf).filter(({ grouping }) => grouping === 'sections');
  const topics = sections.map(({ name }) => groupKey({ grouping: 'categories', name }));
  return [...new Set([...groups, ...topics, ...authors.map(({ name }) => groupKey({ grouping: 'authors', name }))])];
}

/** The live feed in a form for one particular reader, such as SmartNews. */
function liveFormDocument(
  form: LiveFormName,
  { channel, live, gone, feedSettings: settings, now }: DocumentContext,
): Document {
  const shown = live.filter(({ entry }) => entry.archive === null);
  const feed = { ...wholeFeed(channel), tombstones: tombstonesOf(gone, { channel, now }) };
  return documentOf('live form', {
    paths: [liveForms[form].path],
    entries: shownEntries(shown),
    given: { settings, feed, form },
  });
}

function opmlDocument({ channel, groups }: DocumentContext): Document {
  const whole = { title: channel.title, description: channel.description, folder: '', htmlUrl: channel.homeUrl };
  const ofGroups = groups.map((group) => {
    const folder = groupFolder(group);
    const htmlUrl = channel.pages ? pageUrl(folder, channel) : channel.homeUrl;
    return { title: `${group.name} — ${channel.title}`, description: null, folder, htmlUrl };
  });
  const feeds = [whole, ...ofGroups].map(({ folder, ...feed }) => ({ ...feed, xmlUrl: feedUrls(channel, folder).rss }));
  return documentOf('opml', { paths: ['feeds.opml'], given: { settings: null, title: channel.title, feeds } });
}

/** The files that web servers and search engines request. The sitemap changes when an article becomes news or stops being news. */
function forVisitors({ channel, live, pageSettings: settings, now }: DocumentContext): readonly Document[] {
  const news = shownEntries(live.filter((item) => isNews(item, now)));
  return [
    documentOf('missing', { paths: ['404.html'], given: { settings } }),
    documentOf('sitemap', { paths: [sitemapPath], entries: news, given: { settings } }),
    documentOf('robots', { paths: ['robots.txt'], given: { settings: { feedUrl: channel.feedUrl } } }),
  ];
}
