/** How much starting loads: files, bytes and modules of the sources. What it costs is in docs/decisions/0018-start.md. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { program } from './support/program.ts';
import { cleanEnvironment, folderWithSamples } from './support/run.ts';

/** A hook that prints the URL of each module that a program loads. */
const hook = `import { registerHooks } from 'node:module';
registerHooks({ load: (url, context, next) => { process.stderr.write('loaded ' + url + '\\n'); return next(url, context); } });`;

interface Loaded {
  readonly paths: readonly string[];
  readonly bytes: number;
  /** The modules of the sources and packages in these files, such as `src/cli/main.ts`. Empty if the files are minified. */
  readonly modules: readonly string[];
}

/** Runs a program and returns the files that it loads. */
function loadedBy(args: readonly string[], cwd = '.'): Loaded {
  const hooked = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, ...args];
  const script = ['-c', '"$0" "$@" 2>&1 >/dev/null', process.execPath, ...hooked];
  const printed = execFileSync('sh', script, { cwd, env: cleanEnvironment({}), encoding: 'utf8' });
  const paths = [...printed.matchAll(/^loaded (file:.+)$/gm)].map(([, url = '']) => fileURLToPath(url));
  const texts = paths.map((path) => readFileSync(path, 'utf8'));
  return {
    paths,
    bytes: texts.reduce((sum, text) => sum + text.length, 0),
    modules: texts.flatMap((text) =>
      [...text.matchAll(/^\/\/ (?:\.\.\/)*(\S+\.[cm]?[jt]s)$/gm)].map(([, path = '']) => path),
    ),
  };
}

const importing = (path: string) => ['--input-type=module', '--eval', `import '${resolve(path)}';`];

test('--help loads the table of commands, and none of them', () => {
  const { paths, bytes, modules } = loadedBy([program, '--help']);
  expect(modules).toContain('src/cli/commands.ts');
  expect(modules.filter((path) => path.startsWith('src/cli/commands/'))).toEqual([]);
  expect(modules.filter((path) => /^src\/(?:article|publish|render|store|time)\//.test(path))).toEqual([]);
  expect(paths.length).toBeLessThanOrEqual(5);
  expect(bytes).toBeLessThan(58_000);
});

test('a run with nothing new loads neither what reads articles nor what renders', async () => {
  const cwd = await folderWithSamples();
  const args = [program, 'publish', '--now', '2026-11-23T15:00:00Z'];
  const rare = ['src/article/parse-file.ts', 'src/publish/plan/render-document.ts', 'src/validate/check-rendered.ts'];
  expect(loadedBy(args, cwd).modules).toEqual(expect.arrayContaining(rare));
  const { paths, bytes, modules } = loadedBy(args, cwd);
  expect(paths.length).toBeLessThanOrEqual(16);
  // The names of files that only their content tells apart, and the kinds of files that are not stories, are among them.
  expect(bytes).toBeLessThan(386_000);
  expect(modules).toContain('src/publish/publish.ts');
  expect(modules.filter((path) => rare.includes(path))).toEqual([]);
  const never =
    /^src\/(?:aws|schedule|webhook|sync|profiles|store\/s3(?!-url))|node_modules\/(?:@aws-sdk|@smithy|parse5|marked)\//;
  expect(modules.filter((path) => never.test(path))).toEqual([]);
});

test('a run with one new Markdown article loads neither the parser of settings nor those of other formats', async () => {
  const cwd = await folderWithSamples();
  const args = [program, 'publish', '--now', '2026-11-23T15:00:00Z'];
  loadedBy(args, cwd);
  const story = '---\ntitle: Ferry sails again\ndate: 2026-11-23T09:00:00Z\n---\nIt leaves at noon.\n';
  writeFileSync(join(cwd, 'articles', 'ferry-sails.md'), story);
  const { paths, bytes, modules } = loadedBy(args, cwd);
  expect(modules).toContain('src/article/markdown/markdown.ts');
  const never =
    /^src\/(?:channel\/(?:parse-channel|settings)|article\/(?:wire\/wire|html\/html|json|docx))\b|node_modules\/re2js\//;
  expect(modules.filter((path) => never.test(path))).toEqual([]);
  expect(paths.length).toBeLessThanOrEqual(60);
  // Among them are what decides which version of an item is current, what tells cut-off files, and the words of texts to editors.
  expect(bytes).toBeLessThan(2_180_000);
});

test('presstime/render is three files, and does not evaluate the HTML parser', () => {
  const { paths, bytes, modules } = loadedBy(importing('dist/index-render.js'));
  expect(paths.length).toBeLessThanOrEqual(3);
  expect(bytes).toBeLessThan(650_000);
  expect(modules).toContain('src/feed/create-entry.ts');
  // esbuild writes modules in this form if they are evaluated when they are first used.
  expect(/\/parse5\/dist\/index\.js"\(\) \{/.test(readFileSync('dist/index-render.js', 'utf8'))).toBe(true);
});

test.each(['publish', 'webhook'])('the function "%s" loads less than 700 KiB at its start', (name) => {
  const { paths, bytes } = loadedBy(importing(`build/${name}/index.mjs`));
  expect(paths.length).toBeGreaterThan(5);
  expect(bytes).toBeGreaterThan(300_000);
  expect(bytes).toBeLessThan(700 * 1024);
});

test.each(['dist', 'dist/cli', 'build/publish', 'build/webhook'])(
  'no file in %s imports modules of Node at the start',
  (folder) => {
    const files = readdirSync(folder).filter((name) => /\.m?js$/.test(name));
    expect(files.length).toBeGreaterThan(10);
    const imported = files.flatMap((name) => [
      ...readFileSync(join(folder, name), 'utf8').matchAll(/\bfrom\s*["'](node:[\w/]+|[a-z_]+)["']/g),
    ]);
    // `node:module` gives `require`. Work that may be stopped uses `node:crypto`.
    expect(new Set(imported.map(([, path]) => path).sort())).toEqual(new Set(['node:crypto', 'node:module']));
  },
);
