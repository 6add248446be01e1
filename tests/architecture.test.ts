/** The structure of the code, checked by reading the imports: layers, cycles, and what the core may use. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';

/** Every folder of `src`, in layers: a module may import from its own folder and from earlier ones, never from later ones. */
const layers = [
  'model',
  'time',
  'problem',
  'channel',
  'article/text',
  'article/date',
  'article/story',
  'article/marks',
  'article/permalink',
  'article/wire',
  'article/tree',
  'article/fallbacks',
  'article/extensions',
  'article/front-matter',
  'article/shortcodes',
  'article/markdown',
  'article/agency',
  'article/agency/xml',
  'article/mail',
  'article/json',
  'article/html',
  'article/docx',
  'article/attachments',
  'article',
  'item',
  'item/versions',
  'item/former',
  'feed',
  // Paths and media types: it contains no renderer.
  'render',
  'render/feed',
  'render/page',
  'render/list',
  'validate/rule',
  'validate/html',
  'validate/xml',
  'validate/json',
  'validate',
  'profiles',
  'aws',
  'store',
  'store/watch',
  'http',
  'ledger',
  'notify',
  'schedule',
  'webhook',
  'reading',
  'publish/plan',
  'publish/read',
  'publish/trial',
  'publish',
  'compare',
  'import',
  'monitor',
  'sync',
  'preview/readers',
  'preview/round',
  'preview/view',
  'preview',
  'doctor',
  'scaffold/tools',
  'scaffold/exports',
  'scaffold',
  'cli/screen',
  'cli/terminal',
  'cli/interaction',
  'cli/importing',
  'cli/commands/check',
  'cli/commands/new',
  'cli/commands/redirect',
  'cli/commands/shell',
  'cli/commands',
  'cli',
].map((folder) => `src/${folder}`);

/** The shell: these modules may read the clock, the environment and the console, and choose adapters. */
const shell = /^(?:src\/cli\/|handlers\/)/;
/** Entry points: they may import everything, and no module imports them. */
const entryPoint = /^(?:src\/index(?:-\w+)?\.ts$|handlers\/)/;
const adapters = /^src\/store\/(?:memory|directory|s3)\.ts$/;

interface Module {
  readonly path: string;
  readonly text: string;
}

function modulesIn(folder: string): Module[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

const inSource = modulesIn('src');
const modules = [...inSource, ...modulesIn('handlers')];

function importsOf({ path, text }: Module): { readonly from: string; readonly isLocal: boolean }[] {
  const found = text.matchAll(
    /(?:^|\n)(?:import|export)\s[^;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)|(?:^|\n)import '([^']+)'/g,
  );
  return [...found].map(([, named, dynamic, bare]) => {
    const written = named ?? dynamic ?? bare ?? '';
    const isLocal = written.startsWith('.');
    return { from: isLocal ? posix.join(dirname(path), written) : written, isLocal };
  });
}

function localImportsOf(module: Module): readonly string[] {
  return importsOf(module).flatMap(({ from, isLocal }) => (isLocal ? [from] : []));
}

/** Every violation in a set of modules, one line each. */
function violations(all: readonly Module[]): string[] {
  const inLayers = all.filter(({ path }) => !entryPoint.test(path));
  const files = new Map(inLayers.map((module) => [module.path, localImportsOf(module)]));
  return [
    ...inLayers.flatMap(layerViolations),
    ...cyclesIn(files).map((cycle) => `files import each other: ${cycle}`),
    ...cyclesIn(foldersOf(files)).map((cycle) => `folders import each other: ${cycle}`),
    ...all.filter(({ path }) => !shell.test(path)).flatMap(effects),
    ...all.flatMap(dateViolations),
  ];
}

function layerViolations(module: Module): string[] {
  const { path } = module;
  const layer = layers.indexOf(dirname(path));
  if (layer === -1) return [`${path} is in a folder that is no layer`];
  return localImportsOf(module).flatMap((from) => [
    ...(layers.indexOf(dirname(from)) > layer ? [`${path} imports ${from}, which is in a later layer`] : []),
    ...(entryPoint.test(from) ? [`${path} imports ${from}, an entry point`] : []),
    ...(adapters.test(path) && adapters.test(from) ? [`${path} imports another adapter, ${from}`] : []),
  ]);
}

