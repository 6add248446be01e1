/** Instants sort as strings, stay within their bounds, and behave as the examples in their documentation say. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as instants from '../../src/model/instant.ts';
import {
  addDays,
  addSeconds,
  compareInstants,
  daysBetween,
  daysSince,
  earliest,
  firstInstant,
  fromEpochMilliseconds,
  isAfter,
  isBefore,
  isCalendarDate,
  lastInstant,
  latest,
  rfc822,
  toEpochMilliseconds,
  weekdayOf,
} from '../../src/model/instant.ts';
import * as parsing from '../../src/time/parse-instant.ts';
import { parseInstant } from '../../src/time/parse-instant.ts';
import * as zoned from '../../src/time/zoned-time.ts';
import { fromLocal, localTime, offsetTime } from '../../src/time/zoned-time.ts';
import { instant } from '../support/instant.ts';

const first = toEpochMilliseconds(firstInstant);
const last = toEpochMilliseconds(lastInstant);
/** Whole seconds, often near the bounds. */
const anyInstant = fc
  .oneof(
    fc.integer({ min: first / 1000, max: last / 1000 }),
    fc.integer({ min: last / 1000 - 100_000, max: last / 1000 }),
    fc.integer({ min: first / 1000, max: first / 1000 + 100_000 }),
  )
  .map((seconds) => fromEpochMilliseconds(seconds * 1000));
