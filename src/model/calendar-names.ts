/** The only list of the English names of months and weekdays and their short forms, and patterns that match them. */

export interface CalendarName {
  readonly name: string;
  /** Without the full stop, the longest first. Empty for May. */
  readonly short: readonly string[];
}

/** From January to December. */
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

/** From Monday to Sunday. The short forms include every form that may precede "day", even in a misspelling. */
export const weekdays: readonly CalendarName[] = [
  { name: 'Monday', short: ['Mon'] },
  { name: 'Tuesday', short: ['Tues', 'Tue'] },
  { name: 'Wednesday', short: ['Wednes', 'Weds', 'Wed'] },
  { name: 'Thursday', short: ['Thurs', 'Thur', 'Thu'] },
  { name: 'Friday', short: ['Fri'] },
  { name: 'Saturday', short: ['Satur', 'Sat'] },
  { name: 'Sunday', short: ['Sun'] },
];

/** The source of a regular expression that matches any full name. */
export function fullNames(table: readonly CalendarName[]): string {
  return table.map(({ name }) => name).join('|');
}

/** The source of a regular expression that matches any short form. */
export function shortNames(table: readonly CalendarName[]): string {
  return table.flatMap(({ short }) => short).join('|');
}

/** The source of a regular expression that matches any name, full or short. */
export function anyNames(table: readonly CalendarName[]): string {
  return table.flatMap(({ name, short }) => [name, ...short]).join('|');
}

/** The first three letters of each name, as RFC 822, 5 writes them. */
export function threeLetters(table: readonly CalendarName[]): readonly string[] {
  return table.map(({ name }) => name.slice(0, 3));
}

/** The number of a name in the table, from 1. Only its first three letters count, in any case. Returns 0 if none match. */
export function numberOfName(name: string, table: readonly CalendarName[]): number {
  const start = name.slice(0, 3).toLowerCase();
  return threeLetters(table).findIndex((letters) => letters.toLowerCase() === start) + 1;
}
