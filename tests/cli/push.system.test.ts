/** `presstime push`, spawned. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { push } from '../../src/cli/commands/push-command.ts';
import type { Given, Terminal } from '../../src/cli/terminal/command.ts';
import { instant } from '../support/instant.ts';
import { started } from '../support/program.ts';
import { folderWithSamples, presstime, temporaryFolder, writeFiles } from '../support/run.ts';

test('prints the plan to stderr, sends, and prints the result to stdout', async () => {
  const folder = await folderWithSamples();
  const { code, stdout, stderr } = await presstime(folder, ['push', '--to', 'there']);
  expect(code).toBe(0);
  expect(stderr).toContain('10 files to send (47 KB), 0 to remove, 0 unchanged\n  new      blog/terns.png\n');
  expect(stdout).toBe('Sent 10 files: 10 in there\n');
  expect(await readFile(join(folder, 'there/feed.yaml'))).toEqual(await readFile(join(folder, 'articles/feed.yaml')));
  expect((await presstime(folder, ['push', '--to', 'there'])).stdout).toBe(
    'Nothing to send: 10 files unchanged in there\n',
  );
});

test('--dry-run sends nothing; --json prints data', async () => {
  const folder = await folderWithSamples();
  const { stdout } = await presstime(folder, ['push', '--to', 'there', '--dry-run', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ dryRun: true, removed: [], unchanged: 0 });
  expect(await readdir(folder)).toEqual(['articles']);
});

test('removals are named before files to send, each with its own limit; --dry-run lists all', async () => {
  const folder = await folderWithSamples();
  const files = (prefix: string, text: string) =>
    Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`${prefix}/${index}.txt`, text]));
  await writeFiles(folder, {
    ...files('there/old', 'x'),
    ...files('articles/new', 'x'),
    ...files('articles/kept', 'x'),
  });
  await writeFiles(folder, files('there/kept', 'x'));
  const args = ['push', '--to', 'there', '--allow-removals'];
  const names = (stderr: string) => stderr.trim().split('\n').slice(1);
  const all = names((await presstime(folder, [...args, '--dry-run'])).stderr);
  expect(all.slice(0, 21).every((line) => line.startsWith('  remove   old/'))).toBe(true);
  expect(all).toHaveLength(21 + 21 + 10);
  expect(names((await presstime(folder, args)).stderr)).toEqual([
    ...all.slice(0, 20),
    '  and 1 more to remove: --dry-run lists all',
    ...all.slice(21, 41),
    '  and 11 more to send: --dry-run lists all',
  ]);
});

test('a terminal shows that the stores are being compared', async () => {
  const folder = await folderWithSamples();
  const [from, to] = [join(folder, 'articles'), join(folder, 'there')];
  const shown: string[] = [];
  const given: Given = { argument: null, text: (flag) => ({ from, to })[flag] ?? null, yes: () => false };
  await push.run(given, { ...terminal, progress: (text) => void shown.push(text) });
  expect(shown.slice(0, 2)).toEqual([`Comparing ${from} with ${to} …`, '']);
});

const terminal: Terminal = {
  env: {},
  program: 'presstime',
  ask: null,
  now: () => instant('2026-11-23T15:00:00Z'),
  print: () => undefined,
  say: () => undefined,
  progress: () => undefined,
  watched: true,
  paint: (_colour, text) => text,
  stopped: async () => undefined,
};

test('a push that would remove most is refused, unless it is allowed', async () => {
  const folder = await folderWithSamples();
  await presstime(folder, ['push', '--to', 'there']);
  for (const name of ['blog', 'wire']) await rm(join(folder, 'articles', name), { recursive: true });
  const refused = await presstime(folder, ['push', '--to', 'there']);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('error: This would remove 9 of 10 files in there (blog/');
  expect(refused.stderr).toContain(
    'and 4 more), so nothing was sent: check that you named the right folder, or allow removals with --allow-removals\n',
  );
  const allowed = await presstime(folder, ['push', '--to', 'there', '--allow-removals']);
  expect(allowed.stdout).toBe('Sent 0 files, removed 9: 1 in there\n');
});

test.each([
  [['push'], `"${started} push" needs --to`],
  [['push', '--to', 'articles/there'], 'must not be the same or inside each other'],
  [['push', '--to', 'ftp://there'], '--to must be a folder or "s3://bucket/prefix"'],
])('wrong usage %j', async (args, message) => {
  const { code, stderr } = await presstime(await folderWithSamples(), args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('a name with control characters cannot move the cursor', async () => {
  const folder = await folderWithSamples();
  await writeFile(join(folder, 'articles', 'red\u001b[31m\u202e.md'), '# Red');
  const { stderr } = await presstime(folder, ['push', '--to', 'there']);
  expect(stderr).toContain('new      red\ufffd[31m\ufffd.md');
});

test('an empty folder is not taken for articles', async () => {
  const { code, stderr } = await presstime(temporaryFolder(), ['push', '--from', '.', '--to', '../elsewhere']);
  expect(code).toBe(1);
  expect(stderr).toContain('There is no feed.yaml in .: name the folder that contains your articles');
});