function foldersOf(files: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, Set<string>>();
  for (const [path, imports] of files) {
    const folder = dirname(path);
    const others = folders.get(folder) ?? new Set();
    for (const other of imports.map((it) => dirname(it))) if (other !== folder) others.add(other);
    folders.set(folder, others);
  }
  return new Map([...folders].map(([folder, others]) => [folder, [...others]]));
}

/** Each cycle in a graph, as `a > b > a`. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const walk = (node: string) => {
    if (way.includes(node)) found.push([...way.slice(way.indexOf(node)), node].join(' > '));
    if (done.has(node)) return;
    done.add(node);
    way.push(node);
    for (const next of graph.get(node) ?? []) walk(next);
    way.pop();
  };
  for (const node of graph.keys()) walk(node);
  return found;
}

const pure =
  /^src\/(?:(?:model|time|problem|channel|article|item|feed|render|validate|profiles|ledger|publish\/plan)\/|webhook\/(?:request|verify|secret|calls|reply)\.ts$|doctor\/(?:checks|observation|user-agents|robots|server-rules|\w+-findings|diagnose-feed)\.ts$)/;
const clock = /\bDate\.now\(|\bnew Date\(\)|Temporal\.Now|performance\.now/;
const surroundings = /\bprocess\.(?:env|argv|stdout|stderr|exit)|\bconsole\./;
const chance = /Math\.random|randomUUID|randomBytes/;
const world = /from 'node:(?:fs|http|https|net|child_process|os|timers)(?:\/promises)?'|\bfetch\(|from '@aws-sdk/;

/** The only modules that do date arithmetic. */
const instantModules = ['src/model/instant.ts', 'src/time/parse-instant.ts', 'src/time/zoned-time.ts'];
const dates = /from 'temporal-polyfill\b|\bTemporal\b|\bDate\.parse\(|\bnew Date\(/;
/** Modules that read dates in foreign formats, and why those are not instants. */
const foreignDates: Readonly<Record<string, string>> = {
  'src/http/serve-file.ts': 'compares the dates of HTTP conditions with that of a file (RFC 9110, 13.1)',
  'src/notify/send-form.ts': 'compares two HTTP dates of one server (RFC 9110, 5.6.7)',
};

function dateViolations({ path, text }: Module): string[] {
  if (instantModules.includes(path) || path in foreignDates || !dates.test(withoutComments(text))) return [];
  return [`${path} does date arithmetic, which belongs in ${instantModules.join(' or ')}`];
}

/** Examples in comments are programs of callers, which may do what the module may not. */
function withoutComments(text: string): string {
  return text.replace(/^ *\/\*\*[\s\S]*?\*\/$/gm, '');
}

function effects({ path, text }: Module): string[] {
  const rules: readonly (readonly [RegExp, string])[] = [
    [clock, 'reads the clock'],
    [surroundings, 'reads the environment or writes to the console'],
    [chance, 'uses chance'],
    ...(pure.test(path) ? [[world, 'uses disk, network or timers'] as const] : []),
  ];
  return rules.filter(([pattern]) => pattern.test(withoutComments(text))).map(([, message]) => `${path} ${message}`);
}

test('no module breaks the rules', () => {
  expect(modules.length).toBeGreaterThan(40);
  expect(violations(modules)).toEqual([]);
});

test.each([
  ["import { publish } from '../publish/publish.ts';", 'src/article/planted.ts', 'later layer'],
  ["import { renderRss } from '../render/feed/rss.ts';", 'src/feed/planted.ts', 'later layer'],
  ["import { parseMarkdown } from '../markdown/markdown.ts';", 'src/article/text/planted.ts', 'later layer'],
  ["export { createS3Store } from '../store/s3.ts';", 'src/validate/planted.ts', 'later layer'],
  ["const lazy = () => import('../cli/main.ts');", 'src/store/planted.ts', 'later layer'],
  ["import { version } from '../index.ts';", 'src/cli/planted.ts', 'an entry point'],
  ["import { createMemoryStore } from './memory.ts';", 'src/store/s3.ts', 'another adapter'],
  ['export const one = 1;', 'src/utilities/planted.ts', 'no layer'],
  ["import { Temporal } from 'temporal-polyfill';", 'src/article/date/planted.ts', 'does date arithmetic'],
  ['const later = Temporal.Instant.from(published);', 'src/feed/planted.ts', 'does date arithmetic'],
  ['const since = new Date(now);', 'src/publish/planted.ts', 'does date arithmetic'],
  ['const age = Date.parse(now) - Date.parse(published);', 'handlers/planted.ts', 'does date arithmetic'],
  ['const now = new Date();', 'src/render/planted.ts', 'reads the clock'],
  ["const home = process.env['HOME'];", 'src/publish/planted.ts', 'environment'],
  ["import { readFileSync } from 'node:fs';", 'src/article/planted.ts', 'uses disk'],
  ['const id = Math.random();', 'src/feed/planted.ts', 'chance'],
  ["import { SSMClient } from '@aws-sdk/client-ssm';", 'src/webhook/verify.ts', 'uses disk'],
  ["import { receive } from '../webhook/receive.ts';", 'src/store/planted.ts', 'later layer'],
])('a planted violation is found: %s', (text, path, message) => {
  expect(violations([{ path, text }])).toContainEqual(expect.stringContaining(message));
});

