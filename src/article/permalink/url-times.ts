/** The parts of a date in URLs: the tokens of Hugo, Jekyll and Hexo, formats of `strftime`, and layouts of Go. */
import { months, weekdays } from '../../model/calendar-names.ts';
import { type CalendarDate, daysBetween, weekdayOf } from '../../model/instant.ts';
import type { LocalTime } from '../../time/zoned-time.ts';

/** The tokens of times. The same token means the same in each tool, apart from `weekday` and `yearday`, which only Hugo has. */
export function timeTokens(time: LocalTime): Readonly<Record<string, string>> {
  const { year, month, day, dayOfYear, hour, minute, second } = time;
  const weekday = weekdayOf(dateOf(time));
  const week = isoWeek(time);
  return {
    year,
    short_year: year.slice(-2),
    month,
    i_month: String(Number(month)),
    monthname: monthName(month),
    short_month: monthName(month).slice(0, 3),
    long_month: monthName(month),
    day,
    i_day: String(Number(day)),
    y_day: dayOfYear,
    yearday: String(Number(dayOfYear)),
    weekday: String(weekday % 7),
    weekdayname: dayName(weekday),
    short_day: dayName(weekday).slice(0, 3),
    long_day: dayName(weekday),
    w_day: String(weekday),
    w_year: String(week.year).padStart(4, '0'),
    week: String(week.week).padStart(2, '0'),
    hour,
    minute,
    second,
  };
}

/** A layout of Go such as `2006-01`, which Hugo accepts as a token. Null if it is none. */
export function goLayout(layout: string, time: LocalTime): string | null {
  const { year, month, day, hour, minute, second } = time;
  const weekday = weekdayOf(dateOf(time));
  const parts: Readonly<Record<string, string>> = {
    2006: year,
    '06': year.slice(-2),
    January: monthName(month),
    Jan: monthName(month).slice(0, 3),
    '01': month,
    1: String(Number(month)),
    Monday: dayName(weekday),
    Mon: dayName(weekday).slice(0, 3),
    '02': day,
    2: String(Number(day)),
    15: hour,
    '04': minute,
    '05': second,
  };
  const pattern = /2006|January|Jan|Monday|Mon|15|0[12456]|[12]/g;
  return pattern.test(layout) ? layout.replace(pattern, (part) => parts[part] ?? part) : null;
}

function dateOf({ year, month, day }: LocalTime): CalendarDate {
  return { year: Number(year), month: Number(month), day: Number(day) };
}

function dayName(weekday: number): string {
  return weekdays[weekday - 1]?.name ?? '';
}

/** The week of ISO 8601, which belongs to the year of its Thursday. */
function isoWeek(time: LocalTime): { readonly year: number; readonly week: number } {
  const date = dateOf(time);
  const thursday = Number(time.dayOfYear) + 4 - weekdayOf(date);
  const year = thursday < 1 ? date.year - 1 : thursday > daysIn(date.year) ? date.year + 1 : date.year;
  const first = { year, month: 1, day: 1 };
  const day = thursday + daysBetween(first, { ...first, year: date.year });
  return { year, week: Math.ceil(day / 7) };
}

function daysIn(year: number): number {
  return daysBetween({ year, month: 1, day: 1 }, { year: year + 1, month: 1, day: 1 });
}

function monthName(month: string): string {
  return months[Number(month) - 1]?.name ?? '';
}

/** The formats of `strftime` that occur in URLs. */
export function formatDate(format: string, { year, month, day, dayOfYear, hour, minute, second }: LocalTime): string {
  const parts: Readonly<Record<string, string>> = {
    Y: year,
    y: year.slice(-2),
    m: month,
    d: day,
    j: dayOfYear,
    H: hour,
    M: minute,
    S: second,
    b: monthName(month).slice(0, 3),
    B: monthName(month),
  };
  return format.replace(/%(-?)([A-Za-z])/g, (written, flag: string, letter: string) => {
    const part = parts[letter];
    if (part === undefined) return written;
    return flag === '-' ? part.replace(/^0+(?=.)/, '') : part;
  });
}
