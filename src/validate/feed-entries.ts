/** Reads the entries of a feed of any program: RSS 2.0, RSS 1.0, Atom or JSON Feed. */
import { fromEpochMilliseconds, type Instant } from '../model/instant.ts';
import { isRecord, type UnknownRecord } from '../model/record.ts';
import { parseInstant } from '../time/parse-instant.ts';
import { decodeFeed } from './decode-feed.ts';
import { readRfc822 } from './rule/dates.ts';
import { childrenOf, type FeedElement, readXmlTree } from './xml/xml-tree.ts';

/** What identifies an entry, and when it was published and changed. */
export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly published: Instant | null;
  readonly updated: Instant | null;
}

/** The most entries that are read. */
const maximumEntries = 100_000;

/** The entries of a feed in its order. Null if the bytes are not a feed. Never throws. */
export function readFeedEntries(bytes: Uint8Array, charset: string | null = null): readonly FeedEntry[] | null {
  const { text } = decodeFeed(bytes, charset);
  if (text === null) return null;
  const entries = /^\s*\{/.test(text) ? jsonEntries(text) : xmlEntries(text);
  return entries?.slice(0, maximumEntries) ?? null;
}

function jsonEntries(text: string): readonly FeedEntry[] | null {
  const feed = parseJson(text);
  if (!isRecord(feed) || !Array.isArray(feed['items'])) return null;
  const items: readonly unknown[] = feed['items'];
  return items.filter(isRecord).flatMap(jsonEntry);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function jsonEntry({ id, url, title, date_published, date_modified }: UnknownRecord): readonly FeedEntry[] {
  const link = textOf(url);
  const name = textOf(typeof id === 'number' ? String(id) : id) ?? link;
  return entryOfParts({
    id: name,
    title: textOf(title),
    url: link,
    published: textOf(date_published),
    updated: textOf(date_modified),
  });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function xmlEntries(text: string): readonly FeedEntry[] | null {
  const tree = readXmlTree(text.trimStart(), { offsets: false });
  if ('message' in tree) return null;
  const { root } = tree;
  const name = root.written.replace(/^.*:/, '');
  if (name === 'feed') return childrenOf(root, 'entry').flatMap(atomEntry);
  if (name !== 'rss' && name !== 'RDF') return null;
  return tree.elements.filter((element) => localName(element) === 'item').flatMap(rssEntry);
}

function localName({ written }: FeedElement): string {
  return written.replace(/^.*:/, '');
}

function atomEntry(entry: FeedElement): readonly FeedEntry[] {
  const links = entry.children.filter((child) => localName(child) === 'link');
  const alternate = links.find(({ attributes }) => (attributes['rel'] ?? 'alternate') === 'alternate');
  return entryOfParts({
    id: textIn(entry, 'id'),
    title: textIn(entry, 'title'),
    url: textOf(alternate?.attributes['href']),
    published: textIn(entry, 'published') ?? textIn(entry, 'issued'),
    updated: textIn(entry, 'updated') ?? textIn(entry, 'modified'),
  });
}

/** The id of an item without `guid` is its link, as feed readers take it. */
function rssEntry(item: FeedElement): readonly FeedEntry[] {
  const guid = item.children.find((child) => localName(child) === 'guid');
  const link = textIn(item, 'link');
  const id = textOf(guid?.text);
  const isUrl = id !== null && guid?.attributes['isPermaLink'] !== 'false' && /^https?:/i.test(id);
  return entryOfParts({
    id: id ?? textOf(item.attributes['rdf:about']) ?? link,
    title: textIn(item, 'title'),
    url: link ?? (isUrl ? id : null),
    published: textIn(item, 'pubDate') ?? textIn(item, 'date'),
    updated: textIn(item, 'updated'),
  });
}

/** The text of the first child with a name in any namespace. That of the format comes before `media:title` and the like. */
function textIn(element: FeedElement, name: string): string | null {
  const own = element.children.find((child) => child.written === name);
  return textOf((own ?? element.children.find((child) => localName(child) === name))?.text);
}

interface Parts {
  readonly id: string | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly published: string | null;
  readonly updated: string | null;
}

/** None without an id: readers cannot know such an entry again. */
function entryOfParts({ id, title, url, published, updated }: Parts): readonly FeedEntry[] {
  if (id === null || id.length > 2_000) return [];
  const changed = instantOf(updated);
  return [
    { id, title: (title ?? '').slice(0, 1_000), url, published: instantOf(published) ?? changed, updated: changed },
  ];
}

function instantOf(text: string | null): Instant | null {
  if (text === null) return null;
  const epoch = readRfc822(text)?.epoch ?? null;
  return epoch === null ? parseInstant(text) : fromEpochMilliseconds(epoch);
}
