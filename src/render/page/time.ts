/** Shows dates and times to readers: in the time zone of the article and the language of the page. */
import type { Entry } from '../../model/entry.ts';
import type { Instant } from '../../model/instant.ts';
import { type LocalTime, localTime } from '../../time/zoned-time.ts';
import { localeOf, type PageContext } from './context.ts';
import { tag } from './tag.ts';

/** A `time` element with date, time and offset. A date without a time is stored as midnight, so midnight shows only the date. */
export function timeElement(instant: Instant, { timeZone }: Pick<Entry, 'timeZone'>, page: PageContext) {
  const local = localTime(instant, timeZone);
  const day = showWall(local, { dateStyle: 'long' }, page);
  if ([local.hour, local.minute, local.second].every((it) => it === '00')) return timeOf(local, day);
  const clock = showWall(local, { timeStyle: 'short' }, page);
  return timeOf(local, `${day}, ${clock} (${showOffset(local.offset)})`);
}

/** A `time` element with the date only. */
export function dateElement(instant: Instant, { timeZone }: Pick<Entry, 'timeZone'>, page: PageContext) {
  const local = localTime(instant, timeZone);
  return timeOf(local, showWall(local, { dateStyle: 'long' }, page));
}

function timeOf({ offsetTime: datetime }: LocalTime, shown: string) {
  return tag('time', { datetime }, shown);
}

/** Passes the local time to `Intl` as if it were UTC, because some versions of `Intl` do not accept offsets as time zones. */
function showWall({ wallMilliseconds }: LocalTime, style: Style, { language }: PageContext): string {
  return formatOf(language, style).format(wallMilliseconds);
}

type Style = Pick<Intl.DateTimeFormatOptions, 'dateStyle' | 'timeStyle'>;

/**
 * Formats are cached, because making one takes far longer than using it. A publication has few languages, so the cache stays
 * small. It never changes what is shown.
 */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string, style: Style): Intl.DateTimeFormat {
  const locale = localeOf(language)?.toString() ?? 'en';
  const key = `${locale} ${style.dateStyle} ${style.timeStyle}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' });
  formats.set(key, made);
  return made;
}

/** `UTC−8`, `UTC+5:30`, `UTC`. */
function showOffset(offset: string): string {
  const [, sign, hours = '', minutes] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  if (hours === '00' && minutes === '00') return 'UTC';
  const rest = minutes === '00' ? '' : `:${minutes}`;
  return `UTC${sign === '-' ? '\u2212' : '+'}${Number(hours)}${rest}`;
}
