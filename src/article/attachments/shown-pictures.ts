/** A picture that the text shows already gets there the words that its author wrote elsewhere. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import type { Image } from '../../model/image.ts';
import { foldSpaces } from '../text/spaces.ts';
import { addCredit, buildFigcaption, readFigcaption } from '../tree/figures.ts';
import { isElement, paragraphsOf } from '../tree/plain-text.ts';
import { elementsOf, findElement, type Parents, parentsOf, replaceElement } from '../tree/walk.ts';

/**
 * The picture with the words that it has in the tree, which is changed in place: what an author wrote under it there stays,
 * and what is missing is filled in. Null where the tree does not show it.
 */
export function fillShown(image: Image, tree: Root): Image | null {
  const shown = elementsOf(tree).filter((it) => it.tagName === 'img' && it.properties['src'] === image.url);
  const [first] = shown;
  if (first === undefined) return null;
  const parents = parentsOf(tree);
  const places = shown.map((picture): Place => ({ picture, figure: ownFigure(picture, parents), parents }));
  const captioned = places.find(({ figure }) => figure !== null && wordsOf(figure) !== null);
  const place = captioned ?? { picture: first, figure: ownFigure(first, parents), parents };
  for (const picture of shown) picture.properties['alt'] = altOf(picture) || image.alt;
  return { ...image, alt: altOf(place.picture), ...fillWords(image, { place, tree }) };
}

interface Place {
  readonly picture: Element;
  /** The figure that has this picture and no other. */
  readonly figure: Element | null;
  readonly parents: Parents;
}

type Words = Pick<Image, 'caption' | 'credit'>;

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

/** Null where nothing is written under a picture. */
function wordsOf(figure: Element): Words | null {
  const caption = readFigcaption(figure);
  if (caption === null || (caption.text === '' && caption.credit === null)) return null;
  return { caption: caption.text || null, credit: caption.credit };
}

interface FillContext {
  readonly place: Place;
  readonly tree: Root;
}

function fillWords({ caption, credit }: Words, { place, tree }: FillContext): Words {
  const own = place.figure === null ? null : wordsOf(place.figure);
  const words = { caption: own?.caption ?? caption, credit: own?.credit ?? credit };
  const isWhole = words.caption === (own?.caption ?? null) && words.credit === (own?.credit ?? null);
  if (isWhole || standsIn(words, tree)) return words;
  if (place.figure === null) wrap(place, words);
  else write(place.figure, { own, words });
  return words;
}

/** True where the caption is a paragraph of the text, as some tools write it. */
function standsIn({ caption, credit }: Words, tree: Root): boolean {
  const isThere = (it: string) => caption !== null && it.startsWith(caption) && it.includes(credit ?? '');
  return paragraphsOf(tree).some(isThere);
}

function write(figure: Element, { own, words }: { readonly own: Words | null; readonly words: Words }): void {
  const figcaption = findElement(figure, (it) => it.tagName === 'figcaption');
  if (figcaption === null) figure.children.push(buildFigcaption(words));
  else if (own === null || own.caption === null) figcaption.children = buildFigcaption(words).children;
  else if (words.credit !== null && !textOf(figcaption).includes(words.credit)) addCredit(figcaption, words.credit);
}

/** Elements in which a figure may stand. */
const holders = new Set(['blockquote', 'dd', 'div', 'figure', 'li', 'section', 'td', 'th']);

/** Makes a figure of the picture and its link: in the place of the paragraph that holds nothing else, or else below it. */
function wrap({ picture, parents }: Place, words: Words): void {
  const held = withLink(picture, parents);
  const block = blockOf(held, parents);
  const figure = h('figure', held, buildFigcaption(words));
  const isAlone = foldSpaces(textOf(block)) === '' && mediaIn(block) === 1;
  const isReplaced = block === held || isAlone;
  if (!isReplaced) replaceElement(held, { by: [], parents });
  replaceElement(block, { by: isReplaced ? [figure] : [block, figure], parents });
}

/** The picture with the link or the `picture` that it fills. */
function withLink(picture: Element, parents: Parents): Element {
  let held = picture;
  for (let it = parents.get(held); isElement(it, 'a') || isElement(it, 'picture'); it = parents.get(it)) {
    if (mediaIn(it) > 1 || foldSpaces(textOf(it)) !== '') break;
    held = it;
  }
  return held;
}

/** The part of a text that an element stands in. */
function blockOf(element: Element, parents: Parents): Element {
  let block = element;
  for (let it = parents.get(block); it?.type === 'element' && !holders.has(it.tagName); it = parents.get(it))
    block = it;
  return block;
}
