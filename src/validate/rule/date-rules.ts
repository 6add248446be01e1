/** Rules on dates beyond their form: RFC 822, 5 and RFC 3339, 5.6. */
import { type Instant, toEpochMilliseconds } from '../../model/instant.ts';
import { readRfc822, readRfc3339, weekdays } from './dates.ts';
import { forms } from './forms.ts';
import { quoted, type Rule, rule, weighing } from './rule.ts';

type Read = typeof readRfc822;

export const rssDateRules: readonly Rule[] = [
  ...datesAt('pubDate lastBuildDate', readRfc822),
  ...datesAt('dc:date atom:updated atom:published', readRfc3339),
  ...['pubDate', 'lastBuildDate'].map((element) =>
    rule('date-weekday', 'RFC 822, 5', [element, ({ text }) => wrongWeekday(text.trim())]),
  ),
  ...weighing(
    'warning',
    ['pubDate', 'lastBuildDate'].map((element) =>
      rule('date-unusual', 'RFC 2822, 3.3', [element, ({ text }) => unusual(text.trim())]),
    ),
  ),
];

export const atomDateRules: readonly Rule[] = [
  ...datesAt('updated published dc:date', readRfc3339),
  rule('date-real', 'RFC 3339, 5.7', [
    'at:deleted-entry',
    ({ attributes }) => unreal(attributes['when'] ?? '', readRfc3339),
  ]),
];

/** What is wrong with a date that has its form: no calendar has it. */
export function unreal(text: string, read: Read): string | null {
  const date = read(text);
  return date === null || date.epoch !== null ? null : `must be a date of the calendar: got ${quoted(text)}`;
}

/** Nobody had feeds before 1990, and nothing in them was published tomorrow. */
export function implausible(
  text: string,
  { read, now }: { readonly read: Read; readonly now: Instant | null },
): string | null {
  const epoch = read(text)?.epoch ?? null;
  if (epoch === null) return null;
  if (epoch < Date.UTC(1990)) return `should be a date after 1990: got ${quoted(text)}`;
  const future = now !== null && epoch > toEpochMilliseconds(now);
  return future ? `should not be in the future: got ${quoted(text)}` : null;
}

function datesAt(elements: string, read: Read): readonly Rule[] {
  return elements
    .split(' ')
    .flatMap((element) => [
      rule('date-real', read === readRfc822 ? 'RFC 822, 5' : 'RFC 3339, 5.7', [
        element,
        ({ text }) => unreal(text.trim(), read),
      ]),
      ...weighing('warning', [
        rule('date-plausible', 'RSS Best Practices Profile, pubDate', [
          element,
          ({ text }, { now }) => implausible(text.trim(), { read, now }),
        ]),
      ]),
    ]);
}

/** Asked only where RFC 822 is kept. */
function unusual(text: string): string | null {
  const sound = !forms.rfc822.pattern.test(text) || forms.rfc2822.pattern.test(text);
  return sound ? null : `should be ${forms.rfc2822.wanted}: got ${quoted(text)}`;
}

function wrongWeekday(text: string): string | null {
  const date = readRfc822(text);
  if (date === null || date.weekday === null || date.realWeekday === null || date.weekday === date.realWeekday)
    return null;
  return `must have the weekday of its date, ${weekdays[date.realWeekday]}: got ${quoted(text)}`;
}
