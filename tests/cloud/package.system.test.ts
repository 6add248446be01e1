/** What the functions get: all files of their bundles, and nothing else. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/run.ts';
import { unpack } from './package.ts';
import { packageStage } from './template.ts';

test('each zip contains the files of its function without source maps', async () => {
  const { zips, remove } = await packageStage('prod');
  onTestFinished(remove);
  for (const [name, zip] of Object.entries(zips)) {
    const folder = temporaryFolder();
    await unpack(zip, folder);
    const built = readdirSync(join('build', name)).filter((file) => !file.endsWith('.map'));
    expect(built).toContain('index.mjs');
    expect(readdirSync(folder)).toEqual(['build']);
    expect(readdirSync(join(folder, 'build'))).toEqual([name]);
    expect(readdirSync(join(folder, 'build', name)).sort()).toEqual(built.sort());
  }
});
