/**
 * Instants and the calendar. Only this module and those in `src/time/`, which load Temporal, do date arithmetic. They are
 * separate, because Temporal takes long to load and much of the program does not need it.
 */
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
 * True for a string in the form that this module writes. It does not check that the day is in the calendar: it is meant for
 * what the program itself has written, in amounts for which `parseInstant` would be slow.
 *
 * @example
 * isInstant('2026-01-05T00:15:00Z') // => true
 */
export function isInstant(value: unknown): value is Instant {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value);
}

/**
 * Returns an instant that is already in the form that this module writes, and null for any other text.
 *
 * @example
 * writtenInstant('2026-02-30T00:00:00Z') // => null
 */
export function writtenInstant(text: string): Instant | null {
  return isInstant(text) && fromEpochMilliseconds(Date.parse(text) || 0) === text ? text : null;
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

/** A day of the Gregorian calendar, also before its introduction. */
export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
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
