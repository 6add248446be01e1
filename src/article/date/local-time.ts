/** Converts a local date and time to an instant. Impossible dates and times are errors and never roll over. */
import { type CalendarDate, type Instant, isCalendarDate } from '../../model/instant.ts';
import { error, type Finding, type Position, warning } from '../../problem/problem.ts';
import { type ClockTime, fromLocal, type LocalReading } from '../../time/zoned-time.ts';
import type { Zone } from './zone.ts';

export const startOfDay: ClockTime = { hour: 0, minute: 0, second: 0 };

export interface InstantReading {
  readonly instant: Instant;
  readonly findings: readonly Finding[];
}

interface ZoneContext {
  readonly zone: Zone;
  readonly at: Position;
}

/** The instant of a local date and time. Warns about times that the zone skips or repeats. */
export function toInstant(date: CalendarDate, time: ClockTime, { zone, at }: ZoneContext): InstantReading {
  const written = { ...date, ...time };
  const reading = fromLocal(written, zone.id);
  const findings = [...unusual(written, reading, { zone, at }), ...outOfSeason(written, reading, { zone, at })];
  return { instant: reading.instant, findings };
}

/** Reports a date that is not in the calendar, or has a year before 1000. */
export function checkDate(date: CalendarDate, at: Position): Finding | null {
  if (date.year >= 1000 && isCalendarDate(date)) return null;
  return error('invalid-date', `${showDate(date)} is not a date in the calendar: write a date such as 2026-01-04`, at);
}

/** Reports a time that no clock shows. `shown` is the time as it was written. */
export function checkTime(
  { hour, minute, second, shown }: ClockTime & { readonly shown: string },
  at: Position,
): Finding | null {
  if (hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59) return null;
  const message = `"${shown}" is not a time of day: write 00:00 to 23:59, or 1:00 to 12:59 with AM or PM`;
  return error('invalid-time', message, at);
}

type Written = CalendarDate & ClockTime;

function unusual(written: Written, { occurs, local }: LocalReading, { zone, at }: ZoneContext): Finding[] {
  if (occurs === 'once') return [];
  const shown = `${pad(written.hour)}:${pad(written.minute)} on ${showDate(written)}`;
  if (occurs === 'repeated') {
    const message = `${shown} occurs twice in ${zone.id} and the first was used: write the offset to choose one`;
    return [warning('repeated-time', message, at)];
  }
  const message = `${shown} does not exist in ${zone.id} and was read as ${local.hour}:${local.minute}: correct the time`;
  return [warning('skipped-time', message, at)];
}

function outOfSeason(written: Written, { local, offsetIn }: LocalReading, { zone, at }: ZoneContext): Finding[] {
  if (zone.seasonOf === null) return [];
  const usual = offsetIn(zone.seasonOf);
  if (usual === local.offset) return [];
  const message = `${zone.seasonOf} has the offset ${usual} on ${showDate(written)}, but ${zone.id} was written and used: correct the zone`;
  return [warning('zone-out-of-season', message, at)];
}

/** Formats a date as `2026-01-04`. */
function showDate({ year, month, day }: CalendarDate): string {
  return `${year}-${pad(month)}-${pad(day)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
