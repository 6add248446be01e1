/** Finds the files that an article names, and reports those that are missing or damaged. */
import type { Channel } from '../../model/channel.ts';
import { fileTypeOf } from '../../model/media-type.ts';
import { urlOf } from '../../model/url.ts';
import { type Finding, type Position, warning } from '../../problem/problem.ts';
import { suggest } from '../../problem/wording.ts';
import { nameOfEnclosed } from '../story/enclosed-path.ts';
import { positionAt } from '../text/position.ts';
import { type Beside, isMediaPath, isOtherPicturePath, isPicturePath } from './beside.ts';
import {
  describeMedia,
  describePicture,
  type MediaFacts,
  type PictureFacts,
  saveAs,
  wrongContent,
} from './describe.ts';
import { candidatesOf, type Reference } from './references.ts';

/**
 * A file that is published with its article.
 *
 * @example
 * const asset: Asset = { path: 'terns.jpg', publishedPath: 'media/terns-1f0a2b3c.jpg' };
 */
export interface Asset {
  /** The path in the folder of articles. A file inside another one has a path with `//`, as in `news/a.eml//2/quay.jpg`. */
  readonly path: string;
  readonly publishedPath: string;
}

export interface FindContext {
  readonly path: string;
  readonly channel: Channel;
  readonly beside: Beside;
  /** The text of the article file, for the positions of references. */
  readonly text: string;
  /** True if the article has a page on the author's own site, which can contain files that are not here. */
  readonly hasSite: boolean;
  /** True if the URL of that page is known, so that relative URLs have a meaning there. */
  readonly hasPage: boolean;
}

/** The files that were found, by the reference as it is written. */
export interface FoundFiles {
  readonly pictures: ReadonlyMap<string, FoundPicture>;
  readonly media: ReadonlyMap<string, FoundMedia>;
  /** References to pictures that cannot be shown, as written. */
  readonly unusable: ReadonlySet<string>;
  readonly findings: readonly Finding[];
  readonly assets: readonly Asset[];
  /** All paths that were looked for, whether they exist or not. */
  readonly looked: readonly string[];
}

interface Located {
  /** The URL under which it is published. */
  readonly url: string;
}

export type FoundPicture = Omit<PictureFacts, 'publishedPath'> & Located;
export type FoundMedia = Omit<MediaFacts, 'publishedPath'> & Located;

/** Looks up each reference once. */
export function findFiles(references: readonly Reference[], context: FindContext): FoundFiles {
  const empty = { findings: [], assets: new Map(), looked: new Set<string>(), missed: new Set<string>() };
  const search: Search = { ...context, ...empty, unusable: new Set() };
  const pictures = new Map<string, FoundPicture>();
  const media = new Map<string, FoundMedia>();
  const seen = new Set<string>();
  for (const reference of references) {
    const { kind, written } = reference;
    if (seen.has(`${kind} ${written}`)) continue;
    seen.add(`${kind} ${written}`);
    if (kind === 'link') checkLink(written, search);
    const picture = kind === 'picture' ? findPicture(reference, search) : null;
    if (picture !== null) pictures.set(written, picture);
    const file = kind === 'media' ? findMedia(reference, search) : null;
    if (file !== null) media.set(written, file);
  }
  return {
    pictures,
    media,
    unusable: search.unusable,
    findings: search.findings,
    assets: [...search.assets.values()],
    looked: [...search.looked],
  };
}

/** The results so far. */
interface Search extends FindContext {
  readonly findings: Finding[];
  readonly assets: Map<string, Asset>;
  readonly looked: Set<string>;
  /** References to missing files. */
  readonly missed: Set<string>;
  readonly unusable: Set<string>;
}

function findPicture(reference: Reference, search: Search): FoundPicture | null {
  const { written } = reference;
  if (isInline.test(written)) return noteInline(written, search);
  const file = findFile(reference, search);
  if (file === null) return null;
  const facts = isOtherPicturePath(file.path) ? { wrong: saveAs } : describePicture(file.path, file.body);
  if ('width' in facts && isTiny(facts)) return noteTiny(file.path, { written, search });
  if (!('wrong' in facts)) return publish(file.path, facts, search);
  const reason = wrongContent(file.body) ?? facts.wrong;
  const message = isOtherPicturePath(file.path)
    ? `"${nameOfEnclosed(file.path)}" is a picture of a type that is not published: ${saveAs}`
    : `"${nameOfEnclosed(file.path)}" cannot be read as a picture: ${reason}`;
  note(warning('invalid-picture', message, positionOfReference(written, search)), search);
  if (!search.hasPage) search.unusable.add(written);
  return null;
}

/** A picture of one pixel is no picture: it counts readers, or keeps a gap. */
function isTiny({ width, height }: PictureFacts): boolean {
  return width <= 1 || height <= 1;
}

function noteTiny(path: string, { written, search }: { readonly written: string; readonly search: Search }): null {
  const message = `"${nameOfEnclosed(path)}" is a picture of one pixel, which is left out: remove it from the article`;
  note(warning('invalid-picture', message, positionOfReference(written, search)), search);
  search.unusable.add(written);
  return null;
}

