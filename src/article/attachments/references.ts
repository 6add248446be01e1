/** The files that a story names, in its text and beside it, and the paths that each name may mean. */
import type { Element } from 'hast';
import type { Episode } from '../../model/episode.ts';
import type { Story } from '../story/story.ts';
import { elementsOf } from '../tree/walk.ts';
import { isMediaPath, isPicturePath } from './beside.ts';

/** A name as its author wrote it. A link is only looked at: it must not lead to an article's file. */
export interface Reference {
  readonly kind: 'picture' | 'media' | 'link';
  readonly written: string;
}

/** All of them, in the order in which problems with them are reported; `own` are the pictures that belong to the article without being named in it. */
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

/** Which attribute of which element names a file. */
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

/** The paths that a reference may mean, of files of its kind. */
export function candidatesOf({ kind, written }: Reference, articlePath: string): readonly string[] {
  if (kind === 'link') return [];
  return candidatesFor(written, articlePath).filter(kind === 'picture' ? isPicturePath : isMediaPath);
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
