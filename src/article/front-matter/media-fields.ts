/** Reads pictures in front matter, with their captions, credits and alt texts. */
import { type Image, image } from '../../model/image.ts';
import type { Caption } from '../../model/metadata.ts';
import { recordIn } from '../../model/record.ts';
import type { Fields } from '../story/field.ts';
import { parseCaption } from '../wire/caption.ts';
import {
  type FieldReading,
  fine,
  first,
  invalidField,
  numberIn,
  plainText,
  readText,
  stringIn,
} from './field-values.ts';

/**
 * Reads a string, an object or a list. The caption, credit and alt text of the first picture can also be in separate keys. Other
 * pictures in a list are only used if they have a text, because a plain list usually contains the same picture in several
 * sizes.
 */
export function readImages(fields: Fields): FieldReading<readonly Image[]> {
  const field = first(fields, 'image');
  const [lead, ...more]: readonly unknown[] = Array.isArray(field?.value) ? field.value : [field?.value];
  if (field === null || lead === undefined || lead === null || typeof lead === 'boolean') return fine([]);
  const images = [imageOf(lead, fields), ...more.filter(hasText).map((item) => imageOf(item, noFields))];
  const known = images.filter((image) => image !== null);
  const whole = known.length === images.length;
  return { value: known, findings: whole ? [] : [invalidField(field, 'a URL, or {url, alt, caption, credit}')] };
}

const noFields: Fields = new Map();

function hasText(item: unknown): boolean {
  const given = recordIn(item) ?? {};
  return stringIn(given, ['caption', 'title', 'figcaption', 'credit', 'attribution', 'alt']) !== null;
}

function imageOf(value: unknown, fields: Fields): Image | null {
  const given = recordIn(value) ?? { url: value };
  const url = stringIn(given, ['url', 'src', 'path', 'href', 'file', 'image', 'feature', 'overlay_image', 'teaser']);
  if (url === null) return null;
  const written = captionOf(given, fields);
  return image({
    url,
    type: stringIn(given, ['type']),
    width: numberIn(given, 'width'),
    height: numberIn(given, 'height'),
    lengthBytes: numberIn(given, 'length'),
    alt: stringIn(given, ['alt']) ?? readText(first(fields, 'alt')) ?? '',
    caption: written.text || null,
    credit: written.credit,
  });
}

/** The caption and credit. A separate credit overrides one at the end of the caption. */
function captionOf(given: Readonly<Record<string, unknown>>, fields: Fields): Omit<Caption, 'position'> {
  const written = stringIn(given, ['caption', 'title', 'figcaption']) ?? readText(first(fields, 'caption'));
  const credit = stringIn(given, ['credit', 'attribution']) ?? readText(first(fields, 'credit'));
  const text = written === null ? '' : (plainText(written) ?? '');
  return credit === null ? parseCaption(text) : { text, credit: plainText(credit) };
}
