/** Completes a `Story` to an `Article`: sanitised content with pictures and captions, plain text, title and summary. */
import type { Element, Root, RootContent } from 'hast';
import { h } from 'hastscript';
import type { Article, Visibility } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import type { Episode, EpisodePerson } from '../model/episode.ts';
import { type Instant, isAfter, latest } from '../model/instant.ts';
import { type Caption, type Credit, person, statementsOf } from '../model/metadata.ts';
import type { AttachedStory } from './attachments/attach.ts';
import { completePictures, type Pictures } from './attachments/complete-pictures.ts';
import type { ZonedInstant } from './date/resolve.ts';
import { visibilityOf } from './marks/find-marks.ts';
import { permalinkOf } from './permalink/permalink.ts';
import type { PermalinkSource } from './permalink/post-path.ts';
import { toolId } from './permalink/tool-id.ts';
import { titleFromPath } from './story/path.ts';
import type { Story } from './story/story.ts';
import { closeTexts } from './text/bidi.ts';
import { directionOf } from './text/direction.ts';
import { deriveSummary, deriveTitle, textAfterTitle } from './text/sentences.ts';
import { buildCorrections, buildExternalLink, isInText, plainCorrection } from './tree/below-text.ts';
import { buildCaptions, buildFigure, wrapFigcaptions } from './tree/figures.ts';
import { writeTree } from './tree/html-tree.ts';
import { hasParagraphs, isElement, paragraphsOf } from './tree/plain-text.ts';
import { resolveWeb, sanitise } from './tree/sanitise.ts';
import { elementsOf } from './tree/walk.ts';
import { parseCredit } from './wire/credit.ts';
import { parseDateline } from './wire/dateline.ts';

export interface CompleteContext {
  readonly path: string;
  readonly channel: Channel;
}

/** Completes a story whose date of publication is known. */
export function completeArticle(
  { content, ...written }: AttachedStory,
  published: ZonedInstant,
  { path, channel }: CompleteContext,
): Article {
  const story = { ...closeTexts(written), content };
  const source = permalinkSource(story, published, path);
  const url = urlOfStory(story, published, { path, channel });
  const byUrl =
    url === null || channel.ids === null ? null : toolId(source, { ids: channel.ids, url, homeUrl: channel.homeUrl });
  const base = url ?? channel.homeUrl;
  const tree = sanitise(story.content, { base, isPage: url !== null, embedHosts: channel.embedHosts });
  wrapFigcaptions(tree);
  const pictures = completePictures(story, { tree, base });
  const texts = completeTexts(story, { path, channel, tree, pictures, url });
  return closeTexts({
    path,
    id: story.id,
    siteId: story.siteId ?? byUrl,
    url,
    ...completeTimes(story, published),
    visibility: visibilityOn(channel, story),
    ...completeWriters(story),
    ...texts,
    credits: creditsOf([...pictures.captions, ...story.captions]),
    image: pictures.images[0] ?? null,
    images: pictures.images,
    enclosures: story.enclosures.flatMap((enclosure) => located(enclosure, base)),
    categories: story.categories,
    section: story.section ?? story.categories[0] ?? null,
    ...statementsOf(story),
    externalUrl: texts.externalUrl,
    episode: completeEpisode(story.episode, base),
    corrections: story.corrections.map(plainCorrection),
  });
}

function permalinkSource({ title, id }: Story, published: ZonedInstant, path: string): PermalinkSource {
  return { path, published, title, slug: null, own: null, storedId: id, categories: [], author: null, language: null };
}

/** The URL of the page on the author's site. Null if it is not known. */
export function urlOfStory(story: Story, published: ZonedInstant, { path, channel }: CompleteContext): string | null {
  return story.url ?? permalinkOf(permalinkSource(story, published, path), channel);
}

/** Who sees an article once it is published. The channel can shorten all entries. */
function visibilityOn({ excerptOnly }: Channel, { marks }: Story): Visibility {
  const visibility = visibilityOf(marks);
  const written = visibility === 'out' ? 'listed' : visibility;
  return written === 'listed' && excerptOnly ? 'excerpt' : written;
}

function completeTimes(story: AttachedStory, published: ZonedInstant) {
  return {
    published: published.instant,
    updated: lastChange(story, published),
    publishedPrecision: published.precision,
    timeZone: published.timeZone,
    timeZoneSource: published.timeZoneSource,
    expires: story.expires?.instant ?? null,
  };
}

function completeWriters({ byline, authors, dateline }: Story) {
  return { byline, authors: authors.length > 0 ? authors : byline.map((name) => person({ name })), dateline };
}

interface TextsContext extends CompleteContext {
  readonly tree: Root;
  readonly pictures: Pictures;
  readonly url: string | null;
}

