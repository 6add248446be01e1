/** Instants as tests write them. */
import { type Instant, parseInstant } from '../../src/model/instant.ts';

/** The instant of a text; a text that names none, or has another form than instants have, is a mistake in the test. */
export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed !== text) throw new Error(`"${text}" is not written as instants are`);
  return parsed;
}
