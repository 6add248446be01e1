/** Lines of the log: each one JSON object, whatever is in it. Pure. */
import type { Instant } from '../model/instant.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly time: Instant;
  readonly stage: string;
  readonly runId: string;
  readonly message: string;
}

/** CloudWatch takes 256 KB a line; the rest of a longer one would be lost. */
const maximumBytes = 250_000;

/** One line, without its end; what is too long for the log is left out, and said to be. */
export function renderLine(line: LogLine, more: Readonly<Record<string, unknown>> = {}): string {
  const whole = JSON.stringify({ ...line, ...more });
  if (Buffer.byteLength(whole) <= maximumBytes) return whole;
  return JSON.stringify({ ...line, message: line.message.slice(0, 10_000), leftOut: Object.keys(more) });
}
