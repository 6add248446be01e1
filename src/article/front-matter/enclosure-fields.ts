/** Attached media in front matter: an address alone, or {url, type, length, duration}. */
import type { Enclosure } from '../../model/image.ts';
import { typeOfReference } from '../../model/media-type.ts';
import { recordIn } from '../../model/record.ts';
import { hasOtherScheme } from '../../model/url.ts';
import type { Finding } from '../../problem/problem.ts';
import { parseDuration } from '../date/duration.ts';
import {
  all,
  type FieldReading,
  first,
  invalidField,
  listIn,
  mediaTypeIn,
  stringIn,
  wholeNumber,
} from './field-values.ts';
import type { Field, Fields } from './front-matter.ts';

/** Each address once. Keys beside them, such as `duration`, are about the first. */
export function readEnclosures(fields: Fields): FieldReading<readonly Enclosure[]> {
  const beside = besideOf(fields);
  const findings: Finding[] = [];
  const found: Enclosure[] = [];
  for (const { field, value } of all(fields, 'enclosure').flatMap(valuesOf)) {
    const enclosure = enclosureOf(value, found.length === 0 ? beside : {});
    if (enclosure === null) findings.push(invalidField(field, wanted));
    else if (!found.some(({ url }) => url === enclosure.url)) found.push(enclosure);
  }
  return { value: found, findings: [...findings, ...durationFindings(fields, found)] };
}

const wanted =
  'an address whose ending tells the media type, or {url, type, length}, the length in bytes and not needed';

/** `audio: true`, `podcast: Name of the show` and `video: {id: x}` are settings of other tools. */
function valuesOf(field: Field): readonly { readonly field: Field; readonly value: unknown }[] {
  const isStrict = /^(?:enclosures?|attachments)$/i.test(field.key);
  const values = listIn(field.value).filter((value) => isStrict || resemblesUrl(urlIn(value)));
  return values.map((value) => ({ field, value }));
}

function resemblesUrl(text: string | null): boolean {
  return text !== null && /^[a-z][a-z0-9+.-]*:\S|\.\w{2,5}$/i.test(text);
}

type Values = Readonly<Record<string, unknown>>;

function besideOf(fields: Fields): Values {
  return {
    type: first(fields, 'enclosureType')?.value,
    length: first(fields, 'enclosureLength')?.value,
    duration: first(fields, 'duration')?.value,
  };
}

function urlIn(value: unknown): string | null {
  return stringIn(recordIn(value) ?? { url: value }, ['url', 'src', 'href', 'file', 'path', 'audio', 'video']);
}

/** Any scheme but that of the web is refused here; a path is resolved later. */
function enclosureOf(value: unknown, beside: Values): Enclosure | null {
  const given = recordIn(value) ?? {};
  const url = urlIn(value);
  if (url === null || hasOtherScheme(url)) return null;
  const type = mediaTypeIn(given) ?? mediaTypeIn(beside) ?? typeOfReference(url);
  if (type === null) return null;
  const known = { ...beside, ...given };
  const lengths = ['length', 'size', 'size_in_bytes', 'bytes', 'filesize'].map((key) => wholeNumber(known[key]));
  const durations = ['duration', 'duration_in_seconds', 'itunes_duration'].map((key) => parseDuration(known[key]));
  return {
    url,
    type,
    lengthBytes: lengths.find((it) => it !== null) ?? null,
    title: stringIn(given, ['title', 'name']),
    durationSeconds: durations.find((it) => it !== null) ?? null,
  };
}

function durationFindings(fields: Fields, found: readonly Enclosure[]): Finding[] {
  const field = first(fields, 'duration');
  if (field === null || found.length === 0 || parseDuration(field.value) !== null) return [];
  return [invalidField(field, 'a duration such as 1:02:05, 62:05, PT1H2M5S or seconds')];
}
