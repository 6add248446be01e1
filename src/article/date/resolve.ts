/** Resolves a written date, time and zone to an instant with its precision, and makes the messages for dates that cannot be read. */
import type { PublishedPrecision, TimeZoneSource } from '../../model/article.ts';
import { weekdays } from '../../model/calendar-names.ts';
import type { Channel } from '../../model/channel.ts';
import { type CalendarDate, daysBetween, type Instant, weekdayOf } from '../../model/instant.ts';
import { error, type Finding, hasError, type Position, warning } from '../../problem/problem.ts';
import { checkDate, checkTime, startOfDay, toInstant } from './local-time.ts';
import { parseStamp } from './stamp.ts';
import { clock, type Stamp, type WrittenDate } from './stamp-token.ts';
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
  /** A date from elsewhere in the file. It replaces a missing date and resolves ambiguous ones such as `4/1/2026`. */
  readonly date: CalendarDate | null;
}

/** Resolves a stamp. A wrong weekday or a skipped or repeated time is a warning. An impossible date or time is an error. */
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

/** Parses a date from front matter, metadata or a file name: ISO 8601 with the variations found in real files, or a stamp. */
export function parseDateTime(written: string, context: DateContext): ZonedReading {
  const stamp = parseLooseIso(written) ?? parseStamp(written, context.channel.language);
  if (stamp !== null) return resolveStamp(stamp, context);
  const message = `A date must be like 2026-01-05, 2026-01-05T00:15:00Z or "January 5, 2026": got "${written.slice(0, 100)}"`;
  return { zoned: null, findings: [error('invalid-date', message, context.at)] };
}

/**
 * The settings by which dates of an article are read: with its own language, if it has one. If that has no country, the country
 * in the settings stays, if their language is the same.
 */
export function inArticleLanguage<T extends Pick<Channel, 'language'>>(channel: T, language: string | null): T {
  if (language === null || channel.language.toLowerCase().startsWith(`${language.toLowerCase()}-`)) return channel;
  return { ...channel, language };
}

/** Resolves a written date to a calendar date. If that is not possible, the date is null and there is a finding. */
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
  'missing-date': 'The time has no date: write the date next to it',
  'missing-year': 'The date has no year: write the year after the day',
  'ambiguous-date':
    'The date can be read as day/month or as month/day: write the month as a word, or set a "language" with a country',
} as const;

function unresolved(code: keyof typeof dateMessages, at: Position) {
  return { date: null, findings: [error(code, dateMessages[code], at)] };
}

interface Settling {
  readonly date: CalendarDate | null;
  readonly language: string;
}

/**
 * Decides whether `n/n/yyyy` is month first or day first: by numbers greater than 12, or else by a date elsewhere in the file,
 * or else by the country of the language. Returns null if it stays ambiguous.
 */
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

/** Uses the year before or after if it is nearer: a story of 31 December can be filed under 1 January. */
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
  const message = `"${written}" is not a known time zone: write an offset such as +02:00`;
  return { zone: null, findings: [error('unknown-time-zone', message, at)] };
}

/** "Local time" means the time zone of the channel. */
function isLocal(zone: string | null): boolean {
  return zone !== null && /^local time$/i.test(zone);
}

function checkWeekday(weekday: number | null, date: CalendarDate, at: Position): Finding[] {
  const actual = weekdayOf(date);
  if (weekday === null || weekday === actual) return [];
  const shown = `${date.year}-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
  const nameOf = (number: number) => weekdays[number - 1]?.name;
  const message = `${shown} is a ${nameOf(actual)}, not a ${nameOf(weekday)}: the date was used, so correct the weekday or the date`;
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
