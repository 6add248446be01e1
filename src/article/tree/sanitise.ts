/** Makes untrusted HTML safe for every feed reader: an allow-list over a parsed tree, with absolute URLs. */
import type { Element, Root } from 'hast';
import { type Schema, sanitize } from 'hast-util-sanitize';
import { h } from 'hastscript';
import { isWeb, writeUrl } from '../../model/url.ts';
import { foldSpaces } from '../text/spaces.ts';
import { type EmbedOptions, keepEmbeds } from './embeds.ts';
import { isBlock, repairNesting } from './repair-nesting.ts';
import { elementsOf, joinAllTexts, removeElements } from './walk.ts';

export interface SanitiseOptions extends EmbedOptions {
  /** True if `base` is the page of the article, so that links within the page work. */
  readonly isPage: boolean;
}

/**
 * Returns the tree with only what is allowed, and with URLs resolved against `base`. Writing the result as HTML and parsing it
 * gives the same tree. Changes the given tree: hidden elements are removed from it.
 */
export function sanitise(tree: Root, options: SanitiseOptions): Root {
  removeElements(tree, isHidden);
  keepEmbeds(tree, options);
  for (const element of elementsOf(tree)) if (element.tagName === 'summary') openSummary(element);
  const clean = sanitize(tree, schema) as Root;
  for (const element of elementsOf(clean)) {
    if (element.tagName === 'bdo') element.tagName = 'span';
    for (const name of switches) if (element.properties[name] !== undefined) element.properties[name] = true;
    dropDeadLink(element, options);
    resolveUrls(element, options.base);
  }
  removeElements(clean, isDead);
  repairNesting(clean);
  joinAllTexts(clean);
  return clean;
}

const tags =
  'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure ' +
  'h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub sup ' +
  'table tbody td tfoot th thead time tr u ul var video audio source picture track iframe';

const alignment = ['align', 'left', 'center', 'right'] satisfies [string, ...string[]];

