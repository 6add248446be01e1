/** Builds the package and the function once, before the tests that run them. */
import { execFileSync } from 'node:child_process';

export default function setup(): void {
  execFileSync('node', ['scripts/build.ts'], { stdio: 'inherit' });
}
