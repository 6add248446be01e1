/** Bundles the package and the functions so that they load little at the start. docs/decisions/0018-start.md has the measurements. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** CommonJS is loaded with `require`, which ESM does not have. */
const requireLine = `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
`;

export interface BundleOptions
  extends Pick<BuildOptions, 'entryPoints' | 'external' | 'outdir' | 'target' | 'minify' | 'sourcemap' | 'splitting'> {
  readonly extension: '.js' | '.mjs';
  /** Packages that are evaluated when one of their exports is first used. */
  readonly lazyPackages?: readonly string[];
  /** Modules that are not bundled, by the end of their path, and the file beside the bundle that contains each. */
  readonly filesApart?: Readonly<Record<string, string>>;
  readonly layers?: Layers;
}

/**
 * Modules that are loaded with `import()`, in the order in which a program needs them, by their paths. Each is loaded with its
 * layer and those before it, and all other modules that are loaded with `import()` are loaded with all layers but the last. So the
 * modules of a layer become one file. Otherwise, there would be a file for each set of entry points that share modules, and Node
 * takes longer to find a file than to compile a small one.
 */
export type Layers = readonly (readonly string[])[];

/**
 * Bundles programs for Node with everything that they import, as ESM. Dynamic imports, and what several entry points share,
 * become files of their own. Returns the paths of the modules that were bundled.
 */
export async function bundle({
  extension,
  lazyPackages = [],
  filesApart = {},
  layers = [],
  ...options
}: BundleOptions): Promise<readonly string[]> {
  const { outputFiles, metafile } = await build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    outExtension: { '.js': extension },
    // The ESM of the SDK is smaller than its CommonJS, because unused parts can be removed.
    mainFields: ['module', 'main'],
    plugins: [loadLazily(lazyPackages), keepApart(filesApart), loadInLayers(layers), nameExports(), inlinePage()],
    logLevel: 'warning',
    ...options,
    metafile: true,
    write: false,
  });
  for (const { path, text, contents } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.includes('typeof require') ? `${requireLine}${text}` : contents);
  }
  return Object.keys(metafile.inputs).filter((path) => !/^(?:layered|named):/.test(path));
}

/**
 * Reading an article uses this module of Node, and may be stopped at any moment (`src/reading/watchdog.ts`). A module that is
 * stopped while it loads never works again, so this one is loaded at the start. For the same reason, no package that reads
 * articles is loaded lazily in a program that does so.
 */
const loadedAtStart = ['node:crypto'];

/**
 * Loads modules of Node, and the packages, when one of their exports is first used. An `import` would load a module of Node at
 * the start and read all its exports, also those that load more: `import 'node:http'` takes longer than Node itself takes to
 * start.
 */
function loadLazily(packages: readonly string[]): Plugin {
  const isLazy = (path: string) => packages.includes(path) || (isBuiltin(path) && !loadedAtStart.includes(path));
  return {
    name: 'load-lazily',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
        kind === 'import-statement' && isLazy(path) ? { path, namespace: 'lazy' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'lazy' }, async ({ path }) => ({
        contents: renderLazy(path, Object.keys((await import(path)) as object)),
        resolveDir: '.',
      }));
    },
  };
}

/** The text of a module with the same exports, which loads the real one when an export is read. */
function renderLazy(path: string, exported: readonly string[]): string {
  const names = exported.filter((name) => name !== 'default' && /^[a-z]\w*$/i.test(name));
  const getters = names.map((name) => `get ${name}() { return load().${name}; },`);
  return `let loaded;
const load = () => (loaded ??= require('${path}'));
module.exports = { ${getters.join('\n')} };`;
}

/** Replaces each module that is loaded with `import()` by one that loads its layers, too. */
function loadInLayers(layers: Layers): Plugin {
  const layersOfPaths = layers.map((layer) => layer.map((path) => resolve(path)));
  return {
    name: 'load-in-layers',
    setup: ({ onResolve, onLoad }) => {
      // Relative paths, and the packages of the SDK. Others are rare.
      onResolve({ filter: /^[.@]/ }, ({ path, kind, resolveDir }) => {
        if (layers.length === 0 || kind !== 'dynamic-import') return undefined;
        const whole = path.startsWith('.') ? resolve(resolveDir, path) : path;
        return { path: whole, namespace: 'layered', pluginData: resolveDir };
      });
      onLoad({ filter: /.*/, namespace: 'layered' }, ({ path, pluginData }) => ({
        contents: renderLayered(path, layersOfPaths),
        resolveDir: pluginData,
      }));
    },
  };
}

function renderLayered(path: string, layers: Layers): string {
  const own = layers.findIndex((layer) => layer.includes(path));
  const loaded = layers.slice(0, own === -1 ? -1 : own + 1).flat();
  // An import without names would be removed.
  const others = loaded.filter((it) => it !== path).map((it, index) => `export * as layered${index} from '${it}';`);
  return [...others, `export * from '${path}';`].join('\n');
}

/** Gives CommonJS packages that are loaded with `import()` the exports that they have in Node. Bundled, they have only a default. */
function nameExports(): Plugin {
  const require = createRequire(import.meta.url);
  return {
    name: 'name-exports',
    setup: ({ onResolve, onLoad, resolve: resolvePath }) => {
      onResolve({ filter: /^[a-z]/ }, async ({ path, kind, resolveDir }) => {
        if (kind !== 'dynamic-import' || isBuiltin(path)) return undefined;
        const found = await resolvePath(path, { kind: 'import-statement', resolveDir });
        // What `require` loads too is CommonJS.
        const isCommonJs = !found.external && found.path === require.resolve(path);
        return isCommonJs ? { path, namespace: 'named' } : undefined;
      });
      onLoad({ filter: /.*/, namespace: 'named' }, async ({ path }) => {
        const names = Object.keys((await import(path)) as object).filter((name) => /^[a-z]\w*$/i.test(name));
        return { contents: `export { ${names.join(', ')} } from '${path}';`, resolveDir: '.' };
      });
    },
  };
}

/** Leaves imports of modules that are built on their own as they are. */
function keepApart(files: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'keep-apart',
    setup: ({ onResolve }) => {
      onResolve({ filter: /\.ts$/ }, ({ path }) => {
        const [, file] = Object.entries(files).find(([end]) => path.endsWith(end)) ?? [];
        return file === undefined ? undefined : { path: file, external: true };
      });
    },
  };
}

/** Puts the files of the page of the preview into the bundle, so that a program of one file has them too. */
function inlinePage(): Plugin {
  return {
    name: 'inline-page',
    setup: ({ onLoad }) => {
      onLoad({ filter: /preview\/read-page-file\.ts$/ }, ({ path }) => {
        const folder = join(dirname(path), 'page');
        const texts = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
        return {
          contents: `const texts = ${JSON.stringify(Object.fromEntries(texts))};
export const readPageFile = (name) => texts[name];`,
        };
      });
    },
  };
}
