/** JSON Feed 1.1 (jsonfeed.org/version/1.1). */
import type { Enclosure, Entry, Feed, Person } from '../model.ts';
import { cleanText } from './xml.ts';

/** Renders a whole feed; without a line end, which would cost a copy of it all. */
export function renderJson(feed: Feed): string {
  const root = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.homeUrl,
    feed_url: feed.selfUrls.json,
    description: feed.description || null,
    language: feed.language,
    icon: feed.logo ?? feed.icon,
    favicon: feed.icon,
    authors: listed(feed.authors.map(renderAuthor)),
    hubs: listed(feed.hubs.map((url) => ({ type: 'WebSub', url }))),
    items: feed.entries.map(renderEntry),
  };
  return JSON.stringify(cleanValue(root), null, 2);
}

/** Always `content_html`: some readers know no `content_text`. */
function renderEntry(entry: Entry) {
  return {
    id: entry.id,
    url: entry.url,
    title: entry.title,
    content_html: entry.contentHtml,
    summary: entry.summary || null,
    image: entry.images[0]?.url ?? null,
    date_published: entry.published,
    date_modified: entry.updated,
    authors: listed(entry.authors.map(renderAuthor)),
    tags: listed(entry.categories),
    language: entry.language,
    attachments: listed(entry.enclosures.map(renderEnclosure)),
  };
}

function renderAuthor({ name, url }: Person) {
  return { name, url };
}

function renderEnclosure({ url, type, lengthBytes, title }: Enclosure) {
  return { url, mime_type: type, title, size_in_bytes: lengthBytes };
}

function listed<T>(items: readonly T[]): readonly T[] | null {
  return items.length === 0 ? null : items;
}

/** What is null is not written; text is the same as in the other formats. */
function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const cleaned: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) cleaned[name] = cleanValue(inner);
  return cleaned;
}
