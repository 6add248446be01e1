/** Builds the package and the functions before the tests that run them, and the module that tests preload into the program. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { preloadFolder } from './support/program.ts';

export default async function setup(project: TestProject): Promise<void> {
  const compiled = resolve('.cache/compiled');
  rmSync(compiled, { recursive: true, force: true });
  // Programs that the tests start are compiled once, not each time.
  process.env['NODE_COMPILE_CACHE'] = compiled;
  await buildAll();
  project.onTestsRerun(buildAll);
}

async function buildAll(): Promise<void> {
  execFileSync('node', ['scripts/build.ts'], { stdio: 'inherit' });
  await build({
    entryPoints: { 'killed-at': 'tests/support/killed-at.ts' },
    outdir: preloadFolder,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    target: 'node22',
  });
}
