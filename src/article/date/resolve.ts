/** What was written about a date, a time and a zone, to an instant with its precision. */
import type { PublishedPrecision, TimeZoneSource } from '../../model/article.ts';
import { weekdays } from '../../model/calendar-names.ts';
import type { Channel } from '../../model/channel.ts';
import { type CalendarDate, daysBetween, type Instant, weekdayOf } from '../../model/instant.ts';
import { error, type Finding, hasError, type Position, warning } from '../../problem/problem.ts';
import { checkDate, checkTime, startOfDay, toInstant } from './local-time.ts';
import { clock, parseStamp, type Stamp, type WrittenDate } from './stamp.ts';
import { findZone, type Zone } from './zone.ts';

/** An instant, with its precision and the zone in which it was written. */
export interface ZonedInstant {
  readonly instant: Instant;
  readonly precision: PublishedPrecision;
  readonly timeZone: string;
  readonly timeZoneSource: TimeZoneSource;
}

export interface ZonedReading {
  readonly zoned: ZonedInstant | null;
  readonly findings: readonly Finding[];
}

export interface DateContext {
  readonly channel: Pick<Channel, 'timeZone' | 'timeZoneSource' | 'language'>;
  readonly at: Position;
  /** The date that the file gives elsewhere: it stands in for a missing one and settles `4/1/2026`. */
  readonly date: CalendarDate | null;
}

/** Resolves a stamp. A weekday that disagrees and an unusual local time are warnings; an impossible date or time is an error. */
export function resolveStamp(stamp: Omit<Stamp, 'label'>, context: DateContext): ZonedReading {
  const { date, findings } = resolveDate(stamp.date, context);
  if (date === null || hasError(findings)) return { zoned: null, findings };
  const timeFinding = stamp.time === null ? null : checkTime(stamp.time, context.at);
  if (timeFinding !== null) return { zoned: null, findings: [timeFinding] };
  const zoneName = isLocal(stamp.zone) ? null : stamp.zone;
  const found = resolveZone(zoneName, context);
  if (found.zone === null) return { zoned: null, findings: found.findings };
  const { instant, findings: unusual } = toInstant(date, stamp.time ?? startOfDay, {
    zone: found.zone,
    at: context.at,
  });
  const zoned = {
    instant,
    precision: stamp.time?.precision ?? ('day' as const),
    timeZone: found.zone.id,
    timeZoneSource: zoneName === null ? context.channel.timeZoneSource : ('stamp' as const),
  };
  return { zoned, findings: [...checkWeekday(stamp.weekday, date, context.at), ...unusual] };
}

/** Reads a date as front matter, metadata and file names write it: ISO 8601 with every liberty met in real files, or a stamp. */
export function parseDateTime(written: string, context: DateContext): ZonedReading {
  const stamp = parseLooseIso(written) ?? parseStamp(written);
  if (stamp !== null) return resolveStamp(stamp, context);
  const message = `A date must be like 2026-01-05, 2026-01-05T00:15:00Z or "January 5, 2026": got "${written.slice(0, 100)}"`;
  return { zoned: null, findings: [error('invalid-date', message, context.at)] };
}

/** The calendar date of a written one; null, with a problem, where it cannot be. */
export function resolveDate(
  written: WrittenDate | null,
  { at, date, channel }: DateContext,
): { readonly date: CalendarDate | null; readonly findings: readonly Finding[] } {
  if (written === null && date === null) return unresolved('missing-date', at);
  if (written?.kind === 'yearless' && date === null) return unresolved('missing-year', at);
  const resolved = written === null ? date : settle(written, { date, language: channel.language });
  if (resolved === null) return unresolved('ambiguous-date', at);
  const finding = checkDate(resolved, at);
  return { date: resolved, findings: finding === null ? [] : [finding] };
}

const dateMessages = {
  'missing-date': 'The time has no date: write the date beside it',
  'missing-year': 'The date has no year: write the year after the day',
  'ambiguous-date':
    'The date may be day/month or month/day: write the month as a word, or set "language" with its country',
} as const;

function unresolved(code: keyof typeof dateMessages, at: Position) {
  return { date: null, findings: [error(code, dateMessages[code], at)] };
}

interface Settling {
  readonly date: CalendarDate | null;
  readonly language: string;
}

/** `n/n/yyyy` by the date given elsewhere, else by its size, else by the language's country. */
function settle(written: WrittenDate, { date, language }: Settling): CalendarDate | null {
  if (written.kind === 'calendar') return written;
  if (written.kind === 'yearless') return date === null ? null : nearestYear(written, date);
  const { first, second, year } = written;
  const monthFirst = { year, month: first, day: second };
  const dayFirst = { year, month: second, day: first };
  if (first === second || second > 12) return monthFirst;
  if (first > 12) return dayFirst;
  const near = [monthFirst, dayFirst].filter((it) => date !== null && Math.abs(daysBetween(it, date)) <= 1);
  if (near.length === 1) return near[0] ?? null;
  const country = new Intl.Locale(language).region;
  if (country !== undefined) return monthFirstCountries.has(country) ? monthFirst : dayFirst;
  return new Intl.Locale(language).language === 'en' ? null : dayFirst;
}

/** A story of 31 December may be filed under 1 January. */
function nearestYear(
  { month, day }: { readonly month: number; readonly day: number },
  date: CalendarDate,
): CalendarDate {
  const years = Math.trunc((month - date.month) / 7);
  return { year: date.year - years, month, day };
}

const monthFirstCountries = new Set(['US', 'PH', 'FM', 'MH', 'PW', 'GU', 'AS', 'PR', 'VI', 'MP']);

function resolveZone(
  written: string | null,
  { channel, at }: DateContext,
): { readonly zone: Zone | null; readonly findings: readonly Finding[] } {
  if (written === null) return { zone: { id: channel.timeZone, seasonOf: null }, findings: [] };
  const zone = findZone(written, channel.timeZone);
  if (zone !== null) return { zone, findings: [] };
  const message = `"${written}" is not a time zone that is known here: write an offset such as +02:00`;
  return { zone: null, findings: [error('unknown-time-zone', message, at)] };
}

/** `local time` is the time of the channel. */
function isLocal(zone: string | null): boolean {
  return zone !== null && /^local time$/i.test(zone);
}

function checkWeekday(weekday: number | null, date: CalendarDate, at: Position): Finding[] {
  const actual = weekdayOf(date);
  if (weekday === null || weekday === actual) return [];
  const shown = `${date.year}-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
  const nameOf = (number: number) => weekdays[number - 1]?.name;
  const message = `${shown} is a ${nameOf(actual)}, not a ${nameOf(weekday)}: the numbers were taken`;
  return [warning('weekday-mismatch', message, at)];
}

const looseIso =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:[T ]| at )\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: \d{4})?\s*(Z|UTC|GMT|[+\-\u2212]\d{1,2}(?::?\d{2})?|[A-Za-z]+\/[\w/+-]+|(?![AP]M$)[A-Z]{2,5})?(?:\[[\w/+-]+\])?)?$/i;
const compactDate = /^(\d{4})(\d{2})(\d{2})$/;

function parseLooseIso(written: string): Omit<Stamp, 'label'> | null {
  const text = written.trim();
  const match = text.length > 100 ? null : (looseIso.exec(text) ?? compactDate.exec(text));
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, zone] = match;
  const date: WrittenDate = { kind: 'calendar', year: Number(year), month: Number(month), day: Number(day) };
  const time = hour === undefined ? null : clock({ hour, minute, second });
  return { date, time, zone: zone ?? null, weekday: null };
}
