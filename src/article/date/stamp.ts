/**
 * Parses date stamps: lines that contain only a date or a time, such as `4:15 PM – Sunday, January 4, 2026`. The grammar is
 * strict: a line that contains anything else is not a stamp.
 */
import { anyNames, months, numberOfName, shortNames, weekdays } from '../../model/calendar-names.ts';
import type { CalendarDate } from '../../model/instant.ts';
import type { ClockTime } from '../../time/zoned-time.ts';
import { plainSpaces } from '../text/spaces.ts';
import { spokenZones, zoneAbbreviations } from './zone.ts';

/** A date as written. In `4/1/2026`, `first` and `second` can be in either order, and the year can be missing. */
export type WrittenDate =
  | ({ readonly kind: 'calendar' } & CalendarDate)
  | { readonly kind: 'numeric'; readonly first: number; readonly second: number; readonly year: number }
  | { readonly kind: 'yearless'; readonly month: number; readonly day: number };

export interface WrittenTime extends ClockTime {
  readonly precision: 'second' | 'minute';
  /** The time as it was written. */
  readonly shown: string;
}

export interface Stamp {
  readonly label: 'published' | 'updated' | null;
  readonly date: WrittenDate | null;
  readonly time: WrittenTime | null;
  /** The zone as written. */
  readonly zone: string | null;
  /** Monday is 1. */
  readonly weekday: number | null;
}

/** The maximum length of a stamp. */
const maximumLength = 200;

/** Parses a stamp. Returns null if the line contains anything else. Does not check the numbers. */
export function parseStamp(line: string): Stamp | null {
  if (line.length > maximumLength) return null;
  const { label, rest } = takeLabel(plainSpaces(line).trim());
  const parts = parseParts(rest) ?? parseSentence(rest);
  return parts === null || !isWhole(parts) ? null : { label, ...parts };
}

/** The stamps of a line, which can contain two: `Published 9:05 AM, … | Updated 1:40 PM, …`. */
export function parseStamps(line: string): readonly Stamp[] {
  if (line.length > 2 * maximumLength) return [];
  const stamps = plainSpaces(line).split(secondLabel).map(parseStamp);
  return stamps.every((stamp) => stamp !== null) ? stamps : [];
}

/** A date without a year needs a time next to it. `May 5` alone can be a heading. */
function isWhole({ date, time }: Parts): boolean {
  if (date?.kind === 'yearless') return time !== null;
  return date !== null || time !== null;
}

/** A stamp with both date and time can end in a full stop. */
function parseSentence(rest: string): Parts | null {
  const parts = rest.endsWith('.') ? parseParts(rest.slice(0, -1)) : null;
  return parts === null || parts.date === null || parts.time === null ? null : parts;
}