const anySeconds = fc.oneof(fc.integer({ min: -4e11, max: 4e11 }), fc.integer({ min: -100, max: 100 }));
const zones = [
  'UTC',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  '-05:00',
  '+14:00',
];
const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe('properties', () => {
  test('an instant parses to itself', () => {
    fc.assert(
      fc.property(anyInstant, (one) => {
        expect(one).toMatch(form);
        expect(parseInstant(one)).toBe(one);
        expect(fromEpochMilliseconds(toEpochMilliseconds(one))).toBe(one);
        expect(JSON.parse(JSON.stringify({ one }))).toEqual({ one });
      }),
    );
  });

  test('instants sort as strings', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, (one, other) => {
        const byTime = Math.sign(toEpochMilliseconds(one) - toEpochMilliseconds(other));
        expect(compareInstants(one, other)).toBe(byTime);
        expect(isBefore(one, other)).toBe(byTime < 0);
        expect(isAfter(one, other)).toBe(byTime > 0);
        expect([one, other].sort()).toEqual([one, other].sort(compareInstants));
        expect([earliest([one, other]), latest([one, other])]).toEqual([one, other].sort());
      }),
    );
  });

  test('adding moves an instant by the amount, and at most to the bound', () => {
    fc.assert(
      fc.property(anyInstant, anySeconds, (one, seconds) => {
        const moved = addSeconds(one, seconds);
        const exact = toEpochMilliseconds(one) + seconds * 1000;
        expect(moved).toMatch(form);
        expect(toEpochMilliseconds(moved)).toBe(Math.min(Math.max(exact, first), last));
        expect([0, Math.sign(seconds)]).toContain(compareInstants(moved, one));
      }),
    );
  });

  test('any number of milliseconds becomes an instant within the bounds, without fractions of a second', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ noNaN: true }), fc.integer()), (milliseconds) => {
        const made = fromEpochMilliseconds(milliseconds);
        expect(made).toMatch(form);
        const bounded = Math.min(Math.max(milliseconds, first), last);
        expect(toEpochMilliseconds(made)).toBe(Math.floor(bounded / 1000) * 1000 + 0);
      }),
    );
  });

  test('a local time is the same instant, with a four-digit year', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...zones), (one, zone) => {
        const local = localTime(one, zone);
        const text = offsetTime(one, zone);
        expect(text.slice(0, 19)).toBe(
          `${local.year}-${local.month}-${local.day}T${local.hour}:${local.minute}:${local.second}`,
        );
        expect(text).toMatch(/^\d{4}-/);
        expect(fromEpochMilliseconds(local.wallMilliseconds).slice(0, 19)).toBe(text.slice(0, 19));
      }),
    );
  });

  test('the instant of a local date and time has that local time, unless the zone skips it', () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    const written = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) });
    fc.assert(
      fc.property(
        written,
        part(9996),
        part(23),
        part(59),
        fc.constantFrom(...zones),
        (date, year, hour, minute, zone) => {
          const wall = { ...date, year: year + 1, hour, minute, second: 0 };
          const { instant: found, occurs, local } = fromLocal(wall, zone);
          expect(localTime(found, zone)).toEqual(local);
          if (occurs === 'skipped') return;
          const shown = [local.year, local.month, local.day, local.hour, local.minute].map(Number);
          expect(shown).toEqual([wall.year, wall.month, wall.day, wall.hour, wall.minute]);
        },
      ),
    );
  });

  test('a zone with one offset has the times of a zone in the database with that offset', () => {
    const zones = fc.constantFrom(
      ...([
        ['UTC', 'Etc/UTC'],
        ['+00:00', 'Etc/UTC'],
        ['-05:00', 'Etc/GMT+5'],
        ['+14:00', 'Etc/GMT-14'],
      ] as const),
    );
    const wall = fc.record({
      year: fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.constantFrom(0, 9999)),
      month: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 12)),
      day: fc.oneof(fc.integer({ min: 1, max: 28 }), fc.constantFrom(1, 28)),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      second: fc.integer({ min: 0, max: 59 }),
    });
    fc.assert(
      fc.property(wall, zones, (written, [fixed, named]) => {
        const [one, other] = [fixed, named].map((zone) => {
          const { offsetIn, ...reading } = fromLocal(written, zone);
          return { ...reading, offset: offsetIn('America/Los_Angeles'), again: localTime(reading.instant, zone) };
        });
        expect(one).toEqual(other);
      }),
    );
  });

  test.each(['UTC', '+02:00'])('an impossible date or time in %s is an error', (zone) => {
    const time = { year: 2026, month: 2, day: 28, hour: 23, minute: 59, second: 59 };
    for (const wrong of [{ day: 29 }, { hour: 24 }, { minute: 60 }, { second: 60 }, { month: 0 }])
      expect(() => fromLocal({ ...time, ...wrong }, zone)).toThrow(RangeError);
  });

  test('days of the calendar and weekdays are consecutive', () => {
    const start = { year: 0, month: 1, day: 1 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_652_057 }), (days) => {
        const [date, next] = [days, days + 1].map((it) => {
          const [year = 0, month = 0, day = 0] = addDays(firstInstant, it).slice(0, 10).split('-').map(Number);
          return { year, month, day };
        });
        if (date === undefined || next === undefined) throw new Error('two were asked for');
        expect(isCalendarDate(date)).toBe(true);
        expect(daysBetween(start, date)).toBe(days);
        expect(daysBetween(next, date)).toBe(-1);
        expect(weekdayOf(next)).toBe((weekdayOf(date) % 7) + 1);
      }),
    );
  });
});

