/** Builds figures with captions and credits in HTML that every feed reader shows, and reads figures back. */
import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { type Image, image } from '../../model/image.ts';
import type { Caption } from '../../model/metadata.ts';
import { foldSpaces } from '../text/spaces.ts';
import { parseCaption } from '../wire/caption.ts';
import { isElement } from './plain-text.ts';
import { isBlock } from './repair-nesting.ts';
import { elementsOf, findElement } from './walk.ts';

/**
 * Builds a figure. The paragraph in the caption keeps it on its own line in readers that drop `figure`. `small` with brackets
 * keeps the credit legible without styles. A missing alt text is not replaced by the caption.
 */
export function buildFigure({ url, alt, width, height, caption, credit }: Image): Element {
  const picture = h('img', { src: url, alt, width, height });
  if (caption === null && credit === null) return h('figure', picture);
  return h('figure', picture, buildFigcaption({ caption, credit }));
}

/** Builds the caption of a picture. */
export function buildFigcaption({ caption, credit }: Pick<Image, 'caption' | 'credit'>): Element {
  return h('figcaption', h('p', captionContent({ text: caption ?? '', credit })));
}

/** Adds a credit at the end of a caption, in the form of our own figures. */
export function addCredit(figcaption: Element, credit: string): void {
  const last = figcaption.children.findLast((child) => isElement(child, 'p'));
  const holder = isElement(last, 'p') ? last : figcaption;
  holder.children.push({ type: 'text', value: ' ' }, h('small', `(${credit})`));
}

/** Builds a paragraph for each caption without a picture. */
export function buildCaptions(captions: readonly Caption[]): readonly ElementContent[] {
  return captions.flatMap(({ text, credit, position }): ElementContent[] => {
    const marked = position === null ? text : `(${position}) ${text}`;
    return [{ type: 'text', value: '\n' }, h('p', h('small', withCredit({ text: marked, credit })))];
  });
}

/** Wraps the content of captions in paragraphs, as in our own figures. Captions that contain blocks stay as they are. */
export function wrapFigcaptions(tree: Root): void {
  for (const element of elementsOf(tree)) {
    if (element.tagName !== 'figcaption' || elementsOf(element).some(isBlock)) continue;
    element.children = [h('p', element.children)];
  }
}

/** The text of a caption, followed by its credit in brackets. */
function captionContent({ text, credit }: Pick<Caption, 'text' | 'credit'>): ElementContent[] {
  const written: ElementContent[] = text === '' ? [] : [{ type: 'text', value: text }];
  if (credit === null) return written;
  const gap: ElementContent[] = text === '' ? [] : [{ type: 'text', value: ' ' }];
  return [...written, ...gap, h('small', `(${credit})`)];
}

function withCredit({ text, credit }: Pick<Caption, 'text' | 'credit'>): string {
  return credit === null ? text : `${text} (${credit})`;
}

/** The pictures in figures of a sanitised tree, with their captions and credits. */
export function readFigures(tree: Root): readonly Image[] {
  const figures = elementsOf(tree).filter(({ tagName }) => tagName === 'figure');
  return figures.flatMap((figure) => {
    const picture = findInside(figure, 'img');
    return picture === null ? [] : [imageOf(picture, readFigcaption(figure))];
  });
}

/** The first picture of a tree, in a figure or elsewhere. */
export function firstPicture(tree: Root): Image | null {
  const found = findInside(tree, 'img');
  return found === null ? null : imageOf(found, null);
}

/** Reads the caption and credit of a figure. Null if it has no caption. */
export function readFigcaption(figure: Element): Caption | null {
  const figcaption = findInside(figure, 'figcaption');
  if (figcaption === null) return null;
  const small = findInside(figcaption, 'small') ?? findInside(figcaption, 'cite');
  const credit = small === null ? '' : foldSpaces(textOf(small)).replace(/^\((.*)\)$/, '$1');
  const text = foldSpaces(textOf(figcaption));
  if (small === null || credit === '') return parseCaption(text);
  const rest = text.slice(0, text.lastIndexOf(foldSpaces(textOf(small)))).trim();
  return { text: rest, credit, position: null };
}

function findInside(tree: Root | Element, tagName: string): Element | null {
  return findElement(tree, (element) => element.tagName === tagName);
}

function imageOf({ properties }: Element, caption: Caption | null): Image {
  return image({
    url: String(properties['src'] ?? ''),
    width: pixels(properties['width']),
    height: pixels(properties['height']),
    alt: typeof properties['alt'] === 'string' ? properties['alt'] : '',
    caption: caption === null || caption.text === '' ? null : caption.text,
    credit: caption?.credit ?? null,
  });
}

function pixels(value: unknown): number | null {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : null;
}
