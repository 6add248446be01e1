/** The feed for SmartNews: RSS 2.0 with its own module (SmartFormat Specification 2.1). */
import { htmlOfText } from '../../article/text/html-text.ts';
import type { Entry, Tombstone } from '../../model/entry.ts';
import type { Feed } from '../../model/feed.ts';
import { rfc822 } from '../../model/instant.ts';
import { mediaNamespace } from './media-rss.ts';
import { description } from './rss.ts';
import { element, optional, renderXml, textElement, type XmlElement } from './xml.ts';

const namespaces = {
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:media': mediaNamespace,
  'xmlns:snf': 'http://www.smartnews.be/snf',
};

/** Minutes for which SmartNews can cache the feed. */
const timeToLive = '15';

/** Renders a feed for SmartNews. */
export function renderSmartNews(feed: Feed): string {
  const channel = element(
    'channel',
    {},
    textElement('title', feed.title),
    textElement('link', feed.homeUrl),
    textElement('description', feed.description),
    textElement('pubDate', rfc822(feed.updated)),
    textElement('language', feed.language),
    ...optional('copyright', feed.rights),
    textElement('ttl', timeToLive),
    ...(feed.logo === null ? [] : [element('snf:logo', {}, textElement('url', feed.logo))]),
    ...feed.entries.map(renderEntry),
    ...feed.tombstones.flatMap(renderTombstone),
  );
  return renderXml(element('rss', { version: '2.0', ...namespaces }, channel));
}

/** `pubDate` is the date of the last edit, because SmartNews updates an item only if its `pubDate` has changed. */
function renderEntry(entry: Entry): XmlElement {
  return element(
    'item',
    {},
    textElement('title', entry.title),
    ...optional('link', entry.url),
    element('guid', { isPermaLink: 'false' }, entry.id),
    textElement('description', description(entry)),
    textElement('pubDate', rfc822(entry.updated)),
    ...optional('content:encoded', entry.contentHtml),
    ...entry.categories.map((name) => textElement('category', name)),
    ...entry.authors.map(({ name }) => textElement('dc:creator', name)),
    ...entry.images.slice(0, 1).map(({ url }) => element('media:thumbnail', { url })),
  );
}

/**
 * Renders a withdrawn article. SmartNews keeps an article that left the feed until an item with a new date says that it is deleted
 * ("Deleting Articles"). The item contains no text of the article. It must have a link, or SmartNews may reject the whole feed.
 */
function renderTombstone({ id, withdrawn, notice, url }: Tombstone): readonly XmlElement[] {
  if (url === null) return [];
  const item = element(
    'item',
    {},
    textElement('title', 'Article withdrawn'),
    textElement('link', url),
    element('guid', { isPermaLink: 'false' }, id),
    ...optional('description', notice === null ? null : htmlOfText(notice)),
    textElement('pubDate', rfc822(withdrawn)),
    // SmartNews reads the text, and Media RSS requires the attribute.
    element('media:status', { state: 'deleted' }, 'deleted'),
  );
  return [item];
}
