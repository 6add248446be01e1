/** What a rule of an aggregator is, and what several of them ask alike. */
import { foldSpaces } from '../article/tree/plain-text.ts';
import type { Channel } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import type { Image } from '../model/image.ts';
import type { Instant } from '../model/instant.ts';
import type { Severity } from '../problem/problem.ts';
import { plainTextOf } from './entry-html.ts';

export interface ProfileContext {
  readonly channel: Channel;
  readonly now: Instant;
}

export interface Rule<Subject> {
  /** Begins with the name of the profile. */
  readonly code: string;
  /** An error is refused; a warning is taken, and shown less or worse. */
  readonly severity: Severity;
  /** What is asked, in a sentence. */
  readonly asks: string;
  /** The document that asks it, by its title. */
  readonly source: string;
  /** What is and what should be; null where the rule is kept. */
  readonly broken: (subject: Subject, context: ProfileContext) => string | null;
}

export type EntryRule = Rule<Entry>;

/** About the channel, or about all entries of the live feed. */
export type FeedRule = Rule<readonly Entry[]>;

export interface Profile {
  /** As the aggregator calls itself. */
  readonly title: string;
  readonly entryRules: readonly EntryRule[];
  readonly feedRules: readonly FeedRule[];
}

/** What a person would count. */
export function countCharacters(text: string): number {
  return [...text].length;
}

/** What is wrong with an entry that has no page. */
export function withoutPage({ url }: Entry): string | null {
  if (url !== null) return null;
  return 'The article has no page: set "permalink" in feed.yaml, let Presstime make pages, or name its "url"';
}

/** What is wrong with an entry that has nothing to read: figures alone, or the headline that stands in for a text. */
export function withoutText({ contentHtml, title }: Entry): string | null {
  const words = plainTextOf(contentHtml);
  return words === '' || words === foldSpaces(title) ? 'There is no text: write one' : null;
}

/** What is wrong with an entry that nobody signed: the channel stands in for its author. */
export function unsigned({ authors }: Entry, { channel }: ProfileContext): string | null {
  if (authors.some(({ name }) => name !== channel.title)) return null;
  return `Nobody is named who wrote it, so that "${channel.title}" stands in: name an author`;
}

/** What is wrong with an entry without a picture. */
export function withoutPicture({ images }: Entry): string | null {
  return images.length === 0 ? 'There is no picture: put one in the article' : null;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Demand {
  readonly measure: (size: Size) => number;
  readonly least: number;
}

/** What is wrong where every picture is known to be too small; a size that is not known is not held against it. */
export function tooSmall(
  images: readonly Image[],
  { measure, least, words }: Demand & { readonly words: string },
): string | null {
  const sizes = sizesOf(images);
  const largest = sizes.toSorted((a, b) => measure(b) - measure(a))[0];
  if (largest === undefined || sizes.length < images.length || measure(largest) >= least) return null;
  return `The largest picture has ${largest.width} by ${largest.height} pixels: ${words}`;
}

/** What is missing where no picture is known to be large enough, and one might be. */
export function unknownSize(images: readonly Image[], { measure, least }: Demand): string | null {
  const unknown = images.find(({ width, height }) => width === null || height === null);
  if (unknown === undefined || sizesOf(images).some((size) => measure(size) >= least)) return null;
  return `The size of ${unknown.url} is not known: give its width and height`;
}

function sizesOf(images: readonly Image[]): readonly Size[] {
  return images.flatMap(({ width, height }) => (width === null || height === null ? [] : [{ width, height }]));
}
