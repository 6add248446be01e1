/** Atom 1.0 (RFC 4287) with media, history (RFC 5005) and deleted entries (RFC 6721). */
import type { Entry, Tombstone } from '../../model/entry.ts';
import { type Feed, feedFormats } from '../../model/feed.ts';
import type { Enclosure } from '../../model/image.ts';
import type { Person, Source } from '../../model/metadata.ts';
import { historyLinks, historyNamespace, renderArchiveMark } from './history.ts';
import { mediaNamespace, renderMedia } from './media-rss.ts';
import { element, optional, renderXml, textElement, type XmlElement } from './xml.ts';

const namespaces = {
  xmlns: 'http://www.w3.org/2005/Atom',
  'xmlns:media': mediaNamespace,
};

/**
 * Renders a feed as Atom 1.0 (RFC 4287). The result ends with a line break. All plain text is escaped. `contentHtml` is written
 * unchanged: it was sanitised when the entry was created.
 *
 * @example
 * const feed = createFeed({
 *   title: 'Terns & gulls',
 *   homeUrl: 'https://courier.example/',
 *   entries: [createEntry({ url: 'https://courier.example/terns', title: 'Terns return', published: new Date(0) })],
 * });
 * const xml = renderAtom(feed);
 * xml.includes('<title type="text">Terns &#x26; gulls</title>') // => true
 * xml.includes('<updated>1970-01-01T00:00:00Z</updated>') // => true
 */
export function renderAtom(feed: Feed): string {
  const root = element(
    'feed',
    { ...namespaces, ...namespacesOf(feed), 'xml:lang': feed.language },
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
    ...renderArchiveMark(feed),
    ...feed.tombstones.map((tombstone) => renderTombstone(tombstone, feed)),
    ...feed.entries.map((entry) => renderEntry(entry, feed)),
  );
  return renderXml(root, feed.stylesheet);
}

/** Declares only the namespaces that are used, because feed validators warn about namespaces that they do not know. */
function namespacesOf(feed: Feed) {
  const tombstones = feed.tombstones.length > 0 ? 'http://purl.org/atompub/tombstones/1.0' : null;
  return { 'xmlns:fh': historyNamespace(feed), 'xmlns:at': tombstones };
}

function renderEntry(entry: Entry, feed: Feed): XmlElement {
  return element(
    'entry',
    { 'xml:lang': entry.language },
    textElement('id', atomId(entry.id, feed)),
    element('title', { type: 'text' }, entry.title),
    ...(entry.url === null ? [] : [element('link', { rel: 'alternate', type: 'text/html', href: entry.url })]),
    textElement('published', entry.published),
    textElement('updated', entry.updated),
    ...entry.authors.map(renderAuthor),
    ...entry.categories.map((term) => element('category', { term })),
    ...optional('rights', entry.rights),
    ...renderTargets(entry),
    ...(entry.summary === '' ? [] : [element('summary', { type: 'text' }, entry.summary)]),
    element('content', { type: 'html' }, entry.contentHtml),
    ...entry.enclosures.map(renderEnclosure),
    ...entry.images.map(renderMedia),
  );
}

function renderLinks(feed: Feed): readonly XmlElement[] {
  const { homeUrl, selfUrls, hubs } = feed;
  const self = selfUrls.atom === null ? [] : [{ rel: 'self', type: feedFormats.atom.mediaType, href: selfUrls.atom }];
  const links = [
    ...self,
    { rel: 'alternate', type: 'text/html', href: homeUrl },
    ...historyLinks(feed, 'atom'),
    ...hubs.map((href) => ({ rel: 'hub', href })),
  ];
  return links.map((link) => element('link', link));
}

function renderAuthor({ name, url, email }: Person): XmlElement {
  return element('author', {}, textElement('name', name), ...optional('uri', url), ...optional('email', email));
}

/** The page that a link post is about, the page for comments (RFC 4685), and the publication from which the text was taken. */
function renderTargets({ externalUrl, commentsUrl, source }: Entry): readonly XmlElement[] {
  if (externalUrl === null && commentsUrl === null && source === null) return [];
  return [
    ...(externalUrl === null ? [] : [element('link', { rel: 'related', href: externalUrl })]),
    ...(commentsUrl === null ? [] : [element('link', { rel: 'replies', type: 'text/html', href: commentsUrl })]),
    ...renderSource(source),
  ];
}

/** A link, not a `source` element, which would require the date of the last update of the other feed. That is unknown. */
function renderSource(source: Source | null): readonly XmlElement[] {
  const href = source?.url ?? source?.feedUrl ?? null;
  if (source === null || href === null) return [];
  return [
    element('link', { rel: 'via', type: source.url === null ? null : 'text/html', title: source.title || null, href }),
  ];
}

/**
 * An id must be an IRI (RFC 4287, 4.2.6). Tools such as Ghost, whose feed is RSS, have ids of other forms: they become tag URIs of the
 * authority of the feed. The other formats contain them as they are.
 */
export function atomId(id: string, feed: Pick<Feed, 'id'>): string {
  const authority = /^tag:[^:]+:/.exec(feed.id)?.[0];
  if (authority === undefined || id === '' || /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(id)) return id;
  const written = encodeURI(id.toWellFormed())
    .replace(/[#[\]]/g, encodeURIComponent)
    .replaceAll('%25', '%');
  return /^https?:/i.test(id) ? written : authority + written;
}

/** RFC 6721, 3. */
function renderTombstone({ id, withdrawn, notice }: Tombstone, feed: Feed): XmlElement {
  const comment = notice === null ? [] : [element('at:comment', { type: 'text' }, notice)];
  return element('at:deleted-entry', { ref: atomId(id, feed), when: withdrawn }, ...comment);
}

function renderEnclosure({ url, type, lengthBytes, title }: Enclosure): XmlElement {
  return element('link', { rel: 'enclosure', type, length: lengthBytes, title: title || null, href: url });
}
