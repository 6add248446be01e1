/** A `Story` to an `Article`: sanitised content with its pictures and captions, plain text, title and summary. */
import type { Element, Root, RootContent } from 'hast';
import type { Article, Caption, Channel, Credit, Enclosure, Image, Instant, Person } from '../model.ts';
import { buildCorrections, plainCorrection, standsIn } from './correction.ts';
import { parseCredit } from './credit.ts';
import { parseDateline } from './dateline.ts';
import { completeEpisode } from './episode.ts';
import { buildExternalLink } from './external-link.ts';
import { buildCaptions, buildFigure, firstPicture, readFigures, wrapFigcaptions } from './figure.ts';
import { isElement, paragraphsOf } from './html-text.ts';
import { writeTree } from './html-tree.ts';
import { typeOfUrl } from './media-type.ts';
import { wordsOf } from './path.ts';
import { permalinkOf } from './permalink.ts';
import { resolveWeb, sanitise } from './sanitise.ts';
import { deriveSummary, deriveTitle } from './sentence.ts';
import type { Story } from './story.ts';
import type { When } from './when.ts';

export interface CompleteContext {
  readonly path: string;
  readonly channel: Channel;
}

/** Completes a story whose `published` is known. */
export function completeArticle(story: Story, published: When, { path, channel }: CompleteContext): Article {
  const url = story.url ?? permalinkOf({ path, published, slug: null, categories: [] }, channel);
  const base = url ?? channel.homeUrl;
  const tree = sanitise(story.content, { base, isPage: url !== null, embedHosts: channel.embedHosts });
  wrapFigcaptions(tree);
  const paragraphs = paragraphsOf(tree);
  const image = completeImage(story.image, base);
  const pictures = (story.pictures ?? [])
    .flatMap((it) => completeImage(it, base) ?? [])
    .filter((it) => !shows(tree, it));
  const images = allImages(image === null ? pictures : [image, ...pictures], tree);
  const captions = [...images.flatMap((it) => story.pictured?.get(it.url) ?? captionOf(it)), ...story.captions];
  const written = story.title !== null && hasLetters(story.title) ? story.title : null;
  const title = written ?? derivedTitle(paragraphs, { story, captions, path });
  const externalUrl = story.externalUrl === url ? null : story.externalUrl;
  const corrections = story.corrections.filter((it) => !standsIn(it, paragraphs));
  const foot = [
    ...buildExternalLink(externalUrl, tree),
    ...buildCorrections(corrections, story.language ?? channel.language),
  ];
  return {
    path,
    id: story.id,
    url,
    title,
    titleSource: written === null ? 'derived' : 'explicit',
    published: published.instant,
    updated: lastChange(story, published),
    publishedPrecision: published.precision,
    timeZone: published.timeZone,
    timeZoneSource: published.timeZoneSource,
    byline: story.byline,
    authors: story.authors.length > 0 ? story.authors : story.byline.map(namedPerson),
    dateline: story.dateline,
    captions,
    credits: creditsOf(captions),
    image: images[0] ?? null,
    images,
    enclosures: story.enclosures.flatMap((enclosure) => completeEnclosure(enclosure, base)),
    summary: story.summary ?? deriveSummary(textOf(paragraphs, { captions, images }), channel.summaryLength),
    categories: story.categories,
    section: story.section ?? story.categories[0] ?? null,
    language: story.language,
    rights: story.rights,
    externalUrl,
    source: story.source,
    commentsUrl: story.commentsUrl,
    episode: completeEpisode(story.episode, base),
    corrections: story.corrections.map(plainCorrection),
    withdrawal: story.withdrawal,
    draft: story.draft,
    expires: story.expires?.instant ?? null,
    contentHtml: renderContent(tree, { image, pictures, captions: story.captions, foot }),
    contentText: paragraphs.join('\n\n'),
  };
}

