/** Converts the `Feed` object of the npm package `feed` to a `Feed` of Presstime. */
import { readHtml } from '../article/tree/html-tree.ts';
import { paragraphsOf } from '../article/tree/plain-text.ts';
import { authorsOf, contentOrTitle, knownMediaType, pictureEnclosure, plainEntry } from '../item/build-entry.ts';
import { authorityOf, explicitId } from '../item/id.ts';
import { newestFirst } from '../item/visibility.ts';
import type { Entry } from '../model/entry.ts';
import { byFormat, type Feed } from '../model/feed.ts';
import { type Enclosure, enclosure, type Image, image } from '../model/image.ts';
import { fromEpochMilliseconds, type Instant } from '../model/instant.ts';
import { type Person, person } from '../model/metadata.ts';
import { asUrl } from '../model/url.ts';
import { PublishError } from '../problem/publish-error.ts';
import { safeContent } from './create-entry.ts';
import { isLanguageTag } from './given-fields.ts';
import { latestUpdate, plainFeed } from './plain-feed.ts';

/**
 * The fields of a `Feed` of the npm package `feed` that `fromFeed` reads.
 *
 * @example
 * const feed: FeedLike = { options: { title: 'Courier', link: 'https://courier.example/' }, items: [] };
 */
export interface FeedLike {
  readonly options: {
    readonly id?: string | undefined;
    readonly title: string;
    readonly description?: string | undefined;
    readonly link?: string | undefined;
    readonly language?: string | undefined;
    readonly updated?: Date | undefined;
    readonly feed?: string | undefined;
    readonly feedLinks?: Readonly<Record<string, string | undefined>> | undefined;
    readonly hub?: string | undefined;
    readonly image?: string | undefined;
    readonly favicon?: string | undefined;
    readonly copyright?: string | undefined;
    readonly author?: AuthorLike | undefined;
  };
  readonly items: readonly ItemLike[];
}

/**
 * An item of the npm package `feed`. `description` and `content` are untrusted HTML.
 *
 * @example
 * const item: ItemLike = { title: 'Terns return', link: 'https://courier.example/terns', date: new Date(0) };
 */
export interface ItemLike {
  readonly title: string;
  readonly id?: string | undefined;
  readonly guid?: string | undefined;
  readonly link?: string | undefined;
  readonly date: Date;
  readonly published?: Date | undefined;
  readonly description?: string | undefined;
  readonly content?: string | undefined;
  readonly author?: readonly AuthorLike[] | undefined;
  readonly category?: readonly { readonly name?: string | undefined; readonly term?: string | undefined }[] | undefined;
  readonly image?: string | MediaLike | undefined;
  readonly audio?: string | MediaLike | undefined;
  readonly video?: string | MediaLike | undefined;
  readonly enclosure?: MediaLike | undefined;
}

/**
 * An author of the npm package `feed`.
 *
 * @example
 * const author: AuthorLike = { name: 'Mae Orland', link: 'https://courier.example/people/mae' };
 */
export interface AuthorLike {
  readonly name?: string | undefined;
  readonly link?: string | undefined;
}

/**
 * A picture, audio or video of the npm package `feed`. `length` is in bytes.
 *
 * @example
 * const media: MediaLike = { url: 'https://courier.example/terns.jpg', length: 240_000, title: 'Terns above a beach.' };
 */
export interface MediaLike {
  readonly url: string;
  readonly type?: string | undefined;
  readonly length?: number | undefined;
  readonly title?: string | undefined;
}

/**
 * Converts a `Feed` of the npm package `feed`, for `renderRss`, `renderAtom` and `renderJson`. The HTML is untrusted, and is
 * sanitised. The title of a picture becomes its caption. URLs are resolved against `options.link`, and those that are not http or
 * https are left out. The input is not changed. The clock is not read: without `updated`, the feed has the date of its latest item.
 * Throws `PublishError` if the site has no URL, or an item has no valid date or has no guid, id or link.
 *
 * @example
 * const peer = { options: { title: 'Courier', link: 'https://courier.example/' }, items: [] };
 * renderRss(fromFeed(peer)).includes('<title>Courier</title>') // => true
 */
export function fromFeed({ options, items }: FeedLike): Feed {
  const site = siteOf(options);
  const { homeUrl, authors, authority } = site;
  const { feedLinks } = options;
  const entries = items.map((item) => entryOf(item, site)).sort(newestFirst);
  return {
    id: options.id === undefined ? homeUrl : explicitId(authority, options.id),
    title: options.title,
    description: options.description ?? '',
    homeUrl,
    selfUrls: byFormat((name) =>
      absoluteUrl(feedLinks?.[name] ?? (name === 'json' ? undefined : options.feed), homeUrl),
    ),
    language: languageOf(options.language),
    updated:
      options.updated === undefined ? latestUpdate(entries, { authority }) : instantOf(options.updated, options.title),
    authors,
    rights: options.copyright ?? null,
    icon: absoluteUrl(options.favicon, homeUrl),
    logo: absoluteUrl(options.image, homeUrl),
    hubs: listOf(asUrl(options.hub)),
    ...plainFeed,
    entries,
  };
}

