/** What all XML formats of agencies share: statuses, times, bylines, datelines and fields. */
import { isAfter } from '../../../model/instant.ts';
import type { Dateline, ItemStatus } from '../../../model/metadata.ts';
import { type Finding, warning } from '../../../problem/problem.ts';
import { parseInstant } from '../../../time/parse-instant.ts';
import { type Field, type Fields, normaliseKey } from '../../story/field.ts';
import type { SkippedPart } from '../../story/no-story.ts';
import type { StoryReading, TextFile } from '../../story/story.ts';
import { foldSpaces } from '../../text/spaces.ts';
import { hasParagraphs } from '../../tree/plain-text.ts';
import { splitNames } from '../../wire/byline.ts';
import { parseDateline } from '../../wire/dateline.ts';
import { applyNoteEmbargo } from '../note-embargo.ts';
import { storyOfArticle, type WrittenArticle } from '../written-article.ts';
import { bareCode } from './elements.ts';

const statuses: ReadonlyMap<string, ItemStatus> = new Map([
  ['', 'usable'],
  ['usable', 'usable'],
  ['withheld', 'withheld'],
  ['embargoed', 'withheld'],
  ['canceled', 'canceled'],
  ['cancelled', 'canceled'],
  ['killed', 'canceled'],
  ['withdrawn', 'canceled'],
]);

/** The status that a code names, such as `stat:usable`. An unknown one keeps the item back. */
export function statusOfCode(code: string | null): ItemStatus {
  return statuses.get(bareCode(code)) ?? 'withheld';
}

/** Warns of a status that is not known. `name` is what the format calls it. */
export function checkStatusCode(code: string | null, name: string): readonly Finding[] {
  const word = bareCode(code);
  if (statuses.get(word) !== undefined) return [];
  const message = `"${name}" must be "usable", "withheld" or "canceled": got "${word.slice(0, 100)}", so the article is held back`;
  return [warning('invalid-field', message, { line: 1, column: 1 })];
}

interface Embargo {
  /** The code of the status, as written. */
  readonly code: string | null;
  /** The end of the embargo, as written. */
  readonly until: string | null;
}

/** The status of an item that can be embargoed. With an end, the embargo is a date and not a status. */
export function statusWithEmbargo({ code, until }: Embargo): ItemStatus {
  return bareCode(code) === 'embargoed' && until !== null ? 'usable' : statusOfCode(code);
}

const compactTime =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?)?\s*(?:(Z)|([+-]\d\d):?(\d\d)?)?$/i;

/** Templates of dates that nobody filled in: `YYYYMMDD000000-HHMM`. */
const unfilledTime = /^(?=.*[YMDH])[YMDHS0:T+-]*$/;

/** Writes a time such as `20261013T093000+0200` as ISO 8601 with separators. Anything else stays as it is. */
export function writtenTime(text: string | null): string | null {
  if (text === null || unfilledTime.test(text.trim())) return null;
  const [match, year, month, day, hour, minute, second = '00', utc, offset, offsetMinute = '00'] =
    compactTime.exec(text.trim()) ?? [];
  if (match === undefined) return text.trim() || null;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  const zone = utc === undefined ? (offset === undefined ? '' : `${offset}:${offsetMinute}`) : 'Z';
  return `${date}T${hour}:${minute}:${second}${zone}`;
}

/** A value under a key of front matter. `as` is what the format calls it. */
export interface NewsField {
  readonly key: string;
  readonly as: string;
  readonly value: unknown;
}

/** Makes fields from the values that are not empty. */
export function newsFields(fields: readonly NewsField[]): Fields {
  const given = fields.filter(
    ({ value }) => value !== null && value !== '' && !(Array.isArray(value) && !value.length),
  );
  return new Map(given.map(({ key, as, value }): [string, Field] => [normaliseKey(key), newsField(as, value)]));
}

/** A field at the beginning of the file. */
export function newsField(key: string, value: unknown): Field {
  return { key, value, at: { line: 1, column: 1 } };
}

const englishBy = /^(?:(?:written|reported|compiled|text|words|story)\s+)?by[:\s]+(?=\S)/i;

/** Words for "by", before a name of at least two words. `Di Zhang` is a name. */
const localBy =
  /^(?:(?:[Tt]exte?|[Tt]ext[eo]|[Tt]ekst)[:\s]+)?(?:[Pp]ar|PAR|[Vv]o[nm]|VON|[Dd]i|DI|[Pp]or|POR|[Dd]oor|DOOR|[Aa][vf]|A[VF]|[Oo]d|[Tt]exte?:|[Tt]ext[eo]:|[Tt]ekst:)\s+(?=\p{Lu}\S*\s+\S)/u;

