/** Creates a `Feed` from plain data: checks it and adds defaults. */

import { closeBidi } from '../article/text/bidi.ts';
import { authorsOf } from '../item/build-entry.ts';
import { authorityOf, explicitId } from '../item/id.ts';
import { newestFirst } from '../item/visibility.ts';
import type { Entry, Tombstone } from '../model/entry.ts';
import { type ArchiveLinks, byFormat, type Feed, type FormatName, type Podcast } from '../model/feed.ts';
import {
  instantField,
  languageField,
  listField,
  type PersonFields,
  personField,
  requiredText,
  requiredUrl,
  textField,
  urlField,
  wrongField,
} from './given-fields.ts';
import { latestUpdate, plainFeed } from './plain-feed.ts';

/**
 * The input of `createFeed`. `title` and `homeUrl` are required. `null` is the same as a missing field. All URLs are absolute http
 * or https URLs.
 *
 * @example
 * const fields: FeedFields = { title: 'The Tern Sound Courier', homeUrl: 'https://courier.example/' };
 */
export interface FeedFields {
  /** Plain text. */
  readonly title: string;
  /** The page of the site. */
  readonly homeUrl: string;
  /** Plain text. The default is the title, because RSS requires a description. */
  readonly description?: string | null | undefined;
  /** Permanent: a URL, tag URI or URN, or any name that is unique on the site. The default is `homeUrl`. */
  readonly id?: string | null | undefined;
  /** The URL of the feed itself, for each format in which it is published. */
  readonly selfUrls?: Readonly<Partial<Record<FormatName, string | null | undefined>>> | null | undefined;
  /** A BCP 47 tag. The default is `en`. */
  readonly language?: string | null | undefined;
  /** The default is the date of the entry that was updated last. */
  readonly updated?: Date | string | null | undefined;
  /** The authors of entries that name none. The default is the title. A string is a name. */
  readonly authors?: readonly (string | PersonFields)[] | null | undefined;
  readonly rights?: string | null | undefined;
  /** A small square picture. */
  readonly icon?: string | null | undefined;
  readonly logo?: string | null | undefined;
  /** WebSub hubs. */
  readonly hubs?: readonly string[] | null | undefined;
  readonly podcast?: (Omit<Podcast, 'guid'> & Partial<Podcast>) | null | undefined;
  readonly archive?: ArchiveLinks | null | undefined;
  /** The URL of a style sheet for XML. */
  readonly stylesheet?: string | null | undefined;
  /** Created with `createEntry`, in any order. Each must have a different id. */
  readonly entries?: readonly Entry[] | null | undefined;
  readonly tombstones?: readonly Tombstone[] | null | undefined;
}

/**
 * Creates a `Feed` from plain data, for `renderRss`, `renderAtom` and `renderJson`. Its entries are sorted, newest first. Entries
 * without authors get those of the feed, because many feed readers do not inherit them. The clock is not read: without `updated`,
 * the feed has the date of its entries, or the first instant of 2026 if there are none. Throws `TypeError` if a field is missing
 * or invalid.
 *
 * A title and a `homeUrl` are required, because RSS 2.0 (Required channel elements) and Atom (RFC 4287, 4.1.1) require them.
 *
 * @example
 * const entry = createEntry({
 *   url: 'https://courier.example/terns',
 *   title: 'Terns return to Long Spit',
 *   published: new Date('2026-05-04T15:30:00Z'),
 *   contentText: 'They came early.',
 * });
 * const feed = createFeed({
 *   title: 'The Tern Sound Courier',
 *   homeUrl: 'https://courier.example/',
 *   selfUrls: { rss: 'https://courier.example/rss.xml' },
 *   entries: [entry],
 * });
 * feed.updated // => '2026-05-04T15:30:00Z'
 * feed.entries[0]?.authors[0]?.name // => 'The Tern Sound Courier'
 * validateFeed(renderRss(feed)).findings // => []
 */
export function createFeed(fields: FeedFields): Feed {
  const title = closeBidi(requiredText(fields.title, 'title'));
  const homeUrl = requiredUrl(fields.homeUrl, 'homeUrl');
  const authority = authorityOf(homeUrl);
  const authors = listField(fields.authors, 'authors', personField);
  const entries = distinct(listField(fields.entries, 'entries', entryField)).map((entry) => ({
    ...entry,
    authors: authorsOf(entry, { authors, title }),
  }));
  const { updated } = fields;
  return {
    ...plainFeed,
    id: explicitId(authority, textField(fields.id, 'id') || homeUrl),
    title,
    description: closeBidi(textField(fields.description, 'description') || title),
    homeUrl,
    selfUrls: byFormat((name) => urlField(fields.selfUrls?.[name], `selfUrls.${name}`)),
    language: languageField(fields.language, 'language') ?? 'en',
    updated:
      updated === undefined || updated === null
        ? latestUpdate(entries, { authority })
        : instantField(updated, 'updated'),
    authors,
    rights: textField(fields.rights, 'rights') || null,
    icon: urlField(fields.icon, 'icon'),
    logo: urlField(fields.logo, 'logo'),
    hubs: listField(fields.hubs, 'hubs', requiredUrl),
    podcast: fields.podcast ? { guid: null, ...fields.podcast } : null,
    archive: fields.archive ?? null,
    stylesheet: urlField(fields.stylesheet, 'stylesheet'),
    entries: entries.sort(newestFirst),
    tombstones: fields.tombstones ?? [],
  };
}

/** Only checks what distinguishes an entry from the input of `createEntry`. */
function entryField(value: unknown, field: string): Entry {
  const { id, authors, contentHtml } = Object(value) as Partial<Entry>;
  if (typeof id === 'string' && Array.isArray(authors) && typeof contentHtml === 'string') return value as Entry;
  throw wrongField(field, 'an entry that createEntry returned', value);
}

/** Returns the entries. Throws if two have the same id (RSS 2.0, guid; RFC 4287, 4.2.6; JSON Feed 1.1, items). */
function distinct(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>();
  for (const { id } of entries) {
    if (seen.has(id)) throw wrongField('entries', 'entries with different ids', id);
    seen.add(id);
  }
  return entries;
}
