/** RSS 2.0 (rssboard.org/rss-specification) with the modules atom, content, dc and media. */
import type { Enclosure, Entry, Feed, Instant, Person } from '../model.ts';
import { mediaNamespace, renderMedia } from './media.ts';
import { element, optional, renderXml, textElement, type XmlElement } from './xml.ts';

const namespaces = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:media': mediaNamespace,
};

/** Renders a whole feed. All of the channel's own elements stand before the first item. */
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
    ...feed.entries.map(renderEntry),
  );
  return renderXml(element('rss', { version: '2.0', ...namespaces }, channel));
}

/** Media come last, with their captions inside: readers take the first description they meet for the article. */
function renderEntry(entry: Entry): XmlElement {
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
    ...optional('description', entry.summary),
    ...optional('content:encoded', entry.contentHtml),
    textElement('atom:updated', entry.updated),
    ...entry.enclosures.slice(0, 1).map(renderEnclosure),
    ...entry.images.map(renderMedia),
  );
}

function renderLinks({ selfUrls, hubs }: Feed): readonly XmlElement[] {
  const self = selfUrls.rss === null ? [] : [{ rel: 'self', type: 'application/rss+xml', href: selfUrls.rss }];
  const links = [...self, ...hubs.map((href) => ({ rel: 'hub', href }))];
  return links.map((link) => element('atom:link', link));
}

/** `image`: a picture in png, jpg or gif, and the same title and link as the channel. */
function renderLogo({ logo, icon, title, homeUrl }: Feed): readonly XmlElement[] {
  const url = [logo, icon].find((it) => it !== null && /\.(?:png|jpe?g|gif)$/i.test(it));
  if (url === undefined || url === null) return [];
  return [element('image', {}, textElement('url', url), textElement('title', title), textElement('link', homeUrl))];
}

/** `author` would have to be an e-mail address; `dc:creator` is a name. */
function renderAuthor({ name }: Person): XmlElement {
  return textElement('dc:creator', name);
}

/** One an item. A length that is not known is 0 (RSS Best Practices Profile, enclosure). */
function renderEnclosure({ url, type, lengthBytes }: Enclosure): XmlElement {
  return element('enclosure', { url, type, length: lengthBytes ?? 0 });
}

/** `Mon, 05 Jan 2026 00:15:00 GMT`: RFC 822 with a year of four digits. */
function rfc822(instant: Instant): string {
  return new Date(instant).toUTCString();
}
