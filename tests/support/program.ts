/** The path of the bundled program, which starts in half the time. tests/build.ts makes it. */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const programFolder = resolve('.cache/program');
export const program = join(programFolder, 'presstime.mjs');
/** The URL of tests/support/killed-at.ts, for `--import`. */
export const killedAt = pathToFileURL(join(programFolder, 'killed-at.mjs')).href;
