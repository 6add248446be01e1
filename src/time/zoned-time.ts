/** Times in a zone, with Temporal: the local time of an instant, and the instant of a local time. */
import { Temporal } from 'temporal-polyfill';
import {
  type CalendarDate,
  daysBetween,
  firstInstant,
  fromEpochMilliseconds,
  type Instant,
  isCalendarDate,
  lastInstant,
  toEpochMilliseconds,
} from '../model/instant.ts';

/** The date and time in a zone, padded with zeros. */
export interface LocalTime {
  /** Four digits. */
  readonly year: string;
  /** `01` to `12`. */
  readonly month: string;
  readonly day: string;
  /** `001` to `366`. */
  readonly dayOfYear: string;
  /** `00` to `23`. */
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  /** The offset of the zone from UTC: `-08:00`, with seconds if it has any. */
  readonly offset: string;
  /** The whole local time as RFC 3339 writes it, with the offset to the minute: `2026-01-04T16:15:00-08:00`. */
  readonly offsetTime: string;
  /** The milliseconds from the start of 1970 to the same date and time in UTC, for `Intl`, which does not know every zone. */
  readonly wallMilliseconds: number;
}

/**
 * The local time of an instant in a zone: an IANA name, or an offset such as `-05:00`. If the local year would not be from
 * 0000 to 9999, it is the time in UTC.
 *
 * @example
 * localTime(parseInstant('2026-01-05T00:15:00Z'), 'America/Los_Angeles').day // => '04'
 */
export function localTime(instant: Instant, timeZone: string): LocalTime {
  const fixed = fixedOffset(timeZone);
  const epochMilliseconds = toEpochMilliseconds(instant);
  const zoned: ZonedTime =
    fixed === null ? Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone) : { ...fixed, epochMilliseconds };
  return localTimeOf(isWritable(zoned) ? zoned : { ...utc, epochMilliseconds });
}

const firstMilliseconds = toEpochMilliseconds(firstInstant);
const lastMilliseconds = toEpochMilliseconds(lastInstant);

function isWritable(zoned: ZonedTime): boolean {
  const wallMilliseconds = wallMillisecondsOf(zoned);
  return wallMilliseconds >= firstMilliseconds && wallMilliseconds < lastMilliseconds + 1000;
}

function wallMillisecondsOf({ epochMilliseconds, offsetNanoseconds }: ZonedTime): number {
  return epochMilliseconds + offsetNanoseconds / 1_000_000;
}

/** The part of Temporal's `ZonedDateTime` that a zone with one offset has too. */
type ZonedTime = Pick<Temporal.ZonedDateTime, 'epochMilliseconds' | 'offset' | 'offsetNanoseconds' | 'toString'>;

const utc = { offset: '+00:00', offsetNanoseconds: 0 };

/** The offset of a zone that never changes it, for which Temporal is not needed. Null for any other. */
function fixedOffset(timeZone: string): Pick<ZonedTime, 'offset' | 'offsetNanoseconds'> | null {
  if (timeZone === 'UTC') return utc;
  const [, sign, hours, minutes] = /^([+-])([01]\d|2[0-3]):([0-5]\d)$/.exec(timeZone) ?? [];
  if (sign === undefined) return null;
  const distance = (Number(hours) * 60 + Number(minutes)) * 60_000_000_000;
  if (distance === 0) return utc;
  return { offset: timeZone, offsetNanoseconds: sign === '-' ? -distance : distance };
}

/**
 * Formats an instant with the offset of a zone at that time, as RFC 3339, 5.6 writes it. The limits are those of `localTime`.
 *
 * @example
 * offsetTime(parseInstant('2026-01-05T00:15:00Z'), 'America/Los_Angeles') // => '2026-01-04T16:15:00-08:00'
 */
export function offsetTime(instant: Instant, timeZone: string): string {
  return localTime(instant, timeZone).offsetTime;
}