/** The maximum length of a byline. */
const maximumByline = 500;

/** The names in a byline such as `By Ada Quill and Tomas Wray` or `Von Ines Harrow, lnw`. */
export function namesOfByline(line: string): readonly string[] {
  const text = foldSpaces(line.slice(0, maximumByline))
    .replace(englishBy, '')
    .replace(localBy, '')
    .replace(agencyAtEnd, '')
    .replace(/[.,;:]+$/, '');
  return splitNames(text.replace(together, ' and ')).filter((name) => namelike.test(name));
}

/** The agency after a name: `Wim Norr/TT`. */
const agencyAtEnd = /(?<=\p{Ll}) ?\/ ?\p{Lu}{2,6}$/u;

/** Initials such as `gr/bp` and names of users are not names. Some scripts have no capitals. */
const namelike = /[\p{Lu}\p{Lo}]/u;

/** Words for "and" between two names of at least two words each. `Ortega y Gasset` is one name. */
const together = /(?<=\S \S+) (?:et|und|y|e|och|og|en|i) (?=\p{Lu}\S* \p{Lu})/gu;

/** Reads a dateline such as `VAUBRELLE, 22 oct 2026 (LNW) -`: the place, and the agency in brackets. */
export function readNewsDateline(line: string | null): Dateline | null {
  const text = foldSpaces((line ?? '').slice(0, maximumByline)).replace(/[\s–—:-]+$/, '');
  if (text === '' || dateOnly.test(text)) return null;
  const parsed = parseDateline(`${text} — x`).dateline;
  if (parsed !== null) return parsed;
  const agency = /\(([^()]{2,40})\)|\/([^/]{2,40})\/?$/.exec(text);
  const place = text
    .replace(/\s*[(/].*$/, '')
    .replace(/,?\s+(?:\p{L}+\.?,? )?\d{1,2}\b.*$/u, '')
    .replace(/,\s*\p{L}+\.? \d.*$/u, '')
    .replace(/[\s,.]+$/, '');
  return /\p{L}/u.test(place) ? { place, agency: agency?.[1] ?? agency?.[2] ?? null } : null;
}

/** The name of a month in the languages of most agencies. */
const month =
  '(?:jan|gen|ene|feb|f[eé]v|mar|mär|mrt|maart|apr|avr|abr|ma[iyjg]|jun|jui|giu|jul|lug|aug|aoû|ago|sep|set|o[ckt]t|out|nov|d[eéi][czs])\\p{L}{0,6}\\.?';

/** A date without a place: `January 21`, `21 janvier 2026`, `21/1/2026`. */
const dateOnly = new RegExp(
  `^(?:${month} \\d{1,2}(?:,? \\d{4})?|\\d{1,2}\\.? (?:de )?${month}(?: (?:de )?\\d{4})?|[\\d./ ]+)$`,
  'iu',
);

/** True if a time is later than another. Times that cannot be compared count as later, so that no embargo is lost. */
export function isLaterTime(time: string | null, than: string | null): boolean {
  const [instant, other] = [time, than].map((it) => (it === null ? null : parseInstant(it)));
  if (time === null || time === than) return false;
  return !instant || !other || isAfter(instant, other);
}

interface ItemContext {
  readonly file: TextFile;
  /** What was found when the XML was read. */
  readonly findings: readonly Finding[];
  /** What the date of an item is called in its format. */
  readonly dateName: string;
}

/** Makes the story of an item. The slug is its headline only if there is neither another one nor a text. */
export function readNewsStory(
  written: WrittenArticle,
  { file, findings, dateName }: ItemContext,
): StoryReading | SkippedPart {
  const { article, findings: held } = applyNoteEmbargo(written, file.channel);
  const title = article.title ?? (hasParagraphs(article.content) ? null : (article.agency?.slug ?? null));
  const read: StoryReading | SkippedPart = storyOfArticle({ ...article, title }, { keys: new Map(), file });
  if ('what' in read) return read;
  return { ...read, findings: [...findings, ...held, ...read.findings.map((it) => inNewsXml(it, dateName))] };
}

function inNewsXml(finding: Finding, dateName: string): Finding {
  if (finding.code !== 'missing-date') return finding;
  return { ...finding, message: `No date was found: the file has no ${dateName}. Ask the sender for the file again` };
}
