/** Replaces drawings with their text, image maps with a list of their links, and background pictures with pictures. */
import type { Element } from 'hast';
import { h } from 'hastscript';
import { fileTypeOf } from '../../model/media-type.ts';
import { elementsOf } from '../tree/walk.ts';
import { attributeIn, buildText, type Fallback, type FallbackRule, lineOf, nothing } from './fallback.ts';

/** The text of a drawing. An icon, which has no text, is not reported. https://www.w3.org/TR/SVG2/struct.html#DescriptionAndTitleElements */
const drawing: FallbackRule = (element, context) => {
  const own = attributeIn(element, 'ariaLabel');
  const texts = elementsOf(element).filter(({ tagName }) => textElements.has(tagName));
  const text = [...new Set([...(own === null ? [] : [own]), ...texts.map(lineOf)])].filter((it) => it !== '').join(' ');
  if (isIcon(element)) return nothing;
  const notice = { what: '<svg>', instead: text === '' ? 'nothing' : 'its text', needles: ['<svg'] } as const;
  return { nodes: buildText(text, context), notice };
};

const textElements = new Set(['title', 'desc', 'text']);

/** The most pixels of the side of an icon. */
const iconPixels = 48;

/** True for a small drawing, and for one that is hidden from screen readers and contains no text. */
function isIcon(element: Element): boolean {
  const { ariaHidden, width, height, viewBox } = element.properties;
  if (elementsOf(element).some(({ tagName }) => tagName === 'text')) return false;
  const sides = String(viewBox ?? '')
    .trim()
    .split(/[\s,]+/)
    .slice(2);
  const given = [width ?? sides[0], height ?? sides[1]].map((it) => Number.parseFloat(String(it)));
  const isEm = [width, height].some((it) => /^[12](?:\.\d+)?r?em$/.test(String(it)));
  const isReference = elementsOf(element).every(({ tagName }) => tagName === 'use');
  return ariaHidden === 'true' || isEm || isReference || given.some((side) => side <= iconPixels);
}

/** The links of an image map, which readers show only as a picture. */
const imageMap: FallbackRule = (element) => {
  const areas = elementsOf(element).filter(({ tagName, properties }) => tagName === 'area' && properties['href']);
  if (areas.length === 0) return null;
  const items = areas.map((area) => {
    const href = String(area.properties['href']);
    return h('li', h('a', { href }, attributeIn(area, 'alt') ?? attributeIn(area, 'title') ?? href));
  });
  const others = element.children.filter((child) => child.type !== 'element' || child.tagName !== 'area');
  return { nodes: [...others, h('ul', items)], notice: { what: '<map>', instead: 'a link', needles: ['<map'] } };
};

const pictureInStyle =
  /background(?:-image)?\s{0,9}:[^;]{0,300}?url\(\s{0,9}(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^'")\s]{1,2000}))\s{0,9}\)/i;

/** The picture behind an element that contains nothing else. */
export function backgroundPicture(element: Element): Fallback | null {
  const { style } = element.properties;
  const [, double, single, bare] = typeof style === 'string' ? (pictureInStyle.exec(style) ?? []) : [];
  const src = double ?? single ?? bare ?? '';
  if (src === '' || /^data:/i.test(src) || fileTypeOf(src.replace(/[?#].*$/s, ''))?.kind !== 'picture') return null;
  if (lineOf(element) !== '' || elementsOf(element).some(({ tagName }) => media.has(tagName))) return null;
  const alt = attributeIn(element, 'ariaLabel') ?? attributeIn(element, 'title') ?? '';
  const notice = { what: 'a background picture', instead: 'the picture', needles: [src] } as const;
  return { nodes: [h('img', { src, alt })], notice };
}

const media = new Set(['img', 'video', 'audio', 'iframe', 'object', 'embed', 'svg', 'canvas', 'math']);

export const drawingRules: Readonly<Record<string, FallbackRule>> = { svg: drawing, map: imageMap };
