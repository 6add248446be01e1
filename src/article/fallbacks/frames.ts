/** Replaces frames, players and scripts that feed readers do not show with a link to what they show, or with their own fallback. */
import type { Element } from 'hast';
import { h } from 'hastscript';
import { fileTypeOf } from '../../model/media-type.ts';
import { writeUrl } from '../../model/url.ts';
import { allowedUrl, pageOf } from '../tree/embeds.ts';
import { elementsOf } from '../tree/walk.ts';
import {
  attributeIn,
  buildLink,
  type Fallback,
  type FallbackContext,
  type FallbackRule,
  lineOf,
  nothing,
} from './fallback.ts';

/** The attributes in which scripts for late loading keep the URL of a frame. */
const lateUrls = ['dataSrc', 'dataLazySrc', 'dataOriginal', 'dataUrl', 'dataCmpSrc', 'dataCookieblockSrc'] as const;

/** Gives a frame the URL that a script would load. A frame of another host becomes a link. */
const frame: FallbackRule = (element, context) => {
  const late = lateUrls.map((name) => attributeIn(element, name)).find((url) => url !== null) ?? null;
  const src = attributeIn(element, 'src');
  if (late !== null && (src === null || /^(?:about|data|javascript):/i.test(src))) element.properties['src'] = late;
  if (allowedUrl(element, context) !== null) return null;
  return isTiny(element) ? nothing : linkTo(attributeIn(element, 'src'), { element, kind: 'a frame', context });
};

/** True for frames that count readers. */
function isTiny({ properties: { width, height } }: Element): boolean {
  return [width, height].some((length) => length !== undefined && Number.parseFloat(String(length)) <= 1);
}

interface Shown {
  readonly element: Element;
  readonly kind: 'a frame' | 'a player' | 'an object';
  readonly context: FallbackContext;
}

function linkTo(written: string | null, { element, kind, context }: Shown): Fallback {
  const url = written !== null && URL.canParse(written, context.base) ? new URL(written, context.base) : null;
  const needles = [...(written === null ? [] : [written]), `<${element.tagName}`];
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return { nodes: [], notice: { what: `<${element.tagName}> without a URL`, instead: 'nothing', needles } };
  }
  if (trackers.test(url.hostname)) return nothing;
  const text = attributeIn(element, 'title') ?? attributeIn(element, 'ariaLabel') ?? nameOf(url, context);
  const link = buildLink({ href: pageOf(url), text }, context);
  return { nodes: [link], notice: { what: `${kind} of "${url.hostname}"`, instead: 'a link', needles } };
}

/** The host, or the name of a file on the author's own site. */
function nameOf(url: URL, { base }: FallbackContext): string {
  const isOwn = url.hostname === new URL(base).hostname;
  return (isOwn ? url.pathname.split('/').findLast((part) => part !== '') : null) ?? url.hostname;
}

const trackers =
  /(?:^|\.)(?:googletagmanager\.com|google-analytics\.com|doubleclick\.net|googlesyndication\.com|facebook\.net|hotjar\.com|adnxs\.com|amazon-adsystem\.com|cloudflareinsights\.com|plausible\.io|usefathom\.com|matomo\.cloud|statcounter\.com|quantserve\.com|scorecardresearch\.com)$/;

/** A frame for a custom element that loads the player of a service. https://github.com/paulirish/lite-youtube-embed */
function player(names: readonly string[], prefix: string): FallbackRule {
  return (element, context) => {
    const id = names.map((name) => attributeIn(element, name)).find((it) => it !== null) ?? null;
    if (id === null || !/^[\w-]{1,40}$/.test(id)) return null;
    const title =
      attributeIn(element, 'title') ?? attributeIn(element, 'videotitle') ?? attributeIn(element, 'playlabel');
    const made = h('iframe', { src: prefix + id, title });
    return frame(made, context) ?? { nodes: [made], notice: null };
  };
}

const youtube = player(['videoid', 'videoId', 'videoID', 'video-id', 'params'], 'https://www.youtube.com/embed/');
const vimeo = player(['videoid', 'videoId', 'videoID', 'video-id'], 'https://player.vimeo.com/video/');

