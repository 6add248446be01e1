/** Bundles programs with all that they import: the functions, and what tests start by the hundred. */
import { type BuildOptions, build } from 'esbuild';

/** As `esbuild` does, for Node; entry points, folder and target are the caller's. */
export async function bundle(options: BuildOptions): Promise<void> {
  await build({
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Parts of the SDK are CommonJS and call `require`, which ESM does not have.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
    ...options,
  });
}
