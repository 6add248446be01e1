/** What `npm ci` does at its end: it builds, or says in one line why it cannot. */
import { spawn } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outputOf, type Run, temporaryFolder, writeFiles } from './support/run.ts';

describe('without the development dependencies', () => {
  test('if nothing was built, one line says what to do, and the installation fails', async () => {
    const { code, stdout, stderr } = await prepareIn(await folderWithScripts());
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'Presstime cannot be built, because its development dependencies are not installed: run "npm ci", and "npm prune --omit=dev" after it\n',
    );
  });

  test('an earlier build stays, and the installation succeeds', async () => {
    const folder = await folderWithScripts();
    await writeFiles(folder, { 'dist/cli/bin.js': 'built' });
    const { code, stdout, stderr } = await prepareIn(folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Presstime was not rebuilt, .*: dist\/ is unchanged\n$/);
  });
});

test('with them it runs the build', async () => {
  const folder = await folderWithScripts();
  await mkdir(join(folder, 'node_modules/typescript'), { recursive: true });
  await writeFiles(folder, { 'scripts/build.ts': "const said: string = 'building'; console.log(said);" });
  expect(await prepareIn(folder)).toMatchObject({ code: 0, stdout: 'building\n' });
});

async function folderWithScripts(): Promise<string> {
  const folder = temporaryFolder();
  await cp('scripts', join(folder, 'scripts'), { recursive: true });
  return folder;
}

function prepareIn(folder: string): Promise<Run> {
  return outputOf(spawn(process.execPath, ['scripts/prepare.mjs'], { cwd: folder }));
}