/** An object shows its content if it cannot be shown itself: https://html.spec.whatwg.org/multipage/iframe-embed-object.html#the-object-element */
const object: FallbackRule = (element, context) => {
  const children = element.children.filter((child) => child.type !== 'element' || child.tagName !== 'param');
  const own = { ...element, children };
  if (lineOf(own) !== '' || elementsOf(own).some(({ tagName }) => media.has(tagName))) {
    return { nodes: [h(context.isInline ? 'span' : 'div', children)], notice: null };
  }
  const data = attributeIn(element, 'data');
  if (data !== null && fileTypeOf(data.replace(/[?#].*$/s, ''))?.kind === 'picture') {
    const alt = attributeIn(element, 'ariaLabel') ?? attributeIn(element, 'title') ?? '';
    return { nodes: [h('img', { src: data, alt })], notice: null };
  }
  return linkTo(data, { element, kind: 'an object', context });
};

const media = new Set(['img', 'video', 'audio', 'iframe']);

const canvas: FallbackRule = (element, { isInline }) => {
  const isEmpty = lineOf(element) === '' && elementsOf(element).length === 0;
  const notice = { what: 'a <canvas> without text', instead: 'nothing', needles: ['<canvas'] } as const;
  return isEmpty ? { nodes: [], notice } : { nodes: [h(isInline ? 'span' : 'div', element.children)], notice: null };
};

const embed: FallbackRule = (element, context) =>
  linkTo(attributeIn(element, 'src'), { element, kind: 'a player', context });

/** The pages that show the same as a script. */
const scriptPages: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/(gist\.github\.com\/[^?#]+?)\.js(?:[?#].*)?$/, 'https://$1'],
  [/^https?:\/\/(gitlab\.com\/[^?#]+?)\.js(?:[?#].*)?$/, 'https://$1'],
  [/^https?:\/\/(datawrapper\.dwcdn\.net\/\w+(?:\/\d+)?)\/embed\.js(?:[?#].*)?$/, 'https://$1/'],
  [/^https?:\/\/(asciinema\.org\/a\/\w+)\.js(?:[?#].*)?$/, 'https://$1'],
  [/^https?:\/\/pastebin\.com\/embed_js\/(\w+).*$/, 'https://pastebin.com/$1'],
  [/^https?:\/\/(jsfiddle\.net\/(?:\w+\/)?\w+)\/embed\/.*$/, 'https://$1/'],
];

/** Services whose scripts only change the look of an element that is in the text, and libraries that show nothing. */
const silentScripts =
  /(?:^|\.)(?:twitter\.com|x\.com|instagram\.com|tiktok\.com|facebook\.com|facebook\.net|threads\.net|bsky\.app|reddit\.com|redditmedia\.com|imgur\.com|embedly\.com|flourish\.studio|codepen\.io|pinterest\.com|disqus\.com|giscus\.app|utteranc\.es|googleapis\.com|gstatic\.com|jsdelivr\.net|unpkg\.com|cdnjs\.cloudflare\.com|cloudflare\.com|jquery\.com|polyfill\.io|skypack\.dev|esm\.sh|wp\.com|google\.com)$/;

/** A gist becomes a link. What other scripts show is not known, so their host is reported. */
const script: FallbackRule = (element, context) => {
  const type = attributeIn(element, 'type') ?? '';
  if (/^math\/(?:tex|asciimath)/i.test(type)) return { nodes: [h('code', lineOf(element))], notice: null };
  const src = attributeIn(element, 'src');
  if (src === null || !/^(?:https?:)?\/\//i.test(src) || !URL.canParse(src, context.base)) return null;
  const url = new URL(src, context.base);
  const { hostname } = url;
  if (trackers.test(hostname) || silentScripts.test(hostname) || hostname === new URL(context.base).hostname)
    return null;
  const [form, page = ''] = scriptPages.find(([pattern]) => pattern.test(url.href)) ?? [];
  const notice = { what: `a script of "${hostname}"`, needles: [src, '<script'] };
  if (form === undefined) return { nodes: [], notice: { ...notice, instead: 'nothing' } };
  const href = writeUrl(new URL(url.href.replace(form, page)));
  const link = buildLink({ href, text: href.replace(/^https:\/\//, '') }, context);
  return { nodes: [link], notice: { ...notice, instead: 'a link' } };
};

export const frameRules: Readonly<Record<string, FallbackRule>> = {
  iframe: frame,
  'lite-youtube': youtube,
  'youtube-video': youtube,
  'lite-vimeo': vimeo,
  object,
  canvas,
  embed,
  script,
};
