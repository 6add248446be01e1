/** Reads attached media in front matter: a URL, or {url, type, length, duration}. */
import type { Enclosure } from '../../model/image.ts';
import { typeOfReference } from '../../model/media-type.ts';
import { recordIn } from '../../model/record.ts';
import { hasOtherScheme } from '../../model/url.ts';
import type { Finding } from '../../problem/problem.ts';
import { parseDuration } from '../date/duration.ts';
import type { Field, Fields } from '../story/field.ts';
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

/** The enclosures, without repeated URLs. Separate keys such as `duration` apply to the first one. */
export function readEnclosures(fields: Fields): FieldReading<readonly Enclosure[]> {
  const separate = separateValues(fields);
  const findings: Finding[] = [];
  const found: Enclosure[] = [];
  for (const { field, value } of all(fields, 'enclosure').flatMap(valuesOf)) {
    const enclosure = enclosureOf(value, found.length === 0 ? separate : {});
    if (enclosure === null) findings.push(invalidField(field, wanted));
    else if (!found.some(({ url }) => url === enclosure.url)) found.push(enclosure);
  }
  return {
    value: found,
    findings: [...findings, ...durationFindings(fields, found), ...lengthFindings(fields, found)],
  };
}

const wanted = 'a URL with the extension of a media type, or {url, type} with an optional length in bytes';

/** The values of a field that name a file. `audio: true`, `podcast: Name of the show` and `video: {id: x}` are for other tools. */
function valuesOf(field: Field): readonly { readonly field: Field; readonly value: unknown }[] {
  const isStrict = /^(?:enclosures?|attachments)$/i.test(field.key);
  const values = listIn(field.value).filter((value) => isStrict || resemblesUrl(urlIn(value)));
  return values.map((value) => ({ field, value }));
}

function resemblesUrl(text: string | null): boolean {
  return text !== null && /^[a-z][a-z0-9+.-]*:\S|\.\w{2,5}$/i.test(text);
}

type Values = Readonly<Record<string, unknown>>;

function separateValues(fields: Fields): Values {
  return {
    type: first(fields, 'enclosureType')?.value,
    length: first(fields, 'enclosureLength')?.value,
    duration: first(fields, 'duration')?.value,
  };
}

function urlIn(value: unknown): string | null {
  return stringIn(recordIn(value) ?? { url: value }, ['url', 'src', 'href', 'file', 'path', 'audio', 'video']);
}

/** Rejects URLs with a scheme other than http or https. Paths are resolved later. */
function enclosureOf(value: unknown, separate: Values): Enclosure | null {
  const given = recordIn(value) ?? {};
  const url = urlIn(value);
  if (url === null || hasOtherScheme(url)) return null;
  const type = mediaTypeIn(given) ?? mediaTypeIn(separate) ?? typeOfReference(url);
  if (type === null) return null;
  const known = { ...separate, ...given };
  const lengths = ['length', 'size', 'size_in_bytes', 'bytes', 'filesize'].map((key) => lengthIn(known[key]));
  const durations = ['duration', 'duration_in_seconds', 'itunes_duration'].map((key) => parseDuration(known[key]));
  return {
    url,
    type,
    lengthBytes: lengths.find((it) => it !== null) ?? null,
    title: stringIn(given, ['title', 'name']),
    durationSeconds: durations.find((it) => it !== null) ?? null,
  };
}

/** A number of bytes, which may have commas between its digits. */
function lengthIn(value: unknown): number | null {
  const isGrouped = typeof value === 'string' && /^\d{1,3}(?:[,_ ]\d{3}){1,4}$/.test(value.trim());
  return wholeNumber(isGrouped ? value.replace(/[,_ ]/g, '') : value);
}

function lengthFindings(fields: Fields, found: readonly Enclosure[]): Finding[] {
  const field = first(fields, 'enclosureLength');
  if (field === null || found.length === 0 || lengthIn(field.value) !== null) return [];
  return [invalidField(field, 'a number of bytes such as 12345678')];
}

function durationFindings(fields: Fields, found: readonly Enclosure[]): Finding[] {
  const field = first(fields, 'duration');
  if (field === null || found.length === 0 || parseDuration(field.value) !== null) return [];
  return [invalidField(field, 'a duration such as 1:02:05, 62:05 or PT1H2M5S, or a number of seconds')];
}
