/** Instants as people read them: the clock of the place where an article was written, with its offset. */
import { h, type Properties } from 'hastscript';
import type { Entry } from '../../model/entry.ts';
import { type Instant, type LocalTime, localTime } from '../../model/instant.ts';
import { localeOf, type Place } from './context.ts';

/** A `time` element with date, time and offset; midnight is how a date without a time is kept, and shows none. */
export function timeElement(instant: Instant, { timeZone }: Pick<Entry, 'timeZone'>, place: Place) {
  const local = localTime(instant, timeZone);
  const day = showWall(local, { dateStyle: 'long' }, place);
  if ([local.hour, local.minute, local.second].every((it) => it === '00')) return timeOf(local, day);
  const clock = showWall(local, { timeStyle: 'short' }, place);
  return timeOf(local, `${day}, ${clock} (${showOffset(local.offset)})`);
}

/** A `time` element that shows the date alone. */
export function dateElement(instant: Instant, { timeZone }: Pick<Entry, 'timeZone'>, place: Place) {
  const local = localTime(instant, timeZone);
  return timeOf(local, showWall(local, { dateStyle: 'long' }, place));
}

function timeOf({ offsetTime: dateTime }: LocalTime, shown: string) {
  return h('time', { dateTime } satisfies Properties, shown);
}

/** `Intl` gets the wall clock as if it were UTC: not every version of it knows zones that are offsets. */
function showWall({ wallMilliseconds }: LocalTime, style: Style, { language }: Place): string {
  return formatOf(language, style).format(wallMilliseconds);
}

type Style = Pick<Intl.DateTimeFormatOptions, 'dateStyle' | 'timeStyle'>;

/** Kept, since making one takes far longer than using it: a publication has few languages, and nothing that is shown depends on it. */
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
