/** Atom 1.0 (RFC 4287) with media. */
import type { Enclosure, Entry, Feed, Person } from '../model.ts';
import { mediaNamespace, renderMedia } from './media.ts';
import { element, optional, renderXml, textElement, type XmlElement } from './xml.ts';

const namespaces = {
  xmlns: 'http://www.w3.org/2005/Atom',
  'xmlns:media': mediaNamespace,
};

/** Renders a whole feed. */
export function renderAtom(feed: Feed): string {
  const root = element(
    'feed',
    { ...namespaces, 'xml:lang': feed.language },
    textElement('id', feed.id),
    element('title', { type: 'text' }, feed.title),
    ...optional('subtitle', feed.description),
    textElement('updated', feed.updated),
    ...feed.authors.map(renderAuthor),
    ...optional('rights', feed.rights),
    ...optional('icon', feed.icon),
    ...optional('logo', feed.logo),
    textElement('generator', 'Presstime'),
    ...renderLinks(feed),
    ...feed.entries.map(renderEntry),
  );
  return renderXml(root);
}

function renderEntry(entry: Entry): XmlElement {
  return element(
    'entry',
    { 'xml:lang': entry.language },
    textElement('id', entry.id),
    element('title', { type: 'text' }, entry.title),
    ...(entry.url === null ? [] : [element('link', { rel: 'alternate', type: 'text/html', href: entry.url })]),
    textElement('published', entry.published),
    textElement('updated', entry.updated),
    ...entry.authors.map(renderAuthor),
    ...entry.categories.map((term) => element('category', { term })),
    ...(entry.summary === '' ? [] : [element('summary', { type: 'text' }, entry.summary)]),
    element('content', { type: 'html' }, entry.contentHtml),
    ...entry.enclosures.map(renderEnclosure),
    ...entry.images.map(renderMedia),
  );
}

function renderLinks({ homeUrl, selfUrls, hubs }: Feed): readonly XmlElement[] {
  const self = selfUrls.atom === null ? [] : [{ rel: 'self', type: 'application/atom+xml', href: selfUrls.atom }];
  const links = [
    ...self,
    { rel: 'alternate', type: 'text/html', href: homeUrl },
    ...hubs.map((href) => ({ rel: 'hub', href })),
  ];
  return links.map((link) => element('link', link));
}

function renderAuthor({ name, url }: Person): XmlElement {
  return element('author', {}, textElement('name', name), ...optional('uri', url));
}

function renderEnclosure({ url, type, lengthBytes, title }: Enclosure): XmlElement {
  return element('link', { rel: 'enclosure', type, length: lengthBytes, title, href: url });
}
