/** Shows dates and times to readers: in the time zone of the article and the language of the page. */
import type { Entry } from '../../model/entry.ts';
import type { Instant } from '../../model/instant.ts';
import { type LocalTime, localTime } from '../../time/zoned-time.ts';
import { localeOf, type PageContext } from './context.ts';
import { remembered } from './remembered.ts';
import { tag } from './tag.ts';

/** The local time of an instant. A page shows the same one in several forms. */
export const localTimeOnPage = remembered(localTime);

/** A `time` element with date, time and offset. A date without a time is stored as midnight, so midnight shows only the date. */
export function timeElement(instant: Instant, { timeZone }: Pick<Entry, 'timeZone'>, page: PageContext) {
  const local = localTimeOnPage(instant, timeZone);
  const day = showWall(local, 'date', page);
  if ([local.hour, local.minute, local.second].every((it) => it === '00')) return timeOf(local, day);
  const clock = showWall(local, 'time', page);
  return timeOf(local, `${day}, ${clock} (${showOffset(local.offset)})`);
}

/** A `time` element with the date only. */
export function dateElement(instant: Instant, { timeZone }: Pick<Entry, 'timeZone'>, page: PageContext) {
  const local = localTimeOnPage(instant, timeZone);
  return timeOf(local, showWall(local, 'date', page));
}

function timeOf({ offsetTime: datetime }: LocalTime, shown: string) {
  return tag('time', { datetime }, shown);
}

/** Passes the local time to `Intl` as if it were UTC, because some versions of `Intl` do not accept offsets as time zones. */
function showWall({ wallMilliseconds }: LocalTime, kind: 'date' | 'time', { language }: PageContext): string {
  return formatOf(localeOf(language)?.toString() ?? 'en', kind).format(wallMilliseconds);
}

const formatOf = remembered((locale: string, kind: 'date' | 'time') => {
  const style = kind === 'date' ? ({ dateStyle: 'long' } as const) : ({ timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' });
});

/** `UTC−8`, `UTC+5:30`, `UTC`. */
function showOffset(offset: string): string {
  const [, sign, hours = '', minutes] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  if (hours === '00' && minutes === '00') return 'UTC';
  const rest = minutes === '00' ? '' : `:${minutes}`;
  return `UTC${sign === '-' ? '\u2212' : '+'}${Number(hours)}${rest}`;
}
