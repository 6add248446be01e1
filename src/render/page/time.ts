/** Instants as people read them: the clock of the place where an article was written, with its offset. */
import { h, type Properties } from 'hastscript';
import { Temporal } from 'temporal-polyfill';
import type { Entry } from '../../model/entry.ts';
import type { Instant } from '../../model/instant.ts';
import { localeOf, type Place } from './context.ts';

/** The instant with the offset that its zone had then: `2026-01-04T16:15:00-08:00`. */
export function offsetTime(instant: Instant, timeZone: string): string {
  return zoned(instant, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** A `time` element with date, time and offset; midnight is how a date without a time is kept, and shows none. */
export function timeElement(instant: Instant, { timeZone }: Pick<Entry, 'timeZone'>, place: Place) {
  const local = zoned(instant, timeZone);
  const isDay = local.toPlainTime().equals(new Temporal.PlainTime());
  const day = showWall(local, { dateStyle: 'long' }, place);
  if (isDay) return timeOf(local, day);
  const clock = showWall(local, { timeStyle: 'short' }, place);
  return timeOf(local, `${day}, ${clock} (${showOffset(local.offset)})`);
}

/** A `time` element that shows the date alone. */
export function dateElement(instant: Instant, { timeZone }: Pick<Entry, 'timeZone'>, place: Place) {
  const local = zoned(instant, timeZone);
  return timeOf(local, showWall(local, { dateStyle: 'long' }, place));
}

function zoned(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
}

function timeOf(local: Temporal.ZonedDateTime, shown: string) {
  const dateTime = local.toString({ timeZoneName: 'never', smallestUnit: 'second' });
  return h('time', { dateTime } satisfies Properties, shown);
}

/** `Intl` gets the wall clock as if it were UTC: not every version of it knows zones that are offsets. */
function showWall(local: Temporal.ZonedDateTime, style: Style, { language }: Place): string {
  const wall = local.toPlainDateTime().toZonedDateTime('UTC').epochMilliseconds;
  return formatOf(language, style).format(wall);
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
