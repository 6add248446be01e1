/** What an author says about an article beside its text: people, sources, corrections, captions and credits. */
import type { Episode } from './episode.ts';
import type { Enclosure, Image } from './image.ts';
import type { Instant } from './instant.ts';

/**
 * What passes from an article's file to its entry under one name; null if its author says nothing.
 *
 * @example
 * const statements: Statements = { language: 'fr', rights: null, externalUrl: null, source: null, commentsUrl: null };
 */
export interface Statements {
  /** RSS dc:language · Atom xml:lang · JSON language. Null in an entry: as the feed. */
  readonly language: string | null;
  /** RSS dc:rights · Atom rights. */
  readonly rights: string | null;
  /** What a link post is about. RSS atom:link rel=related · Atom link rel=related · JSON external_url. */
  readonly externalUrl: string | null;
  /** RSS source · Atom link rel=via · JSON _source. */
  readonly source: Source | null;
  /** The page for comments. RSS comments · Atom link rel=replies. */
  readonly commentsUrl: string | null;
}

/** In the order in which entries are digested: a new one comes last. */
export const noStatements: Statements = {
  language: null,
  rights: null,
  externalUrl: null,
  source: null,
  commentsUrl: null,
};

/** The statements of a story or an article, and nothing else of it. */
export function statementsOf(from: Statements): Statements {
  const keys = Object.keys(noStatements) as (keyof Statements)[];
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as unknown as Statements;
}

/**
 * What a file says about its article from the first reading to the feed.
 *
 * @example
 * const subjects = ({ section, categories }: Metadata): readonly string[] => (section === null ? categories : [section]);
 */
export interface Metadata extends Statements {
  /** The name the author gave by `id` or `slug`; null if the path has to do. */
  readonly id: string | null;
  /** The page of the article, if the author names it. */
  readonly url: string | null;
  readonly byline: readonly string[];
  readonly authors: readonly Person[];
  readonly dateline: Dateline | null;
  /** The picture that leads. */
  readonly image: Image | null;
  readonly enclosures: readonly Enclosure[];
  readonly categories: readonly string[];
  /** The main subject. */
  readonly section: string | null;
  readonly episode: Episode | null;
}

/**
 * Someone who wrote something. RSS dc:creator · Atom author · JSON authors.
 *
 * @example
 * const author: Person = { name: 'Mae Orland', url: null, email: null, avatar: null };
 */
export interface Person {
  readonly name: string;
  readonly url: string | null;
  /** Only if it was given to be published. Atom email. */
  readonly email: string | null;
  /** The URL of a picture. JSON avatar. */
  readonly avatar: string | null;
}

/** What a person has if nothing is known but the name. */
export const unknownPerson = { url: null, email: null, avatar: null } as const satisfies Omit<Person, 'name'>;

/** Someone of whom no more is known than what is given. */
export function person({ name, ...known }: Pick<Person, 'name'> & Partial<Person>): Person {
  return { name, ...unknownPerson, ...known };
}

/**
 * What was wrong in an article and is right now. The content contains it.
 *
 * @example
 * const correction: Correction = { text: 'The count was 214.', corrected: parseInstant('2026-05-05T09:00:00Z') };
 */
export interface Correction {
  readonly text: string;
  readonly corrected: Instant | null;
}

/**
 * Where a text was taken from. RSS source · Atom link rel=via · JSON _source.
 *
 * @example
 * const source: Source = { title: 'Sound Press', url: 'https://press.example/', feedUrl: null };
 */
export interface Source {
  readonly title: string;
  /** The page or site. */
  readonly url: string | null;
  /** Its feed. */
  readonly feedUrl: string | null;
}

/**
 * That an article was taken back: what its author says about it.
 *
 * @example
 * const withdrawal: Withdrawal = { notice: 'It was wrong.', withdrawn: null };
 */
export interface Withdrawal {
  readonly notice: string | null;
  /** When, where the author says it. */
  readonly withdrawn: Instant | null;
}

/**
 * Words under a picture. `position` is the word of the mark, such as `L` or `Background`; `credit` has no outer brackets.
 *
 * @example
 * const caption: Caption = { text: 'Terns above a beach.', credit: 'Joss Whitlow', position: 'L' };
 */
export interface Caption {
  readonly text: string;
  readonly credit: string | null;
  readonly position: string | null;
}

/**
 * A credit as it was written, and whom it names.
 *
 * @example
 * const credit: Credit = { line: 'Joss Whitlow/AP', photographers: ['Joss Whitlow'], agencies: ['AP'] };
 */
export interface Credit {
  readonly line: string;
  readonly photographers: readonly string[];
  readonly agencies: readonly string[];
}

/**
 * Where a story was filed: `PORTLAND, Maine (AP) —`.
 *
 * @example
 * const dateline: Dateline = { place: 'HERON POINT', agency: 'AP' };
 */
export interface Dateline {
  readonly place: string;
  readonly agency: string | null;
}
