/** Checks dates that match their pattern: whether they exist, their weekday, and whether they are plausible. */
import { months, numberOfName, threeLetters, weekdays } from '../../model/calendar-names.ts';
import { daysBetween, type Instant, isCalendarDate, toEpochMilliseconds, weekdayOf } from '../../model/instant.ts';
import { matches, patterns } from './patterns.ts';
import { quoted } from './rule.ts';

type ReadDateText = typeof readRfc822;

/** The message if a date matches its pattern but does not exist. */
export function unreal(text: string, read: ReadDateText): string | null {
  const date = read(text);
  return date === null || date.epoch !== null ? null : `must be a date that exists: got ${quoted(text)}`;
}

/** The message if a date is before 1990, when there were no feeds, or in the future. */
export function implausible(
  text: string,
  { read, now }: { readonly read: ReadDateText; readonly now: Instant | null },
): string | null {
  const epoch = read(text)?.epoch ?? null;
  if (epoch === null) return null;
  if (epoch < Date.UTC(1990)) return `should be a date after 1990: got ${quoted(text)}`;
  const future = now !== null && epoch > toEpochMilliseconds(now);
  return future ? `should not be in the future: got ${quoted(text)}` : null;
}

/** The message if a date is allowed by RFC 822 but not by RFC 2822. */
export function unusual(text: string): string | null {
  const sound = !matches(text, patterns.rfc822) || matches(text, patterns.rfc2822);
  return sound ? null : `should be ${patterns.rfc2822.wanted}: got ${quoted(text)}`;
}

/** The message if the weekday of an RFC 822 date is wrong. */
export function wrongWeekday(text: string): string | null {
  const date = readRfc822(text);
  if (date === null || date.weekday === null || date.realWeekday === null || date.weekday === date.realWeekday)
    return null;
  return `must have the weekday of its date, ${threeLetters(weekdays)[date.realWeekday - 1]}: got ${quoted(text)}`;
}

/** A date as it was written. */
interface ReadDate {
  /** Milliseconds since 1970; null if the date or its time does not exist. */
  readonly epoch: number | null;
  /** The weekday that was written, where Monday is 1; null if none was. */
  readonly weekday: number | null;
  /** The right weekday; null if the date does not exist. */
  readonly realWeekday: number | null;
}

/** Reads a date in the form of RFC 822. Returns null if it has another form. */
export function readRfc822(text: string): ReadDate | null {
  if (!matches(text, patterns.rfc822)) return null;
  const [, weekday, day = '', month = '', year = '', clock = '', zone = ''] =
    /^(?:(\w{3}), *)?(\d+) +(\w{3}) +(\d{4}) +([\d:]+) +(\S+)$/.exec(text) ?? [];
  const [hour = '', minute = '', second = '0'] = clock.split(':');
  const date = { year, month: String(numberOfName(month, months)), day, hour, minute, second };
  const written = weekday === undefined ? null : numberOfName(weekday, weekdays);
  return { ...instantOf(date, offsetOf(zone)), weekday: written };
}

/** Reads a date in the form of RFC 3339, or only the first parts of one. Returns null if it has another form. */
export function readRfc3339(text: string): ReadDate | null {
  if (!matches(text, patterns.w3cdtf)) return null;
  const [, year = '', month = '1', day = '1', hour = '0', minute = '0', second = '0', zone = 'Z'] =
    /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d)(?::(\d\d)[.\d]*)?(.*))?$/.exec(text) ?? [];
  return { ...instantOf({ year, month, day, hour, minute, second }, offsetOf(zone.replace(':', ''))), weekday: null };
}

const american: Readonly<Record<string, number>> = { E: -5, C: -6, M: -7, P: -8 };

const epochDate = { year: 1970, month: 1, day: 1 };

type Parts = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>>;

function instantOf(parts: Parts, offsetMinutes: number | null): Pick<ReadDate, 'epoch' | 'realWeekday'> {
  const date = { year: Number(parts.year), month: Number(parts.month), day: Number(parts.day) };
  const [hour, minute, second] = [Number(parts.hour), Number(parts.minute), Number(parts.second)];
  if (!isCalendarDate(date)) return { epoch: null, realWeekday: null };
  const realWeekday = weekdayOf(date);
  const isTime = hour <= 23 && minute <= 59 && second <= 60;
  if (!isTime || offsetMinutes === null) return { epoch: null, realWeekday };
  const seconds = daysBetween(epochDate, date) * 86_400 + hour * 3600 + minute * 60 + second - offsetMinutes * 60;
  return { epoch: seconds * 1000, realWeekday };
}

/** Returns the offset of a zone in minutes east of Greenwich, or null if there is no such offset. */
function offsetOf(zone: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  if (sign !== undefined) {
    const offset = Number(hours) * 60 + Number(minutes);
    return offset >= 24 * 60 || Number(minutes) > 59 ? null : offset * (sign === '-' ? -1 : 1);
  }
  const hour = zone.length === 3 ? american[zone.charAt(0)] : undefined;
  return hour === undefined ? 0 : (hour + (zone.charAt(1) === 'D' ? 1 : 0)) * 60;
}