test('two files that import each other are found', () => {
  const one = { path: 'src/feed/one.ts', text: "import { b } from './two.ts';" };
  const two = { path: 'src/feed/two.ts', text: "import { a } from './one.ts';" };
  expect(violations([one, two])).toEqual([
    'files import each other: src/feed/one.ts > src/feed/two.ts > src/feed/one.ts',
  ]);
  expect(violations([one, { ...two, text: '' }])).toEqual([]);
});

test('two folders that import each other are found, even if no files do', () => {
  const planted = [
    { path: 'src/item/one.ts', text: "import { b } from '../feed/two.ts';" },
    { path: 'src/feed/two.ts', text: '' },
    { path: 'src/feed/three.ts', text: "import { d } from '../item/four.ts';" },
    { path: 'src/item/four.ts', text: '' },
  ];
  expect(violations(planted)).toContainEqual('folders import each other: src/item > src/feed > src/item');
});

test('each module that may read foreign dates does so', () => {
  const reading = modules.filter(({ path, text }) => path in foreignDates && dates.test(text));
  expect(reading.map(({ path }) => path)).toEqual(Object.keys(foreignDates));
});

test('every module says in its first line what it is for, and has no default export', () => {
  for (const { path, text } of modules) {
    const first = text.startsWith('#!') ? text.slice(text.indexOf('\n') + 1) : text;
    expect({ path, says: first.startsWith('/**') }).toEqual({ path, says: true });
    expect({ path, exportsDefault: /^export default/m.test(text) }).toEqual({ path, exportsDefault: false });
  }
});

test('no two modules have the same name, and no folder is crowded', () => {
  expect(repeated(inSource.map(({ path }) => posix.basename(path)))).toEqual([]);
  expect(repeated(['a.ts', 'b.ts', 'a.ts'])).toEqual(['a.ts']);
  expect(crowdedFolders(modules)).toEqual([]);
  const planted = Array.from({ length: 17 }, (_, index) => ({ path: `src/feed/planted-${index}.ts`, text: '' }));
  expect(crowdedFolders(planted)).toEqual(['src/feed']);
});

function crowdedFolders(all: readonly Module[]): string[] {
  const sizes = Object.entries(Object.groupBy(all, ({ path }) => dirname(path)));
  return sizes.filter(([, its = []]) => its.length > 16).map(([folder]) => folder);
}

test('no two modules export a function with the same name', () => {
  // A function with overloads is declared several times in its module.
  const namesIn = ({ text }: Module) =>
    [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => name);
  expect(repeated(inSource.flatMap((module) => [...new Set(namesIn(module))]).map((name = '') => name))).toEqual([]);
});

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].sort();
}

test('each runtime dependency is imported, and has its reason in docs/decisions', () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    'dependencies' | 'optionalDependencies',
    Record<string, string>
  >;
  const imported = new Set(
    modules
      .flatMap(importsOf)
      .filter(({ isLocal }) => !isLocal)
      .map(({ from }) => from),
  );
  const decisions = readdirSync('docs/decisions')
    .map((name) => readFileSync(join('docs/decisions', name), 'utf8'))
    .join('\n');
  for (const [name, version] of Object.entries({ ...dependencies, ...optionalDependencies })) {
    expect({ name, imported: imported.has(name) }).toEqual({ name, imported: true });
    expect({ name, decided: decisions.includes(`\`${name}\``) }).toEqual({ name, decided: true });
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test('the lock file records no download URLs', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved": "http');
});
