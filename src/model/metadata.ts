/** What an author says about an article beside its text: people, sources, corrections, captions and credits. */
import type { Instant } from './instant.ts';

/** Someone who wrote something. RSS dc:creator · Atom author · JSON authors. */
export interface Person {
  readonly name: string;
  readonly url: string | null;
  /** Only where it was given to be published. Atom email. */
  readonly email?: string;
  /** The address of a picture. JSON avatar. */
  readonly avatar?: string;
}

/** What was wrong in an article and is right now. It stands in the content. */
export interface Correction {
  readonly text: string;
  readonly corrected: Instant | null;
}

/** Where a text was taken from. RSS source · Atom link rel=via · JSON _source. */
export interface Source {
  readonly title: string;
  /** The page or site. */
  readonly url: string | null;
  /** Its feed. */
  readonly feedUrl: string | null;
}

/** That an article was taken back: what its author says about it. */
export interface Withdrawal {
  readonly notice: string | null;
  /** When, where the author says it. */
  readonly withdrawn: Instant | null;
}

/** Words under a picture. `position` is the word of the mark, such as `L` or `Background`; `credit` has no outer brackets. */
export interface Caption {
  readonly text: string;
  readonly credit: string | null;
  readonly position: string | null;
}

/** A credit as it was written, and who stands in it. */
export interface Credit {
  readonly line: string;
  readonly photographers: readonly string[];
  readonly agencies: readonly string[];
}

/** Where a story was filed: `PORTLAND, Maine (AP) —`. */
export interface Dateline {
  readonly place: string;
  readonly agency: string | null;
}
