/** Bundles functions of Presstime and of similar packages for a browser, and prints the sizes: `npm run bench:size`. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

export interface Measured {
  readonly name: string;
  readonly minifiedBytes: number;
  readonly gzippedBytes: number;
  /** The files that are in the bundle. */
  readonly inputs: readonly string[];
}

/** The source of each bundle, by its name in the table of the README. */
export const subjects: Readonly<Record<string, string>> = {
  '`renderRss`': "export { renderRss } from 'presstime/render';",
  '`renderRss`, `renderAtom` and `renderJson`': "export { renderRss, renderAtom, renderJson } from 'presstime/render';",
  '`createFeed`, `createEntry` and `renderRss`':
    "export { createFeed, createEntry, renderRss } from 'presstime/render';",
  '`fromFeed` and `renderRss`': "export { fromFeed, renderRss } from 'presstime/render';",
  '`validateFeed`': "export { validateFeed } from 'presstime/validate';",
  '`Feed` of feed': "export { Feed } from 'feed';",
  '`generateRssFeed` of feedsmith': "export { generateRssFeed } from 'feedsmith';",
  '`parseFeed` of feedsmith': "export { parseFeed } from 'feedsmith';",
};

/** Bundles a module for a browser, with Presstime from its sources. Throws if it needs a module of Node. */
export async function measure(name: string, contents: string): Promise<Measured> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    alias: { 'presstime/render': './src/index-render.ts', 'presstime/validate': './src/index-validate.ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const bytes = outputFiles[0]?.contents ?? new Uint8Array();
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return {
    name,
    minifiedBytes: bytes.length,
    gzippedBytes: gzipSync(bytes, { level: 9 }).length,
    inputs: used.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path),
  };
}

/** A row of the table in the README. */
export function rowOf({ name, minifiedBytes, gzippedBytes }: Measured): string {
  return `| ${name} | ${kilobytes(minifiedBytes)} | ${kilobytes(gzippedBytes)} |`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

if (import.meta.main) {
  console.log('| | minified | gzipped |\n| --- | ---: | ---: |');
  for (const [name, contents] of Object.entries(subjects)) console.log(rowOf(await measure(name, contents)));
}
