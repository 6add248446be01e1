/** Metadata in the head of a page, for search engines and previews of shared links: Open Graph, and JSON-LD (schema.org). */
import type { Entry } from '../../model/entry.ts';
import type { Image } from '../../model/image.ts';
import type { Instant } from '../../model/instant.ts';
import { mediumOf } from '../../model/media-type.ts';
import type { Person } from '../../model/metadata.ts';
import { cleanText } from '../feed/xml.ts';
import { localeOf, type PageChannel, type PageContext, safeUrl } from './context.ts';
import { type Markup, type Part, tag } from './tag.ts';
import { localTimeOnPage } from './time.ts';

/** Open Graph of a page that lists articles. */
export function listMeta(
  { title, description }: { readonly title: string; readonly description: string },
  page: PageContext,
) {
  return [
    tag('link', { rel: 'canonical', href: page.url }),
    ...properties([
      ['og:type', 'website'],
      ['og:title', title],
      ['og:description', description],
      ...siteProperties(page),
    ]),
    tag('meta', { name: 'twitter:card', content: 'summary' }),
  ];
}

/** Open Graph and JSON-LD of an article. */
export function entryMeta(entry: Entry, page: PageContext): Part[] {
  return [
    tag('link', { rel: 'canonical', href: page.url }),
    tag('meta', { name: 'robots', content: 'max-image-preview:large' }),
    ...entry.authors.map(({ name }) => tag('meta', { name: 'author', content: name })),
    ...properties(entryProperties(entry, page)),
    tag('meta', { name: 'twitter:card', content: cardKindOf(entry) }),
    tag('script', { type: 'application/ld+json' }, asScript(articleData(entry, page))),
  ];
}

/** The Open Graph properties of an article, in order. Those that are null or empty are not written. */
export function entryProperties(entry: Entry, page: PageContext): readonly Property[] {
  const image = cardImage(entry);
  return [
    ['og:type', 'article'],
    ['og:title', entry.title],
    ['og:description', entry.summary],
    ...siteProperties(page),
    ...(image === undefined ? logoProperties(page) : imageProperties(image)),
    ...articleProperties(entry),
  ];
}

/** How large the picture of a shared link is. */
export function cardKindOf(entry: Entry): 'summary' | 'summary_large_image' {
  return cardImage(entry) === undefined ? 'summary' : 'summary_large_image';
}

function cardImage({ images }: Entry): Image | undefined {
  return images.find(({ url }) => safeUrl(url) !== null);
}

/** The name and the value of a property. */
export type Property = readonly [string, string | number | null];

function properties(rows: readonly Property[]): Part[] {
  return rows.flatMap(([property, content]) =>
    content === null || content === '' ? [] : [tag('meta', { property, content: String(content) })],
  );
}

function siteProperties({ url, language, channel }: PageContext): Property[] {
  const locale = localeOf(language);
  return [
    ['og:url', url],
    ['og:site_name', channel.title],
    // An Open Graph locale needs a country. If the language has none, no country is guessed.
    ['og:locale', locale?.region === undefined ? null : `${locale.language}_${locale.region}`],
  ];
}

function logoProperties({ channel }: PageContext): Property[] {
  return [['og:image', channel.logo]];
}

function imageProperties({ url, type, alt, width, height }: Image): Property[] {
  return [
    ['og:image', url],
    ['og:image:type', type],
    ['og:image:width', width],
    ['og:image:height', height],
    ['og:image:alt', alt],
  ];
}

function articleProperties({ published, updated, timeZone, authors, section, categories }: Entry): Property[] {
  return [
    ['article:published_time', localTimeOnPage(published, timeZone).offsetTime],
    ['article:modified_time', localTimeOnPage(updated, timeZone).offsetTime],
    ...authors.map(({ name, url }): Property => ['article:author', safeUrl(url) ?? name]),
    ['article:section', section],
    ...categories.map((tag): Property => ['article:tag', tag]),
  ];
}

