/** Parses instants in tests. */
import type { Instant } from '../../src/model/instant.ts';
import { parseInstant } from '../../src/time/parse-instant.ts';

/** The instant in a text. Throws if the text is not an instant in the canonical form, which is a mistake in the test. */
export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed !== text) throw new Error(`"${text}" is not written as instants are`);
  return parsed;
}
