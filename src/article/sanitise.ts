/** Untrusted HTML to HTML that is safe in every reader: an allow-list over a real parser's tree, and absolute addresses. */
import type { Element, Root } from 'hast';
import { type Schema, sanitize } from 'hast-util-sanitize';
import { SKIP, visit } from 'unist-util-visit';
import { foldSpaces } from './html-text.ts';

/** The same tree with only what is allowed; addresses are resolved against `base`. */
export function sanitise(tree: Root, base: string): Root {
  const clean = sanitize(tree, schema) as Root;
  visit(clean, 'element', (element, index, parent) => {
    resolveAddresses(element, base);
    if (parent === undefined || index === undefined || !isDead(element)) return undefined;
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
  return clean;
}

const words =
  'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure ' +
  'h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub sup ' +
  'table tbody td tfoot th thead time tr u ul var video audio source picture track';

/** After the schema of GitHub, without ids and classes, with figures and media. Scripts and styles go with what is in them. */
const schema: Schema = {
  tagNames: words.split(' '),
  attributes: {
    '*': ['title', 'lang', 'dir'],
    a: ['href'],
    audio: ['src', 'controls'],
    blockquote: ['cite'],
    code: [['className', /^language-[\w+#-]{1,30}$/]],
    col: ['span'],
    colgroup: ['span'],
    del: ['cite', 'dateTime'],
    img: ['src', 'srcSet', 'alt', 'width', 'height'],
    ins: ['cite', 'dateTime'],
    li: ['value'],
    ol: ['start', 'reversed', 'type'],
    q: ['cite'],
    source: ['src', 'srcSet', 'type', 'media'],
    td: ['colSpan', 'rowSpan'],
    th: ['colSpan', 'rowSpan', 'scope'],
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
    'iframe',
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

const addressProperties = ['href', 'src', 'cite', 'poster'] as const;

function resolveAddresses(element: Element, base: string): void {
  const { properties } = element;
  for (const name of addressProperties) {
    if (properties[name] === undefined) continue;
    const address = resolve(String(properties[name]), base);
    if (address === null) delete properties[name];
    else properties[name] = address;
  }
  if (properties['srcSet'] !== undefined) {
    const set = resolveSourceSet(properties['srcSet'], base);
    if (set === '') delete properties['srcSet'];
    else properties['srcSet'] = set;
  }
}

/** An absolute address in its normal form; null where it is none, or could run something. */
export function resolve(address: string, base: string): string | null {
  const trimmed = address.trim();
  if (!URL.canParse(trimmed, base)) return null;
  const url = new URL(trimmed, base);
  return /^(?:https?|mailto|tel):$/.test(url.protocol) ? url.href : null;
}

/** `a.jpg 1x, b.jpg 2x`: each address on its own. The tree holds it as a list or as a text. */
function resolveSourceSet(value: unknown, base: string): string {
  const candidates = Array.isArray(value) ? value.map(String) : String(value).split(/,\s+|,(?=https?:)/);
  return candidates
    .map((candidate) => resolveCandidate(candidate, base))
    .filter((it) => it !== null)
    .join(', ');
}

function resolveCandidate(candidate: string, base: string): string | null {
  const [address = '', descriptor = ''] = foldSpaces(candidate).split(' ');
  const url = address === '' ? null : resolve(address, base);
  if (url === null || !/^https?:/.test(url)) return null;
  return /^[\d.]+[wxh]$/.test(descriptor) ? `${url} ${descriptor}` : url;
}

/** A picture without an address, or of one pixel, which counts readers. */
function isDead({ tagName, properties }: Element): boolean {
  if (tagName !== 'img') return false;
  const tiny = (value: unknown) => value !== undefined && Number(value) <= 1;
  return properties['src'] === undefined || tiny(properties['width']) || tiny(properties['height']);
}
