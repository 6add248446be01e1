/** Completes the pictures of an article: finds the lead picture and those that the text already shows, and adds captions. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import type { Image } from '../../model/image.ts';
import { typeOfReference } from '../../model/media-type.ts';
import type { Caption } from '../../model/metadata.ts';
import { foldSpaces } from '../text/spaces.ts';
import { addCredit, buildFigcaption, firstPicture, readFigcaption, readFigures } from '../tree/figures.ts';
import { isElement, paragraphsOf } from '../tree/plain-text.ts';
import { isSamePicture } from '../tree/same-picture.ts';
import { resolveWeb } from '../tree/sanitise.ts';
import { elementsOf, findElement, type Parents, parentsOf, replaceElement } from '../tree/walk.ts';
import type { AttachedStory } from './attach.ts';

export interface Pictures {
  /** The lead picture, other pictures of the story, and those in figures of the text; else the first picture in the text. */
  readonly images: readonly Image[];
  /** The captions of these pictures. */
  readonly captions: readonly Caption[];
  /** The lead picture, unless the text shows it. */
  readonly lead: readonly Image[];
  /** The other pictures that the text does not show. */
  readonly others: readonly Image[];
}

export interface PicturesContext {
  /** The sanitised text. Missing captions of pictures in it are added in place. */
  readonly tree: Root;
  readonly base: string;
}

export function completePictures(
  { image, pictures, pictured }: Pick<AttachedStory, 'image' | 'pictures' | 'pictured'>,
  { tree, base }: PicturesContext,
): Pictures {
  const find = (it: Image) => findInText(it, { tree, base });
  const lead = image === null ? [] : find(image);
  const others = pictures.flatMap(find);
  const images = allImages(
    [...lead, ...others].map((it) => it.image),
    tree,
  );
  return {
    images,
    captions: images.flatMap((it) => pictured.get(it.url) ?? captionOf(it)),
    lead: lead.filter(({ isShown }) => !isShown).map((it) => it.image),
    others: others.filter(({ isShown }) => !isShown).map((it) => it.image),
  };
}

interface FoundImage {
  readonly image: Image;
  /** True if the text shows it. */
  readonly isShown: boolean;
}

/** Empty if the URL is not an http or https URL. */
function findInText(written: Image, { tree, base }: PicturesContext): FoundImage[] {
  const url = resolveWeb(written.url, base);
  if (url === null) return [];
  const image = { ...written, url, type: written.type ?? typeOfReference(url) };
  const shown = fillShown(image, tree);
  return [{ image: shown ?? image, isShown: shown !== null }];
}

/** The given pictures and those in figures, each once, in the first size. If there are none, the first picture in the text. */
function allImages(given: readonly Image[], tree: Root): readonly Image[] {
  const figures = [...given, ...readFigures(tree)];
  const first = figures.length === 0 ? firstPicture(tree) : null;
  const images = first === null ? figures : [first];
  return images.filter(({ url }, index) => images.findIndex((other) => isSamePicture(other.url, url)) === index);
}

function captionOf({ caption, credit }: Image): Caption[] {
  return caption === null && credit === null ? [] : [{ text: caption ?? '', credit, position: null }];
}

/**
 * The picture with its caption in the tree. A caption that the author wrote in the tree stays, and missing parts are added to
 * the tree in place. Returns null if the tree does not show the picture.
 */
function fillShown(image: Image, tree: Root): Image | null {
  const pictures = elementsOf(tree).filter(
    (it) => it.tagName === 'img' && isSamePicture(String(it.properties['src']), image.url),
  );
  const [first] = pictures;
  if (first === undefined) return null;
  const parents = parentsOf(tree);
  const all = pictures.map((picture): Shown => ({ picture, figure: ownFigure(picture, parents), parents }));
  const captioned = all.find(({ figure }) => figure !== null && captionIn(figure) !== null);
  const shown = captioned ?? { picture: first, figure: ownFigure(first, parents), parents };
  for (const picture of pictures) picture.properties['alt'] = altOf(picture) || image.alt;
  return { ...image, alt: altOf(shown.picture), ...fillCaption(image, { shown, tree }) };
}

