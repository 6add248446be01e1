/** The types of profiles and their rules, and the checks that several aggregators share. */
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
  /** Starts with the name of the profile. */
  readonly code: Code;
  /** `error` if the aggregator refuses the entry; `warning` if it accepts it, but shows it less or worse. */
  readonly severity: Severity;
  /** The title of the document that contains the rule. */
  readonly source: string;
  /** What the aggregator asks, as a sentence. */
  readonly asks: string;
  /** Returns a message that says what is and what should be, or null if the rule is kept. */
  readonly broken: ProfileCheck<Subject>;
}

type ProfileCheck<Subject> = (subject: Subject, context: ProfileContext) => string | null;

export type EntryRule = ProfileRule<Entry>;

/** A rule about the channel, or about all entries of the live feed. */
export type FeedRule = ProfileRule<readonly Entry[]>;

export interface Profile {
  /** The name of the aggregator. */
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

/** Makes rules about single entries from the rows of a table. */
export function entryRulesOf<Code extends string>(rows: readonly ProfileRow<Entry, Code>[]) {
  return rows.map(ruleOf);
}

/** Makes rules about the channel, or about all entries, from the rows of a table. */
export function feedRulesOf<Code extends string>(rows: readonly ProfileRow<readonly Entry[], Code>[]) {
  return rows.map(ruleOf);
}

function ruleOf<Subject, Code extends string>([code, severity, source, asks, broken]: ProfileRow<
  Subject,
  Code
>): ProfileRule<Subject, Code> {
  return { code, severity, source, asks, broken };
}

/** Counts code points, so that a character outside of the BMP counts as one. */
export function countCharacters(text: string): number {
  return [...text].length;
}

/** The message if an entry has no page. */
export function withoutPage({ url }: Entry): string | null {
  if (url !== null) return null;
  return 'The article has no page: set "permalink" in feed.yaml, let Presstime make pages, or set its "url"';
}

/** The message if an entry has no text: only figures, or only its headline again. */
export function withoutText({ contentHtml, title }: Entry): string | null {
  const text = plainTextOf(contentHtml);
  return text === '' || text === foldSpaces(title) ? 'The article has no text: write one' : null;
}

/** The message if an entry names no author, so that the channel is named instead. */
export function withoutAuthor({ authors }: Entry, { channel }: ProfileContext): string | null {
  if (authors.some(({ name }) => name !== channel.title)) return null;
  return `The article has no author, so the feed names "${channel.title}": name one`;
}

/** The message if an entry has no picture. */
export function withoutPicture({ images }: Entry): string | null {
  return images.length === 0 ? 'The article has no picture: add one' : null;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface SizeLimit {
  readonly measure: (size: Size) => number;
  readonly least: number;
}

/** A check that at least one picture is large enough. Passes if the size of any is unknown, because that one may be large enough. */
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
    return `The size of "${unknown.url}" is not known: give its width and height`;
  };
}

function sizesOf(images: readonly Image[]): readonly Size[] {
  return images.flatMap(({ width, height }) => (width === null || height === null ? [] : [{ width, height }]));
}
