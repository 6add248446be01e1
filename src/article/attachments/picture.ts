/** Files that lie among the articles: which of them a reference means, what a picture says of itself, where it is published. */
import { imageSize } from 'image-size';
import { extensionOf, fileTypeOf } from '../../model/media-type.ts';
import { mediaName } from '../text/slug.ts';

/** The files beside the articles, and the bytes of those that have been read. */
export interface Beside {
  /** False where nobody has looked: then nothing is missing. */
  readonly isListed: boolean;
  readonly paths: ReadonlySet<string>;
  /** The files named after an article, by its path without the ending. */
  readonly byStem: ReadonlyMap<string, readonly string[]>;
  readonly bodies: ReadonlyMap<string, Uint8Array>;
  /** The words inside pictures, where the channel asks for them. */
  readonly words: ReadonlyMap<string, PictureWords>;
}

export interface PictureWords {
  readonly caption: string | null;
  readonly credit: string | null;
}

export const nothingBeside: Beside = {
  isListed: false,
  paths: new Set(),
  byStem: new Map(),
  bodies: new Map(),
  words: new Map(),
};

/** Indexes the paths of the files beside the articles; sound and films belong to an article only where it names them. */
export function indexBeside(paths: readonly string[]): Beside {
  const byStem = new Map<string, string[]>();
  for (const path of paths) {
    for (const stem of stemsOf(path)) {
      const named = byStem.get(stem);
      if (named === undefined) byStem.set(stem, [path]);
      else named.push(path);
    }
  }
  return { isListed: true, paths: new Set(paths), byStem, bodies: new Map(), words: new Map() };
}

/** `a/story-2.jpg` may belong to `a/story-2.txt`, or to `a/story.txt` as its third picture. */
function stemsOf(path: string): readonly string[] {
  if (isSideFile(path)) return [path.slice(0, -sideEnding.length)];
  if (!isPicturePath(path)) return [];
  const stem = path.replace(/\.\w+$/, '');
  const numbered = /^(.*[^/])-\d{1,3}$/.exec(stem)?.[1];
  return numbered === undefined ? [stem] : [stem, numbered];
}

/** True for pictures, files that describe them, sound, films and what belongs to those. */
export function isBesidePath(path: string): boolean {
  return isPicturePath(path) || isMediaPath(path) || isSideFile(path);
}

/** True for files that articles may show. */
export function isPicturePath(path: string): boolean {
  const row = fileTypeOf(path);
  return row?.use === 'beside' && row.kind === 'picture';
}

/** True for sound, films, their transcripts, and PDF. */
export function isMediaPath(path: string): boolean {
  const row = fileTypeOf(path);
  return row?.use === 'beside' && row.kind !== 'picture';
}

/** True for `story.images.yaml`, which says what pictures `story.txt` has. */
export function isSideFile(path: string): boolean {
  return path.endsWith(sideEnding);
}

export const sideEnding = '.images.yaml';

/** The pictures that belong to an article by their name, in order: `story.jpg`, `story-1.jpg`, `story-2.jpg`. */
export function namedPictures(stem: string, { byStem }: Beside): readonly string[] {
  const numberOf = (path: string) => Number(/^-(\d+)\./.exec(path.slice(stem.length))?.[1] ?? 0);
  const pictures = (byStem.get(stem) ?? []).filter(isPicturePath);
  return pictures.sort((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1));
}

/**
 * The paths that a reference may mean, the likeliest first: beside the article, or from the root, where site generators
 * keep static files in a folder of their own. None for an address of the web, and for a path that leaves the folder.
 */
export function candidatesFor(reference: string, articlePath: string): readonly string[] {
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|^#|^$/i.test(reference.trim())) return [];
  const path = decodePath(reference.trim().split(/[?#]/)[0] ?? '');
  if (path === null || !(isPicturePath(path) || isMediaPath(path))) return [];
  if (path.startsWith('/')) return staticFolders.flatMap((folder) => normalPath(`${folder}${path}`) ?? []);
  const folder = articlePath.split('/').slice(0, -1).join('/');
  return [normalPath(`${folder}/${path}`), normalPath(path)].filter((it) => it !== null);
}

const staticFolders = ['', 'static', 'public', 'assets', 'content', 'src'];

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return null;
  }
}

/** Without `.` and `..`; null where it would leave the folder. */
function normalPath(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..') parts.push(part);
  }
  return parts.join('/');
}

/** What a picture file says of itself. */
export interface PictureFacts {
  /** Where it is published: a name with its digest, so that its address can be kept for ever. */
  readonly publishedPath: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly lengthBytes: number;
}

/** Reads size and type from the bytes; a message where they are no picture. */
export function describePicture(path: string, body: Uint8Array): PictureFacts | { readonly wrong: string } {
  try {
    const { width, height, type = extensionOf(path), orientation = 1 } = imageSize(body);
    const really = `.${type}`;
    const mediaType = isPicturePath(really) ? fileTypeOf(really)?.mediaType : undefined;
    if (mediaType === undefined) return { wrong: `it is of the kind "${type}"` };
    // Orientations from 5 on are turned on their side.
    const [shownWidth, shownHeight] = orientation >= 5 ? [height, width] : [width, height];
    const publishedPath = publishedPathOf(path, body);
    return { publishedPath, type: mediaType, width: shownWidth, height: shownHeight, lengthBytes: body.length };
  } catch {
    // The library's words are about its own code.
    return { wrong: 'it is damaged, or none of JPEG, PNG, GIF, WebP and AVIF' };
  }
}

/** `media/<name>-<digest>.<extension>`; a name in another script is left to the digest. */
export function publishedPathOf(path: string, body: Uint8Array): string {
  const [, name = '', extension = ''] = /([^/]*)\.(\w+)$/.exec(path) ?? [];
  return `media/${mediaName(name, body)}.${extension.toLowerCase()}`;
}
