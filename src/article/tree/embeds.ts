/** Keeps frames of the hosts that the channel allows, with a link, because most feed readers drop frames. Removes all others. */
import type { Element, ElementContent, Root } from 'hast';
import { h } from 'hastscript';
import { writeUrl } from '../../model/url.ts';
import { foldSpaces } from '../text/spaces.ts';
import { elementsOf, removeElements } from './walk.ts';

export interface EmbedOptions {
  readonly base: string;
  /** The hosts whose frames are kept. */
  readonly embedHosts: readonly string[];
}

/** Rebuilds allowed frames from their URL, title and size, and removes all others. */
export function keepEmbeds(tree: Root, options: EmbedOptions): void {
  removeElements(tree, (element) => element.tagName === 'iframe' && allowedUrl(element, options) === null);
  for (const parent of [tree, ...elementsOf(tree)]) {
    if (parent.children.some(isFrame)) rebuild(parent, options);
  }
}

/** The URL of a frame if it uses https and its host is exactly one of the list. Else null. */
export function allowedUrl({ properties }: Element, { base, embedHosts }: EmbedOptions): URL | null {
  const { src } = properties;
  if (typeof src !== 'string' || !URL.canParse(src.trim(), base)) return null;
  const url = new URL(src.trim(), base);
  const plain = url.username === '' && url.password === '' && url.port === '';
  return url.protocol === 'https:' && plain && embedHosts.includes(url.hostname) ? url : null;
}

function isFrame(node: { readonly type: string; readonly tagName?: string }): boolean {
  return node.type === 'element' && node.tagName === 'iframe';
}

/** A frame on its own becomes a figure with the link as its caption. In inline content, the link follows the frame. */
function rebuild(parent: Root | Element, options: EmbedOptions): void {
  const children = parent.children as ElementContent[];
  const isInline = parent.type === 'element' && inline.has(parent.tagName);
  const alone = children.every((child) => isFrame(child) || (child.type === 'text' && child.value.trim() === ''));
  if (parent.type === 'element' && parent.tagName === 'p' && alone) parent.tagName = 'div';
  const inText = isInline && !alone;
  parent.children = children.flatMap((child) => {
    const url = child.type === 'element' && isFrame(child) ? allowedUrl(child, options) : null;
    return url === null ? [child] : framed(child as Element, { url, inText });
  });
}

const inline = new Set(['p', 'a', 'span', 'b', 'i', 'em', 'strong', 'small', 'u', 'figure', 'figcaption']);

function framed(frame: Element, { url, inText }: { readonly url: URL; readonly inText: boolean }): ElementContent[] {
  const { title, width, height } = frame.properties;
  const name = typeof title === 'string' ? foldSpaces(title) : '';
  const size = { width: pixels(width), height: pixels(height) };
  const player = h('iframe', { src: writeUrl(url), title: name || null, ...size });
  const page = pageOf(url);
  const link = h('a', { href: page }, name || page.replace(/^https:\/\//, ''));
  if (inText) return [player, { type: 'text', value: ' ' }, link];
  return [h('figure', player, h('figcaption', link))];
}

function pixels(value: unknown): number | null {
  return /^[1-9]\d{0,3}$/.test(String(value)) ? Number(value) : null;
}

/** The pages that show the same as a player, for links. */
const pages: readonly (readonly [RegExp, string])[] = [
  [
    /^https:\/\/www\.youtube(?:-nocookie)?\.com\/embed\/(?!videoseries)([\w-]{5,20})(?:[?#].*)?$/,
    'https://www.youtube.com/watch?v=$1',
  ],
  [/^https:\/\/player\.vimeo\.com\/video\/(\d{1,12})(?:[?#].*)?$/, 'https://vimeo.com/$1'],
];

export function pageOf(url: URL): string {
  const href = writeUrl(url);
  const [form, page] = pages.find(([pattern]) => pattern.test(href)) ?? [];
  return form === undefined || page === undefined ? href : href.replace(form, page);
}