/** True for a line that was probably meant to be a stamp. */
export function resemblesStamp(line: string): boolean {
  return (
    line.length < 70 && /\b\d{1,2}[:.]\d{2}\b/.test(line) && /\b(19|20)\d{2}\b/.test(line) && !/[.!?]["”]?$/.test(line)
  );
}

const labels =
  /^((?:date |last |first |originally )?(updated?|modified|revised|published|posted|filed)|date(?=\s*:))(?! by\b)(?:\s*:|\s*(?:on|at)(?=[\s:\d]))*\s*/i;
const secondLabel =
  /(?<=\S)(?<!\b(?:date|last|first|originally))(?:\s*[|•·;,/–—-]\s*|\s+(?:and\s+)?|(?<=\d{4}))(?=(?:date |last |first |originally )?(?:updated|modified|revised|published|posted)\b)/i;

function takeLabel(line: string): { label: Stamp['label']; rest: string } {
  const match = labels.exec(line);
  if (match === null) return { label: null, rest: line };
  const label = /updat|modif|revis/i.test(match[2] ?? '') ? 'updated' : 'published';
  return { label, rest: line.slice(match[0].length) };
}

type Parts = Omit<Stamp, 'label'>;
interface Token {
  readonly pattern: RegExp;
  /** Returns null if this token cannot follow what was read before. */
  readonly read: (match: RegExpExecArray, parts: Parts) => Parts | null;
}

function parseParts(line: string): Parts | null {
  let parts: Parts = { date: null, time: null, zone: null, weekday: null };
  let offset = 0;
  while (offset < line.length) {
    const step = readToken(line, { offset, parts });
    if (step === null) return null;
    ({ offset, parts } = step);
  }
  return parts;
}

interface Reading {
  readonly offset: number;
  readonly parts: Parts;
}

function readToken(line: string, { offset, parts }: Reading): Reading | null {
  for (const { pattern, read } of tokens) {
    pattern.lastIndex = offset;
    const match = pattern.exec(line);
    const next = match === null ? null : read(match, parts);
    if (match !== null && next !== null) return { offset: offset + match[0].length, parts: next };
  }
  return null;
}

const month = `(${anyNames(months)})\\.?`;
const offsetForm = '[+\\-\\u2212]\\d{2}:?\\d{2}';
const zoneForms = [
  '(?:UTC|GMT) ?[+\\-\\u2212]\\d{1,2}(?::?\\d{2})?',
  offsetForm,
  '[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Za-z_]+)?',
  '(?:[A-Z][a-z]+ )?(?:[A-Z][a-z]+) (?:[Ss]tandard|[Dd]aylight|[Ss]ummer|[Mm]ean) [Tt]ime',
  `(?:${spokenZones.join('|')})(?: [Tt]ime)?`,
  '[Ll]ocal [Tt]ime',
  '(?!(?:AT|SAT|OCT|SEPT)\\b)[A-Z]{1,4}T',
  ...zoneAbbreviations.filter((name) => !name.endsWith('T')),
];
/** The words that make four digits such as `1615` a time. */
const clockWords = '(?:GMT|UTC|BST|hrs|hours)';

const sticky = (source: string) => new RegExp(source, 'iy');

const tokens: readonly Token[] = [
  {
    pattern: sticky(
      `(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?(Z|${offsetForm})?(?![\\w:])`,
    ),
    read: ([, y, m, d, hour, minute, second, zone], parts) =>
      parts.date !== null || parts.time !== null
        ? null
        : { ...parts, date: calendar(y, Number(m), d), time: clock({ hour, minute, second }), zone: zone ?? null },
  },
  {
    pattern: sticky('(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})(?![\\d/-])'),
    read: ([, y, , m, d], parts) => withDate(parts, calendar(y, Number(m), d)),
  },
  {
    pattern: sticky('(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})(?!\\d)'),
    read: ([, first, second, year], parts) =>
      withDate(parts, { kind: 'numeric', first: Number(first), second: Number(second), year: fullYear(year) }),
  },
  {
    pattern: sticky('(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?!\\d)'),
    read: ([, day, m, year], parts) => withDate(parts, calendar(year, Number(m), day)),
  },
  {
    pattern: sticky(`${month} ?(\\d{1,2})(?:st|nd|rd|th)?(?:,| ,| )\\s*(\\d{4})(?!\\d)`),
    read: ([, name, day, year], parts) => withDate(parts, calendar(year, monthOf(name), day)),
  },
  {
    pattern: sticky(`(\\d{1,2})(?:st|nd|rd|th)?(?: |-)?(?:of )?${month}(?:,? ?|-)(\\d{4})(?!\\d)`),
    read: ([, day, name, year], parts) => withDate(parts, calendar(year, monthOf(name), day)),
  },
  {
    pattern: sticky(`${month} (\\d{1,2})(?:st|nd|rd|th)?(?![\\d:.])`),
    read: ([, name, day], parts) => withDate(parts, { kind: 'yearless', month: monthOf(name), day: Number(day) }),
  },
  {
    pattern: sticky(`(\\d{1,2})(?:st|nd|rd|th)? ${month}(?!\\w)`),
    read: ([, day, name], parts) => withDate(parts, { kind: 'yearless', month: monthOf(name), day: Number(day) }),
  },
  {
    // `Tue Sep 30 16:15:00 2025`: the year comes last.
    pattern: sticky(`(\\d{4})(?!\\d)(?! ?${clockWords}\\b)`),
    read: ([, year], { date, ...parts }) =>
      date?.kind === 'yearless' ? { ...parts, date: { ...date, kind: 'calendar', year: Number(year) } } : null,
  },
  {
    pattern: sticky('(?:12 )?(noon|midnight)\\b'),
    read: ([shown, word], parts) =>
      withTime(parts, clock({ hour: word?.toLowerCase() === 'noon' ? '12' : '0', minute: '0', shown })),
  },
  {
    pattern: sticky('(\\d{1,2})[:.h](\\d{2})(?::(\\d{2}))?(?!\\d)(?: ?([ap])\\.? ?m\\b\\.?)?'),
    read: ([shown, hour, minute, second, half], parts) => withTime(parts, clock({ hour, minute, second, half, shown })),
  },
  {
    pattern: sticky('(\\d{1,2}) ?([ap])\\.? ?m\\b\\.?'),
    read: ([shown, hour, half], parts) => withTime(parts, clock({ hour, minute: '0', half, shown })),
  },
  {
    pattern: sticky(`(\\d{2})(\\d{2})(?= ?${clockWords}\\b)(?: ?(?:hrs|hours))?`),
    read: ([shown, hour, minute], parts) => withTime(parts, clock({ hour, minute, shown })),
  },
  {
    pattern: new RegExp(`\\s*\\(?(${zoneForms.join('|')})\\b\\)?`, 'y'),
    read: ([, zone], parts) => (parts.time === null || parts.zone !== null ? null : { ...parts, zone: zone ?? null }),
  },
  {
    // The same time or zone repeated for other readers: `(Central European Summer Time)`, `/ 2:10 PM PT`.
    pattern: sticky('\\s*(?:\\([A-Za-z ]+\\)|/ ?\\d{1,2}(?:[:.]\\d{2})? ?[ap]\\.?m\\.? ?[A-Z]{1,4}T\\b)'),
    read: (_match, parts) => (parts.zone === null ? null : parts),
  },
  {
    pattern: sticky(`(${shortNames(weekdays)})(?:day)?\\b\\.?`),
    read: ([, name = ''], parts) =>
      parts.weekday !== null ? null : { ...parts, weekday: numberOfName(name, weekdays) },
  },
  {
    // Separators: dashes, the minus sign, bars, bullets, commas, spaces, and "at" or "on".
    pattern: sticky('(?:[\\s,|•·‧∙@]|[-\\u2010-\\u2015\\u2212]|(?:at|on)(?= ))+'),
    read: (_match, parts) => parts,
  },
];

function withDate(parts: Parts, date: WrittenDate): Parts | null {
  return parts.date === null ? { ...parts, date } : null;
}

function withTime(parts: Parts, time: WrittenTime): Parts | null {
  return parts.time === null ? { ...parts, time } : null;
}

function calendar(year: string | undefined, month: number, day: string | undefined): WrittenDate {
  return { kind: 'calendar', year: Number(year), month, day: Number(day) };
}

/** Two digits are a year of this century: `26` is 2026. */
function fullYear(year = ''): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function monthOf(name = ''): number {
  return numberOfName(name, months);
}

interface ClockParts {
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly second?: string | undefined;
  /** `a` or `p` on a 12-hour clock. */
  readonly half?: string | undefined;
  readonly shown?: string;
}

/** Makes a time. Hours of a 12-hour clock become 0 to 23. An hour that such a clock does not show becomes -1, an error later. */
export function clock({ hour, minute, second, half, shown = `${hour}:${minute}` }: ClockParts): WrittenTime {
  return {
    hour: half === undefined ? Number(hour) : hourOfHalf(Number(hour), half),
    minute: Number(minute),
    second: Number(second ?? 0),
    precision: second === undefined ? 'minute' : 'second',
    shown: shown.trim(),
  };
}

function hourOfHalf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return -1;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}
