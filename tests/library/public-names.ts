/** Reads the entry points of the package and their exports from the sources. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface EntryPoint {
  /** The import specifier: `presstime/render`. */
  readonly specifier: string;
  /** Its source: `src/index-render.ts`. */
  readonly source: string;
}

export interface PublicName {
  readonly name: string;
  readonly isType: boolean;
  /** The module that declares it: `src/render/feed/rss.ts`. */
  readonly module: string;
  /** The entry points that export it. */
  readonly specifiers: readonly string[];
}

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Readonly<Record<string, { readonly node: string }>>;
};

export const entryPoints: readonly EntryPoint[] = Object.entries(exports).map(([path, { node: built }]) => ({
  specifier: join('presstime', path),
  source: built.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts'),
}));

/** The names that an entry point exports. */
export function exportsOf({ specifier, source }: EntryPoint): readonly PublicName[] {
  const statements = readFileSync(source, 'utf8').matchAll(/^export (type )?\{([^}]*)\} from '([^']+)';$/gm);
  return [...statements].flatMap(([, allTypes, list = '', from = '']) =>
    list
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
      .map((item) => ({
        name: item.replace(/^type /, ''),
        isType: allTypes !== undefined || item.startsWith('type '),
        module: join(dirname(source), from),
        specifiers: [specifier],
      })),
  );
}

/** Every public name once, with all entry points that export it. */
export function publicNames(): readonly PublicName[] {
  const names = new Map<string, PublicName>();
  for (const found of entryPoints.flatMap(exportsOf)) {
    const known = names.get(found.name);
    names.set(found.name, { ...found, specifiers: [...(known?.specifiers ?? []), ...found.specifiers] });
  }
  return [...names.values()];
}
