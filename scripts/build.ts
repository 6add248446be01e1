/** Builds the package (`dist/`, with the TypeScript compiler) and the functions (`build/*.mjs`, each bundled with esbuild). */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { bundle } from './bundle.ts';

rmSync('dist', { recursive: true, force: true });
rmSync('build', { recursive: true, force: true });
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
chmodSync('dist/cli/bin.js', 0o755);

await bundle({
  // The process that reads articles over their budget is started from the file beside the function.
  entryPoints: {
    publish: 'handlers/publish.ts',
    webhook: 'handlers/webhook.ts',
    'article-process': 'src/reading/article-process.ts',
  },
  outdir: 'build',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: true,
});
