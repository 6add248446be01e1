/** Frames of hosts that the channel allows, each with a link beside it, because most readers drop frames; all others go. */
import type { Element, ElementContent, Root } from 'hast';
import { h } from 'hastscript';
import { writeUrl } from '../../model/url.ts';
import { foldSpaces } from '../text/spaces.ts';
import { elementsOf, removeElements } from './walk.ts';

export interface EmbedOptions {
  readonly base: string;
  /** The hosts whose frames stay. */
  readonly embedHosts: readonly string[];
}

/** Rebuilds the frames of a tree from their address, title and size, and removes those that may not stay. */
export function keepEmbeds(tree: Root, options: EmbedOptions): void {
  removeElements(tree, (element) => element.tagName === 'iframe' && embedUrl(element, options) === null);
  for (const parent of [tree, ...elementsOf(tree)]) {
    if (parent.children.some(isFrame)) rebuild(parent, options);
  }
}

/** An https address whose host is one of the list, letter for letter; null for any other. */
function embedUrl({ properties }: Element, { base, embedHosts }: EmbedOptions): URL | null {
  const { src } = properties;
  if (typeof src !== 'string' || !URL.canParse(src.trim(), base)) return null;
  const url = new URL(src.trim(), base);
  const plain = url.username === '' && url.password === '' && url.port === '';
  return url.protocol === 'https:' && plain && embedHosts.includes(url.hostname) ? url : null;
}

function isFrame(node: { readonly type: string; readonly tagName?: string }): boolean {
  return node.type === 'element' && node.tagName === 'iframe';
}

/** A frame alone in its paragraph makes a figure of it; one in running text has its link behind it. */
function rebuild(parent: Root | Element, options: EmbedOptions): void {
  const children = parent.children as ElementContent[];
  const isInline = parent.type === 'element' && inline.has(parent.tagName);
  const alone = children.every((child) => isFrame(child) || (child.type === 'text' && child.value.trim() === ''));
  if (parent.type === 'element' && parent.tagName === 'p' && alone) parent.tagName = 'div';
  const inText = isInline && !alone;
  parent.children = children.flatMap((child) => {
    const url = child.type === 'element' && isFrame(child) ? embedUrl(child, options) : null;
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

/** Pages of players: where a reader can see what the frame shows. */
const pages: readonly (readonly [RegExp, string])[] = [
  [
    /^https:\/\/www\.youtube(?:-nocookie)?\.com\/embed\/(?!videoseries)([\w-]{5,20})(?:[?#].*)?$/,
    'https://www.youtube.com/watch?v=$1',
  ],
  [/^https:\/\/player\.vimeo\.com\/video\/(\d{1,12})(?:[?#].*)?$/, 'https://vimeo.com/$1'],
];

function pageOf(url: URL): string {
  const href = writeUrl(url);
  const [form, page] = pages.find(([pattern]) => pattern.test(href)) ?? [];
  return form === undefined || page === undefined ? href : href.replace(form, page);
}
