/** Bundles programs with everything that they import: the functions, and programs that tests start many times. */
import { type BuildOptions, build } from 'esbuild';

/** Runs esbuild for Node. The caller gives entry points, output folder and target. */
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
