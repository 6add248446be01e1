/** Months, weekdays and agencies are listed once, and every parser recognises every form of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseStamp } from '../../src/article/date/stamp.ts';
import { findZone, spokenZones, zoneAbbreviations } from '../../src/article/date/zone.ts';
import { splitSentences } from '../../src/article/text/sentences.ts';
import { parseByline } from '../../src/article/wire/byline.ts';
import { isCredit } from '../../src/article/wire/caption.ts';
import { parseCredit } from '../../src/article/wire/credit.ts';
import { parseDateline } from '../../src/article/wire/dateline.ts';
import { months, numberOfName, weekdays } from '../../src/model/calendar-names.ts';

const formsOf = (table: typeof months) =>
  table.flatMap(({ name, short }, index) => [name, ...short].map((form) => [form, index + 1] as const));

test.each(formsOf(months))('%s is month %d in stamps and datelines', (form, month) => {
  expect(numberOfName(form, months)).toBe(month);
  for (const written of [`${form} 4, 2026`, `4 ${form.toUpperCase()} 2026`, `${form}. 4, 2026`]) {
    expect(parseStamp(written)?.date).toEqual({ kind: 'calendar', year: 2026, month, day: 4 });
  }
  expect(parseDateline(`PORT ALDER, ${form} 4 (QPA) — The sea is calm.`)).toEqual({
    dateline: { place: 'PORT ALDER', agency: 'QPA' },
    rest: 'The sea is calm.',
  });
});

test.each(formsOf(weekdays))('%s is weekday %d in stamps', (form, weekday) => {
  expect(numberOfName(form, weekdays)).toBe(weekday);
  expect(parseStamp(`${form}, January 4, 2026`)).toMatchObject({ weekday });
});

test('other words are neither month nor weekday', () => {
  expect(['', 'Janitor', 'Mayor', 'Suns', 'Mondays'].map((name) => parseStamp(`${name} 4, 2026`))).toEqual(
    Array(5).fill(null),
  );
  expect(numberOfName('Quay', months)).toBe(0);
});

test('months and weekdays are not bylines, and their abbreviations do not end sentences', () => {
  for (const { name } of [...months, ...weekdays]) expect(parseByline(`By ${name} Evening`)).toBeNull();
  for (const form of months.flatMap(({ short }) => short)) {
    expect(splitSentences(`It opens on ${form}. 4 at noon. It closes late.`)).toHaveLength(2);
  }
});

test('each named zone is a zone in a stamp', () => {
  for (const zone of [...zoneAbbreviations, ...spokenZones, ...spokenZones.map((name) => `${name} time`)]) {
    expect(parseStamp(`4:15 PM ${zone}, January 4, 2026`)).toMatchObject({ zone });
    expect(findZone(zone, 'America/New_York')).not.toBeNull();
  }
});

test.each([
  ['Getty Images', 'Ida Moe/Getty Images'],
  ['Pexels', 'Ida Moe/Pexels'],
  ['Redux', 'Redux/Ida Moe'],
  ['Yonhap', 'Yonhap/Ida Moe'],
  ['Adobe Stock', 'Ida Moe via Adobe Stock'],
])('%s is an agency in captions and in credits, first or last: %s', (agency, credit) => {
  expect(isCredit(agency)).toBe(true);
  expect(parseCredit(credit)).toMatchObject({ photographers: ['Ida Moe'], agencies: [agency] });
});

test('no other module lists months, weekdays or agencies', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const having = (pattern: RegExp) => sources.filter((path) => pattern.test(readFileSync(join('src', path), 'utf8')));
  expect(having(/\bFeb|\bWednes/)).toEqual(['model/calendar-names.ts']);
  expect(having(/Xinhua|Alamy/)).toEqual(['article/wire/agencies.ts']);
});
