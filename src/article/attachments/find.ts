/** Follows references from an article to the files beside it, and keeps what was found and what has to be read first. */
import type { Channel } from '../../model/channel.ts';
import type { Image } from '../../model/image.ts';
import { urlOf } from '../../model/url.ts';
import { type Finding, type Position, warning } from '../../problem/problem.ts';
import { suggest } from '../../problem/wording.ts';
import { positionAt } from '../text/position.ts';
import { describeMedia, type MediaFacts, strangerIn } from './describe-media.ts';
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
  /** The text of the file, which says in which line a reference stands. */
  readonly text: string;
  /** True where the article has its page on a site of its author's, which may have files that are not here. */
  readonly hasSite: boolean;
}

/** What is gathered while references are followed. */
export interface Search extends PlaceContext {
  readonly findings: Finding[];
  readonly assets: Map<string, Asset>;
  readonly looked: Set<string>;
  readonly wanted: Set<string>;
  /** References to files that are not there. */
  readonly missed: Set<string>;
}

export function startSearch(context: PlaceContext): Search {
  return { ...context, findings: [], assets: new Map(), looked: new Set(), wanted: new Set(), missed: new Set() };
}

/** The bytes of a file beside the article; null where it is not there, or has not been read yet. */
export function readBeside(path: string, { beside, looked, wanted }: Search): Uint8Array | null {
  looked.add(path);
  if (!beside.paths.has(path)) return null;
  const body = beside.bodies.get(path) ?? null;
  if (body === null) wanted.add(path);
  return body;
}

/** What is known of the picture that a reference means; null where it means no file here. */
export function findPicture(reference: string, search: Search): (Partial<Image> & Located) | null {
  const file = findFile(reference, { search, isWanted: isPicturePath, missing: missingPicture });
  if (file === null) return null;
  const facts = describePicture(file.path, file.body);
  if (!('wrong' in facts)) return publish(file.path, facts, search);
  const reason = strangerIn(file.body) ?? facts.wrong;
  note(warning('invalid-picture', `"${file.path}" cannot be read as a picture: ${reason}`), search);
  return null;
}

/** The same for sound, films, transcripts and PDF. */
export function findMedia(reference: string, search: Search): (Omit<MediaFacts, 'publishedPath'> & Located) | null {
  const file = findFile(reference, { search, isWanted: isMediaPath, missing: missingMedia });
  if (file === null) return null;
  const facts = describeMedia(file.path, file.body);
  if (!('wrong' in facts)) return publish(file.path, facts, search);
  note(warning('invalid-media', `"${file.path}" cannot be attached: ${facts.wrong}`), search);
  return null;
}

function missingPicture({ reference, remedy, at }: Missing): Finding {
  return warning('missing-picture', `There is no picture "${reference}" among the articles${remedy}`, at);
}

function missingMedia({ reference, remedy, at }: Missing): Finding {
  return warning('missing-media', `There is no file "${reference}" among the articles${remedy}`, at);
}

export interface Located {
  /** Where it is published. */
  readonly url: string;
}

interface Wanting {
  readonly search: Search;
  readonly isWanted: (path: string) => boolean;
  readonly missing: (missing: Missing) => Finding;
}

function findFile(reference: string, { search, isWanted, missing }: Wanting) {
  const candidates = candidatesFor(reference, search.path).filter(isWanted);
  const path = candidates.find((candidate) => search.beside.paths.has(candidate));
  if (path === undefined) {
    for (const candidate of candidates) search.looked.add(candidate);
    if (candidates[0] !== undefined) noteMissing(reference, { candidate: candidates[0], search, isWanted, missing });
    return null;
  }
  const body = readBeside(path, search);
  return body === null ? null : { path, body };
}

interface Missing {
  readonly reference: string;
  readonly remedy: string;
  readonly at: Position | undefined;
}

interface NoteMissing extends Wanting {
  /** The path that the reference means first of all. */
  readonly candidate: string;
}

/** The most references of one article that are told of. */
export const maximumMissing = 50;

function noteMissing(reference: string, { candidate, search, isWanted, missing }: NoteMissing): void {
  const { missed, findings } = search;
  if (missed.has(reference) || missed.size >= maximumMissing) return;
  missed.add(reference);
  if (isElsewhere(reference, { search, isWanted })) return;
  findings.push(
    missing({ reference, remedy: remedyFor(candidate, search), at: positionOfReference(reference, search) }),
  );
}

/** A site of the author's own has what begins with `/`, and everything where no file of the kind lies among the articles. */
function isElsewhere(reference: string, { search, isWanted }: Pick<Wanting, 'search' | 'isWanted'>): boolean {
  const { beside, hasSite } = search;
  if (!beside.isListed) return true;
  return hasSite && (reference.startsWith('/') || ![...beside.paths].some(isWanted));
}

/** The file of the same folder whose name is nearest, else what to do. */
function remedyFor(candidate: string, { beside }: Search): string {
  const folder = candidate.slice(0, candidate.lastIndexOf('/') + 1);
  const names = [...beside.paths].filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  const near = suggest(candidate.slice(folder.length), names);
  return near === '' ? ': put it beside the article, or write its whole address' : near;
}

/** Where the text names something; undefined where it does so in other words. */
export function positionOfReference(reference: string, { text }: Pick<Search, 'text'>): Position | undefined {
  for (let at = text.indexOf(reference); at !== -1; at = text.indexOf(reference, at + 1)) {
    const isPart = /[\w./-]/.test(text.charAt(at - 1)) || /\w/.test(text.charAt(at + reference.length));
    if (!isPart) return positionAt(text, at);
  }
  return undefined;
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
