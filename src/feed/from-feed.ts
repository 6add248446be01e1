/** For people who build feeds with the npm package `feed`: its `Feed` object to ours. */
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
import { latestUpdate, plainFeed } from './assemble-feed.ts';
import { safeContent } from './create-entry.ts';
import { isLanguageTag } from './given-fields.ts';

/**
 * The `Feed` of the npm package `feed`, as far as it is read.
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
 * An item in the shape of the npm package `feed`. `description` and `content` are HTML.
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
 * An author in the shape of the npm package `feed`.
 *
 * @example
 * const author: AuthorLike = { name: 'Mae Orland', link: 'https://courier.example/people/mae' };
 */
export interface AuthorLike {
  readonly name?: string | undefined;
  readonly link?: string | undefined;
}

/**
 * A picture, sound or film in the shape of the npm package `feed`; `length` is in bytes.
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
 * Takes the `Feed` of the npm package `feed`, so that its items can be rendered by `renderRss` and the others. HTML is untrusted, and
 * sanitised; the title of a picture becomes its caption. The input is not changed and the clock is not read: without `updated` the
 * latest item dates the feed. URLs are resolved against `options.link`, and those that are not http or https are left out. Throws
 * `PublishError` if there is no URL of the site, or an item has no valid date or no name.
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
    selfUrls: byFormat((name) => addressOf(feedLinks?.[name] ?? (name === 'json' ? undefined : options.feed), homeUrl)),
    language: languageOf(options.language),
    updated:
      options.updated === undefined ? latestUpdate(entries, { authority }) : instantOf(options.updated, options.title),
    authors,
    rights: options.copyright ?? null,
    icon: addressOf(options.favicon, homeUrl),
    logo: addressOf(options.image, homeUrl),
    hubs: listOf(asUrl(options.hub)),
    ...plainFeed,
    entries,
  };
}

/** What an item takes from the feed it stands in. */
interface Site {
  readonly title: string;
  readonly homeUrl: string;
  /** Of the ids that are no URLs, RFC 4151. */
  readonly authority: string;
  readonly authors: readonly Person[];
}

function siteOf({ title, link, id, feed, author }: FeedLike['options']): Site {
  const homeUrl = asUrl(link) ?? asUrl(id) ?? asUrl(feed);
  if (homeUrl === undefined)
    throw new PublishError('missing-link', `"link" must be the http or https address of the site: got "${link ?? ''}"`);
  return { title, homeUrl, authority: authorityOf(homeUrl), authors: personsOf(listOf(author), homeUrl) };
}

function entryOf(item: ItemLike, site: Site): Entry {
  const url = addressOf(item.link, site.homeUrl);
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

/** As `feed` names an item in RSS; what is no address is a name within the site, for an Atom id is an absolute IRI. */
function idOf({ guid, id, link, title }: ItemLike, { authority, homeUrl }: Site): string {
  const written = [guid, id].find((it) => it !== undefined && it !== '');
  const name = written ?? addressOf(link, homeUrl);
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
  return named.map(({ name = '', link }) => person({ name, url: addressOf(link, base) }));
}

/** As the package writes it: the description is the content of an item that has no other. */
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

/** Type and length only where they are given and can be true, or the ending of the address says the type. */
function mediaOf(media: string | MediaLike, base: string) {
  const { url: address, type = null, length = 0, title = '' } = typeof media === 'string' ? { url: media } : media;
  const url = addressOf(address, base);
  return {
    url,
    type: url === null ? null : knownMediaType(type, url),
    lengthBytes: Number.isSafeInteger(length) && length > 0 ? length : null,
    title: title.trim() === '' ? null : title,
  };
}

/** An absolute address of the web; null where it is none, or names a user. */
function addressOf(address: string | undefined, base: string): string | null {
  const written = address?.trim() ?? '';
  return address !== undefined && URL.canParse(written, base) ? (asUrl(new URL(written, base).href) ?? null) : null;
}

function listOf<T>(item: T | null | undefined): readonly T[] {
  return item === null || item === undefined ? [] : [item];
}
