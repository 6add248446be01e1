/** Renders a line of the log as one JSON object. Pure. */
import type { Instant } from '../model/instant.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly time: Instant;
  readonly stage: string;
  readonly runId: string;
  readonly message: string;
}

/** CloudWatch accepts 256 KB per line, and cuts longer lines. */
const maximumBytes = 250_000;

/**
 * Returns one line without a line break. If it is too long for the log, the fields of `more` are left out, and `leftOut` names
 * them.
 */
export function renderLine(line: LogLine, more: Readonly<Record<string, unknown>> = {}): string {
  const whole = JSON.stringify({ ...line, ...more });
  if (Buffer.byteLength(whole) <= maximumBytes) return whole;
  return JSON.stringify({ ...line, message: line.message.slice(0, 10_000), leftOut: Object.keys(more) });
}
