/** The English names of months and weekdays, with the short forms in use: the one list, and the patterns made of it. */

export interface CalendarName {
  readonly name: string;
  /** Without the full stop, the longest first; none for May. */
  readonly short: readonly string[];
}

/** January is the first. */
export const months: readonly CalendarName[] = [
  { name: 'January', short: ['Jan'] },
  { name: 'February', short: ['Feb'] },
  { name: 'March', short: ['Mar'] },
  { name: 'April', short: ['Apr'] },
  { name: 'May', short: [] },
  { name: 'June', short: ['Jun'] },
  { name: 'July', short: ['Jul'] },
  { name: 'August', short: ['Aug'] },
  { name: 'September', short: ['Sept', 'Sep'] },
  { name: 'October', short: ['Oct'] },
  { name: 'November', short: ['Nov'] },
  { name: 'December', short: ['Dec'] },
];

/** Monday is the first. The short forms are those that "day" may follow too, rightly or not. */
export const weekdays: readonly CalendarName[] = [
  { name: 'Monday', short: ['Mon'] },
  { name: 'Tuesday', short: ['Tues', 'Tue'] },
  { name: 'Wednesday', short: ['Wednes', 'Weds', 'Wed'] },
  { name: 'Thursday', short: ['Thurs', 'Thur', 'Thu'] },
  { name: 'Friday', short: ['Fri'] },
  { name: 'Saturday', short: ['Satur', 'Sat'] },
  { name: 'Sunday', short: ['Sun'] },
];

/** For a regular expression: any name in full. */
export function fullNames(table: readonly CalendarName[]): string {
  return table.map(({ name }) => name).join('|');
}

/** For a regular expression: any short form. */
export function shortNames(table: readonly CalendarName[]): string {
  return table.flatMap(({ short }) => short).join('|');
}

/** For a regular expression: any name, in full or short. */
export function anyNames(table: readonly CalendarName[]): string {
  return table.flatMap(({ name, short }) => [name, ...short]).join('|');
}

/** The first three letters of each, as RFC 822, 5 writes them. */
export function threeLetters(table: readonly CalendarName[]): readonly string[] {
  return table.map(({ name }) => name.slice(0, 3));
}

/** The number of a name by its first three letters in any case, from 1; 0 if it is none. */
export function numberOfName(name: string, table: readonly CalendarName[]): number {
  const start = name.slice(0, 3).toLowerCase();
  return threeLetters(table).findIndex((letters) => letters.toLowerCase() === start) + 1;
}
