/** The flag `--now`: which instant a command takes for now. */
import { type Instant, parseInstant } from '../../model/instant.ts';
import type { Flag, Given, Terminal } from './command.ts';

export const nowFlag: Flag = {
  name: 'now',
  value: 'INSTANT',
  variable: 'PRESSTIME_NOW',
  meaning: 'Take this instant for now, such as 2026-01-05T00:15:00Z (default: the clock).',
  wanted: {
    words: 'an instant with its offset, such as 2026-01-05T00:15:00Z',
    accepts: (written) => parseInstant(written) !== null,
  },
};

/** The instant of `--now`, else of the clock. */
export function readNow(given: Given, { now }: Terminal): Instant {
  const written = given.text('now');
  return (written === null ? null : parseInstant(written)) ?? now();
}