/** A picture in the text. */
interface Shown {
  readonly picture: Element;
  /** The figure that contains only this picture. */
  readonly figure: Element | null;
  readonly parents: Parents;
}

type Captioned = Pick<Image, 'caption' | 'credit'>;

function altOf({ properties }: Element): string {
  return typeof properties['alt'] === 'string' ? properties['alt'] : '';
}

function ownFigure(picture: Element, parents: Parents): Element | null {
  for (let it = parents.get(picture); it?.type === 'element'; it = parents.get(it)) {
    if (it.tagName === 'figure') return mediaIn(it) === 1 ? it : null;
  }
  return null;
}

const media = new Set(['img', 'video', 'audio', 'iframe']);

function mediaIn(element: Element): number {
  return [element, ...elementsOf(element)].filter(({ tagName }) => media.has(tagName)).length;
}

/** Null if the figure has no caption. */
function captionIn(figure: Element): Captioned | null {
  const caption = readFigcaption(figure);
  if (caption === null || (caption.text === '' && caption.credit === null)) return null;
  return { caption: caption.text || null, credit: caption.credit };
}

interface FillContext {
  readonly shown: Shown;
  readonly tree: Root;
}

function fillCaption({ caption, credit }: Captioned, { shown, tree }: FillContext): Captioned {
  const own = shown.figure === null ? null : captionIn(shown.figure);
  const whole = { caption: own?.caption ?? caption, credit: own?.credit ?? credit };
  const isThere = whole.caption === (own?.caption ?? null) && whole.credit === (own?.credit ?? null);
  if (isThere || isParagraph(whole, tree)) return whole;
  if (shown.figure === null) wrap(shown, whole);
  else write(shown.figure, { own, whole });
  return whole;
}

/** True if a paragraph of the text already contains the caption, as some tools write it. */
function isParagraph({ caption, credit }: Captioned, tree: Root): boolean {
  const isThere = (it: string) => caption !== null && it.startsWith(caption) && it.includes(credit ?? '');
  return paragraphsOf(tree).some(isThere);
}

interface WholeCaption {
  readonly own: Captioned | null;
  readonly whole: Captioned;
}

function write(figure: Element, { own, whole }: WholeCaption): void {
  const figcaption = findElement(figure, (it) => it.tagName === 'figcaption');
  if (figcaption === null) figure.children.push(buildFigcaption(whole));
  else if (own === null || own.caption === null) figcaption.children = buildFigcaption(whole).children;
  else if (whole.credit !== null && !textOf(figcaption).includes(whole.credit)) addCredit(figcaption, whole.credit);
}

/** Elements that can contain a figure. */
const holders = new Set(['blockquote', 'dd', 'div', 'figure', 'li', 'section', 'td', 'th']);

/** Wraps the picture and its link in a figure. It replaces a paragraph that contains nothing else, or else follows the paragraph. */
function wrap({ picture, parents }: Shown, caption: Captioned): void {
  const held = withLink(picture, parents);
  const block = blockOf(held, parents);
  const figure = h('figure', held, buildFigcaption(caption));
  const isAlone = foldSpaces(textOf(block)) === '' && mediaIn(block) === 1;
  const isReplaced = block === held || isAlone;
  if (!isReplaced) replaceElement(held, { by: [], parents });
  replaceElement(block, { by: isReplaced ? [figure] : [block, figure], parents });
}

/** The picture, or the link or `picture` element that contains only it. */
function withLink(picture: Element, parents: Parents): Element {
  let held = picture;
  for (let it = parents.get(held); isElement(it, 'a') || isElement(it, 'picture'); it = parents.get(it)) {
    if (mediaIn(it) > 1 || foldSpaces(textOf(it)) !== '') break;
    held = it;
  }
  return held;
}

/** The outermost block around an element, up to an element that can contain a figure. */
function blockOf(element: Element, parents: Parents): Element {
  let block = element;
  for (let it = parents.get(block); it?.type === 'element' && !holders.has(it.tagName); it = parents.get(it))
    block = it;
  return block;
}
