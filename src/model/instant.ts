/**
 * Instants and the calendar: the only date arithmetic. No other module creates, compares or formats instants, and no other
 * module uses Temporal.
 */
import { Temporal } from 'temporal-polyfill';
import { fromString } from 'temporal-polyfill/fns/Instant';

declare const instantBrand: unique symbol;

/**
 * An instant in UTC to the second, as RFC 3339, 5.6 writes it: `2026-01-05T00:15:00Z`. Only this module creates one.
 *
 * Its year is from 0000 to 9999, because RFC 3339 allows no others. A later time becomes `lastInstant`, and an earlier one
 * becomes `firstInstant`. This matters because databases and authors write "never" as the end of 9999, which in a zone west
 * of UTC is already the year 10000. All instants have the same length, so they sort as strings.
 *
 * @example
 * const first: Instant | null = parseInstant('2026-01-04T16:15:00-08:00');
 * first // => '2026-01-05T00:15:00Z'
 */
export type Instant = string & { readonly [instantBrand]: 'Instant' };

/**
 * The earliest instant.
 *
 * @example
 * firstInstant // => '0000-01-01T00:00:00Z'
 */
export const firstInstant = '0000-01-01T00:00:00Z' as Instant;

/**
 * The latest instant. It means "never".
 *
 * @example
 * lastInstant // => '9999-12-31T23:59:59Z'
 */
export const lastInstant = '9999-12-31T23:59:59Z' as Instant;

/**
 * Parses an instant (RFC 3339, 5.6, or another form of ISO 8601 with an offset) and drops its fraction of a second. Returns
 * null if the text is not an instant.
 *
 * @example
 * parseInstant('9999-12-31T23:00:00-05:00') // => '9999-12-31T23:59:59Z'
 */
export function parseInstant(text: string): Instant | null {
  try {
    return fromEpochMilliseconds(fromString(text).epochMilliseconds);
  } catch {
    return null;
  }
}

/**
 * True for a string in the form that this module writes. It does not check that the day is in the calendar: it is meant for
 * what the program itself has written, in amounts for which `parseInstant` would be slow.
 *
 * @example
 * isInstant('2026-01-05T00:15:00Z') // => true
 */
export function isInstant(value: unknown): value is Instant {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value);
}

const firstMilliseconds = Date.parse(firstInstant);
const lastMilliseconds = Date.parse(lastInstant);

/**
 * The instant that is this many milliseconds after the start of 1970 in UTC, without its fraction of a second. Throws
 * `RangeError` for NaN.
 *
 * @example
 * fromEpochMilliseconds(1767572100000) // => '2026-01-05T00:15:00Z'
 */
export function fromEpochMilliseconds(milliseconds: number): Instant {
  const bounded = Math.min(Math.max(milliseconds, firstMilliseconds), lastMilliseconds);
  return `${new Date(Math.floor(bounded / 1000) * 1000).toISOString().slice(0, 19)}Z` as Instant;
}

/**
 * The milliseconds from the start of 1970 in UTC to an instant.
 *
 * @example
 * toEpochMilliseconds(parseInstant('2026-01-05T00:15:00Z')) // => 1767572100000
 */
export function toEpochMilliseconds(instant: Instant): number {
  return Date.parse(instant);
}

/**
 * Compares two instants, for `sort`: -1, 0 or 1. Earlier instants come first.
 *
 * @example
 * compareInstants(firstInstant, lastInstant) // => -1
 */
export function compareInstants(one: Instant, other: Instant): -1 | 0 | 1 {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/**
 * True if an instant is earlier than the other.
 *
 * @example
 * isBefore(firstInstant, firstInstant) // => false
 */
export function isBefore(instant: Instant, other: Instant): boolean {
  return compareInstants(instant, other) < 0;
}

/**
 * True if an instant is later than the other.
 *
 * @example
 * isAfter(lastInstant, firstInstant) // => true
 */
export function isAfter(instant: Instant, other: Instant): boolean {
  return compareInstants(instant, other) > 0;
}

/** A list that contains at least one instant. */
type Some = readonly [Instant, ...(Instant | null)[]];

/**
 * The earliest instant of a list. Null if the list contains none.
 *
 * @example
 * earliest([null, lastInstant, firstInstant]) // => '0000-01-01T00:00:00Z'
 */
export function earliest(instants: Some): Instant;
export function earliest(instants: readonly (Instant | null)[]): Instant | null;
export function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce(
    (one, other) => (one === null || (other !== null && isBefore(other, one)) ? other : one),
    null,
  );
}

