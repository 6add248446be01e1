/** Plain data to a `Feed`: checked, and completed with defaults. */
import { authorsOf } from '../item/build-entry.ts';
import { authorityOf, explicitId } from '../item/id.ts';
import { newestFirst } from '../item/visibility.ts';
import type { Entry, Tombstone } from '../model/entry.ts';
import { type ArchiveLinks, byFormat, type Feed, type FormatName, type Podcast } from '../model/feed.ts';
import { latestUpdate, plainFeed } from './assemble-feed.ts';
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

/**
 * What `createFeed` takes. `title` and `homeUrl` are required. `null` means none, as if a field were left out. All URLs are
 * absolute http or https URLs.
 *
 * @example
 * const fields: FeedFields = { title: 'The Tern Sound Courier', homeUrl: 'https://courier.example/' };
 */
export interface FeedFields {
  /** Plain text. */
  readonly title: string;
  /** The page of the site. */
  readonly homeUrl: string;
  /** Plain text; by default it is the title, because RSS demands one. */
  readonly description?: string | null | undefined;
  /** Permanent: a URL, a tag or a URN, or any name within the site. By default it is `homeUrl`. */
  readonly id?: string | null | undefined;
  /** The URLs of the feed itself, in each format that it is published in. */
  readonly selfUrls?: Readonly<Partial<Record<FormatName, string | null | undefined>>> | null | undefined;
  /** A tag of BCP 47; by default `en`. */
  readonly language?: string | null | undefined;
  /** By default that of the entry that was updated last. */
  readonly updated?: Date | string | null | undefined;
  /** Those of every entry that names none; by default the title. A text is a name. */
  readonly authors?: readonly (string | PersonFields)[] | null | undefined;
  readonly rights?: string | null | undefined;
  /** A small square picture. */
  readonly icon?: string | null | undefined;
  readonly logo?: string | null | undefined;
  /** WebSub hubs. */
  readonly hubs?: readonly string[] | null | undefined;
  readonly podcast?: Podcast | null | undefined;
  readonly archive?: ArchiveLinks | null | undefined;
  /** The URL of a style sheet for XML. */
  readonly stylesheet?: string | null | undefined;
  /** Made by `createEntry`, in any order; each has an id of its own. */
  readonly entries?: readonly Entry[] | null | undefined;
  readonly tombstones?: readonly Tombstone[] | null | undefined;
}

/**
 * Makes a `Feed` of plain data, for `renderRss`, `renderAtom` and `renderJson`. Its entries are put in order, the newest first,
 * and those without authors get the feed's: many readers do not inherit them. The clock is not read: without `updated`, the
 * entries date the feed, and a feed without entries has the first instant of 2026. Throws `TypeError` if a field is missing
 * or wrong.
 *
 * Required are what RSS 2.0 (Required channel elements) and Atom (RFC 4287, 4.1.1) cannot do without, if there is no default.
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
  const title = requiredText(fields.title, 'title');
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
    description: textField(fields.description, 'description') || title,
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
    podcast: fields.podcast ?? null,
    archive: fields.archive ?? null,
    stylesheet: urlField(fields.stylesheet, 'stylesheet'),
    entries: entries.sort(newestFirst),
    tombstones: fields.tombstones ?? [],
  };
}

/** Looks at no more than what distinguishes an entry from the fields that `createEntry` takes. */
function entryField(value: unknown, field: string): Entry {
  const { id, authors, contentHtml } = Object(value) as Partial<Entry>;
  if (typeof id === 'string' && Array.isArray(authors) && typeof contentHtml === 'string') return value as Entry;
  throw wrongField(field, 'an entry, as createEntry makes them', value);
}

/** The same entries, if each has an id of its own (RSS 2.0, guid; RFC 4287, 4.2.6; JSON Feed 1.1, items). */
function distinct(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>();
  for (const { id } of entries) {
    if (seen.has(id)) throw wrongField('entries', 'entries that each have an id of their own', id);
    seen.add(id);
  }
  return entries;
}