/** Splits an ISO string instead of asking Temporal for each part, which is slower: pages and permalinks need very many. */
function localTimeOf(zoned: ZonedTime): LocalTime {
  const { offset } = zoned;
  const wallMilliseconds = wallMillisecondsOf(zoned);
  const wall = new Date(wallMilliseconds).toISOString();
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = wall.slice(0, 19).split(/[-T:]/);
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const dayOfYear = daysBetween({ ...date, month: 1, day: 1 }, date) + 1;
  const hasSeconds = offset.length > '-08:00'.length;
  return {
    year,
    month,
    day,
    dayOfYear: String(dayOfYear).padStart(3, '0'),
    hour,
    minute,
    second,
    offset,
    offsetTime: hasSeconds
      ? zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' })
      : `${wall.slice(0, 19)}${offset}`,
    wallMilliseconds,
  };
}

/** A time of day, without leap seconds. */
export interface ClockTime {
  /** 0 to 23. */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The instant of a local date and time, and whether the clocks of the zone skip or repeat that time. */
export interface LocalReading {
  readonly instant: Instant;
  /** `skipped`: the clocks of the zone never show that time on that day. `repeated`: they show it twice. */
  readonly occurs: 'once' | 'skipped' | 'repeated';
  /** The local time at the instant. It differs from the given time if that is skipped. */
  readonly local: LocalTime;
  /** The offset of another zone at the same instant. */
  readonly offsetIn: (timeZone: string) => string;
}

/**
 * The instant of a local date and time in a zone. For a repeated time, it is the first one. A skipped time is read with the
 * offset from before the change, as Temporal's "compatible" does. Throws `RangeError` if the date is not in the calendar, or
 * if no clock shows the time.
 *
 * @example
 * fromLocal({ year: 2026, month: 1, day: 4, hour: 16, minute: 15, second: 0 }, 'America/Los_Angeles').instant // => '2026-01-05T00:15:00Z'
 */
export function fromLocal(written: CalendarDate & ClockTime, timeZone: string): LocalReading {
  const { year, month, day, hour, minute, second } = written;
  const fixed = fixedOffset(timeZone);
  if (fixed !== null && isCalendarDate(written) && isClockTime(written)) return fromFixed(written, fixed);
  const wall = Temporal.PlainDateTime.from({ year, month, day, hour, minute, second }, { overflow: 'reject' });
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const isOnce = earlier.epochMilliseconds === later.epochMilliseconds;
  const occurs = isOnce ? 'once' : earlier.toPlainDateTime().equals(wall) ? 'repeated' : 'skipped';
  const zoned = occurs === 'skipped' ? later : earlier;
  return {
    instant: fromEpochMilliseconds(zoned.epochMilliseconds),
    occurs,
    local: localTimeOf(zoned),
    offsetIn: (other) => zoned.withTimeZone(other).offset,
  };
}

const firstDay = { year: 1970, month: 1, day: 1 };

/** In a zone with one offset, each local time occurs once. */
function fromFixed(written: CalendarDate & ClockTime, fixed: Omit<ZonedTime, 'epochMilliseconds'>): LocalReading {
  const { hour, minute, second } = written;
  const wallSeconds = ((daysBetween(firstDay, written) * 24 + hour) * 60 + minute) * 60 + second;
  const epochMilliseconds = wallSeconds * 1000 - fixed.offsetNanoseconds / 1_000_000;
  return {
    instant: fromEpochMilliseconds(epochMilliseconds),
    occurs: 'once',
    local: localTimeOf({ ...fixed, epochMilliseconds }),
    offsetIn: (other) => Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(other).offset,
  };
}

function isClockTime({ hour, minute, second }: ClockTime): boolean {
  const isIn = (value: number, length: number) => Number.isInteger(value) && value >= 0 && value < length;
  return isIn(hour, 24) && isIn(minute, 60) && isIn(second, 60);
}
