/** Files beside articles: pictures, media and sidecars, and which of them are named after an article. */
import type { Instant } from '../../model/instant.ts';
import { fileTypeOf } from '../../model/media-type.ts';
import { type ArticleIndex, indexArticles } from './article-index.ts';

/**
 * The files beside the articles, with the bytes of those that were read.
 *
 * @example
 * const hasPicture = (beside: Beside): boolean => beside.paths.has('terns.jpg');
 */
export interface Beside {
  /** False if the files were not listed. Then no file is reported as missing. */
  readonly isListed: boolean;
  readonly paths: ReadonlySet<string>;
  /** The files named after an article, by its path without the extension. */
  readonly byStem: ReadonlyMap<string, readonly string[]>;
  readonly bodies: ReadonlyMap<string, Uint8Array>;
  /** The files inside the file of the article, such as those that are attached to an e-mail, by their paths. */
  readonly enclosed: ReadonlyMap<string, Uint8Array>;
  /** The articles of the folder. Null if they were not listed. Then links between articles are not followed, nor reported. */
  readonly articles: ArticleIndex | null;
  /** The captions embedded in picture files, if the channel uses them. */
  readonly embedded: ReadonlyMap<string, EmbeddedCaption>;
}

/**
 * The caption and credit in the metadata of a picture file (IPTC or XMP).
 *
 * @example
 * const embedded: EmbeddedCaption = { caption: 'Terns above a beach.', credit: 'Joss Whitlow' };
 */
export interface EmbeddedCaption {
  readonly caption: string | null;
  readonly credit: string | null;
}

export const nothingBeside: Beside = {
  isListed: false,
  paths: new Set(),
  byStem: new Map(),
  bodies: new Map(),
  enclosed: new Map(),
  articles: null,
  embedded: new Map(),
};

/**
 * Indexes the paths of the files beside the articles, for `parseArticle`. Audio and video only belong to an article if it names
 * them. `articles` are the paths of the articles, for links between them: those that are not out at `now` are not linked to.
 *
 * @example
 * const beside = indexBeside(['terns.jpg', 'terns-1.jpg', 'quay.jpg']);
 * beside.byStem.get('terns') // => ['terns.jpg', 'terns-1.jpg']
 */
export function indexBeside(
  paths: readonly string[],
  articles: readonly string[] | null = null,
  { now = null }: { readonly now?: Instant | null } = {},
): Beside {
  const byStem = new Map<string, string[]>();
  for (const path of paths) {
    for (const stem of stemsOf(path)) {
      const named = byStem.get(stem);
      if (named === undefined) byStem.set(stem, [path]);
      else named.push(path);
    }
  }
  return {
    isListed: true,
    paths: new Set(paths),
    byStem,
    bodies: new Map(),
    enclosed: new Map(),
    articles: articles === null ? null : indexArticles(articles, now),
    embedded: new Map(),
  };
}

/** The stems of articles to which a file can belong: `a/story-2.jpg` to `a/story-2.txt`, or to `a/story.txt` as a later picture. */
export function stemsOf(path: string): readonly string[] {
  if (isSidecar(path)) return [path.slice(0, -sidecarExtension.length)];
  if (!isPicturePath(path) && !isOtherPicturePath(path)) return [];
  const stem = stemOfPicture(path);
  const numbered = /^(.*[^/])-\d{1,3}$/.exec(stem)?.[1];
  return numbered === undefined ? [stem] : [stem, numbered];
}

/** True for pictures, media files and sidecars. */
export function isBesidePath(path: string): boolean {
  return isPicturePath(path) || isMediaPath(path) || isSidecar(path);
}

/** True for pictures that an article can show. */
export function isPicturePath(path: string): boolean {
  const row = fileTypeOf(path);
  return row?.use === 'beside' && row.kind === 'picture';
}

/** True for pictures of other types, such as HEIC and SVG. They are not published, but reported if an article uses them. */
export function isOtherPicturePath(path: string): boolean {
  const row = fileTypeOf(path);
  return row?.use === 'none' && row.kind === 'picture';
}

/** True for audio, video, their subtitles, and PDF. */
export function isMediaPath(path: string): boolean {
  const row = fileTypeOf(path);
  return row?.use === 'beside' && row.kind !== 'picture';
}

/** True for a sidecar: `story.images.yaml` lists the pictures of `story.txt`. */
export function isSidecar(path: string): boolean {
  return path.endsWith(sidecarExtension);
}

export const sidecarExtension = '.images.yaml';

/**
 * The pictures that are named after an article, in order: `story.jpg`, `story-1.jpg`, `story-2.jpg`. Includes pictures of types
 * that are not published, except those that are also there as a JPEG or the like.
 */
export function namedPictures(stem: string, { byStem }: Beside): readonly string[] {
  const numberOf = (path: string) => Number(/^-(\d+)\./.exec(path.slice(stem.length))?.[1] ?? 0);
  const named = (byStem.get(stem) ?? []).filter((path) => !isSidecar(path));
  const saved = new Set(named.filter(isPicturePath).map(stemOfPicture));
  const pictures = named.filter((path) => isPicturePath(path) || !saved.has(stemOfPicture(path)));
  return pictures.sort((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1));
}

function stemOfPicture(path: string): string {
  return path.replace(/\.\w+$/, '');
}