/** A correction is a change. Before it was published, nothing was. */
function lastChange({ updated, corrections }: Story, published: When): Instant | null {
  const written = updated?.instant ?? null;
  const corrected =
    corrections
      .flatMap((it) => it.corrected?.instant ?? [])
      .toSorted()
      .at(-1) ?? '';
  return corrected > (written ?? published.instant) ? corrected : written;
}

/** Something that a reader would see. */
function hasLetters(text: string): boolean {
  return /[^\p{C}\p{Z}]/u.test(text);
}

function creditsOf(captions: readonly Caption[]): readonly Credit[] {
  const lines = new Set(captions.flatMap(({ credit }) => credit ?? []));
  return [...lines].map(parseCredit);
}

function namedPerson(name: string): Person {
  return { name, url: null };
}

interface TitleContext {
  readonly story: Story;
  readonly captions: readonly Caption[];
  readonly path: string;
}

/** The first sentence of the body after its dateline; a caption or the file's name only where there is no body. */
function derivedTitle([first]: readonly string[], { story, captions, path }: TitleContext): string {
  if (first !== undefined) {
    const sentence = deriveTitle(story.dateline === null ? first : parseDateline(first).rest);
    if (hasLetters(sentence)) return sentence;
  }
  const caption = deriveTitle(captions[0]?.text ?? '');
  return hasLetters(caption) ? caption : wordsOf(path);
}

/** What there is to read: the text, else the words of its pictures. */
function textOf(paragraphs: readonly string[], { captions, images }: Pick<Article, 'captions' | 'images'>): string {
  const texts = [paragraphs.join(' '), ...captions.map(({ text }) => text), ...images.map(({ alt }) => alt)];
  return texts.find(hasLetters) ?? '';
}

function completeImage(image: Image | null, base: string): Image | null {
  const url = image === null ? null : resolveWeb(image.url, base);
  if (image === null || url === null) return null;
  return { ...image, url, type: image.type ?? typeOfUrl(url) };
}

function completeEnclosure(enclosure: Enclosure, base: string): Enclosure[] {
  const url = resolveWeb(enclosure.url, base);
  return url === null ? [] : [{ ...enclosure, url }];
}

/** The pictures given and those of the content's figures, each address once; without any, the first picture there is. */
function allImages(given: readonly Image[], tree: Root): readonly Image[] {
  const figures = [...given, ...readFigures(tree)];
  const first = figures.length === 0 ? firstPicture(tree) : null;
  const images = first === null ? figures : [first];
  return images.filter(({ url }, index) => images.findIndex((other) => other.url === url) === index);
}

function captionOf(image: Image): Caption[] {
  if (image.caption === null && image.credit === null) return [];
  return [{ text: image.caption ?? '', credit: image.credit, position: null }];
}

interface Additions {
  readonly image: Image | null;
  /** Pictures that the content does not hold yet. */
  readonly pictures: readonly Image[];
  /** Captions that have no picture. */
  readonly captions: readonly Caption[];
  /** What stands below the text. */
  readonly foot: readonly Element[];
}

/** The picture leads; others, and captions without one, follow the first paragraph: no reader takes them for the summary. */
function renderContent(tree: Root, { image, pictures, captions, foot }: Additions): string {
  const lead = image === null || shows(tree, image) ? [] : [buildFigure(image)];
  const after = 1 + tree.children.findIndex((node) => isElement(node, 'p'));
  const children: RootContent[] = [
    ...lead,
    ...tree.children.slice(0, after),
    ...pictures.map(buildFigure),
    ...buildCaptions(captions),
    ...tree.children.slice(after),
    ...foot.flatMap((element): RootContent[] => [{ type: 'text', value: '\n' }, element]),
  ];
  return writeTree({ type: 'root', children }).trim();
}

function shows(tree: Root, image: Image): boolean {
  const hasPicture = (node: Element | Root): boolean =>
    node.children.some(
      (child) =>
        child.type === 'element' &&
        ((child.tagName === 'img' && child.properties['src'] === image.url) || hasPicture(child)),
    );
  return hasPicture(tree);
}
