/** The built program as a bundle, which starts in half the time: tests/build.ts makes it. */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const programFolder = resolve('.cache/program');
export const program = join(programFolder, 'presstime.mjs');
/** What tests/support/killed-at.ts is, for `--import`. */
export const killedAt = pathToFileURL(join(programFolder, 'killed-at.mjs')).href;
