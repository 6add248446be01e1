/** A date and a time on some wall to an instant: impossible ones are refused, never rolled over. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../model/instant.ts';
import { error, type Finding, type Position, warning } from '../../problem/problem.ts';
import type { Zone } from './zone.ts';

export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export const startOfDay: ClockTime = { hour: 0, minute: 0, second: 0 };

export interface InstantReading {
  readonly instant: Instant;
  readonly findings: readonly Finding[];
}

interface ZoneContext {
  readonly zone: Zone;
  readonly at: Position;
}

/** The instant of a local date and time. In a gap or fold of the zone: Temporal's "compatible", with a warning. */
export function toInstant(date: CalendarDate, time: ClockTime, { zone, at }: ZoneContext): InstantReading {
  const local = Temporal.PlainDateTime.from({ ...date, ...time }, { overflow: 'reject' });
  const zoned = local.toZonedDateTime(zone.id, { disambiguation: 'compatible' });
  const instant = formatInstant(zoned.toInstant());
  const findings = [...unusual(local, { zone, at }), ...outOfSeason(zoned, { zone, at })];
  return { instant, findings };
}

/** RFC 3339 in UTC to the second. */
export function formatInstant(instant: Temporal.Instant): Instant {
  return instant.toString({ smallestUnit: 'second' });
}

/** The instant an RFC 3339 text names; null where it names none. */
export function parseInstant(text: string): Instant | null {
  try {
    return formatInstant(Temporal.Instant.from(text));
  } catch {
    return null;
  }
}

/** A problem where no calendar has the date; years are those of print and feeds. */
export function checkDate(date: CalendarDate, at: Position): Finding | null {
  const { year, month, day } = date;
  if (year >= 1000 && year <= 9999 && month >= 1 && month <= 12) {
    const { daysInMonth } = Temporal.PlainYearMonth.from({ year, month });
    if (day >= 1 && day <= daysInMonth) return null;
  }
  const shown = `${year}-${pad(month)}-${pad(day)}`;
  return error('invalid-date', `There is no day ${shown}: write a date of the calendar`, at);
}

/** A problem where no clock shows the time; `shown` is how it was written. */
export function checkTime(
  { hour, minute, second, shown }: ClockTime & { readonly shown: string },
  at: Position,
): Finding | null {
  if (hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59) return null;
  const message = `There is no time "${shown}": write 00:00 to 23:59, or 1:00 to 12:59 with AM or PM`;
  return error('invalid-time', message, at);
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(date: CalendarDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** Days from one date to another. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}

/** The local date and time that an instant has in a zone, as `2026-01-04 16:15`. */
export function showLocal(instant: Instant, timeZone: string): string {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return `${zoned.toPlainDate()} ${zoned.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

/** What clock and calendar of a zone show at an instant, in digits of full width. */
export function localTime(instant: Instant, timeZone: string) {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return {
    year: String(zoned.year).padStart(4, '0'),
    month: pad(zoned.month),
    day: pad(zoned.day),
    dayOfYear: String(zoned.dayOfYear).padStart(3, '0'),
    hour: pad(zoned.hour),
    minute: pad(zoned.minute),
    second: pad(zoned.second),
  };
}

function unusual(local: Temporal.PlainDateTime, { zone: { id: timeZone }, at }: ZoneContext): Finding[] {
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return [];
  const shown = `${local.toPlainTime().toString({ smallestUnit: 'minute' })} on ${local.toPlainDate()}`;
  if (earlier.toPlainDateTime().equals(local)) {
    const message = `${shown} comes twice in ${timeZone}: the first was taken; name the offset to choose`;
    return [warning('repeated-time', message, at)];
  }
  const message = `${shown} is skipped in ${timeZone}: it was read as ${later.toPlainTime().toString({ smallestUnit: 'minute' })}`;
  return [warning('skipped-time', message, at)];
}

function outOfSeason(zoned: Temporal.ZonedDateTime, { zone, at }: ZoneContext): Finding[] {
  if (zone.seasonOf === null) return [];
  const usual = zoned.withTimeZone(zone.seasonOf);
  if (usual.offset === zoned.offset) return [];
  const message = `${zone.seasonOf} is at ${usual.offset} on ${zoned.toPlainDate()}, not at ${zone.id}: the zone was taken as written`;
  return [warning('zone-out-of-season', message, at)];
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
