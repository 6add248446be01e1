/** What a stream can show: https://no-color.org, https://force-color.org, TERM=dumb and CI. */
import { expect, test } from 'vitest';
import {
  canReplaceLine,
  columnsOf,
  hasColours,
  heightOf,
  paint,
  withoutPaint,
} from '../../src/cli/screen/appearance.ts';

const [terminal, pipe] = [{ isTTY: true }, {}];

test.each([
  ['a terminal has colours', terminal, {}, true],
  ['a pipe has none', pipe, {}, false],
  ['NO_COLOR removes them, whatever it contains', terminal, { NO_COLOR: '0' }, false],
  ['an empty NO_COLOR does not count', terminal, { NO_COLOR: '' }, true],
  ['FORCE_COLOR adds them to a pipe, whatever it contains', pipe, { FORCE_COLOR: '0' }, true],
  ['an empty FORCE_COLOR does not count', pipe, { FORCE_COLOR: '' }, false],
  ['FORCE_COLOR is stronger than NO_COLOR', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, true],
  ['a dumb terminal has none', terminal, { TERM: 'dumb' }, false],
  ['FORCE_COLOR is stronger than a dumb terminal', terminal, { TERM: 'dumb', FORCE_COLOR: '1' }, true],
] as const)('%s', (_, stream, env, wanted) => {
  expect(hasColours(stream, env)).toBe(wanted);
});

test('a progress line needs a terminal that can replace a line, and no build server', () => {
  expect(canReplaceLine(terminal, {})).toBe(true);
  expect(canReplaceLine(pipe, {})).toBe(false);
  expect(canReplaceLine(terminal, { TERM: 'dumb' })).toBe(false);
  expect(canReplaceLine(terminal, { CI: 'true' })).toBe(false);
});

test('a terminal whose width is not known is as wide as most, and a pipe has no width', () => {
  expect(columnsOf({ isTTY: true, columns: 120 })).toBe(120);
  expect(columnsOf({ isTTY: true, columns: 0 })).toBe(80);
  expect(columnsOf({ columns: 120 })).toBeNull();
  expect(heightOf({ isTTY: true, rows: 50 })).toBe(50);
  expect(heightOf({ isTTY: true, rows: 0 })).toBeNull();
});

test('colours are removed for a stream without them', () => {
  const painted = `${paint('red', 'error:')} ${paint('bold', 'No feed')}`;
  expect(painted).toContain('\u001b[31m');
  expect(withoutPaint(painted)).toBe('error: No feed');
});
