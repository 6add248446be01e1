/** JSON Feed 1.1 (jsonfeed.org/version/1.1). */
import type { Entry } from '../../model/entry.ts';
import type { Feed } from '../../model/feed.ts';
import type { Enclosure } from '../../model/image.ts';
import type { Person } from '../../model/metadata.ts';
import { entryExtensions, feedExtensions, listed } from './json-extensions.ts';
import { cleanText } from './xml.ts';

/**
 * Renders a feed as JSON Feed 1.1. `contentHtml` is written unchanged: it was sanitised when the entry was created. The result does
 * not end with a line break, because adding one would copy the whole text.
 *
 * @example
 * const feed = createFeed({
 *   title: 'Terns & gulls',
 *   homeUrl: 'https://courier.example/',
 *   entries: [createEntry({ url: 'https://courier.example/terns', title: 'Terns return', published: new Date(0) })],
 * });
 * JSON.parse(renderJson(feed)).items[0].date_published // => '1970-01-01T00:00:00Z'
 */
export function renderJson(feed: Feed): string {
  const root = {
    version: 'https://jsonfeed.org/version/1.1',
    ...feedExtensions(feed),
    title: feed.title,
    home_page_url: feed.homeUrl,
    feed_url: feed.selfUrls.json,
    next_url: feed.archive?.previous?.json ?? null,
    description: feed.description || null,
    language: feed.language,
    icon: feed.logo ?? feed.icon,
    favicon: feed.icon,
    authors: listed(feed.authors.map(renderAuthor)),
    hubs: listed(feed.hubs.map((url) => ({ type: 'WebSub', url }))),
    items: feed.entries.map((entry) => renderEntry(entry, feed)),
  };
  return JSON.stringify(cleanValue(root), null, 2);
}

/** Always writes `content_html`, because some feed readers do not support `content_text`. */
function renderEntry(entry: Entry, feed: Feed) {
  return {
    ...entryExtensions(entry, feed),
    id: entry.id,
    url: entry.url,
    external_url: entry.externalUrl,
    title: entry.title,
    content_html: entry.contentHtml,
    summary: entry.summary || null,
    image: entry.images[0]?.url ?? null,
    date_published: entry.published,
    date_modified: entry.updated,
    authors: listed(entry.authors.map(renderAuthor)),
    tags: listed(entry.categories),
    language: entry.language,
    attachments: listed(distinctTitles(entry.enclosures).map(renderEnclosure)),
  };
}

/** Omits the e-mail address, because JSON Feed has no key for it. */
function renderAuthor({ name, url, avatar }: Person) {
  return { name, url, avatar };
}

function renderEnclosure({ url, type, title, lengthBytes, durationSeconds }: Enclosure) {
  return {
    url,
    mime_type: type,
    title: title || null,
    size_in_bytes: lengthBytes,
    duration_in_seconds: durationSeconds,
  };
}

/**
 * Gives attachments distinct titles. In JSON Feed, attachments with the same title are the same recording in several formats. Only
 * audio and video of different types can be that. Any other attachment whose title is already used gets a number.
 */
function distinctTitles(enclosures: readonly Enclosure[]): readonly Enclosure[] {
  if (enclosures.length < 2) return enclosures;
  const earlier: Enclosure[] = [];
  for (const enclosure of enclosures) earlier.push({ ...enclosure, title: distinctTitle(enclosure, earlier) });
  return earlier;
}

function distinctTitle({ title, type }: Enclosure, earlier: readonly Enclosure[]): string | null {
  const isTaken = (wanted: string) => earlier.some((it) => it.title === wanted && !areFormats(it.type, type));
  let wanted = title || null;
  for (let number = 2; wanted !== null && isTaken(wanted); number += 1) wanted = `${title} (${number})`;
  return wanted;
}

function areFormats(one: string, other: string): boolean {
  return one !== other && [one, other].every((type) => /^(?:audio|video)\//i.test(type));
}

/** Omits null values, and removes the characters that no format can contain. */
function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value !== 'object' || value === null) return value;
  const cleaned: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner !== null && inner !== undefined) cleaned[name] = cleanValue(inner);
  }
  return cleaned;
}
