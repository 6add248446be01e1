/** Builds the package (`dist/`, with the TypeScript compiler) and the functions (`build/*.mjs`, each bundled with esbuild). */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { bundle } from './bundle.ts';

rmSync('dist', { recursive: true, force: true });
rmSync('build', { recursive: true, force: true });
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
chmodSync('dist/cli/bin.js', 0o755);

await bundle({
  entryPoints: ['handlers/publish.ts', 'handlers/webhook.ts'],
  outdir: 'build',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: true,
});
