/**
 * The native module of AWS's runtime client, which requests events and sends responses. This one gives the event in BENCH_EVENT
 * as often as BENCH_INVOCATIONS says, measures each invocation, writes the result to BENCH_RESULT, and ends the process.
 */
import { writeFileSync } from 'node:fs';

export interface Invocations {
  /** CPU time until the first event was requested. */
  readonly initMilliseconds: number;
  /** CPU time of each invocation. */
  readonly invocationMilliseconds: readonly number[];
  readonly responses: readonly string[];
  readonly errors: readonly string[];
}

const { BENCH_EVENT: event = '', BENCH_INVOCATIONS: count = '0', BENCH_RESULT: result = '' } = process.env;
const times: number[] = [];
const responses: string[] = [];
const errors: string[] = [];

export async function next(): Promise<{ readonly bodyJson: string; readonly headers: Record<string, string> }> {
  times.push(cpuMilliseconds());
  if (times.length > Number(count)) end();
  const headers = {
    'lambda-runtime-aws-request-id': crypto.randomUUID(),
    'lambda-runtime-deadline-ms': String(Date.now() + 900_000),
    'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:123456789012:function:presstime',
  };
  return { bodyJson: event, headers };
}

export function done(_id: string, body: string): void {
  responses.push(body);
}

export function error(_id: string, body: string): void {
  errors.push(body);
}

function end(): never {
  const [initMilliseconds = Number.NaN] = times;
  const invocationMilliseconds = times.slice(1).map((time, index) => time - (times[index] ?? Number.NaN));
  writeFileSync(
    result,
    JSON.stringify({ initMilliseconds, invocationMilliseconds, responses, errors } satisfies Invocations),
  );
  process.exit();
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
