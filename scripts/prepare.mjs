/** Builds the package after `npm ci`, if what builds it is there. In JavaScript, because without it an old Node of the machine runs this. */
import { existsSync } from 'node:fs';

const missing = 'its development dependencies are not installed';

if (existsSync('node_modules/typescript')) {
  await import('./build.ts');
} else if (existsSync('dist/cli/bin.js')) {
  console.log(`Presstime was not built again, because ${missing}: dist/ stays as it is`);
} else {
  // An error, because there is no program to run: an installation in a script stops here, not at its first publish.
  console.error(`Presstime cannot be built, because ${missing}: run "npm ci", and "npm prune --omit=dev" after it`);
  process.exitCode = 1;
}
