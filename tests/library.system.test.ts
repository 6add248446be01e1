/** The package as users get it: packed, unpacked into a project, imported, and type-checked. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { version } from '../src/model/version.ts';
import { cleanEnvironment, outputOf, temporaryFolder } from './support/run.ts';

const folder = temporaryFolder();
let files: readonly string[];

beforeAll(() => {
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    encoding: 'utf8',
  });
  const [{ filename, files: list }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  files = list.map(({ path }) => path);
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', modules]);
  execFileSync('mv', [join(modules, 'package'), join(modules, 'presstime')]);
  // Uses the dependencies of this checkout.
  symlinkSync(resolve('node_modules'), join(modules, 'presstime', 'node_modules'));
});

const program = `
import { createMemoryStore, formats, fromFeed, parseArticle, parseChannel, publish, renderAtom, renderJson, renderRss } from 'presstime';
import type { Article, Feed, Reading, Report } from 'presstime';
import { createEntry, createFeed } from 'presstime/render';
import { createS3Store } from 'presstime/s3';
import { validateFeed } from 'presstime/validate';

const yaml = 'title: T\\ndescription: D\\nhomeUrl: https://a.example/\\nfeedUrl: https://a.example/\\ntimeZone: UTC\\n';
const { channel } = parseChannel(yaml);
if (channel === null) throw new Error('no channel');
const body = new TextEncoder().encode('---\\ntitle: Hello\\ndate: 2026-01-04\\n---\\nText\\n');
const reading: Reading = parseArticle({ path: 'hello.md', body }, channel);
const article: Article | null = reading.state === 'accepted' ? reading.article : null;
const from = createMemoryStore({ 'feed.yaml': yaml, 'hello.md': body });
const to = createMemoryStore();
const report: Report = await publish({ from, to, now: '2026-11-23T00:00:00Z' });
const feed: Feed = fromFeed({ options: { title: 'T', link: 'https://a.example/' }, items: [] });
const rendered = [renderRss, renderAtom, renderJson].map((render) => render(feed).length > 100);
const made = createFeed({
  title: 'T',
  homeUrl: 'https://a.example/',
  entries: [createEntry({ url: 'https://a.example/b', title: 'B', published: new Date(0) })],
});
const { location } = createS3Store({ bucket: 'bucket', region: 'eu-north-1' });
const checked = validateFeed(renderRss(made)).entries;
console.log(JSON.stringify({ title: article?.title, entries: report.entries, formats: formats.length, rendered, location, checked }));
`;

test('import works from the built package', () => {
  writeFileSync(join(folder, 'use.mts'), program);
  const printed = execFileSync(process.execPath, ['use.mts'], { cwd: folder, encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual({
    title: 'Hello',
    entries: 1,
    formats: 3,
    rendered: [true, true, true],
    location: 's3://bucket',
    checked: 1,
  });
});

test('its types are the documented ones', () => {
  writeFileSync(join(folder, 'use.mts'), program);
  writeFileSync(
    join(folder, 'wrong.mts'),
    "import { renderRss } from 'presstime';\nrenderRss({ title: 'not a feed' });\n",
  );
  const check = (file: string) => {
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
      '--typeRoots',
      resolve('node_modules/@types'),
    ];
    return execFileSync('tsc', [...options, '--ignoreConfig', file], { cwd: folder, encoding: 'utf8' });
  };
  expect(check('use.mts')).toBe('');
  expect(() => check('wrong.mts')).toThrow();
});

test('the package contains only what it needs', () => {
  const roots = new Set(files.map((path) => path.split('/')[0]));
  expect([...roots].sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
  const inside = files.filter((path) => path.startsWith('dist/'));
  expect(inside.filter((path) => !/\.(js|d\.ts)$/.test(path))).toEqual(['dist/licences.txt', 'dist/presstime.1']);
  expect(files).toContain('dist/cli/bin.js');
});

const { exports, dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly exports: Readonly<
    Record<string, { readonly module: string; readonly node: string; readonly default: string }>
  >;
  readonly dependencies: Readonly<Record<string, string>>;
};

test.each(Object.entries(exports))('%s exports the same names to Node and to bundlers', async (_path, files) => {
  const namesOf = async (path: string) =>
    Object.keys((await import(pathToFileURL(resolve(path)).href)) as object).sort();
  expect(files.default).toBe(files.module);
  expect(await namesOf(files.node)).toEqual(await namesOf(files.module));
});

test('a bundler keeps only what is used', async () => {
  const { metafile, outputFiles } = await build({
    stdin: { contents: "export { renderRss } from 'presstime/render';", resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
  });
  expect(outputFiles[0]?.contents.length).toBeLessThan(12_000);
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const paths = used.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  expect(paths.filter((path) => !path.includes('/presstime/dist/modules/'))).toEqual([]);
});

test('the licence of each package in the bundles is included', () => {
  const written = readFileSync('dist/licences.txt', 'utf8');
  const missing = Object.entries(dependencies).filter(([name, version]) => !written.includes(`${name} ${version}\n`));
  // Only the functions use the first two, and the last is not bundled.
  expect(missing.map(([name]) => name)).toEqual(['@aws-sdk/client-scheduler', '@aws-sdk/client-ssm', 'exifreader']);
});

const bin = join(folder, 'node_modules/presstime/dist/cli/bin.js');

test('the package contains the program', () => {
  expect(execFileSync(process.execPath, [bin, '--version'], { encoding: 'utf8' })).toBe(`${version}\n`);
  expect(version).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version);
});

test.each([
  ['to a folder', ['publish', '--from', resolve('articles'), '--to', 'public'], 0, '7 articles in '],
  ['to a bucket', ['publish', '--from', resolve('articles'), '--to', 's3://bucket'], 1, 'nothing answers'],
  ['by a function', ['redeploy', '--stage', 'prod'], 1, 'nothing answers'],
])('the program publishes %s, and loads what that needs', async (_what, args, code, words) => {
  const aws = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_REGION: 'us-east-1', AWS_MAX_ATTEMPTS: '1' };
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const run = spawn(process.execPath, [bin, ...args], { cwd: folder, env: cleanEnvironment({ ...aws, ...keys }) });
  const ended = await outputOf(run);
  expect(ended.stdout + ended.stderr).toContain(words);
  expect(ended.code).toBe(code);
});
