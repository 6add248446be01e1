/** Gives pictures that a script would load their URLs, and takes pictures out of `noscript`, because feed readers run no scripts. */
import type { Element, Root } from 'hast';
import { fileTypeOf } from '../../model/media-type.ts';
import { isSamePicture } from './same-picture.ts';
import { elementsOf, type Parents, parentsOf, removeElements, replaceElement } from './walk.ts';

/** Changes the tree in place. The URLs are as written: the tree is not trusted until it is sanitised. */
export function restorePictures(tree: Root): void {
  const elements = elementsOf(tree);
  if (!elements.some(({ tagName }) => tagName === 'img' || tagName === 'source')) return;
  const parents = parentsOf(tree);
  for (const element of elements) {
    if (element.tagName === 'img' || element.tagName === 'source') restoreUrls(element);
  }
  for (const element of elements) if (element.tagName === 'img') chooseSource(element, parents);
  openNoscripts(tree, parents);
}

type Properties = Element['properties'];

/** The attributes in which scripts for late loading keep the URL, the most usual first. https://github.com/aFarkas/lazysizes */
const lateUrls = [
  'dataSrc',
  'dataLazySrc',
  'dataOriginal',
  'dataLazy',
  'dataLazyload',
  'dataEcho',
  'dataUrl',
  'dataImage',
  'dataOriginalSrc',
  'dataActualsrc',
  'dataImgSrc',
  'dataImgUrl',
  'dataHiResSrc',
  'dataCfsrc',
  'dataEzsrc',
  'dataRunnerSrc',
  'dataPagespeedLazySrc',
  'nitroLazySrc',
] as const;
const lateSets = [
  'dataSrcset',
  'dataSrcSet',
  'dataLazySrcset',
  'dataOriginalSet',
  'dataEzsrcset',
  'nitroLazySrcset',
] as const;

function restoreUrls({ tagName, properties }: Element): void {
  const late = firstUrl(properties, lateUrls);
  const lateSet = lateSets.map((name) => properties[name]).find((it) => candidatesIn(it).length > 0);
  if (tagName === 'source' || (late === null && lateSet === undefined) || !isPlaceholder(properties)) {
    if (tagName === 'source' && lateSet !== undefined) Object.assign(properties, { srcSet: lateSet });
    return;
  }
  Object.assign(properties, { src: late, srcSet: lateSet });
}

function firstUrl(properties: Properties, names: readonly string[]): string | null {
  return names.map((name) => urlIn(properties[name])).find((url) => url !== null) ?? null;
}

/** The URL of a picture: absolute with http or https, or relative. Null for anything else. */
function urlIn(value: unknown): string | null {
  const url = typeof value === 'string' ? value.trim() : '';
  if (url === '' || url.startsWith('#') || /\s/.test(url)) return null;
  return URL.canParse(url, base) && /^https?:$/.test(new URL(url, base).protocol) ? url : null;
}

const base = 'https://localhost/';

/** True if a script would replace the picture: it has no URL, or one of a placeholder, or a class for late loading. */
function isPlaceholder({ src, className }: Properties): boolean {
  const url = urlIn(src);
  return url === null || isPlaceholderUrl(url) || /lazy/i.test(String(className ?? ''));
}

/** True for a picture file such as `blank.gif` or `loading-dots.svg`. */
function isPlaceholderUrl(url: string): boolean {
  return placeholderName.test(url) && fileTypeOf(new URL(url, base).pathname)?.kind === 'picture';
}

