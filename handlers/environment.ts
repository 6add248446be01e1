/** Reads the environment variables of the functions, and writes to their logs. */
import { PublishError } from '../src/problem/publish-error.ts';
import { createS3Store, s3OptionsFrom } from '../src/store/s3.ts';
import type { Store } from '../src/store/store.ts';

/** Opens the store that an environment variable names. Throws `PublishError` with code `missing-store` if it names none. */
export function openStore(variable: string, signal: AbortSignal): Store {
  const location = process.env[variable] ?? '';
  const options = s3OptionsFrom(location, process.env);
  if (options !== null) return createS3Store({ ...options, signal });
  throw new PublishError('missing-store', `${variable} must be a URL such as s3://bucket/prefix: got "${location}"`);
}

/** Opens the store for the working files of imports, in a folder of the publication that is never served. */
export function openScratch(signal: AbortSignal): Store {
  const location = `${(process.env['PRESSTIME_TO'] ?? '').replace(/\/+$/, '')}/.presstime/import`;
  const options = s3OptionsFrom(location, process.env);
  if (options !== null) return createS3Store({ ...options, signal });
  throw new PublishError('missing-store', `PRESSTIME_TO must be a URL such as s3://bucket/prefix: got "${location}"`);
}

/** Writes one line to the log. Does not use `console`, which adds a prefix in Lambda, so that the line would not be JSON. */
export function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