describe('parsing', () => {
  test.each([
    ['2026-01-04T16:15:00-08:00', '2026-01-05T00:15:00Z'],
    ['2026-01-05T00:15:00.999Z', '2026-01-05T00:15:00Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59Z'],
    ['2026-01-05t00:15:00z', '2026-01-05T00:15:00Z'],
    ['9999-12-31T23:59:59-00:01', '9999-12-31T23:59:59Z'],
    ['+010000-01-01T04:59:59Z', '9999-12-31T23:59:59Z'],
    ['0000-01-01T00:00:00+14:00', '0000-01-01T00:00:00Z'],
    ['-000100-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
  ])('%s is %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  test.each(['', 'soon', '2026-01-05', '2026-01-05T00:15:00', '2026-02-29T00:00:00Z', '2026-01-05T24:00:00Z', '1e9'])(
    '"%s" names no instant',
    (text) => {
      expect(parseInstant(text)).toBeNull();
    },
  );
});

test('NaN is not an instant', () => {
  expect(() => fromEpochMilliseconds(Number.NaN)).toThrow(RangeError);
});

test('an empty list has no earliest and no latest instant', () => {
  expect([earliest([]), latest([null, null])]).toEqual([null, null]);
  expect(latest([instant('2026-01-05T00:15:00Z'), null])).toBe('2026-01-05T00:15:00Z');
});

test('days since an instant are days of 24 hours, whatever the clocks of a zone do', () => {
  expect(daysSince(instant('2026-03-08T05:00:00Z'), instant('2026-03-09T05:00:00Z'))).toBe(1);
  expect(daysSince(lastInstant, firstInstant)).toBeLessThan(-3_652_000);
});

test.each([
  ['2026-03-08 02:30', { month: 3, day: 8, hour: 2 }, 'skipped', '2026-03-08T07:30:00Z', '03'],
  ['2026-11-01 01:30', { month: 11, day: 1, hour: 1 }, 'repeated', '2026-11-01T05:30:00Z', '01'],
  ['2026-11-01 02:30', { month: 11, day: 1, hour: 2 }, 'once', '2026-11-01T07:30:00Z', '02'],
])('%s in New York', (_shown, written, occurs, expected, hour) => {
  const reading = fromLocal({ year: 2026, minute: 30, second: 0, ...written }, 'America/New_York');
  expect(reading).toMatchObject({ instant: expected, occurs, local: { hour } });
});

test('a local time after the last instant is the last instant, and keeps its local time', () => {
  const never = { year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59 };
  const { instant: found, local } = fromLocal(never, 'America/New_York');
  expect({ found, hour: local.hour, offset: local.offset }).toEqual({
    found: lastInstant,
    hour: '23',
    offset: '-05:00',
  });
  expect(offsetTime(lastInstant, 'Asia/Tokyo')).toBe('9999-12-31T23:59:59+00:00');
  expect(offsetTime(firstInstant, 'America/New_York')).toBe('0000-01-01T00:00:00+00:00');
});

test.each([
  [{ year: 2026, month: 2, day: 29 }],
  [{ year: 2100, month: 2, day: 29 }],
  [{ year: 2026, month: 13, day: 1 }],
  [{ year: 2026, month: 0, day: 1 }],
  [{ year: 2026, month: 1, day: 0 }],
  [{ year: 2026, month: 1, day: 32 }],
  [{ year: 10_000, month: 1, day: 1 }],
  [{ year: -1, month: 1, day: 1 }],
])('%o is not in the calendar', (date) => {
  expect(isCalendarDate(date)).toBe(false);
});

test('a leap day is in the calendar', () => {
  expect([2024, 2000, 0].map((year) => isCalendarDate({ year, month: 2, day: 29 }))).toEqual([true, true, true]);
});

test('the RFC 822 form has a four-digit year', () => {
  expect(rfc822(firstInstant)).toBe('Sat, 01 Jan 0000 00:00:00 GMT');
});

describe('the example of', () => {
  const names = { ...instants, ...parsing, ...zoned };
  const paths = ['src/model/instant.ts', 'src/time/parse-instant.ts', 'src/time/zoned-time.ts'];
  const text = paths.map((path) => readFileSync(path, 'utf8')).join('\n');
  const examples = [...text.matchAll(/@example\n \* (.+) \/\/ => (.+)\n \*\/\nexport (?:const|function) (\w+)/g)];

  test('every exported function has an example', () => {
    const exported = Object.keys(names).sort();
    expect(examples.map(([, , , name]) => name).sort()).toEqual(exported);
  });

  test.each(examples.map(([, code = '', expected = '', name = '']) => [name, code, expected]))(
    '%s is true',
    (_name, code, expected) => {
      const run = (source: string): unknown =>
        new Function(...Object.keys(names), `return ${source};`)(...Object.values(names));
      expect(run(code)).toEqual(run(expected));
    },
  );
});
