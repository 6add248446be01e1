/** A date and a time on some wall to an instant: impossible ones are refused, never rolled over. */
import {
  type CalendarDate,
  type ClockTime,
  fromLocal,
  type Instant,
  isCalendarDate,
  type LocalReading,
} from '../../model/instant.ts';
import { error, type Finding, type Position, warning } from '../../problem/problem.ts';
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

/** The instant of a local date and time. In a gap or fold of the zone there is a warning. */
export function toInstant(date: CalendarDate, time: ClockTime, { zone, at }: ZoneContext): InstantReading {
  const written = { ...date, ...time };
  const reading = fromLocal(written, zone.id);
  const findings = [...unusual(written, reading, { zone, at }), ...outOfSeason(written, reading, { zone, at })];
  return { instant: reading.instant, findings };
}

/** A problem if the calendar does not contain the date; years are those of print and feeds. */
export function checkDate(date: CalendarDate, at: Position): Finding | null {
  if (date.year >= 1000 && isCalendarDate(date)) return null;
  return error('invalid-date', `There is no day ${showDate(date)}: write a date of the calendar`, at);
}

/** A problem if no clock shows the time; `shown` is how it was written. */
export function checkTime(
  { hour, minute, second, shown }: ClockTime & { readonly shown: string },
  at: Position,
): Finding | null {
  if (hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59) return null;
  const message = `There is no time "${shown}": write 00:00 to 23:59, or 1:00 to 12:59 with AM or PM`;
  return error('invalid-time', message, at);
}

type Written = CalendarDate & ClockTime;

function unusual(written: Written, { occurs, local }: LocalReading, { zone, at }: ZoneContext): Finding[] {
  if (occurs === 'once') return [];
  const shown = `${pad(written.hour)}:${pad(written.minute)} on ${showDate(written)}`;
  if (occurs === 'repeated') {
    const message = `${shown} comes twice in ${zone.id}: the first was taken; name the offset to choose`;
    return [warning('repeated-time', message, at)];
  }
  const message = `${shown} is skipped in ${zone.id}: it was read as ${local.hour}:${local.minute}`;
  return [warning('skipped-time', message, at)];
}

function outOfSeason(written: Written, { local, offsetIn }: LocalReading, { zone, at }: ZoneContext): Finding[] {
  if (zone.seasonOf === null) return [];
  const usual = offsetIn(zone.seasonOf);
  if (usual === local.offset) return [];
  const message = `${zone.seasonOf} is at ${usual} on ${showDate(written)}, not at ${zone.id}: the zone was taken as written`;
  return [warning('zone-out-of-season', message, at)];
}

/** As `2026-01-04`. */
function showDate({ year, month, day }: CalendarDate): string {
  return `${year}-${pad(month)}-${pad(day)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
