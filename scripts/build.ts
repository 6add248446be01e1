/** Builds the package (`dist/`) and the functions (`build/`). docs/decisions/0018-start.md explains why both are bundled. */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { bundle } from './bundle.ts';
import { renderLicences } from './licences.ts';

rmSync('dist', { recursive: true, force: true });
rmSync('build', { recursive: true, force: true });

// For bundlers: one file for each module, so that they keep only what is used. Also all types.
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });

// For Node: few files with their dependencies, because a program that loads hundreds of files takes long to start.
const { inputs } = await bundle({
  entryPoints: {
    index: 'src/index.ts',
    'index-render': 'src/index-render.ts',
    'index-validate': 'src/index-validate.ts',
    'index-s3': 'src/index-s3.ts',
    'cli/bin': 'src/cli/bin.ts',
    // The process that reads articles over their budget is started from the file beside the module that starts it.
    'chunks/article-process': 'src/reading/article-process.ts',
  },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  target: 'node22',
  // Users install `mammoth` if they have Word documents. The licence of `exifreader` (MPL 2.0) has conditions for copies.
  external: ['mammoth', 'exifreader'],
});
writeFileSync('dist/licences.txt', renderLicences(Object.keys(inputs)));
chmodSync('dist/cli/bin.js', 0o755);

await bundle({
  entryPoints: {
    publish: 'handlers/publish.ts',
    webhook: 'handlers/webhook.ts',
    'article-process': 'src/reading/article-process.ts',
  },
  outdir: 'build',
  outExtension: { '.js': '.mjs' },
  target: 'node24',
  minify: true,
  sourcemap: true,
});
