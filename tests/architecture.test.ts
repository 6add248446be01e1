/** The layers, enforced by reading the imports: a folder may import what stands above it in the pipeline, never below. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';

/** The stages in order; `src` itself (model, problem, channel, version) comes first. */
const stages = [
  'src',
  'article',
  'feed',
  'render',
  'publish',
  'aws',
  'store',
  'notify',
  'schedule',
  'monitor',
  'webhook',
  'sync',
  'cli',
] as const;
type Stage = (typeof stages)[number];

/** Ports stand with their adapters and are part of no stage; two pure files of `store` go with them. */
const ports = ['src/store/store.ts', 'src/notify/hub.ts', 'src/schedule/schedule.ts'];
/** The shell: these may read the clock, the environment and the console, and choose adapters. */
const shell = /^(?:src\/cli\/|handlers\/)/;
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

const modules = [...modulesIn('src'), ...modulesIn('handlers')];

function importsOf({ path, text }: Module): { readonly from: string; readonly local: boolean }[] {
  const found = text.matchAll(
    /(?:^|\n)(?:import|export)\s[^;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)|(?:^|\n)import '([^']+)'/g,
  );
  return [...found].map(([, named, dynamic, bare]) => {
    const written = named ?? dynamic ?? bare ?? '';
    const local = written.startsWith('.');
    return { from: local ? posix.join(dirname(path), written) : written, local };
  });
}

function stageOf(path: string): Stage {
  const folders = path.split('/').slice(0, -1);
  return stages.findLast((stage) => folders.includes(stage)) ?? 'src';
}

/** What breaks the rules in one module, in words. */
function violations(module: Module): string[] {
  const { path, text } = module;
  if (path === 'src/index.ts') return [];
  const found: string[] = [];
  for (const { from, local } of importsOf(module)) {
    if (!local || shell.test(path) || ports.includes(from)) continue;
    if (stages.indexOf(stageOf(from)) > stages.indexOf(stageOf(path)))
      found.push(`${path} imports ${from}, which stands below it`);
    if (adapters.test(path) && adapters.test(from)) found.push(`${path} imports another adapter, ${from}`);
  }
  if (!shell.test(path)) found.push(...effects(path, text));
  return found;
}

const core = /^src\/(?:[^/]+\.ts|(?:article|feed|render)\/|webhook\/(?:request|verify|secret|calls|reply)\.ts$)/;
const clock = /\bDate\.now\(|\bnew Date\(\)|Temporal\.Now|performance\.now/;
const surroundings = /\bprocess\.(?:env|argv|stdout|stderr|exit)|\bconsole\./;
const chance = /Math\.random|randomUUID|randomBytes/;
const world = /from 'node:(?:fs|http|https|net|child_process|os|timers)(?:\/promises)?'|\bfetch\(|from '@aws-sdk/;

function effects(path: string, text: string): string[] {
  const rules: readonly (readonly [RegExp, string])[] = [
    [clock, 'reads the clock'],
    [surroundings, 'reads the environment or writes to the console'],
    [chance, 'uses chance'],
    ...(core.test(path) ? [[world, 'reaches for disk, network or timers'] as const] : []),
  ];
  return rules.filter(([pattern]) => pattern.test(text)).map(([, words]) => `${path} ${words}`);
}

test('no module breaks the rules', () => {
  expect(modules.length).toBeGreaterThan(40);
  expect(modules.flatMap(violations)).toEqual([]);
});

test.each([
  ["import { publish } from '../publish/publish.ts';", 'src/article/planted.ts', 'stands below it'],
  ["import { renderRss } from '../render/rss.ts';", 'src/feed/planted.ts', 'stands below it'],
  ["export { createS3Store } from '../store/s3.ts';", 'src/publish/planted.ts', 'stands below it'],
  ["const lazy = () => import('../cli/main.ts');", 'src/store/planted.ts', 'stands below it'],
  ["import { createMemoryStore } from './memory.ts';", 'src/store/s3.ts', 'another adapter'],
  ['const now = new Date();', 'src/render/planted.ts', 'reads the clock'],
  ["const home = process.env['HOME'];", 'src/publish/planted.ts', 'environment'],
  ["import { readFileSync } from 'node:fs';", 'src/article/planted.ts', 'reaches for disk'],
  ['const id = Math.random();', 'src/feed/planted.ts', 'chance'],
  ["import { SSMClient } from '@aws-sdk/client-ssm';", 'src/webhook/verify.ts', 'reaches for disk'],
  ["import { receive } from '../webhook/receive.ts';", 'src/store/planted.ts', 'stands below it'],
])('a planted violation is found: %s', (text, path, words) => {
  expect(violations({ path, text })).toEqual([expect.stringContaining(words)]);
});

test('every module says in its first line what it is for, and exports no default', () => {
  for (const { path, text } of modules) {
    const first = text.startsWith('#!') ? text.slice(text.indexOf('\n') + 1) : text;
    expect({ path, says: first.startsWith('/**') }).toEqual({ path, says: true });
    expect({ path, exportsDefault: /^export default/m.test(text) }).toEqual({ path, exportsDefault: false });
  }
});

test('each runtime dependency is imported, and has its reason in docs/decisions', () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    'dependencies' | 'optionalDependencies',
    Record<string, string>
  >;
  const imported = new Set(
    modules
      .flatMap(importsOf)
      .filter(({ local }) => !local)
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

test('the lock file records no download addresses', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved": "http');
});
