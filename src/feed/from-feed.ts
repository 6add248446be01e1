/** For people who build feeds with the npm package `feed`: its `Feed` object to ours. */
import { buildFigure, readFigures } from '../article/tree/figures.ts';
import { readHtml, writeTree } from '../article/tree/html-tree.ts';
import { paragraphsOf } from '../article/tree/plain-text.ts';
import { sanitise } from '../article/tree/sanitise.ts';
import { authorsOf, contentOrTitle, knownMediaType, pictureEnclosure, plainEntry } from '../item/build-entry.ts';
import { explicitId } from '../item/id.ts';
import { newestFirst } from '../item/visibility.ts';
import type { Entry } from '../model/entry.ts';
import { byFormat, type Feed } from '../model/feed.ts';
import { type Enclosure, enclosure, type Image, image } from '../model/image.ts';
import { fromEpochMilliseconds, type Instant } from '../model/instant.ts';
import { type Person, person } from '../model/metadata.ts';
import { asUrl } from '../model/url.ts';
import { PublishError } from '../problem/publish-error.ts';
import { latestUpdate, plainFeed } from './assemble-feed.ts';

/** The shape of the package's `Feed`, as far as it is read. */
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

interface AuthorLike {
  readonly name?: string | undefined;
  readonly link?: string | undefined;
}

interface MediaLike {
  readonly url: string;
  readonly type?: string | undefined;
  readonly length?: number | undefined;
  readonly title?: string | undefined;
}

/**
 * Takes the package's `Feed`; the title of a picture becomes its caption. Its input is not changed and the clock is not read:
 * without `updated` the latest item dates the feed. Addresses are resolved against `options.link`, and those that are not of
 * the web are left out. Throws `PublishError` where there is no address of the site, or an item has no valid date or no name.
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
  /** Of the ids that are no addresses, RFC 4151. The year is fixed, so that ids stay. */
  readonly authority: string;
  readonly authors: readonly Person[];
}

function siteOf({ title, link, id, feed, author }: FeedLike['options']): Site {
  const homeUrl = asUrl(link) ?? asUrl(id) ?? asUrl(feed);
  if (homeUrl === undefined)
    throw new PublishError('missing-link', `"link" must be the http or https address of the site: got "${link ?? ''}"`);
  const authority = `${new URL(homeUrl).hostname},2026`;
  return { title, homeUrl, authority, authors: personsOf(listOf(author), homeUrl) };
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
    contentHtml: contentOrTitle(sanitisedContent(item, { image: picture, base }), item),
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
  return language !== undefined && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(language) ? language : 'en';
}

function personsOf(authors: readonly AuthorLike[], base: string): readonly Person[] {
  const named = authors.filter(({ name }) => name !== undefined && name.trim() !== '');
  return named.map(({ name = '', link }) => person({ name, url: addressOf(link, base) }));
}

/** Sanitised, with a figure before it where the picture has a caption that the content does not show. */
function sanitisedContent(
  { content, description }: ItemLike,
  { image, base }: { image: Image | null; base: string },
): string {
  const tree = sanitise(readHtml(content ?? description ?? ''), {
    base,
    isPage: true,
    embedHosts: [],
  });
  const captioned = readFigures(tree).filter(({ caption }) => caption !== null);
  const shown = image?.caption === null || captioned.some(({ url }) => url === image?.url);
  const figure = shown ? [] : listOf(image).map(buildFigure);
  const children = [...figure, ...tree.children];
  return writeTree({ type: 'root', children });
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
