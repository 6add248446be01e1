/** What a rule of an aggregator is, and the checks that several of them share. */
import { foldSpaces } from '../article/text/spaces.ts';
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

export interface ProfileRule<Subject, Code extends string = string> {
  /** Begins with the name of the profile. */
  readonly code: Code;
  /** An error is refused; a warning is accepted, and shown less or worse. */
  readonly severity: Severity;
  /** The document that asks it, by its title. */
  readonly source: string;
  /** What is asked, in a sentence. */
  readonly asks: string;
  /** What is and what should be; null if the rule is kept. */
  readonly broken: ProfileCheck<Subject>;
}

type ProfileCheck<Subject> = (subject: Subject, context: ProfileContext) => string | null;

export type EntryRule = ProfileRule<Entry>;

/** About the channel, or about all entries of the live feed. */
export type FeedRule = ProfileRule<readonly Entry[]>;

export interface Profile {
  /** As the aggregator calls itself. */
  readonly title: string;
  readonly entryRules: readonly EntryRule[];
  readonly feedRules: readonly FeedRule[];
}

/** A rule as the tables write it. */
type ProfileRow<Subject, Code extends string> = readonly [
  code: Code,
  severity: Severity,
  source: string,
  asks: string,
  broken: ProfileCheck<Subject>,
];

/** The rules of a table about single entries. */
export function entryRulesOf<Code extends string>(rows: readonly ProfileRow<Entry, Code>[]) {
  return rows.map(ruleOf);
}

/** The rules of a table about the channel, or about all entries. */
export function feedRulesOf<Code extends string>(rows: readonly ProfileRow<readonly Entry[], Code>[]) {
  return rows.map(ruleOf);
}

function ruleOf<Subject, Code extends string>([code, severity, source, asks, broken]: ProfileRow<
  Subject,
  Code
>): ProfileRule<Subject, Code> {
  return { code, severity, source, asks, broken };
}

/** Characters as a person would count them. */
export function countCharacters(text: string): number {
  return [...text].length;
}

/** What is wrong with an entry that has no page. */
export function withoutPage({ url }: Entry): string | null {
  if (url !== null) return null;
  return 'The article has no page: set "permalink" in feed.yaml, let Presstime make pages, or name its "url"';
}

/** What is wrong with an entry that has nothing to read: only figures, or its headline in place of a text. */
export function withoutText({ contentHtml, title }: Entry): string | null {
  const words = plainTextOf(contentHtml);
  return words === '' || words === foldSpaces(title) ? 'There is no text: write one' : null;
}

/** What is wrong with an entry that names no author, so that the channel is named instead. */
export function withoutAuthor({ authors }: Entry, { channel }: ProfileContext): string | null {
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

export interface SizeLimit {
  readonly measure: (size: Size) => number;
  readonly least: number;
}

/** A check that one picture is large enough; one of unknown size may be. */
export function tooSmall({ measure, least, wanted }: SizeLimit & { readonly wanted: string }): ProfileCheck<Entry> {
  return ({ images }) => {
    const sizes = sizesOf(images);
    const largest = sizes.toSorted((a, b) => measure(b) - measure(a))[0];
    if (largest === undefined || sizes.length < images.length || measure(largest) >= least) return null;
    return `The largest picture has ${largest.width} by ${largest.height} pixels: ${wanted}`;
  };
}

/** A check that the sizes of pictures are known, if none is known to be large enough. */
export function unknownSize({ measure, least }: SizeLimit): ProfileCheck<Entry> {
  return ({ images }) => {
    const unknown = images.find(({ width, height }) => width === null || height === null);
    if (unknown === undefined || sizesOf(images).some((size) => measure(size) >= least)) return null;
    return `The size of ${unknown.url} is not known: give its width and height`;
  };
}

function sizesOf(images: readonly Image[]): readonly Size[] {
  return images.flatMap(({ width, height }) => (width === null || height === null ? [] : [{ width, height }]));
}
