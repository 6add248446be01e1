/** Bundles programs with everything that they import: the package, the functions, and a module that tests preload. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';

/** Some dependencies are CommonJS and call `require`, which ESM does not have. As a function it also works above this line. */
const requireFunction = `import { createRequire as createRequireHere } from 'node:module';
function require(id) { return createRequireHere(import.meta.url)(id); }
`;

/** Runs esbuild for Node and returns what each file was made of. The caller gives entry points, output folder and target. */
export async function bundle(options: BuildOptions): Promise<Metafile> {
  const { outputFiles, metafile } = await build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    // The ESM of the SDK is smaller than its CommonJS, because unused parts can be removed.
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    ...options,
    metafile: true,
    write: false,
  });
  for (const { path, text, contents } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.includes('typeof require') ? `${text}${requireFunction}` : contents);
  }
  return metafile;
}
