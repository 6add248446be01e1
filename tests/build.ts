/** Builds the package and the functions once, before the tests that run them; and, for those that start it by the hundred, the program as one file. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from 'esbuild';

export default async function setup(): Promise<void> {
  // Programs that the tests start are read and compiled once, not each time.
  process.env['NODE_COMPILE_CACHE'] = resolve('.cache/compiled');
  execFileSync('node', ['scripts/build.ts'], { stdio: 'inherit' });
  await build({
    entryPoints: { presstime: 'dist/cli/bin.js', 'killed-at': 'tests/support/killed-at.ts' },
    outdir: '.cache/program',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
}
