/** Checks the input of `createFeed` and `createEntry`. Throws a `TypeError` that names the field and quotes the value. */
import { knownMediaType } from '../item/build-entry.ts';
import { type Enclosure, enclosure, type Image, image } from '../model/image.ts';
import { fromEpochMilliseconds, type Instant } from '../model/instant.ts';
import { type Person, person, type Source } from '../model/metadata.ts';
import { asUrl } from '../model/url.ts';
import { parseInstant } from '../time/parse-instant.ts';

/**
 * An author, as input of `createFeed` and `createEntry`. `url` and `avatar` are absolute http or https URLs.
 *
 * @example
 * const author: PersonFields = { name: 'Mae Orland', url: 'https://courier.example/people/mae' };
 */
export interface PersonFields {
  readonly name: string;
  readonly url?: string | null | undefined;
  /** Published in Atom. */
  readonly email?: string | null | undefined;
  /** The URL of a picture. */
  readonly avatar?: string | null | undefined;
}

/**
 * A picture, as input of `createEntry`. `url` is an absolute http or https URL. `width` and `height` are in pixels.
 *
 * @example
 * const picture: ImageFields = { url: 'https://courier.example/terns.jpg', alt: 'Terns above a beach', credit: 'Joss Whitlow' };
 */
export interface ImageFields {
  readonly url: string;
  /** The media type. The default follows from the extension of the URL. */
  readonly type?: string | null | undefined;
  readonly width?: number | null | undefined;
  readonly height?: number | null | undefined;
  readonly lengthBytes?: number | null | undefined;
  readonly alt?: string | null | undefined;
  readonly caption?: string | null | undefined;
  readonly credit?: string | null | undefined;
}

/**
 * Attached media, as input of `createEntry`. `url` is an absolute http or https URL.
 *
 * @example
 * const sound: EnclosureFields = { url: 'https://courier.example/terns.mp3', lengthBytes: 4_200_000, durationSeconds: 312 };
 */
export interface EnclosureFields {
  readonly url: string;
  /** The media type. The default follows from the extension of the URL, or else is `application/octet-stream`. */
  readonly type?: string | null | undefined;
  readonly lengthBytes?: number | null | undefined;
  readonly title?: string | null | undefined;
  readonly durationSeconds?: number | null | undefined;
}

/** Makes the error for one field. */
export function wrongField(field: string, wanted: string, value: unknown): TypeError {
  return new TypeError(`"${field}" must be ${wanted}: got ${shown(value)}`);
}

/** Shows a value in a message: strings in quotation marks, long ones cut. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'an Invalid Date';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = String(value);
  const short = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return typeof value === 'string' ? `"${short}"` : short;
}

/** A string. Null if the field is missing. */
export function textField(value: unknown, field: string): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  throw wrongField(field, 'a string', value);
}

/** A string that is not blank. */
export function requiredText(value: unknown, field: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw wrongField(field, 'a non-empty string', value);
}

/** A normalized http or https URL. Null if the field is missing. */
export function urlField(value: unknown, field: string): string | null {
  return value === null || value === undefined ? null : requiredUrl(value, field);
}

export function requiredUrl(value: unknown, field: string): string {
  const url = asUrl(value);
  if (url !== undefined) return url;
  throw wrongField(field, 'an absolute http or https URL without a user name', value);
}

/** The instant of a `Date` or of a string with an offset. */
export function instantField(value: unknown, field: string): Instant {
  const instant = instantIn(value);
  if (instant !== null) return instant;
  throw wrongField(field, 'a valid Date, or a string such as "2026-01-05T00:15:00Z"', value);
}

function instantIn(value: unknown): Instant | null {
  if (typeof value === 'string') return parseInstant(value);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? fromEpochMilliseconds(value.getTime()) : null;
}

/** Reads each item of a list with `read`. Empty if the field is missing. */
export function listField<T>(value: unknown, field: string, read: (item: unknown, field: string) => T): readonly T[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map((item, index) => read(item, `${field}[${index}]`));
  throw wrongField(field, 'a list', value);
}

/** A language tag in the form of BCP 47. Null if the field is missing. */
export function languageField(value: unknown, field: string): string | null {
  const language = textField(value, field);
  if (language === null || isLanguageTag(language)) return language;
  throw wrongField(field, 'a language tag such as "en" or "pt-BR"', value);
}

export function isLanguageTag(text: string): boolean {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(text);
}

/** A person. A string is a name. */
export function personField(value: unknown, field: string): Person {
  const { name, url, email, avatar } = fieldsOf<PersonFields>(value, { field, shortFor: 'name' });
  return person({
    name: requiredText(name, `${field}.name`),
    url: urlField(url, `${field}.url`),
    email: textField(email, `${field}.email`),
    avatar: urlField(avatar, `${field}.avatar`),
  });
}

/** A picture. A string is a URL. */
export function imageField(value: unknown, field: string): Image {
  const fields = fieldsOf<ImageFields>(value, { field, shortFor: 'url' });
  const url = requiredUrl(fields.url, `${field}.url`);
  return image({
    url,
    type: knownMediaType(textField(fields.type, `${field}.type`), url),
    width: amountField(fields.width, `${field}.width`),
    height: amountField(fields.height, `${field}.height`),
    lengthBytes: amountField(fields.lengthBytes, `${field}.lengthBytes`),
    alt: textField(fields.alt, `${field}.alt`) ?? '',
    caption: textField(fields.caption, `${field}.caption`) || null,
    credit: textField(fields.credit, `${field}.credit`) || null,
  });
}

/** An enclosure. A string is a URL. */
export function enclosureField(value: unknown, field: string): Enclosure {
  const fields = fieldsOf<EnclosureFields>(value, { field, shortFor: 'url' });
  const url = requiredUrl(fields.url, `${field}.url`);
  return enclosure({
    url,
    type: knownMediaType(textField(fields.type, `${field}.type`), url) ?? 'application/octet-stream',
    lengthBytes: amountField(fields.lengthBytes, `${field}.lengthBytes`),
    title: textField(fields.title, `${field}.title`) || null,
    durationSeconds: amountField(fields.durationSeconds, `${field}.durationSeconds`),
  });
}

/** A source. A string is a title. */
export function sourceField(value: unknown, field: string): Source {
  const { title, url, feedUrl } = fieldsOf<Source>(value, { field, shortFor: 'title' });
  return {
    title: requiredText(title, `${field}.title`),
    url: urlField(url, `${field}.url`),
    feedUrl: urlField(feedUrl, `${field}.feedUrl`),
  };
}

interface Shorthand<T> {
  readonly field: string;
  /** The field that a string stands for. */
  readonly shortFor: keyof T & string;
}

function fieldsOf<T extends object>(value: unknown, { field, shortFor }: Shorthand<T>): Partial<T> {
  if (typeof value === 'string') return { [shortFor]: value } as unknown as Partial<T>;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Partial<T>;
  throw wrongField(field, `a string or an object with "${shortFor}"`, value);
}

/** A number of pixels, bytes or seconds. Null if the field is missing. */
function amountField(value: unknown, field: string): number | null {
  if (value === null || value === undefined) return null;
  if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value);
  throw wrongField(field, 'a whole number that is not negative', value);
}
