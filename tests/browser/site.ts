/** An invented publication with every kind of content, rendered to files for a browser. */

import { plainFeed } from '../../src/feed/plain-feed.ts';
import { buildEntry } from '../../src/item/build-entry.ts';
import type { Channel, Grouping } from '../../src/model/channel.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Feed, FormatUrls } from '../../src/model/feed.ts';
import { renderAtom } from '../../src/render/feed/atom.ts';
import { renderJson } from '../../src/render/feed/json-feed.ts';
import { renderRss } from '../../src/render/feed/rss.ts';
import { renderOpml } from '../../src/render/list/opml.ts';
import { renderEntryPage, renderMissingPage, renderWithdrawnPage } from '../../src/render/page/article-page.ts';
import { renderFeedStyle } from '../../src/render/page/feed-style.ts';
import { type ListContext, type ListPage, renderListPage } from '../../src/render/page/list-page.ts';
import { pageStyle } from '../../src/render/page/page-style.ts';
import { channel as plainChannel, readArticle } from '../support/channel.ts';
import { instant } from '../support/instant.ts';
import { type Draft, drafts } from './articles.ts';

/** The files of a site by their paths. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** The channel of the site, served from a URL that ends in a slash. */
export function channelAt(feedUrl: string): Channel {
  return {
    ...plainChannel,
    feedUrl,
    description: 'News from the islands, the sound between them and those who sail on it.',
    rights: '© 2026 The Tern Sound Courier',
    icon: 'https://pictures.example/icon.png',
    logo: 'https://pictures.example/logo.png',
    embedHosts: ['player.example'],
    feeds: ['sections', 'authors'],
    pages: true,
  };
}

/** Every file of the site. */
export function buildSite(feedUrl: string): Files {
  const channel = channelAt(feedUrl);
  const context = contextOf(channel);
  const entries = drafts.map((draft) => entryOf(draft, channel));
  const pageOf = (url: string): string => url.slice(feedUrl.length);
  const otter = { url: `${feedUrl}articles/otter.html`, withdrawn: instant('2026-10-09T08:30:00Z') };
  return new Map([
    ...entries.map((entry): [string, string] => [pageOf(entry.url ?? ''), renderEntryPage(entry, context)]),
    ...listPages(entries, channel).map((page): [string, string] => [pageOf(page.url), renderListPage(page, context)]),
    ['articles/otter.html', renderWithdrawnPage({ ...otter, notice: 'The picture was not of an otter.' }, context)],
    ['404.html', renderMissingPage(context)],
    ['style.css', pageStyle],
    ['feed.css', renderFeedStyle(channel)],
    ...feedFiles(entries, channel),
    ['feeds.opml', renderOpml(channel.title, [])],
  ]);
}

/** The context of list pages: one section and one author have pages, categories have none. */
export function contextOf(channel: Channel): ListContext {
  const groupUrl = (grouping: Grouping, name: string) =>
    groups.some((it) => it.grouping === grouping && it.name === name) ? groupUrlOf({ grouping, name }, channel) : null;
  return { channel, groupUrl };
}

/** Reads an article and builds its entry, whose page is in `articles/`. */
export function entryOf({ path, text, changes }: Draft, channel: Channel): Entry {
  const article = readArticle(path, text, channel);
  const url = `${channel.feedUrl}articles/${path.replace(/\.\w+$/, '')}.html`;
  const entry = buildEntry(article, { channel, id: `tag:${path}`, updated: article.updated ?? article.published });
  return { ...entry, url, ...changes };
}

interface Group {
  readonly grouping: Grouping;
  readonly name: string;
}

const groups: readonly Group[] = [
  { grouping: 'sections', name: 'Harbor' },
  { grouping: 'authors', name: 'Ines Calloway' },
];

function groupUrlOf({ grouping, name }: Group, { feedUrl }: Channel): string {
  return `${feedUrl}${grouping}/${name.toLowerCase().replaceAll(' ', '-')}/index.html`;
}

function listPages(entries: readonly Entry[], channel: Channel): readonly ListPage[] {
  const { feedUrl, title } = channel;
  const plain = { newer: null, older: null, groups: [] };
  const archive = { url: `${feedUrl}archive/1/index.html`, feedUrls: feedUrlsIn(feedUrl) };
  const index = { url: `${feedUrl}index.html`, feedUrls: feedUrlsIn(feedUrl) };
  const named = groups.map((group) => ({ ...group, url: groupUrlOf(group, channel) }));
  return [
    { ...plain, ...index, kind: 'index', title, entries, older: archive.url, groups: named },
    { ...plain, ...archive, kind: 'archive', title: 'Older articles 1', entries, newer: index.url },
    { ...plain, kind: 'index', title, entries: [], url: `${feedUrl}empty/index.html`, feedUrls: feedUrlsIn(feedUrl) },
    ...named.map(({ name, url }): ListPage => {
      const own = entries.filter(({ section, authors }) => section === name || authors.some((it) => it.name === name));
      const feedUrls = feedUrlsIn(feedUrl);
      return { ...plain, kind: 'group', title: `${name} — ${title}`, url, feedUrls, entries: own };
    }),
  ];
}

function feedUrlsIn(folder: string): FormatUrls {
  return { rss: `${folder}rss.xml`, atom: `${folder}atom.xml`, json: `${folder}feed.json` };
}

function feedFiles(entries: readonly Entry[], channel: Channel): [string, string][] {
  const feed: Feed = {
    ...plainFeed,
    id: 'tag:courier.example,2026:feed:main',
    title: channel.title,
    description: channel.description,
    homeUrl: channel.homeUrl,
    selfUrls: feedUrlsIn(channel.feedUrl),
    language: channel.language,
    updated: instant('2026-10-12T20:15:00Z'),
    authors: [],
    rights: channel.rights,
    icon: null,
    logo: null,
    hubs: [],
    stylesheet: `${channel.feedUrl}feed.css`,
    entries,
  };
  return [
    ['rss.xml', styled(renderRss(feed))],
    ['atom.xml', styled(renderAtom(feed))],
    ['feed.json', renderJson(feed)],
  ];
}

/** Adds the instruction that names the style sheet. */
function styled(xml: string): string {
  if (xml.includes('<?xml-stylesheet')) return xml;
  return xml.replace('\n', '\n<?xml-stylesheet type="text/css" href="feed.css"?>\n');
}
