/** The parts of a date in URLs: the tokens that Hugo, Jekyll and Hexo share, and formats of `strftime`. */
import { months } from '../../model/calendar-names.ts';
import type { LocalTime } from '../../time/zoned-time.ts';

/** The tokens of times that Hugo, Jekyll and Hexo share. */
export function timeTokens(time: LocalTime): Readonly<Record<string, string>> {
  const { year, month, day, hour, minute, second } = time;
  return {
    year,
    short_year: year.slice(-2),
    month,
    i_month: String(Number(month)),
    monthname: monthName(month),
    day,
    i_day: String(Number(day)),
    hour,
    minute,
    second,
  };
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