/**
 * The latest instant of a list. Null if the list contains none.
 *
 * @example
 * latest([firstInstant, null, lastInstant]) // => '9999-12-31T23:59:59Z'
 */
export function latest(instants: Some): Instant;
export function latest(instants: readonly (Instant | null)[]): Instant | null;
export function latest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((one, other) => (one === null || (other !== null && isAfter(other, one)) ? other : one), null);
}

/**
 * The instant that is this many seconds later, or earlier if the number is negative.
 *
 * @example
 * addSeconds(lastInstant, 1) // => '9999-12-31T23:59:59Z'
 */
export function addSeconds(instant: Instant, seconds: number): Instant {
  return fromEpochMilliseconds(toEpochMilliseconds(instant) + seconds * 1000);
}

const daySeconds = 86_400;
const dayMilliseconds = daySeconds * 1000;

/**
 * The instant that is this many days of 24 hours later, or earlier if the number is negative.
 *
 * @example
 * addDays(parseInstant('2026-03-01T12:00:00Z'), -1) // => '2026-02-28T12:00:00Z'
 */
export function addDays(instant: Instant, days: number): Instant {
  return addSeconds(instant, days * daySeconds);
}

/**
 * The days of 24 hours from an instant to `now`, as a fraction. Negative if `now` is earlier.
 *
 * @example
 * daysSince(parseInstant('2026-03-01T00:00:00Z'), parseInstant('2026-03-02T12:00:00Z')) // => 1.5
 */
export function daysSince(instant: Instant, now: Instant): number {
  return (toEpochMilliseconds(now) - toEpochMilliseconds(instant)) / dayMilliseconds;
}

/**
 * Formats an instant as RFC 822 with a four-digit year (RFC 2822, 3.3), in GMT.
 *
 * @example
 * rfc822(parseInstant('2026-01-05T00:15:00Z')) // => 'Mon, 05 Jan 2026 00:15:00 GMT'
 */
export function rfc822(instant: Instant): string {
  return new Date(instant).toUTCString();
}

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
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const isWritable = zoned.year >= 0 && zoned.year <= 9999;
  return localTimeOf(isWritable ? zoned : zoned.withTimeZone('UTC'));
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
function localTimeOf(zoned: Temporal.ZonedDateTime): LocalTime {
  const { offset, offsetNanoseconds, epochMilliseconds } = zoned;
  const wallMilliseconds = epochMilliseconds + offsetNanoseconds / 1_000_000;
  const wall = new Date(wallMilliseconds).toISOString();
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = wall.slice(0, 19).split(/[-T:]/);
  const newYear = { year: Number(year), month: 1, day: 1 };
  const dayOfYear = Math.floor(wallMilliseconds / dayMilliseconds) - toEpochDay(newYear) + 1;
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

/** A day of the Gregorian calendar, also before its introduction. */
export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
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

/**
 * True if the date is in the calendar and its year is from 0000 to 9999.
 *
 * @example
 * isCalendarDate({ year: 2026, month: 2, day: 29 }) // => false
 */
export function isCalendarDate({ year, month, day }: CalendarDate): boolean {
  if (!(year >= 0 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return false;
  return new Date(toEpochDay({ year, month, day }) * dayMilliseconds).getUTCDate() === day;
}

/**
 * The weekday of a date: Monday is 1, Sunday 7.
 *
 * @example
 * weekdayOf({ year: 2026, month: 1, day: 4 }) // => 7
 */
export function weekdayOf(date: CalendarDate): number {
  // The first day of 1970 was a Thursday.
  return ((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1;
}

/**
 * The whole days from one date to another. Negative if the other is earlier.
 *
 * @example
 * daysBetween({ year: 2026, month: 2, day: 28 }, { year: 2026, month: 3, day: 1 }) // => 1
 */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** Days since 1 January 1970. Uses `Date`, because a linter asks for every date of a feed, and Temporal takes ten times as long. */
function toEpochDay({ year, month, day }: CalendarDate): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / dayMilliseconds;
}
