/** For people who build feeds with the npm package `feed`: its `Feed` object to ours. */
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { buildFigure } from '../article/figure.ts';
import { paragraphsOf } from '../article/html-text.ts';
import { typeOfUrl } from '../article/media-type.ts';
import { sanitise } from '../article/sanitise.ts';
import { asUrl } from '../channel.ts';
import type { Enclosure, Entry, Feed, Image, Instant, Person } from '../model.ts';
import { PublishError } from '../problem.ts';
import { authorsOf, pictureEnclosure } from './entry.ts';
import { latestUpdate, newestFirst } from './feed.ts';

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
 * without `updated` the latest item dates the feed. Throws `PublishError` where an item has no valid date or no name.
 */
export function fromFeed({ options, items }: FeedLike): Feed {
  const authors = personsOf(options.author === undefined ? [] : [options.author]);
  const entries = items.map((item) => entryOf(item, { title: options.title, authors })).sort(newestFirst);
  const homeUrl = options.link ?? options.id ?? '';
  return {
    id: options.id ?? homeUrl,
    title: options.title,
    description: options.description ?? '',
    homeUrl,
    selfUrls: selfUrlsOf(options),
    language: options.language ?? 'en',
    updated: options.updated === undefined ? latestUpdate(entries) : instantOf(options.updated, options.title),
    authors,
    rights: options.copyright ?? null,
    icon: options.favicon ?? null,
    logo: options.image ?? null,
    hubs: options.hub === undefined ? [] : [options.hub],
    entries,
  };
}

function selfUrlsOf({ feed, feedLinks }: FeedLike['options']): Feed['selfUrls'] {
  return {
    rss: feedLinks?.['rss'] ?? feed ?? null,
    atom: feedLinks?.['atom'] ?? feed ?? null,
    json: feedLinks?.['json'] ?? null,
  };
}

function entryOf(item: ItemLike, channel: { title: string; authors: readonly Person[] }): Entry {
  const id = item.guid ?? item.id ?? item.link;
  if (id === undefined)
    throw new PublishError('missing-id', `The item "${item.title}" must have a guid, an id or a link`);
  const image = item.image === undefined ? null : imageOf(item.image);
  const media = [item.enclosure, item.audio, item.video].flatMap((it) => (it === undefined ? [] : enclosureOf(it)));
  return {
    id,
    url: item.link ?? null,
    title: item.title,
    published: instantOf(item.published ?? item.date, item.title),
    updated: instantOf(item.date, item.title),
    authors: authorsOf({ authors: personsOf(item.author ?? []) }, channel),
    summary: plainText(item.description ?? ''),
    contentHtml: contentOf(item, image),
    categories: (item.category ?? []).flatMap(({ name, term }) => name ?? term ?? []),
    images: image === null ? [] : [image],
    enclosures: [...media, ...(image === null ? [] : pictureEnclosure(image))],
    language: null,
  };
}

function instantOf(date: Date, title: string): Instant {
  if (!Number.isNaN(date.getTime())) return `${date.toISOString().slice(0, 19)}Z`;
  throw new PublishError('invalid-date', `"${title}" must have a valid date: got an Invalid Date`);
}

function personsOf(authors: readonly AuthorLike[]): readonly Person[] {
  return authors.flatMap(({ name, link }) => (name === undefined ? [] : [{ name, url: asUrl(link) ?? null }]));
}

/** Sanitised, with a figure before it where the picture has a caption. */
function contentOf({ content, description, link }: ItemLike, image: Image | null): string {
  const tree = sanitise(fromHtml(content ?? description ?? '', { fragment: true }), link ?? 'about:blank');
  const figure = image === null || image.caption === null ? [] : [buildFigure(image)];
  const children = [...figure, ...tree.children];
  return toHtml({ type: 'root', children }, { characterReferences: { useNamedReferences: true } });
}

function plainText(html: string): string {
  return paragraphsOf(fromHtml(html, { fragment: true })).join(' ');
}

function mediaOf(media: string | MediaLike): MediaLike {
  return typeof media === 'string' ? { url: media } : media;
}

function imageOf(media: string | MediaLike): Image | null {
  const { url, type, length, title } = mediaOf(media);
  const href = asUrl(url);
  if (href === undefined) return null;
  return {
    url: href,
    type: type ?? typeOfUrl(href),
    width: null,
    height: null,
    lengthBytes: length === undefined || length <= 0 ? null : length,
    alt: '',
    caption: title ?? null,
    credit: null,
  };
}

function enclosureOf(media: string | MediaLike): Enclosure[] {
  const { url, type, length, title } = mediaOf(media);
  const href = asUrl(url);
  if (href === undefined) return [];
  const lengthBytes = length === undefined || length <= 0 ? null : length;
  return [
    { url: href, type: type ?? typeOfUrl(href) ?? 'application/octet-stream', lengthBytes, title: title ?? null },
  ];
}
