/** Installs a clone from the registry, with the Node of this machine, with and without the development dependencies. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { cleanEnvironment, outputOf, type Run, temporaryFolder } from '../support/run.ts';

let clone: string;

beforeAll(async () => {
  clone = temporaryFolder();
  const files = ['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'tsconfig.build.json'];
  for (const path of [...files, 'scripts', 'src', 'handlers', 'articles']) {
    await cp(path, join(clone, path), { recursive: true });
  }
});

/** Runs a command line as a user would, without the programs of this checkout. */
function sh(line: string): Promise<Run> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  // Removes the variables that npm sets for its own programs.
  const own = Object.entries(cleanEnvironment({})).filter(([name]) => !/^npm_/i.test(name));
  const env = { ...Object.fromEntries(own), PATH: folders.join(delimiter) };
  return outputOf(spawn('sh', ['-c', line], { cwd: clone, env }));
}

it('npm ci --omit=dev says in one line why there is no program, and fails', async () => {
  const { code, stdout, stderr } = await sh('npm ci --omit=dev');
  expect(code).toBe(1);
  expect(stderr).toContain('run "npm ci", and "npm prune --omit=dev" after it\n');
  expect(stdout + stderr).not.toMatch(/^ {4}at /m);
}, 300_000);

it('npm ci && npm start publishes, and npx finds the program', async () => {
  const { code, stdout } = await sh('npm ci && npm start && npx --no -- presstime check');
  expect(code).toBe(0);
  expect(stdout).toContain('7 articles: 0 errors');
  expect(existsSync(join(clone, 'public/rss.xml'))).toBe(true);
}, 300_000);

it('npm prune --omit=dev and npm ci --omit=dev keep the built program', async () => {
  const line = `npm prune --omit=dev && npm ci --omit=dev && "${process.execPath}" dist/cli/bin.js check`;
  const { code, stdout } = await sh(line);
  expect(code).toBe(0);
  expect(stdout).toContain('dist/ is unchanged');
  expect(stdout).toContain('7 articles: 0 errors');
  expect(existsSync(join(clone, 'node_modules/typescript'))).toBe(false);
}, 300_000);
