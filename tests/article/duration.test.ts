/** Parsing durations of audio and video, in every form that people write. */
import { expect, test } from 'vitest';
import { parseDuration } from '../../src/article/date/duration.ts';

test.each([
  ['1:02:05', 3725],
  ['01:02:05', 3725],
  ['62:05', 3725],
  ['0:45', 45],
  ['00:42:00.000', 2520],
  ['3725', 3725],
  [3725, 3725],
  [45.6, 46],
  ['45,4', 45],
  ['PT1H2M5S', 3725],
  ['pt62m', 3720],
  ['PT45.5S', 46],
  ['1h 2m 5s', 3725],
  ['1 hr 2 min', 3720],
  ['45 minutes', 2700],
  ['30 sec', 30],
])('%s', (written, seconds) => {
  expect(parseDuration(written)).toBe(seconds);
});

test.each([
  '',
  '0',
  0,
  -5,
  '1:75',
  '1:02:75',
  '1:2:3:4',
  'PT',
  'P1D',
  'long',
  'h',
  'm',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e300,
  null,
  undefined,
  true,
  [45],
  { seconds: 45 },
])('%s is not a duration', (written) => {
  expect(parseDuration(written)).toBeNull();
});

test.each(['1', ':', '1:', '1h', ' ', 'PT'])('ten million characters of "%s" are not a duration', (unit) => {
  expect(parseDuration(unit.repeat(10_000_000 / unit.length))).toBeNull();
});
