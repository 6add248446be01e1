/** The paths of the built program and of what tests preload into it. tests/build.ts makes both. */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quoteForShell } from '../../src/cli/terminal/quote.ts';

export const program = resolve('dist/cli/bin.js');
/** Contains tests/support/killed-at.ts as JavaScript. */
export const preloadFolder = resolve('.cache/preload');
/** How messages name the program if it is started by its path outside its folder. */
export const started = `node ${quoteForShell(program)}`;
/** The URL of tests/support/killed-at.ts, for `--import`. */
export const killedAt = pathToFileURL(join(preloadFolder, 'killed-at.mjs')).href;
