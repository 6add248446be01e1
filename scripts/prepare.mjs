/**
 * Builds the package after `npm ci`, if the development dependencies are installed. It is written in JavaScript, because
 * without them an older Node on the machine may run it.
 */
import { existsSync } from 'node:fs';

const missing = 'its development dependencies are not installed';

if (existsSync('node_modules/typescript')) {
  await import('./build.ts');
} else if (existsSync('dist/cli/bin.js')) {
  console.log(`Presstime was not rebuilt, because ${missing}: dist/ is unchanged`);
} else {
  // This is an error, because there is no program to run: a scripted installation should stop here, not at its first publish.
  console.error(`Presstime cannot be built, because ${missing}: run "npm ci", and "npm prune --omit=dev" after it`);
  process.exitCode = 1;
}