/** The title, summary, captions and content. */
function completeTexts(story: Story, { path, channel, tree, pictures, url }: TextsContext) {
  const paragraphs = paragraphsOf(tree);
  const captions = [...pictures.captions, ...story.captions];
  const written = story.title !== null && hasLetters(story.title) ? story.title : null;
  const externalUrl = story.externalUrl === url ? null : story.externalUrl;
  const corrections = story.corrections.filter((it) => !isInText(it, paragraphs));
  const language = story.language ?? channel.language;
  const foot = [...buildExternalLink(externalUrl, tree), ...buildCorrections(corrections, language)];
  const text = textOf(paragraphs, { captions, images: pictures.images });
  const { title, rest } =
    written === null ? derivedTitle(paragraphs, { story, captions, path, text }) : { title: written, rest: text };
  return {
    title,
    titleSource: written === null ? ('derived' as const) : ('explicit' as const),
    summary: story.summary ?? deriveSummary(rest, channel.summaryLength),
    captions,
    externalUrl,
    contentHtml: renderContent(withSummary(tree, story), {
      pictures,
      captions: story.captions,
      foot,
      direction: story.direction ?? directionOf(language),
    }),
    contentText: paragraphs.join('\n\n'),
  };
}

const media = new Set(['img', 'video', 'audio', 'iframe']);

/** The text of a story. Its summary if it has none, as a link post or an episode. */
function withSummary(tree: Root, { summary }: Story): Root {
  const isEmpty = !hasParagraphs(tree) && !elementsOf(tree).some(({ tagName }) => media.has(tagName));
  return isEmpty && summary !== null ? { type: 'root', children: [h('p', summary)] } : tree;
}

/** The date of the last change. A dated correction counts as a change if it is later than the publication. */
function lastChange({ updated, corrections }: Story, published: ZonedInstant): Instant | null {
  const written = updated?.instant ?? null;
  const corrected = latest(corrections.map((it) => it.corrected?.instant ?? null));
  return corrected !== null && isAfter(corrected, written ?? published.instant) ? corrected : written;
}

/** True if the text contains a visible character. */
function hasLetters(text: string): boolean {
  return /[^\p{C}\p{Z}]/u.test(text);
}

function creditsOf(captions: readonly Caption[]): readonly Credit[] {
  const lines = new Set(captions.flatMap(({ credit }) => credit ?? []));
  return [...lines].map(parseCredit);
}

interface TitleContext {
  readonly story: Story;
  readonly captions: readonly Caption[];
  readonly path: string;
  /** The text for the summary of an article that has a headline. */
  readonly text: string;
}

interface DerivedTitle {
  readonly title: string;
  /** The text for the summary. It continues where the title stops, so that readers do not see a sentence twice. */
  readonly rest: string;
}

/** The first sentence of the body after the dateline. If there is no body, the first caption, or else the file name. */
function derivedTitle(
  [first = '', ...others]: readonly string[],
  { story, captions, path, text }: TitleContext,
): DerivedTitle {
  const paragraph = story.dateline === null ? first : parseDateline(first).rest;
  const sources = [[paragraph, ...others], [captions[0]?.text ?? '']];
  for (const [beginning = '', ...more] of sources) {
    const title = deriveTitle(beginning);
    if (hasLetters(title)) return { title, rest: [textAfterTitle(beginning), ...more].join(' ').trim() };
  }
  return { title: titleFromPath(path), rest: text };
}

/** The text for the summary: the body, or else the first caption or alt text. */
function textOf(paragraphs: readonly string[], { captions, images }: Pick<Article, 'captions' | 'images'>): string {
  const texts = [paragraphs.join(' '), ...captions.map(({ text }) => text), ...images.map(({ alt }) => alt)];
  return texts.find(hasLetters) ?? '';
}

/** Makes the URLs of an episode absolute, and drops those that are not http or https. */
function completeEpisode(episode: Episode | null, base: string): Episode | null {
  if (episode === null) return null;
  const { image, transcripts, chapters, persons } = episode;
  return {
    ...episode,
    image: resolveOrNull(image, base),
    transcripts: transcripts.flatMap((it) => located(it, base)),
    chapters: chapters === null ? null : (located(chapters, base)[0] ?? null),
    persons: persons.map((person): EpisodePerson => ({ ...person, image: resolveOrNull(person.image, base) })),
  };
}

function resolveOrNull(url: string | null, base: string): string | null {
  return url === null ? null : resolveWeb(url, base);
}

function located<T extends { readonly url: string }>(linked: T, base: string): T[] {
  const url = resolveWeb(linked.url, base);
  return url === null ? [] : [{ ...linked, url }];
}

interface Additions {
  readonly pictures: Pictures;
  /** Captions that have no picture. */
  readonly captions: readonly Caption[];
  /** Elements that follow the text. */
  readonly foot: readonly Element[];
  /** The direction of the text: `rtl`, `ltr` or `auto`. */
  readonly direction: string;
}

/**
 * Renders the lead picture first. Other pictures, and captions without a picture, follow the first paragraph, so that feed
 * readers do not show them as the summary.
 */
function renderContent(tree: Root, { pictures, captions, foot, direction }: Additions): string {
  const after = 1 + tree.children.findIndex((node) => isElement(node, 'p'));
  const children: RootContent[] = [
    ...pictures.lead.map(buildFigure),
    ...tree.children.slice(0, after),
    ...pictures.others.map(buildFigure),
    ...buildCaptions(captions),
    ...tree.children.slice(after),
    ...foot.flatMap((element): RootContent[] => [{ type: 'text', value: '\n' }, element]),
  ];
  const html = writeTree({ type: 'root', children }).trim();
  // Feeds have no direction, so readers would begin at the left.
  return direction === 'ltr' || html === '' ? html : `<div dir="${direction}">${html}</div>`;
}
