/** Nothing that is printed or documented makes npm fetch a package named presstime. */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localProgram } from '../../src/cli/terminal/program.ts';
import { cleanEnvironment, folderWithSamples, outputOf, presstime, type Run, temporaryFolder } from '../support/run.ts';

let registry: Server;
const asked: string[] = [];

beforeAll(async () => {
  registry = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((done) => registry.listen(0, '127.0.0.1', done));
});

afterAll(() => void registry?.close());

/** Runs a command line with an empty cache of npm, and a registry that counts requests and has no packages. */
function sh(folder: string, line: string): Promise<Run> {
  asked.length = 0;
  const env = cleanEnvironment({
    npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`,
    npm_config_cache: temporaryFolder(),
    npm_config_update_notifier: 'false',
    npm_config_fetch_retries: '0',
  });
  return outputOf(spawn('sh', ['-c', line], { cwd: folder, env }));
}

/** A clone after `npm ci`, with the program that the tests use. */
async function clone(): Promise<string> {
  const folder = await folderWithSamples();
  // npx runs the script `prepare` before it starts the program. Here everything is already built.
  const { scripts: _, ...description } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
  await writeFile(join(folder, 'package.json'), JSON.stringify(description));
  await cp('dist', join(folder, 'dist'), { recursive: true });
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

test('in a clone, the documented form runs its program without asking the registry', async () => {
  const folder = await clone();
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await sh(folder, `${localProgram} --version`)).toMatchObject({ code: 0, stdout: `${version}\n` });
  expect(asked).toEqual([]);
  const below = await sh(join(folder, 'articles'), `${localProgram} check . --json`);
  expect({ ...below, stdout: JSON.parse(below.stdout) }).toMatchObject({ code: 0, stdout: { articles: 7 } });
  expect(asked).toEqual([]);
});

test('started by npx, messages use that form; the command that they print works as it is printed', async () => {
  const folder = await clone();
  const { code, stdout } = await sh(folder, `${localProgram} publish && ${localProgram} --help`);
  expect(code).toBe(0);
  expect(stdout).toContain(`Try it on this machine: ${localProgram} serve\n`);
  expect(stdout).toContain(`Usage: ${localProgram} COMMAND [flags]\n`);
  expect(asked).toEqual([]);
});

test('outside a clone, the documented form runs nothing', async () => {
  const { code, stdout } = await sh(temporaryFolder(), `${localProgram} check`);
  expect(code).not.toBe(0);
  expect(stdout).toBe('');
});

test('outside a clone, no message contains npx, and the printed command works', async () => {
  const folder = await folderWithSamples();
  const runs = [
    ['publish'],
    ['serve', 'none'],
    ['push'],
    ['show'],
    ['check', 'articles/feed.yaml'],
    ['--help'],
    ['pusch'],
  ];
  for (const args of runs) {
    const { stdout, stderr } = await presstime(folder, args);
    expect(stdout + stderr).not.toMatch(/\bnpx\b|\bnpm (?!install mammoth)/);
  }
  const [, command = 'false'] = /Usage: (.+) COMMAND/.exec((await presstime(folder, ['--help'])).stdout) ?? [];
  expect(await sh(folder, `${command} check`)).toMatchObject({ code: 0 });
});

test('the package is private, so that nobody publishes it by mistake', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ name: 'presstime', private: true });
});

test('no document, workflow, sample or source names the package for npx without --no', () => {
  const paths = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'docs',
    '.github',
    'articles',
    'src',
    'scripts',
    'cloud',
  ];
  const files = execFileSync('git', ['ls-files', ...paths, 'serverless.yml', 'Dockerfile', 'stages'], {
    encoding: 'utf8',
  });
  const bad = files
    .trim()
    .split('\n')
    .filter((path) => /\.(?:md|ya?ml|ts|mjs|cjs)$|^Dockerfile$/.test(path))
    .filter((path) =>
      /(?:npx|npm exec|npm (?:i|install))(?: -[\w-]+)* presstime/.test(
        readFileSync(path, 'utf8').replaceAll('npx --no -- presstime', ''),
      ),
    );
  expect(bad).toEqual([]);
});
