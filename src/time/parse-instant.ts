/** Parses instants with the one function of Temporal that this needs. */
import { fromString } from 'temporal-polyfill/fns/Instant';
import { fromEpochMilliseconds, type Instant } from '../model/instant.ts';

/**
 * Parses an instant (RFC 3339, 5.6, or another form of ISO 8601 with an offset) and drops its fraction of a second. Returns
 * null if the text is not an instant.
 *
 * @example
 * parseInstant('9999-12-31T23:00:00-05:00') // => '9999-12-31T23:59:59Z'
 */
export function parseInstant(text: string): Instant | null {
  try {
    return fromEpochMilliseconds(fromString(text).epochMilliseconds);
  } catch {
    return null;
  }
}
