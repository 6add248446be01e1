/** What a file is that is not a story: a text that tells editors what to do with one, or an item of another kind. */
import type { ItemVersion } from '../../model/metadata.ts';
import { error, type Finding } from '../../problem/problem.ts';

/**
 * What a text tells editors about a story, such as `KILL` or `HOLD`. It is never published.
 *
 * @example
 * const advisory: Advisory = { word: 'KILL', line: 1, ids: [], names: ['Tram leaves the rails'], isKill: true };
 */
export interface Advisory {
  /** The word as it is written, such as `KILL`. */
  readonly word: string;
  readonly line: number;
  /** True if the story must not be published any more. */
  readonly isKill: boolean;
  /** Words of the text that may be the id of an item, as written. */
  readonly ids: readonly string[];
  /** Texts that may name the story: slugs, quoted headlines and numbers. */
  readonly names: readonly string[];
}

export const skippedKinds = [
  'advisory',
  'audio',
  'concept',
  'event',
  'graphic',
  'package',
  'picture',
  'planning item',
  'test message',
  'video',
  'other file',
] as const;

/**
 * What a skipped file is.
 *
 * @example
 * const kind: SkippedKind = 'planning item';
 */
export type SkippedKind = (typeof skippedKinds)[number];

/** How the kinds are counted, and how a sentence names one of them: `3 pictures`, "The file is a picture". */
const kindNames: Readonly<Record<SkippedKind, readonly [one: string, many: string]>> = {
  advisory: ['an advisory', 'advisories'],
  audio: ['an audio item', 'audio items'],
  concept: ['a concept', 'concepts'],
  event: ['an event', 'events'],
  graphic: ['a graphic', 'graphics'],
  package: ['a package', 'packages'],
  picture: ['a picture', 'pictures'],
  'planning item': ['a planning item', 'planning items'],
  'test message': ['a test message', 'test messages'],
  video: ['a video', 'videos'],
  'other file': ['of another kind', 'other files'],
};

/** Counts kinds, such as `3 pictures, 1 package`: the largest count first. */
export function countSkipped(skipped: readonly { readonly what: SkippedKind }[]): string {
  const count = (kind: SkippedKind) => skipped.filter(({ what }) => what === kind).length;
  const counted = skippedKinds.map((kind) => ({ kind, count: count(kind) })).filter((it) => it.count > 0);
  const nameOf = (kind: SkippedKind, many: boolean) =>
    many ? kindNames[kind][1] : kindNames[kind][0].replace(/^an? /, '');
  return counted
    .sort((one, other) => other.count - one.count)
    .map((it) => `${it.count} ${nameOf(it.kind, it.count > 1)}`)
    .join(', ');
}

/** The error for a file that had to be a story. */
export function notStory(what: SkippedKind): Finding {
  return error('no-story', `The file is ${kindNames[what][0]}, not a story, so it is not published`);
}

/** An item of a file that is not a story. */
export interface SkippedPart {
  readonly what: SkippedKind;
  readonly item: ItemVersion | null;
}

/** What is known of a text, before it is decided whether it is a story. */
export interface EditorialText {
  readonly headline: string | null;
  readonly slug: string | null;
  /** What the sender tells editors outside the text. */
  readonly note: string | null;
  /** The lines or paragraphs of the text. */
  readonly body: readonly EditorialLine[];
  /** The id of the text itself, and of the items that it names in its fields. */
  readonly ids: readonly string[];
}

export interface EditorialLine {
  readonly text: string;
  /** The number of the line in the file. */
  readonly number: number;
}

/** What an agency tells editors about a story, outside its text. It is never published. */
export interface EditorialFacts {
  readonly note: string | null;
  /** The slug line, as written. */
  readonly slug: string | null;
}