/** Based on GitHub's schema, without ids and classes, with figures and media. Scripts and styles are removed with their content. */
const schema: Schema = {
  tagNames: tags.split(' '),
  attributes: {
    '*': ['title', 'lang', 'dir'],
    a: ['href'],
    audio: ['src', 'controls'],
    blockquote: ['cite'],
    code: [['className', /^language-[\w+#-]{1,30}$/]],
    col: ['span'],
    colgroup: ['span'],
    del: ['cite', 'dateTime'],
    iframe: ['src', 'width', 'height'],
    img: ['src', 'srcSet', 'alt', 'width', 'height'],
    ins: ['cite', 'dateTime'],
    li: ['value'],
    ol: ['start', 'reversed', 'type'],
    q: ['cite'],
    source: ['src', 'srcSet', 'type', 'media'],
    td: ['colSpan', 'rowSpan', alignment],
    th: ['colSpan', 'rowSpan', 'scope', alignment],
    time: ['dateTime'],
    track: ['src', 'kind', 'srcLang', 'label'],
    video: ['src', 'poster', 'controls', 'width', 'height'],
  },
  protocols: {
    href: ['http', 'https', 'mailto', 'tel'],
    src: ['http', 'https'],
    cite: ['http', 'https'],
    poster: ['http', 'https'],
  },
  ancestors: {
    caption: ['table'],
    col: ['table'],
    colgroup: ['table'],
    tbody: ['table'],
    td: ['table'],
    th: ['table'],
    tr: ['table'],
    thead: ['table'],
    tfoot: ['table'],
    li: ['ol', 'ul'],
    figcaption: ['figure'],
    source: ['audio', 'video', 'picture'],
    track: ['audio', 'video'],
  },
  strip: [
    'script',
    'style',
    'template',
    'object',
    'embed',
    'svg',
    'math',
    'textarea',
    'select',
    'title',
    'head',
    'noscript',
    'canvas',
  ],
};

/** Boolean attributes. */
const switches = ['controls', 'reversed'] as const;

/** Shows the summary of `details` as a separate line. A summary that contains blocks already consists of lines. */
function openSummary(element: Element): void {
  const hasBlocks = elementsOf(element).some(isBlock);
  element.tagName = hasBlocks ? 'div' : 'p';
  if (!hasBlocks) element.children = [h('strong', element.children)];
}

/** Removes the URL of an empty link, or of a link within the page if `base` is not the page. */
function dropDeadLink({ properties }: Element, { isPage }: SanitiseOptions): void {
  const href = typeof properties['href'] === 'string' ? properties['href'].trim() : null;
  if (href === '' || (href?.startsWith('#') && !isPage)) delete properties['href'];
}

const urlProperties = ['href', 'src', 'cite', 'poster'] as const;

function resolveUrls(element: Element, base: string): void {
  const { properties } = element;
  for (const name of urlProperties) {
    if (properties[name] === undefined) continue;
    const url = resolve(String(properties[name]), base);
    if (url === null) delete properties[name];
    else properties[name] = url;
  }
  if (properties['srcSet'] !== undefined) {
    const set = resolveSourceSet(properties['srcSet'], base);
    if (set === '') delete properties['srcSet'];
    else properties['srcSet'] = set;
  }
}

/** The absolute URL in normal form, without user name and password. Null if it is empty, not a URL, has an invalid host, or a scheme that could run code. */
export function resolve(written: string, base: string): string | null {
  const trimmed = written.trim();
  if (trimmed === '' || !URL.canParse(trimmed, base)) return null;
  const url = new URL(trimmed, base);
  if (!isWeb(url) && !/^(?:mailto|tel):$/.test(url.protocol)) return null;
  url.username = '';
  url.password = '';
  return writeUrl(url);
}

/** Like `resolve`, but only for http and https URLs. */
export function resolveWeb(written: string, base: string): string | null {
  const url = resolve(written, base);
  return url !== null && /^https?:/.test(url) ? url : null;
}

/** Resolves each URL in `a.jpg 1x, b.jpg 2x`. The tree contains a list or text. */
function resolveSourceSet(value: unknown, base: string): string {
  const candidates = Array.isArray(value) ? value.map(String) : String(value).split(/,\s+|,(?=https?:)/);
  return candidates
    .map((candidate) => resolveCandidate(candidate, base))
    .filter((it) => it !== null)
    .join(', ');
}

function resolveCandidate(candidate: string, base: string): string | null {
  const [written = '', descriptor = ''] = foldSpaces(candidate).split(' ');
  const url = written === '' ? null : resolveWeb(written, base);
  if (url === null || !/^(?:[\d.]+[wxh])?$/.test(descriptor)) return null;
  return descriptor === '' ? url : `${url} ${descriptor}`;
}

/** Removes comments from alt texts and titles, in which tools show them as text. */
export function hideInAttributes(tree: Root): void {
  for (const { properties } of elementsOf(tree)) {
    for (const name of ['alt', 'title']) {
      const text = properties[name];
      if (typeof text === 'string' && text.includes('<!--'))
        properties[name] = text.replace(attributeComment, '').trim();
    }
  }
}

const attributeComment = /[ \t]?<!--(?:(?!-->)[\s\S])*(?:-->|$)/g;

/** True for hidden elements. Removing styles must not make them visible, and hidden pictures are tracking pixels. */
export function isHidden({ tagName, properties }: Element): boolean {
  const style = typeof properties['style'] === 'string' ? properties['style'] : '';
  return (
    (tagName === 'dialog' && properties['open'] === undefined) ||
    properties['hidden'] !== undefined ||
    (style !== '' && hiding.test(style))
  );
}

const hiding = /(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)/i;

const trackers =
  /^https?:\/\/(?:[\w-]+\.)*(?:facebook\.com\/tr|google-analytics\.com|doubleclick\.net|scorecardresearch\.com|quantserve\.com|pixel\.wp\.com|stats\.wordpress\.com|statcounter\.com)(?:[/?]|$)|^https?:\/\/feeds\.feedburner\.com\/~|^https?:\/\/medium\.com\/_\/stat/i;

/** True for media without a URL, pictures of one pixel, and pictures from trackers. */
function isDead({ tagName, properties, children }: Element): boolean {
  const { src, srcSet } = properties;
  if (tagName === 'source' || tagName === 'track') return src === undefined && srcSet === undefined;
  if (tagName === 'audio' || tagName === 'video') return src === undefined && children.length === 0;
  if (tagName !== 'img') return false;
  return src === undefined || trackers.test(String(src)) || isTiny(properties['width']) || isTiny(properties['height']);
}

function isTiny(length: unknown): boolean {
  return Number.parseFloat(String(length)) <= 1;
}
