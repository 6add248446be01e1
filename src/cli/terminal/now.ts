/** The flag `--now`: the instant that a command uses as the current time. */
import type { Instant } from '../../model/instant.ts';
import type { Flag, Given, Terminal } from './command.ts';

export const nowFlag: Flag = {
  name: 'now',
  value: 'INSTANT',
  variable: 'PRESSTIME_NOW',
  meaning: 'The instant to use as the current time, such as 2026-01-05T00:15:00Z (default: the clock).',
  wanted: async () => {
    const { parseInstant } = await import('../../time/parse-instant.ts');
    return {
      description: 'an instant with its offset, such as 2026-01-05T00:15:00Z',
      accepts: (written) => parseInstant(written) !== null,
    };
  },
};

/** Returns the instant of `--now`, or else that of the clock. */
export async function readNow(given: Given, { now }: Terminal): Promise<Instant> {
  const written = given.text('now');
  if (written === null) return now();
  const { parseInstant } = await import('../../time/parse-instant.ts');
  return parseInstant(written) ?? now();
}