/** `data:,` is an empty file, not a picture. */
const isInline = /^\s*data:(?!,\s*$)/i;

/** A picture that is written into the text has no file that could be published. */
function noteInline(written: string, search: Search): null {
  const message = `A picture is written into the text as "${written.trim().slice(0, 30)}…" and was left out: save it as a file beside the article`;
  note(warning('inline-picture', message, positionOfReference(written.trim(), search)), search);
  search.unusable.add(written);
  return null;
}

function findMedia(reference: Reference, search: Search): FoundMedia | null {
  const file = findFile(reference, search);
  if (file === null) return null;
  const facts = describeMedia(file.path, file.body);
  if (!('wrong' in facts)) return publish(file.path, facts, search);
  note(warning('invalid-media', `"${nameOfEnclosed(file.path)}" cannot be attached: ${facts.wrong}`), search);
  return null;
}

function publish<T extends { readonly publishedPath: string }>(
  path: string,
  { publishedPath, ...known }: T,
  { assets, channel }: Search,
): Omit<T, 'publishedPath'> & Located {
  assets.set(path, { path, publishedPath });
  return { ...known, url: urlOf(publishedPath, channel) };
}

/** Adds a finding once, because an article can name the same file in several ways. */
function note(finding: Finding, { findings }: Search): void {
  if (!findings.some(({ message }) => message === finding.message)) findings.push(finding);
}

/** Null if the file does not exist or was not read. Pictures that are not published need not be read. */
function findFile(reference: Reference, search: Search) {
  const { beside, looked } = search;
  const enclosed = beside.enclosed.get(reference.written);
  if (enclosed !== undefined) return { path: reference.written, body: enclosed };
  const candidates = candidatesOf(reference, { path: search.path, static: search.channel.static });
  const path = candidates.find((candidate) => beside.paths.has(candidate));
  for (const looking of path === undefined ? candidates : [path]) looked.add(looking);
  if (path === undefined) {
    if (candidates[0] !== undefined) noteMissing(reference, candidates[0], search);
    return null;
  }
  const body = isOtherPicturePath(path) ? new Uint8Array() : beside.bodies.get(path);
  return body === undefined ? null : { path, body };
}

/** The maximum number of references that are reported for one article. */
const maximumMissing = 50;

/** Reports a missing file. `candidate` is the most likely path of the reference. */
function noteMissing({ kind, written }: Reference, candidate: string, search: Search): void {
  const { missed, findings, beside } = search;
  if (missed.has(written) || missed.size >= maximumMissing) return;
  missed.add(written);
  if (isElsewhere(written, { search, isOfKind: kind === 'picture' ? isPicturePath : isMediaPath })) return;
  const remedy = remedyFor(candidate, beside);
  const at = positionOfReference(written, search);
  findings.push(
    kind === 'picture'
      ? warning('missing-picture', `The picture "${written}" is not in the folder of articles${remedy}`, at)
      : warning('missing-media', `The file "${written}" is not in the folder of articles${remedy}`, at),
  );
}

interface Elsewhere {
  readonly search: Search;
  readonly isOfKind: (path: string) => boolean;
}

/** True for a file that is probably on the author's own site: its path begins with `/`, or no file of its kind is here. */
function isElsewhere(written: string, { search: { beside, hasSite }, isOfKind }: Elsewhere): boolean {
  if (!beside.isListed) return true;
  return hasSite && (written.startsWith('/') || ![...beside.paths].some(isOfKind));
}

/** Suggests the file with the most similar name in the same folder, or else says what to do. */
function remedyFor(candidate: string, { paths }: Beside): string {
  const folder = candidate.slice(0, candidate.lastIndexOf('/') + 1);
  const names = [...paths].filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  const near = suggest(candidate.slice(folder.length), names);
  return near === '' ? ': put it beside the article, or write its whole URL' : near;
}

/** The position of a reference in the text. Undefined if the text writes it differently. */
function positionOfReference(written: string, { text }: Pick<Search, 'text'>): Position | undefined {
  for (let at = text.indexOf(written); at !== -1; at = text.indexOf(written, at + 1)) {
    const isPart = /[\w./-]/.test(text.charAt(at - 1)) || /\w/.test(text.charAt(at + written.length));
    if (!isPart) return positionAt(text, at);
  }
  return undefined;
}

/** A URL with a scheme or a host. */
const isOnWeb = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** Reports links to article files. Other tools convert them to links to pages, but here they would be broken. */
function checkLink(href: string, search: Search): void {
  const { missed, findings } = search;
  const isFile = !isOnWeb.test(href) && fileTypeOf(href.replace(/[?#].*$/s, ''))?.kind === 'manuscript';
  if (!isFile || missed.has(href) || missed.size >= maximumMissing) return;
  missed.add(href);
  const message = `The link "${href}" points to a file, not a page: write the URL of the page`;
  findings.push(warning('link-to-file', message, positionOfReference(href, search)));
}
