/**
 * Expressions of EventBridge Scheduler, and how long they pause. Pure.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */

/** Minutes of the longest time between two runs; infinite if whole days are left out. Null if the text is not an expression. */
export function longestPause(expression: string): number | null {
  const [, kind, inside = ''] = /^(rate|cron)\(([^()]*)\)$/.exec(expression) ?? [];
  if (kind === undefined) return null;
  return kind === 'rate' ? pauseOfRate(inside) : pauseOfCron(inside);
}

const minutesIn: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

function pauseOfRate(text: string): number | null {
  const [, count = '', unit = '', plural = ''] = /^([1-9]\d{0,5}) (minute|hour|day)(s?)$/.exec(text) ?? [];
  const minutes = minutesIn[unit];
  return minutes === undefined || (count === '1') !== (plural === '') ? null : Number(count) * minutes;
}

interface Field {
  readonly from: number;
  readonly to: number;
  /** Names of the numbers, from the first. */
  readonly names?: readonly string[];
  /** What else the field may contain. */
  readonly special?: RegExp;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const minute: Field = { from: 0, to: 59 };
const hour: Field = { from: 0, to: 23 };
const days: readonly Field[] = [
  { from: 1, to: 31, special: /^(?:\?|L|LW|(?:[1-9]|[12]\d|3[01])W)$/ },
  { from: 1, to: 12, names: months },
  { from: 1, to: 7, names: weekdays, special: /^(?:\?|[1-7]?L|[1-7]#[1-5])$/ },
  { from: 1970, to: 2199 },
];

function pauseOfCron(text: string): number | null {
  const [minuteText = '', hourText = '', ...dayTexts] = text.split(' ');
  const minutes = numbersOf(minuteText, minute);
  const hours = numbersOf(hourText, hour);
  const areDays = dayTexts.length === days.length && days.every((it, index) => numbersOf(dayTexts[index] ?? '', it));
  // Either the day of the month or the day of the week must be `?`.
  if (minutes === null || hours === null || !areDays || dayTexts.filter((it) => it === '?').length !== 1) return null;
  if (dayTexts.some((it) => it !== '*' && it !== '?')) return Number.POSITIVE_INFINITY;
  return longestGap(hours.flatMap((h) => minutes.map((m) => h * 60 + m)));
}

/** The numbers that a field stands for; null if it is invalid. */
function numbersOf(text: string, field: Field): readonly number[] | null {
  if (field.special?.test(text) === true) return [];
  const parts = text.split(',').map((part) => rangeOf(part, field));
  return parts.every((it) => it !== null) ? parts.flat() : null;
}

const rangePattern = /^(?:\*|(\d{1,4}|[A-Z]{3})(?:-(\d{1,4}|[A-Z]{3}))?)(?:\/([1-9]\d?))?$/;

/** `*`, `5`, `MON-FRI`, and each of them with a step: `0/15`. */
function rangeOf(part: string, { from, to, names = [] }: Field): readonly number[] | null {
  const [whole, first, last, step] = rangePattern.exec(part) ?? [];
  if (whole === undefined) return null;
  const numberOf = (word: string) => (names.includes(word) ? names.indexOf(word) + from : Number(word));
  const begin = first === undefined ? from : numberOf(first);
  const end = last !== undefined ? numberOf(last) : first === undefined || step !== undefined ? to : begin;
  if (!(from <= begin && begin <= end && end <= to)) return null;
  const apart = Number(step ?? 1);
  return Array.from({ length: Math.floor((end - begin) / apart) + 1 }, (_, index) => begin + index * apart);
}

/** The longest of the gaps between minutes of a day, the last of which ends at the first of the next day. */
function longestGap(minutesOfDay: readonly number[]): number {
  const inOrder = minutesOfDay.toSorted((one, other) => one - other);
  const [first = 0] = inOrder;
  return Math.max(...inOrder.map((it, index) => (inOrder[index + 1] ?? first + 1440) - it));
}
