/** Builds the package (`dist/`) and the functions (`build/`). docs/decisions/0018-start.md explains the files. */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { manualPage } from '../src/cli/commands/shell/man.ts';
import { commands } from '../src/cli/commands.ts';
import { bundle } from './bundle.ts';
import { renderLicences } from './licences.ts';

rmSync('dist', { recursive: true, force: true });
rmSync('build', { recursive: true, force: true });

// For bundlers: one file for each module, so that they keep only what is used. Also all types.
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });

// For Node: few files.
const node = {
  extension: '.js' as const,
  target: 'node22',
  // Users install `mammoth` if they have Word documents. The licence of `exifreader` (MPL 2.0) has conditions for copies.
  external: ['mammoth', 'exifreader'],
};
// What the program loads to print its help, then to find that nothing changed, and then to publish a change.
const layers = [
  ['src/cli/main.ts'],
  ['src/cli/commands/publish-command.ts', 'src/cli/terminal/open-store.ts'],
  ['src/publish/run.ts', 'src/publish/plan/render-document.ts', 'src/reading/read-article.ts'],
];
// It is apart, so that all entry points of the library throw the same `PublishError`.
const filesApart = { 'problem/publish-error.ts': './publish-error.js' };
// The process that reads articles over their budget is started from the file beside the module that starts it.
const articleProcess = { 'article-process': 'src/reading/article-process.ts' };

const paths = await Promise.all([
  bundle({ ...node, outdir: 'dist', entryPoints: { 'publish-error': 'src/problem/publish-error.ts' } }),
  bundle({
    ...node,
    outdir: 'dist',
    entryPoints: { index: 'src/index.ts', 'index-s3': 'src/index-s3.ts', ...articleProcess },
    filesApart,
  }),
  // Separate from the others, because these do not need all that they would share with them.
  bundle({
    ...node,
    outdir: 'dist',
    entryPoints: { 'index-render': 'src/index-render.ts', 'index-validate': 'src/index-validate.ts' },
    lazyPackages: [
      'parse5',
      'hast-util-from-parse5',
      'hast-util-sanitize',
      'hast-util-to-html',
      'hastscript',
      '@rgrove/parse-xml',
    ],
    filesApart,
  }),
  bundle({
    ...node,
    outdir: 'dist/cli',
    entryPoints: { bin: 'src/cli/bin.ts', ...articleProcess, 'stage-process': 'src/cli/importing/stage-process.ts' },
    layers,
  }),
]);
writeFileSync('dist/licences.txt', renderLicences(paths.flat()));
chmodSync('dist/cli/bin.js', 0o755);
writeFileSync('dist/presstime.1', manualPage(commands));

const lambda = { extension: '.mjs', target: 'node24', minify: true, sourcemap: true } as const;
await Promise.all([
  bundle({
    ...lambda,
    outdir: 'build/publish',
    entryPoints: { index: 'handlers/publish.ts', ...articleProcess },
  }),
  bundle({ ...lambda, outdir: 'build/import', entryPoints: { index: 'handlers/import.ts', ...articleProcess } }),
  bundle({ ...lambda, outdir: 'build/webhook', entryPoints: { index: 'handlers/webhook.ts' } }),
]);
