/** The built program on an old Node: it prints one line, and loads nothing that would fail. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment, outputOf } from '../support/run.ts';

const program = 'dist/cli/bin.js';

/** A Node of this machine that is older than 22, outside the project; null if there is none. */
function findOldNode(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const found = ['/usr/bin', ...folders].map((folder) => join(folder, 'node')).filter((path) => existsSync(path));
  return found.find((path) => Number(versionOf(path).split('.')[0]) < 22) ?? null;
}

function versionOf(node: string): string {
  return execFileSync(node, ['--print', 'process.versions.node'], { encoding: 'utf8' }).trim();
}

const oldNode = findOldNode();
if (oldNode === null) console.info('Skipped: no Node older than 22 was found on this machine');

test.skipIf(oldNode === null)('an old Node on this machine', async () => {
  const node = oldNode ?? '';
  const run = await outputOf(spawn(node, [program, 'check'], { env: cleanEnvironment({}) }));
  const stderr = `Presstime needs Node 22 or later: this is v${versionOf(node)}\n`;
  expect(run).toEqual({ code: 2, stdout: '', stderr });
});

test.each(['18.20.4', '20.19.0', '21.7.3'])('this Node with the version %s', async (version) => {
  const disguise = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });Object.defineProperty(process, 'version', { value: 'v${version}' })`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(disguise)}`, program, 'check'];
  const run = await outputOf(spawn(process.execPath, args, { env: cleanEnvironment({}) }));
  expect(run).toEqual({ code: 2, stdout: '', stderr: `Presstime needs Node 22 or later: this is v${version}\n` });
});

test('nothing is imported before the version is checked', () => {
  expect(readFileSync(program, 'utf8')).not.toMatch(/^(?:import|export)\b.*\bfrom\b|^import\s*['"]/m);
});