/** The data of the feed that its items need. */
interface Site {
  readonly title: string;
  readonly homeUrl: string;
  /** The authority of tag URIs, for ids that are not URLs (RFC 4151). */
  readonly authority: string;
  readonly authors: readonly Person[];
}

function siteOf({ title, link, id, feed, author }: FeedLike['options']): Site {
  const homeUrl = asUrl(link) ?? asUrl(id) ?? asUrl(feed);
  if (homeUrl === undefined)
    throw new PublishError('missing-link', `"link" must be the http or https URL of the site: got "${link ?? ''}"`);
  return { title, homeUrl, authority: authorityOf(homeUrl), authors: personsOf(listOf(author), homeUrl) };
}

function entryOf(item: ItemLike, site: Site): Entry {
  const url = absoluteUrl(item.link, site.homeUrl);
  const base = url ?? site.homeUrl;
  const picture = item.image === undefined ? null : imageOf(item.image, base);
  const media = [item.enclosure, item.audio, item.video].flatMap((it) => listOf(it));
  return {
    id: idOf(item, site),
    url,
    title: item.title,
    published: instantOf(item.published ?? item.date, item.title),
    updated: instantOf(item.date, item.title),
    authors: authorsOf({ authors: personsOf(item.author ?? [], base) }, site),
    summary: plainText(item.description ?? ''),
    contentHtml: contentOrTitle(contentOf(item, { picture, base }), item),
    categories: (item.category ?? []).flatMap(({ name, term }) => listOf(name ?? term)),
    images: listOf(picture),
    enclosures: [...media.flatMap((it) => enclosureOf(it, base)), ...listOf(picture).flatMap(pictureEnclosure)],
    ...plainEntry,
  };
}

/** The id that `feed` writes in RSS. If not absolute, it becomes a tag URI: Atom requires an absolute IRI (RFC 4287, 4.2.6). */
function idOf({ guid, id, link, title }: ItemLike, { authority, homeUrl }: Site): string {
  const written = [guid, id].find((it) => it !== undefined && it !== '');
  const name = written ?? absoluteUrl(link, homeUrl);
  if (name === null) throw new PublishError('missing-id', `The item "${title}" must have a guid, an id or a link`);
  return explicitId(authority, name);
}

function instantOf(date: Date, title: string): Instant {
  if (!Number.isNaN(date.getTime())) return fromEpochMilliseconds(date.getTime());
  throw new PublishError('invalid-date', `"${title}" must have a valid date: got an Invalid Date`);
}

function languageOf(language: string | undefined): string {
  return language !== undefined && isLanguageTag(language) ? language : 'en';
}

function personsOf(authors: readonly AuthorLike[], base: string): readonly Person[] {
  const named = authors.filter(({ name }) => name !== undefined && name.trim() !== '');
  return named.map(({ name = '', link }) => person({ name, url: absoluteUrl(link, base) }));
}

/** Like the package, uses the description as the content if the item has no other content. */
function contentOf({ content, description }: ItemLike, { picture, base }: { picture: Image | null; base: string }) {
  return safeContent(content ?? description ?? '', { image: picture, page: base });
}

function plainText(html: string): string {
  return paragraphsOf(readHtml(html)).join(' ');
}

function imageOf(media: string | MediaLike, base: string): Image | null {
  const { url, type, lengthBytes, title } = mediaOf(media, base);
  return url === null ? null : image({ url, type, lengthBytes, caption: title });
}

function enclosureOf(media: string | MediaLike, base: string): readonly Enclosure[] {
  const { url, type, lengthBytes, title } = mediaOf(media, base);
  return url === null ? [] : [enclosure({ url, type: type ?? 'application/octet-stream', lengthBytes, title })];
}

/** Reads media. The default type follows from the extension of the URL. An unknown type and an invalid length are null. */
function mediaOf(media: string | MediaLike, base: string) {
  const { url: written, type = null, length = 0, title = '' } = typeof media === 'string' ? { url: media } : media;
  const url = absoluteUrl(written, base);
  return {
    url,
    type: url === null ? null : knownMediaType(type, url),
    lengthBytes: Number.isSafeInteger(length) && length > 0 ? length : null,
    title: title.trim() === '' ? null : title,
  };
}

/** Resolves a URL. Null if the result is not an http or https URL, or contains a user name. */
function absoluteUrl(url: string | undefined, base: string): string | null {
  const written = url?.trim() ?? '';
  return url !== undefined && URL.canParse(written, base) ? (asUrl(new URL(written, base).href) ?? null) : null;
}

function listOf<T>(item: T | null | undefined): readonly T[] {
  return item === null || item === undefined ? [] : [item];
}
