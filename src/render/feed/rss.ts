/** RSS 2.0 (rssboard.org/rss-specification) with the modules atom, content, dc and media, and itunes and podcast for podcasts. */
import { htmlOfText } from '../../article/text/html-text.ts';
import type { Entry } from '../../model/entry.ts';
import { type Feed, feedFormats } from '../../model/feed.ts';
import type { Enclosure } from '../../model/image.ts';
import { rfc822 } from '../../model/instant.ts';
import { fileTypeOf } from '../../model/media-type.ts';
import type { Person, Source } from '../../model/metadata.ts';
import { historyLinks, historyNamespace, renderArchiveMark } from './history.ts';
import { episodeEnclosure, mainEnclosure, mediaNamespace, renderMedia, renderOthers } from './media-rss.ts';
import { podcastNamespaces, renderEpisode, renderPodcast } from './podcast.ts';
import { element, optional, renderXml, textElement, type XmlElement } from './xml.ts';

const namespaces = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:media': mediaNamespace,
};

/**
 * Renders a feed as RSS 2.0. The result ends with a line break. The channel's own elements are before the first item. All plain
 * text is escaped. `contentHtml` is written unchanged: it was sanitised when the entry was created.
 *
 * @example
 * const feed = createFeed({
 *   title: 'Terns & gulls',
 *   homeUrl: 'https://courier.example/',
 *   entries: [createEntry({ url: 'https://courier.example/terns', title: 'Terns return', published: new Date(0) })],
 * });
 * const xml = renderRss(feed);
 * xml.includes('<title>Terns &#x26; gulls</title>') // => true
 * xml.includes('<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>') // => true
 */
export function renderRss(feed: Feed): string {
  const channel = element(
    'channel',
    {},
    textElement('title', feed.title),
    textElement('link', feed.homeUrl),
    textElement('description', feed.description),
    textElement('language', feed.language),
    ...optional('copyright', feed.rights),
    textElement('lastBuildDate', rfc822(feed.updated)),
    textElement('generator', 'Presstime'),
    ...renderLogo(feed),
    ...renderLinks(feed),
    ...renderArchiveMark(feed),
    ...renderPodcast(feed.podcast),
    ...feed.entries.map((entry) => renderEntry(entry, feed)),
  );
  const declared = { ...namespaces, 'xmlns:fh': historyNamespace(feed), ...podcastNamespaces(feed) };
  return renderXml(element('rss', { version: '2.0', ...declared }, channel), feed.stylesheet);
}

/** Media come last, with their captions inside, because feed readers show the first description in an item as the article. */
function renderEntry(entry: Entry, { podcast }: Feed): XmlElement {
  const main = podcast === null ? mainEnclosure(entry) : episodeEnclosure(entry);
  return element(
    'item',
    {},
    textElement('title', entry.title),
    ...optional('link', entry.url),
    element('guid', { isPermaLink: 'false' }, entry.id),
    textElement('pubDate', rfc822(entry.published)),
    ...entry.authors.map(renderAuthor),
    ...entry.categories.map((name) => textElement('category', name)),
    ...optional('dc:language', entry.language),
    ...renderDescription(entry),
    ...optional('content:encoded', entry.contentHtml),
    textElement('atom:updated', entry.updated),
    ...optional('dc:rights', entry.rights),
    ...optional('comments', entry.commentsUrl),
    ...renderRelated(entry.externalUrl),
    ...renderSource(entry.source),
    ...(main === undefined ? [] : [renderEnclosure(main)]),
    ...(podcast === null ? [] : renderEpisode(entry.episode, main)),
    ...entry.images.map(renderMedia),
    ...renderOthers(entry, main),
  );
}

/**
 * A story without a headline that has only one sentence gets no description, because it would repeat the title. If it has
 * pictures, it gets one all the same: feed readers would take a caption for the missing description.
 */
function renderDescription(entry: Entry): readonly XmlElement[] {
  const repeatsTitle = entry.titleFrom === 'text' && entry.summary === '' && entry.images.length === 0;
  return repeatsTitle ? [] : [textElement('description', description(entry))];
}

/** The description as HTML (RSS 2.0, Elements of item). Never empty, because feed readers would use another text instead. */
export function description({ summary, title }: Entry): string {
  return htmlOfText(summary === '' ? title : summary);
}

function renderLinks(feed: Feed): readonly XmlElement[] {
  const { selfUrls, hubs } = feed;
  const self = selfUrls.rss === null ? [] : [{ rel: 'self', type: feedFormats.rss.mediaType, href: selfUrls.rss }];
  const links = [...self, ...historyLinks(feed, 'rss'), ...hubs.map((href) => ({ rel: 'hub', href }))];
  return links.map((link) => element('atom:link', link));
}

/** The image types of RSS 2.0 ("GIF, JPEG or PNG image"). */
const logoTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif'];

/** Renders `image` with the title and link of the channel. The logo is preferred to the icon. */
function renderLogo({ logo, icon, title, homeUrl }: Feed): readonly XmlElement[] {
  const url = [logo, icon].find((it) => it !== null && logoTypes.includes(fileTypeOf(it)?.mediaType ?? ''));
  if (url === undefined || url === null) return [];
  return [element('image', {}, textElement('url', url), textElement('title', title), textElement('link', homeUrl))];
}

/** Writes `dc:creator`, which is a name. `author` would have to be an e-mail address. */
function renderAuthor({ name }: Person): XmlElement {
  return textElement('dc:creator', name);
}

/** The page that a link post is about. The `link` of the item is the post itself. */
function renderRelated(href: string | null): readonly XmlElement[] {
  return href === null ? [] : [element('atom:link', { rel: 'related', href })];
}

/** `source` requires the URL of a feed. */
function renderSource(source: Source | null): readonly XmlElement[] {
  if (source === null || source.feedUrl === null) return [];
  return [element('source', { url: source.feedUrl }, source.title)];
}

/** An item can have only one. If the length is unknown, it is 0 (RSS Best Practices Profile, enclosure). */
function renderEnclosure({ url, type, lengthBytes }: Enclosure): XmlElement {
  return element('enclosure', { url, type, length: lengthBytes ?? 0 });
}
