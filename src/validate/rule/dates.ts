/** Dates as feeds write them: whether the calendar has them, whether the weekday is right, and which instant they are. */
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

type Parts = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>>;

function instantOf(parts: Parts, offsetMinutes: number | null): Pick<ReadDate, 'epoch' | 'realWeekday'> {
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
  const [hour, minute, second] = [Number(parts.hour), Number(parts.minute), Number(parts.second)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const isTime = hour <= 23 && minute <= 59 && second <= 60;
  if (!isDay || !isTime || offsetMinutes === null) return { epoch: null, realWeekday: isDay ? date.getUTCDay() : null };
  const seconds = hour * 3600 + minute * 60 + second - offsetMinutes * 60;
  return { epoch: date.getTime() + seconds * 1000, realWeekday: date.getUTCDay() };
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
