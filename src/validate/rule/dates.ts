/** Dates as feeds write them: whether the calendar has them, whether the weekday is right, and which instant they are. */
import { daysBetween, isCalendarDate, weekdayOf } from '../../model/instant.ts';
import { forms } from './forms.ts';

/** A date in the parts that were written. `epoch` is in milliseconds since 1970; null where no calendar has the date. */
interface ReadDate {
  readonly epoch: number | null;
  /** The weekday that was written, 0 is Sunday; null for none. */
  readonly weekday: number | null;
  /** The weekday of that day. */
  readonly realWeekday: number | null;
}

/** Reads a date by RFC 822; null where it has another form. */
export function readRfc822(text: string): ReadDate | null {
  if (!forms.rfc822.pattern.test(text)) return null;
  const [, weekday, day = '', month = '', year = '', clock = '', zone = ''] =
    /^(?:(\w{3}), *)?(\d+) +(\w{3}) +(\d{4}) +([\d:]+) +(\S+)$/.exec(text) ?? [];
  const [hour = '', minute = '', second = '0'] = clock.split(':');
  const date = { year, month: String(months.indexOf(month) + 1), day, hour, minute, second };
  const written = weekday === undefined ? null : weekdays.indexOf(weekday);
  return { ...instantOf(date, offsetOf(zone)), weekday: written };
}

/** Reads a date by RFC 3339, or the first parts of one; null where it has another form. */
export function readRfc3339(text: string): ReadDate | null {
  if (!forms.w3cdtf.pattern.test(text)) return null;
  const [, year = '', month = '1', day = '1', hour = '0', minute = '0', second = '0', zone = 'Z'] =
    /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d)(?::(\d\d)[.\d]*)?(.*))?$/.exec(text) ?? [];
  return { ...instantOf({ year, month, day, hour, minute, second }, offsetOf(zone.replace(':', ''))), weekday: null };
}

/** The English names, as RFC 822 has them. */
export const weekdays: readonly string[] = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months: readonly string[] = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const american: Readonly<Record<string, number>> = { E: -5, C: -6, M: -7, P: -8 };

const epochDate = { year: 1970, month: 1, day: 1 };

type Parts = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>>;

function instantOf(parts: Parts, offsetMinutes: number | null): Pick<ReadDate, 'epoch' | 'realWeekday'> {
  const date = { year: Number(parts.year), month: Number(parts.month), day: Number(parts.day) };
  const [hour, minute, second] = [Number(parts.hour), Number(parts.minute), Number(parts.second)];
  if (!isCalendarDate(date)) return { epoch: null, realWeekday: null };
  // Sunday is 0, as in the list of names.
  const realWeekday = weekdayOf(date) % 7;
  const isTime = hour <= 23 && minute <= 59 && second <= 60;
  if (!isTime || offsetMinutes === null) return { epoch: null, realWeekday };
  const seconds = daysBetween(epochDate, date) * 86_400 + hour * 3600 + minute * 60 + second - offsetMinutes * 60;
  return { epoch: seconds * 1000, realWeekday };
}

/** Minutes east of Greenwich; null where no clock is set so. */
function offsetOf(zone: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  if (sign !== undefined) {
    const offset = Number(hours) * 60 + Number(minutes);
    return offset >= 24 * 60 || Number(minutes) > 59 ? null : offset * (sign === '-' ? -1 : 1);
  }
  const hour = zone.length === 3 ? american[zone.charAt(0)] : undefined;
  return hour === undefined ? 0 : (hour + (zone.charAt(1) === 'D' ? 1 : 0)) * 60;
}
