/** `presstime diff`, spawned. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWithSamples, presstime, writeFiles } from '../support/run.ts';

const now = ['--now', '2026-11-23T15:00:00Z'];

async function changedFolder(): Promise<string> {
  const folder = await folderWithSamples();
  await presstime(folder, ['publish', ...now]);
  const swim = join(folder, 'articles/blog/harbour-swim.md');
  const text = await readFile(swim, 'utf8');
  await writeFiles(folder, {
    'articles/blog/harbour-swim.md': `${text}\nThe next swim is in May.\n`,
    'articles/tide.md': '---\ndate: 2026-01-04\n---\n# The tide turned\n\nAt noon.\n',
  });
  await rm(join(folder, 'articles/blog/tide-tables.html'));
  return folder;
}

test('shows each entry that would change, and writes nothing', async () => {
  const folder = await changedFolder();
  const before = await readdir(join(folder, 'public'), { recursive: true });
  const { code, stdout, stderr } = await presstime(folder, ['diff', ...now]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('The next publish: 1 new, 1 updated, 1 withdrawn\n\nnew        The tide turned  tide.md\n');
  expect(stdout).toMatch(/\n\nupdated {4}The harbour swim turns forty {2}blog\/harbour-swim.md\n {2}text:\n/);
  expect(stdout).toContain('\n    {+The next swim is in May.+}\n\nwithdrawn  How we draw the tide tables');
  expect(await readdir(join(folder, 'public'), { recursive: true })).toEqual(before);
});

test('--exit-code makes a difference an exit code, --json the data', async () => {
  const folder = await changedFolder();
  expect((await presstime(folder, ['diff', '--exit-code', ...now])).code).toBe(1);
  const { code, stdout } = await presstime(folder, ['diff', 'articles', 'public', '--json', ...now]);
  expect(code).toBe(0);
  const { entryChanges } = JSON.parse(stdout) as { entryChanges: readonly unknown[] };
  expect(entryChanges).toMatchObject([
    { kind: 'new', title: 'The tide turned', differences: [] },
    { kind: 'updated', differences: [{ field: 'text' }] },
    { kind: 'withdrawn' },
  ]);
  await presstime(folder, ['publish', ...now]);
  const none = await presstime(folder, ['diff', '--exit-code', ...now]);
  expect(none).toMatchObject({ code: 0, stdout: 'The next publish would change nothing for subscribers\n' });
});

test('no folder is created for a publication that does not exist yet', async () => {
  const folder = await folderWithSamples();
  const { code, stdout } = await presstime(folder, ['diff', ...now]);
  expect(code).toBe(0);
  expect(stdout).toContain('The next publish: 5 new');
  expect(await readdir(folder)).toEqual(['articles']);
});
