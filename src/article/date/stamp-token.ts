/** What stamps are made of: the parts of a date stamp, and the tokens that read them, in any language. */
import type { CalendarDate } from '../../model/instant.ts';
import type { ClockTime } from '../../time/zoned-time.ts';

/** A date as written. In `4/1/2026`, `first` and `second` can be in either order, and the year can be missing. */
export type WrittenDate =
  | ({ readonly kind: 'calendar' } & CalendarDate)
  | { readonly kind: 'numeric'; readonly first: number; readonly second: number; readonly year: number }
  | { readonly kind: 'yearless'; readonly month: number; readonly day: number };

export interface WrittenTime extends ClockTime {
  readonly precision: 'second' | 'minute';
  /** The time as it was written. */
  readonly shown: string;
}

export interface Stamp {
  readonly label: 'published' | 'updated' | null;
  readonly date: WrittenDate | null;
  readonly time: WrittenTime | null;
  /** The zone as written. */
  readonly zone: string | null;
  /** Monday is 1. */
  readonly weekday: number | null;
}

/** What the tokens of a stamp have read. */
export type Parts = Omit<Stamp, 'label'>;
export interface Token {
  readonly pattern: RegExp;
  /** Returns null if this token cannot follow what was read before. */
  readonly read: (match: RegExpExecArray, parts: Parts) => Parts | null;
}

export function withDate(parts: Parts, date: WrittenDate): Parts | null {
  return parts.date === null ? { ...parts, date } : null;
}

export function withTime(parts: Parts, time: WrittenTime): Parts | null {
  return parts.time === null ? { ...parts, time } : null;
}

export function calendar(year: string | undefined, month: number, day: string | undefined): WrittenDate {
  return { kind: 'calendar', year: Number(year), month, day: Number(day) };
}

/** Two digits are a year of this century: `26` is 2026. */
export function fullYear(year = ''): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

interface ClockParts {
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly second?: string | undefined;
  /** `a` or `p` on a 12-hour clock. */
  readonly half?: string | undefined;
  readonly shown?: string;
}

/** Makes a time. Hours of a 12-hour clock become 0 to 23. An hour that such a clock does not show becomes -1, an error later. */
export function clock({ hour, minute, second, half, shown = `${hour}:${minute}` }: ClockParts): WrittenTime {
  return {
    hour: half === undefined ? Number(hour) : hourOfHalf(Number(hour), half),
    minute: Number(minute),
    second: Number(second ?? 0),
    precision: second === undefined ? 'minute' : 'second',
    shown: shown.trim(),
  };
}

function hourOfHalf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return -1;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** How stamps are written in one language. */
export interface Grammar {
  /** The label at the start of a stamp. Its group `updated` matches if it is that of an update. */
  readonly label: RegExp;
  /** What separates two stamps in one line. */
  readonly secondLabel: RegExp;
  readonly tokens: readonly Token[];
}