/** JSON with `<` escaped, so that it cannot end the script element around it. */
function asScript(data: unknown): Markup {
  const json = JSON.stringify(data);
  const clean = (_key: string, value: unknown): unknown => (typeof value === 'string' ? cleanText(value) : value);
  // JSON writes control characters and lone surrogates with a backslash, and `cleanText` finds the others.
  const isClean = !/\\[bfu]/.test(json) && cleanText(json) === json;
  return { html: (isClean ? json : JSON.stringify(data, clean)).replaceAll('<', '\\u003c') };
}

/** The schema.org NewsArticle. Properties that are undefined are not written. */
function articleData(entry: Entry, { url, language, channel }: PageContext) {
  const { timeZone } = entry;
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': `${url}#article`,
    mainEntityOfPage: { '@type': 'WebPage', '@id': url },
    url,
    headline: entry.title,
    description: entry.summary || undefined,
    datePublished: localTimeOnPage(entry.published, timeZone).offsetTime,
    dateModified: localTimeOnPage(entry.updated, timeZone).offsetTime,
    author: entry.authors.map((person) => authorData(person, channel)),
    publisher: publisherData(channel),
    image: someOf(entry.images.filter((it) => safeUrl(it.url) !== null).map(imageData)),
    articleSection: entry.section ?? undefined,
    keywords: someOf(entry.categories),
    inLanguage: language,
    isAccessibleForFree: true,
    associatedMedia: someOf(mediaData(entry)),
    correction: someOf(entry.corrections.map(({ text, corrected }) => correctionData(text, { corrected, timeZone }))),
    isBasedOn: safeUrl(entry.source?.url ?? null) ?? undefined,
    discussionUrl: safeUrl(entry.commentsUrl) ?? undefined,
    copyrightNotice: entry.rights ?? channel.rights ?? undefined,
  };
}

function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** A person; or an organization if the author is the channel, or its newsroom, which are named if no person is. */
function authorData({ name, url, avatar }: Person, channel: PageChannel) {
  const isNewsroom = channel.authors.some((it) => it.name === name) && newsroomNames.test(name);
  const type = name === channel.title || isNewsroom ? 'Organization' : 'Person';
  return { '@type': type, name, url: safeUrl(url) ?? undefined, image: safeUrl(avatar) ?? undefined };
}

const newsroomNames = /\b(?:newsroom|staff|desk|team|editors|press|news|agency|bureau|magazine)\b/i;

function publisherData({ title, homeUrl, logo }: PageChannel) {
  const picture = logo === null ? undefined : { '@type': 'ImageObject', url: logo };
  return { '@type': 'NewsMediaOrganization', name: title, url: homeUrl, logo: picture };
}

function imageData({ url, type, width, height, caption, credit, alt }: Image) {
  return {
    '@type': 'ImageObject',
    url,
    encodingFormat: type ?? undefined,
    width: width ?? undefined,
    height: height ?? undefined,
    caption: caption ?? (alt || undefined),
    creditText: credit ?? undefined,
  };
}

const objects: Readonly<Record<string, string>> = { audio: 'AudioObject', video: 'VideoObject' };

function mediaData({ enclosures }: Entry) {
  return enclosures.flatMap(({ url, type, title, durationSeconds }) => {
    const kind = objects[mediumOf(type) ?? ''];
    if (kind === undefined || safeUrl(url) === null) return [];
    const duration = durationSeconds === null ? undefined : `PT${durationSeconds}S`;
    return [{ '@type': kind, contentUrl: url, encodingFormat: type, name: title ?? undefined, duration }];
  });
}

function correctionData(
  text: string,
  { corrected, timeZone }: { readonly corrected: Instant | null; readonly timeZone: string },
) {
  const datePublished = corrected === null ? undefined : localTimeOnPage(corrected, timeZone).offsetTime;
  return { '@type': 'CorrectionComment', text, datePublished };
}
