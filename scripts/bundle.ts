/** Bundles programs with everything that they import: the package, the functions, and a module that tests preload. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

/** Some dependencies are CommonJS and call `require`, which ESM does not have. As a function it also works above this line. */
const requireFunction = `import { createRequire as createRequireHere } from 'node:module';
function require(id) { return createRequireHere(import.meta.url)(id); }
`;

/**
 * Loads a module of Node when one of its exports is first used. An `import` loads it at the start, and reads all its exports,
 * also those that load more: `import 'node:http'` takes longer than Node itself takes to start.
 */
const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^[a-z:_/]+$/ }, ({ path, kind }) =>
      kind === 'import-statement' && isBuiltin(path) ? { path, namespace: 'builtin' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'builtin' }, async ({ path }) => {
      const names = Object.keys((await import(path)) as object).filter((name) => name !== 'default');
      const getters = names.map((name) => `get ${name}() { return load().${name}; },`);
      const contents = `let loaded; const load = () => (loaded ??= require('${path}'));\nmodule.exports = {${getters.join('')}};`;
      return { contents };
    });
  },
};

/** Runs esbuild for Node and returns what each file was made of. The caller gives entry points, output folder and target. */
export async function bundle(options: BuildOptions): Promise<Metafile> {
  const { outputFiles, metafile } = await build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    // The ESM of the SDK is smaller than its CommonJS, because unused parts can be removed.
    mainFields: ['module', 'main'],
    plugins: [lazyBuiltins],
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
