/** Every document of a publication, in the order in which they are written. Pure. */
import { assembleFeed, feedUrls, wholeFeed } from '../../feed/assemble-feed.ts';
import { groupFolder } from '../../feed/group-folders.ts';
import { tombstonesOf } from '../../feed/tombstones.ts';
import { groupKey } from '../../item/groups.ts';
import type { LedgerHead } from '../../ledger/ledger.ts';
import { inFile, type Problem } from '../../problem/problem.ts';
import { renderSmartNews } from '../../render/feed/smartnews.ts';
import { renderOpml } from '../../render/list/opml.ts';
import { isNews, renderNewsSitemap, renderRobots, sitemapPath } from '../../render/list/sitemap.ts';
import { renderFeedStyle } from '../../render/page/feed-style.ts';
import { pageStyle } from '../../render/page/page-style.ts';
import { checkRendered } from '../../validate/check-rendered.ts';
import { type Document, inputsOf, renderedFile, type Source } from './document.ts';
import { type DocumentsInput, type Plan, pageUrl, startPlan } from './document-context.ts';
import { archiveDocuments, groupDocument, liveDocument } from './feed-documents.ts';
import { missingDocument, pageDocuments } from './page-documents.ts';

export interface Documents {
  readonly documents: readonly Document[];
  readonly problems: readonly Problem[];
  /** The group that each folder of a feed belongs to. */
  readonly folders: LedgerHead['folders'];
}

/** All of them, in the order in which they are written. */
export function planDocuments(input: DocumentsInput): Documents {
  const plan = startPlan(input);
  const { channel } = input;
  const documents = [
    styleDocument('feed.css', renderFeedStyle(channel)),
    ...(channel.pages ? [styleDocument('style.css', pageStyle), ...pageDocuments(plan)] : []),
    ...archiveDocuments(plan),
    ...plan.groups.map((group) => groupDocument(group, plan)),
    liveDocument(plan),
    ...(channel.profiles.includes('smartnews') ? [smartNewsDocument(plan)] : []),
    opmlDocument(plan),
    ...(channel.pages ? [missingDocument(plan), sitemapDocument(plan), robotsDocument(plan)] : []),
  ];
  const folders = Object.fromEntries(plan.groups.map((group) => [groupFolder(group), groupKey(group)]));
  return { documents, problems: plan.problems, folders };
}

function styleDocument(path: string, text: string): Document {
  const render = () => renderedFile(path, text);
  return { stage: 'style', paths: [path], records: [], inputs: inputsOf([], text), render };
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

/** The live feed in the form of one aggregator. Like every feed it is read again, and what fails is not published. */
function smartNewsDocument({ channel, live, gone, frame, now }: Plan): Document {
  const records = live.filter(({ archive }) => archive === null);
  const part = { ...wholeFeed(channel), tombstones: tombstonesOf(gone, { channel, now }) };
  const path = 'smartnews.xml';
  return {
    stage: 'list',
    paths: [path],
    records,
    inputs: inputsOf(records, ['smartnews', frame, part]),
    render: (sources) => {
      const feed = assembleFeed(channel, { ...part, entries: sources.map(({ entry }) => entry) });
      const text = renderSmartNews(feed);
      const problems = inFile(path, checkRendered(text, { format: 'rss', feed }));
      return problems.length === 0 ? renderedFile(path, text, sources) : { files: [], entries: 0, problems };
    },
  };
}

/** Made again as an article comes or stops being news, and in no run between. */
function sitemapDocument({ channel, live, looks, now }: Plan): Document {
  const records = live.filter((record) => isNews(record, now));
  const path = sitemapPath;
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
