/** What the functions read from their settings. */
import { PublishError } from '../src/problem/publish-error.ts';
import { createS3Store, s3OptionsFrom } from '../src/store/s3.ts';
import type { Store } from '../src/store/store.ts';

/** The store that a variable names. Throws `PublishError` where it names none. */
export function openStore(variable: string, signal: AbortSignal): Store {
  const location = process.env[variable] ?? '';
  const options = s3OptionsFrom(location, process.env);
  if (options !== null) return createS3Store({ ...options, signal });
  throw new PublishError('missing-store', `${variable} must be a place such as s3://bucket/prefix: got "${location}"`);
}

/** Writes one line to the log. Not by `console`, which would begin it with words of its own, and then it is no JSON. */
export function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
