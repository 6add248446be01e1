/** Metadata of articles and entries: people, sources, corrections, captions, credits, datelines, and versions of items. */
import type { Episode } from './episode.ts';
import type { Enclosure, Image } from './image.ts';
import type { Instant } from './instant.ts';

/**
 * The fields that are copied unchanged from a file to its entry. Null if the author does not set them.
 *
 * @example
 * const statements: Statements = { language: 'fr', rights: null, externalUrl: null, source: null, commentsUrl: null };
 */
export interface Statements {
  /** RSS dc:language · Atom xml:lang · JSON language. Null in an entry if it is the language of the feed. */
  readonly language: string | null;
  /** RSS dc:rights · Atom rights. */
  readonly rights: string | null;
  /** The page that a link post is about. RSS atom:link rel=related · Atom link rel=related · JSON external_url. */
  readonly externalUrl: string | null;
  /** RSS source · Atom link rel=via · JSON _source. */
  readonly source: Source | null;
  /** The page for comments. RSS comments · Atom link rel=replies. */
  readonly commentsUrl: string | null;
}

/** The order of the keys affects the digests of entries. Add a new key at the end. */
export const noStatements: Statements = {
  language: null,
  rights: null,
  externalUrl: null,
  source: null,
  commentsUrl: null,
};

/** Picks the statements from a story or an article. */
export function statementsOf(from: Statements): Statements {
  const keys = Object.keys(noStatements) as (keyof Statements)[];
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as unknown as Statements;
}

/**
 * What a file says about its article, apart from text and dates. Stories and articles both have these fields.
 *
 * @example
 * const subjects = ({ section, categories }: Metadata): readonly string[] => (section === null ? categories : [section]);
 */
export interface Metadata extends Statements {
  /** The `id` or `slug` that the author set. Null if the id is made from the path. */
  readonly id: string | null;
  /** The page of the article, if the author sets it. */
  readonly url: string | null;
  readonly byline: readonly string[];
  readonly authors: readonly Person[];
  readonly dateline: Dateline | null;
  /** The lead picture. */
  readonly image: Image | null;
  readonly enclosures: readonly Enclosure[];
  readonly categories: readonly string[];
  /** The main category. */
  readonly section: string | null;
  readonly episode: Episode | null;
}

/**
 * An author. RSS dc:creator · Atom author · JSON authors.
 *
 * @example
 * const author: Person = { name: 'Mae Orland', url: null, email: null, avatar: null };
 */
export interface Person {
  readonly name: string;
  readonly url: string | null;
  /** Set only if it was given for publication. Atom email. */
  readonly email: string | null;
  /** The URL of a picture. JSON avatar. */
  readonly avatar: string | null;
}

/** The values of a person of whom only the name is known. */
export const unknownPerson = { url: null, email: null, avatar: null } as const satisfies Omit<Person, 'name'>;

/** Makes a person from what is known; the rest is null. */
export function person({ name, ...known }: Pick<Person, 'name'> & Partial<Person>): Person {
  return { name, ...unknownPerson, ...known };
}

/**
 * A correction: what was wrong in an article and is right now. The content contains it.
 *
 * @example
 * const correction: Correction = { text: 'The count was 214.', corrected: parseInstant('2026-05-05T09:00:00Z') };
 */
export interface Correction {
  readonly text: string;
  readonly corrected: Instant | null;
}

/**
 * The publication from which a text was taken. RSS source · Atom link rel=via · JSON _source.
 *
 * @example
 * const source: Source = { title: 'Sound Press', url: 'https://press.example/', feedUrl: null };
 */
export interface Source {
  readonly title: string;
  /** The URL of the page or site. */
  readonly url: string | null;
  /** The URL of its feed. */
  readonly feedUrl: string | null;
}

/**
 * The author's mark that an article is withdrawn.
 *
 * @example
 * const withdrawal: Withdrawal = { notice: 'It was wrong.', withdrawn: null };
 */
export interface Withdrawal {
  readonly notice: string | null;
  /** Null if the author does not date it. */
  readonly withdrawn: Instant | null;
}

/**
 * The text under a picture. `position` is the word in its mark, such as `L` or `Background`. `credit` has no outer brackets.
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
 * A credit line as it was written, and the people and agencies that it names.
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

/**
 * What a sender says about a version. `withheld`: do not publish it for now. `canceled`: a kill, which ends the item.
 *
 * @example
 * const isKill = (status: ItemStatus): boolean => status === 'canceled';
 */
export type ItemStatus = 'usable' | 'withheld' | 'canceled';

/**
 * Which version of an item a file is. Files with the same `id` are versions of one item.
 *
 * @example
 * const isNumbered = ({ number }: ItemVersion): boolean => number !== null;
 */
export interface ItemVersion {
  /** The id of the item, as its sender wrote it. */
  readonly id: string;
  /** The number of the version, as written. Digits are compared as numbers. Null if there is none. */
  readonly number: string | null;
  /** When this version was created. Null if the file does not say it. */
  readonly created: Instant | null;
  readonly status: ItemStatus;
  /** The end of an embargo. Null if there is none. */
  readonly embargoed: Instant | null;
  /** The ids of other items that this one cancels. */
  readonly ends: readonly string[];
  /** The slug line, by which people name the item. Null if there is none. */
  readonly slug: string | null;
}

/** The facts of an article that is the only version of its item. */
export const plainVersion = {
  number: null,
  created: null,
  status: 'usable',
  embargoed: null,
  ends: [],
  slug: null,
} as const satisfies Partial<ItemVersion>;

/** True if a file says nothing by which it could be compared with other versions, and ends nothing. */
export function isPlainVersion({ number, created, status, ends }: ItemVersion): boolean {
  return number === null && created === null && status === 'usable' && ends.length === 0;
}
