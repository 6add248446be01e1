/** Follows references from an article to the files beside it, and keeps what was found and what has to be read first. */
import type { Channel, Image } from '../model.ts';
import { type Finding, warning } from '../problem.ts';
import { describeMedia, type MediaFacts } from './media-file.ts';
import { urlOf } from './page.ts';
import { type Beside, candidatesFor, describePicture, isMediaPath, isPicturePath } from './picture.ts';

/** A file that is published with its article. */
export interface Asset {
  /** Where it lies among the articles. */
  readonly path: string;
  readonly publishedPath: string;
}

export interface PlaceContext {
  readonly path: string;
  readonly channel: Channel;
  readonly beside: Beside;
}

/** What is gathered while references are followed. */
export interface Search extends PlaceContext {
  readonly findings: Finding[];
  readonly assets: Map<string, Asset>;
  readonly looked: Set<string>;
  readonly wanted: Set<string>;
}

export function startSearch(context: PlaceContext): Search {
  return { ...context, findings: [], assets: new Map(), looked: new Set(), wanted: new Set() };
}

/** The bytes of a file beside the article; null where it is not there, or has not been read yet. */
export function bytesOf(path: string, { beside, looked, wanted }: Search): Uint8Array | null {
  looked.add(path);
  if (!beside.paths.has(path)) return null;
  const body = beside.bodies.get(path) ?? null;
  if (body === null) wanted.add(path);
  return body;
}

/** What is known of the picture that a reference means; null where it means no file here. */
export function findPicture(reference: string, search: Search): (Partial<Image> & Located) | null {
  const file = findFile(reference, { search, isWanted: isPicturePath });
  if (file === null) return null;
  const facts = describePicture(file.path, file.body);
  if (!('wrong' in facts)) return publish(file.path, facts, search);
  note(warning('invalid-picture', `"${file.path}" cannot be read as a picture: ${facts.wrong}`), search);
  return null;
}

/** The same for sound, films, transcripts and PDF. */
export function findMedia(reference: string, search: Search): (Omit<MediaFacts, 'publishedPath'> & Located) | null {
  const file = findFile(reference, { search, isWanted: isMediaPath });
  if (file === null) return null;
  const facts = describeMedia(file.path, file.body);
  if (!('wrong' in facts)) return publish(file.path, facts, search);
  note(warning('invalid-media', `"${file.path}" cannot be attached: ${facts.wrong}`), search);
  return null;
}

export interface Located {
  /** Where it is published. */
  readonly url: string;
}

interface Wanting {
  readonly search: Search;
  readonly isWanted: (path: string) => boolean;
}

function findFile(reference: string, { search, isWanted }: Wanting) {
  const candidates = candidatesFor(reference, search.path).filter(isWanted);
  const path = candidates.find((candidate) => search.beside.paths.has(candidate));
  if (path === undefined) {
    for (const candidate of candidates) search.looked.add(candidate);
    return null;
  }
  const body = bytesOf(path, search);
  return body === null ? null : { path, body };
}

function publish<T extends { readonly publishedPath: string }>(
  path: string,
  { publishedPath, ...known }: T,
  { assets, channel }: Search,
): Omit<T, 'publishedPath'> & Located {
  assets.set(path, { path, publishedPath });
  return { ...known, url: urlOf(publishedPath, channel) };
}

/** An article may name one file in several places. */
function note(finding: Finding, { findings }: Search): void {
  if (!findings.some(({ message }) => message === finding.message)) findings.push(finding);
}
