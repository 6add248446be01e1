/** Collects the references to files in a story, and the paths that each of them can mean. */
import type { Element } from 'hast';
import type { Episode } from '../../model/episode.ts';
import type { Story } from '../story/story.ts';
import { elementsOf } from '../tree/walk.ts';
import { isMediaPath, isOtherPicturePath, isPicturePath } from './beside.ts';

/** A reference as written. Links are only checked: they must not point to article files. */
export interface Reference {
  readonly kind: 'picture' | 'media' | 'link';
  readonly written: string;
}

/**
 * All references, in the order in which problems are reported. `own` are the pictures that belong to the article but are not
 * named in it.
 */
export function referencesOf(story: Story, own: readonly string[]): readonly Reference[] {
  const { content, image, pictures, enclosures, episode } = story;
  const shown = elementsOf(content).flatMap(({ tagName, properties: { src } }) => {
    return tagName === 'img' && typeof src === 'string' ? [src] : [];
  });
  const beside = [...(image === null ? [] : [image.url]), ...own, ...pictures.map(({ url }) => url)];
  return [
    ...[...shown, ...beside].map(picture),
    ...elementsOf(content).flatMap(referencesOfElement),
    ...enclosures.map(({ url }) => media(url)),
    ...(episode === null ? [] : referencesOfEpisode(episode)),
  ];
}

/** The attribute that contains the URL of a file, by element. */
export const mediaAttributes: Readonly<Record<string, 'src' | 'href'>> = {
  a: 'href',
  audio: 'src',
  source: 'src',
  track: 'src',
  video: 'src',
};

function referencesOfElement({ tagName, properties }: Element): Reference[] {
  const name = mediaAttributes[tagName];
  if (name === undefined) return [];
  const written = String(properties[name] ?? '');
  const link: Reference[] = tagName === 'a' ? [{ kind: 'link', written }] : [];
  const poster = tagName === 'video' ? [picture(String(properties['poster'] ?? ''))] : [];
  return [...link, media(written), ...poster];
}

function referencesOfEpisode({ image, transcripts, persons }: Episode): Reference[] {
  const portraits = persons.flatMap((person) => person.image ?? []);
  return [
    ...(image === null ? [] : [picture(image)]),
    ...transcripts.map(({ url }) => media(url)),
    ...portraits.map(picture),
  ];
}

function picture(written: string): Reference {
  return { kind: 'picture', written };
}

function media(written: string): Reference {
  return { kind: 'media', written };
}

/** The article with a reference, and the setting `static`. */
export interface ArticlePlace {
  readonly path: string;
  readonly static: readonly string[];
}

/** The paths that a reference can mean, for files of its kind. */
export function candidatesOf({ kind, written }: Reference, at: ArticlePlace): readonly string[] {
  if (kind === 'link') return [];
  return candidatesFor(written, at).filter(kind === 'picture' ? isAnyPicturePath : isMediaPath);
}

/**
 * The paths that a reference can mean, the most likely first: beside the article, or from the root, including the folders in
 * which site generators keep static files. Empty for an absolute URL, and for a path that leaves the folder.
 */
export function candidatesFor(
  reference: string,
  { path: articlePath, static: folders }: ArticlePlace,
): readonly string[] {
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|^#|^$/i.test(reference.trim())) return [];
  const path = decodePath(reference.trim().split(/[?#]/)[0] ?? '');
  if (path === null || !(isAnyPicturePath(path) || isMediaPath(path))) return [];
  if (path.startsWith('/')) {
    const roots = folders.length === 0 ? staticFolders : [...folders, ''];
    return roots.flatMap((root) => normalPath(`${root}${path}`) ?? []);
  }
  const folder = articlePath.split('/').slice(0, -1).join('/');
  return [normalPath(`${folder}/${path}`), normalPath(path)].filter((it) => it !== null);
}

function isAnyPicturePath(path: string): boolean {
  return isPicturePath(path) || isOtherPicturePath(path);
}

const staticFolders = ['', 'static', 'public', 'assets', 'content', 'src'];

export function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return null;
  }
}

/** Resolves `.` and `..`. Returns null if the path leaves the folder. */
export function normalPath(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..') parts.push(part);
  }
  return parts.join('/');
}
