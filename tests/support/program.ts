/** The path of the bundled program, which starts in half the time. tests/build.ts makes it. */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quoteForShell } from '../../src/cli/terminal/quote.ts';

export const programFolder = resolve('.cache/program');
export const program = join(programFolder, 'presstime.mjs');
/** How messages name the program if it is started by its path outside its folder. */
export const started = `node ${quoteForShell(program)}`;
/** The URL of tests/support/killed-at.ts, for `--import`. */
export const killedAt = pathToFileURL(join(programFolder, 'killed-at.mjs')).href;