const placeholderName =
  /(?:^|[/_-])(?:blank|placeholder|spacer|transparent|loading|loader|lazy|pixel|1x1|grey|gray|clear|empty)[\w-]*\.\w+(?:[?#]|$)/i;

interface Candidate {
  readonly url: string;
  /** The width in pixels, or the density. Zero if there is no descriptor. */
  readonly size: number;
}

/** The usable candidates of a `srcset`, which the tree contains as text or as a list. */
function candidatesIn(value: unknown): readonly Candidate[] {
  if (typeof value !== 'string' && !Array.isArray(value)) return [];
  const written = Array.isArray(value) ? value.map(String) : value.split(/,\s+|,(?=https?:)/);
  return written.flatMap((candidate) => {
    const [first = '', descriptor = ''] = candidate.trim().split(/\s+/);
    const url = urlIn(first);
    const isValid = url !== null && /^(?:[\d.]+[wxh])?$/.test(descriptor);
    return isValid ? [{ url, size: Number.parseFloat(descriptor) || 0 }] : [];
  });
}

/** Wide enough for every feed reader. */
const widestPixels = 2000;

/** The largest candidate that is not too wide, else the smallest. */
function bestOf(candidates: readonly Candidate[]): string | null {
  const bySize = candidates.toSorted((a, b) => b.size - a.size);
  return (bySize.find(({ size }) => size <= widestPixels) ?? bySize.at(-1))?.url ?? null;
}

/** A picture without a URL of its own gets the best candidate of its `srcset`, or of the sources in its `picture` element. */
function chooseSource(picture: Element, parents: Parents): void {
  const { properties } = picture;
  const src = properties['src'];
  if (urlIn(src) !== null) return;
  const parent = parents.get(picture);
  const isInPicture = parent?.type === 'element' && parent.tagName === 'picture';
  const sources = isInPicture ? elementsOf(parent).filter(({ tagName }) => tagName === 'source') : [];
  const sets = [properties['srcSet'], ...sources.toReversed().map((source) => source.properties['srcSet'])];
  const best = sets.map((set) => bestOf(candidatesIn(set))).find((url) => url !== null) ?? null;
  if (best !== null) properties['src'] = best;
  else if (typeof src === 'string' && (src.trim() === '' || src.trim().startsWith('#'))) delete properties['src'];
}

/**
 * Replaces each `noscript` that contains pictures by those pictures that the tree does not show otherwise. If the picture before
 * it has no URL, it is the placeholder of the first one.
 */
function openNoscripts(tree: Root, parents: Parents): void {
  const noscripts = elementsOf(tree).filter(({ tagName }) => tagName === 'noscript');
  const inside = new Set(noscripts.flatMap((noscript) => picturesIn(noscript)));
  const outside = picturesIn(tree).filter((picture) => !inside.has(picture));
  const shown = outside.flatMap(({ properties }) => urlIn(properties['src']) ?? []);
  const placeholders = new Set<Element>();
  for (const noscript of noscripts) {
    const added = picturesIn(noscript).filter(({ properties }) => {
      const url = urlIn(properties['src']);
      return url !== null && !shown.some((other) => isSamePicture(other, url));
    });
    if (picturesIn(noscript).length === 0) continue;
    const before = placeholderBefore(noscript, parents);
    if (before !== null) placeholders.add(before);
    const [first] = added;
    if (first !== undefined) first.properties['alt'] = first.properties['alt'] || before?.properties['alt'] || '';
    shown.push(...added.flatMap(({ properties }) => urlIn(properties['src']) ?? []));
    replaceElement(noscript, { by: added, parents });
  }
  removeElements(tree, (element) => placeholders.has(element));
}

function picturesIn(tree: Root | Element): readonly Element[] {
  return elementsOf(tree).filter(({ tagName }) => tagName === 'img');
}

/** The picture without a URL of its own that comes directly before a `noscript`. */
function placeholderBefore(noscript: Element, parents: Parents): Element | null {
  const siblings = parents.get(noscript)?.children ?? [];
  const before = siblings.slice(0, siblings.indexOf(noscript as never)).filter((it) => it.type === 'element');
  const last = before.at(-1);
  const url = urlIn(last?.properties['src']);
  return last?.tagName === 'img' && (url === null || isPlaceholderUrl(url)) ? last : null;
}
