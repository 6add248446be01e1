/** Builds the `Entry` of an `Article`, which is the same in every feed. Pure. */
import { titleFromPath } from '../article/story/path.ts';
import { htmlOfText } from '../article/text/html-text.ts';
import type { Article } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import { type Enclosure, enclosure, type Image } from '../model/image.ts';
import type { Instant } from '../model/instant.ts';
import { isMediaType, typeOfReference } from '../model/media-type.ts';
import { noStatements, type Person, person, statementsOf } from '../model/metadata.ts';

/** Defaults for an entry with a headline, and without section, statements, episode or corrections. */
export const plainEntry = {
  titleFrom: null,
  section: null,
  ...noStatements,
  episode: null,
  corrections: [],
  timeZone: 'UTC',
  excerptHtml: null,
} as const satisfies Partial<Entry>;

/**
 * What `buildEntry` needs in addition to the article.
 *
 * @example
 * const updated = ({ updated }: EntryContext): Instant => updated;
 */
export interface EntryContext {
  readonly channel: Channel;
  readonly id: string;
  readonly updated: Instant;
  /** The page that Presstime makes, used if the article sets no URL. */
  readonly url?: string | null;
}

/**
 * Builds an entry. If the article has no authors, the entry gets those of the channel, or else the title of the channel.
 *
 * @example
 * const { channel } = parseChannel(`
 * title: The Tern Sound Courier
 * description: News from the islands
 * homeUrl: https://courier.example/
 * feedUrl: https://courier.example/feeds/
 * timeZone: America/Los_Angeles
 * `);
 * if (channel === null) throw new Error('The settings are wrong');
 * const body = new TextEncoder().encode('---\ntitle: Terns return\ndate: 2026-05-04 08:30\n---\nThey came early.\n');
 * const reading = parseArticle({ path: 'terns.md', body }, channel);
 * if (reading.state !== 'accepted') throw new Error('The article cannot be read');
 * const { article } = reading;
 * const entry = buildEntry(article, { channel, id: 'tag:courier.example,2026:terns', updated: article.published });
 * entry.authors.map(({ name }) => name) // => ['The Tern Sound Courier']
 */
export function buildEntry(article: Article, { channel, id, updated, url = null }: EntryContext): Entry {
  const images = article.images.map(typedImage);
  return {
    id,
    url: article.url ?? url,
    title: article.title,
    titleFrom: titleFrom(article),
    published: article.published,
    updated,
    authors: authorsOf(article, channel),
    summary: article.summary,
    contentHtml: article.contentHtml === '' ? excerptOf(article) : article.contentHtml,
    categories: subjectsOf(article),
    section: article.section,
    images,
    enclosures: [...article.enclosures, ...images.slice(0, 1).flatMap(pictureEnclosure)],
    ...statementsOf(article),
    language: article.language === channel.language ? null : article.language,
    episode: article.episode,
    corrections: article.corrections,
    timeZone: article.timeZone,
    excerptHtml: article.visibility === 'excerpt' ? excerptOf(article) : null,
  };
}

/** An article without a headline has its first sentence as its title, or its file name if it has no text. */
function titleFrom({ title, titleSource, path }: Article): Entry['titleFrom'] {
  return titleSource === 'derived' && title !== titleFromPath(path) ? 'text' : null;
}

/** The entry as feeds contain it. */
export function entryInFeeds(entry: Entry): Entry {
  return entry.excerptHtml === null ? entry : { ...entry, contentHtml: entry.excerptHtml };
}

/** The summary as HTML, which is also the content of an article without a text. */
function excerptOf(article: Article): string {
  return contentOrTitle(article.summary === '' ? '' : `<p>${htmlOfText(article.summary)}</p>`, article);
}

/** The section is always the first category, even if the author did not list it as one. */
function subjectsOf({ section, categories }: Article): readonly string[] {
  return section === null ? categories : [...new Set([section, ...categories])];
}

/** An article without content gets its title as content, because feed formats and readers handle empty content badly. */
export function contentOrTitle(contentHtml: string, { title }: Pick<Entry, 'title'>): string {
  return contentHtml === '' ? `<p>${htmlOfText(title)}</p>` : contentHtml;
}

function typedImage(image: Image): Image {
  return { ...image, type: knownMediaType(image.type, image.url) };
}

/** The given media type if it has the form of one, else the type for the extension of the URL. */
export function knownMediaType(given: string | null, url: string): string | null {
  return given !== null && isMediaType(given) ? given : typeOfReference(url);
}

/** Every entry gets an author, because half of all feed readers ignore the authors of the feed. */
export function authorsOf(
  { authors }: Pick<Article, 'authors'>,
  channel: Pick<Channel, 'authors' | 'title'>,
): readonly Person[] {
  if (authors.length > 0) return authors;
  return channel.authors.length > 0 ? channel.authors : [person({ name: channel.title })];
}

/** A picture is also an enclosure if its type and its exact length are known. */
export function pictureEnclosure({ url, type, lengthBytes, caption }: Image): Enclosure[] {
  if (type === null || lengthBytes === null) return [];
  return [enclosure({ url, type, lengthBytes, title: caption })];
}
