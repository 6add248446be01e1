/** `presstime push`, spawned. */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushArticles } from '../../src/cli/commands/push-command.ts';
import type { Given, Terminal } from '../../src/cli/terminal/command.ts';
import { instant } from '../support/instant.ts';
import { started } from '../support/program.ts';
import { folderWithSamples, folderWithWarning, presstime, temporaryFolder, writeFiles } from '../support/run.ts';

test('prints the plan to stderr, sends, and prints the result to stdout', async () => {
  const folder = await folderWithSamples();
  const { code, stdout, stderr } = await presstime(folder, ['push', '--to', 'there']);
  expect(code).toBe(0);
  expect(stderr).toContain('16 files to send (241 KB), 0 to remove, 0 unchanged\n  new      blog/swim-middle.png\n');
  expect(stdout).toBe('Sent 16 files: 16 in there\n');
  expect(await readFile(join(folder, 'there/feed.yaml'))).toEqual(await readFile(join(folder, 'articles/feed.yaml')));
  expect((await presstime(folder, ['push', '--to', 'there'])).stdout).toBe(
    'Nothing to send: 16 files unchanged in there\n',
  );
});

test('--dry-run sends nothing; --json prints data', async () => {
  const folder = await folderWithSamples();
  const { stdout } = await presstime(folder, ['push', '--to', 'there', '--dry-run', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ dryRun: true, removed: [], unchanged: 0 });
  expect(await readdir(folder)).toEqual(['articles']);
});

const articleText = (name: string, index: number) =>
  `---\ntitle: ${name} ${index}\ndate: 2026-01-04\n---\nText ${index} of ${name}.\n`;

test('removals are named before files to send, each with its own limit; --dry-run lists all', async () => {
  const folder = await folderWithSamples();
  const files = (prefix: string) =>
    Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`${prefix}/${index}.md`, articleText(prefix, index)]));
  await writeFiles(folder, {
    ...files('there/old'),
    ...files('articles/new'),
    ...files('articles/kept'),
  });
  await cp(join(folder, 'articles/kept'), join(folder, 'there/kept'), { recursive: true });
  const args = ['push', '--to', 'there', '--allow-removals'];
  const names = (stderr: string) => stderr.split('\n').filter((line) => line.startsWith('  '));
  const all = names((await presstime(folder, [...args, '--dry-run'])).stderr);
  expect(all.slice(0, 21).every((line) => line.startsWith('  remove   old/'))).toBe(true);
  expect(all).toHaveLength(21 + 21 + 16);
  expect(names((await presstime(folder, args)).stderr)).toEqual([
    ...all.slice(0, 20),
    '  and 1 more to remove: --dry-run lists all',
    ...all.slice(21, 41),
    '  and 17 more to send: --dry-run lists all',
  ]);
});

test('a terminal shows that the stores are being compared', async () => {
  const folder = await folderWithSamples();
  const [from, to] = [join(folder, 'articles'), join(folder, 'there')];
  const shown: string[] = [];
  const given: Given = {
    argument: () => null,
    text: (flag) => ({ from, to })[flag] ?? null,
    yes: () => false,
    isWritten: () => false,
  };
  await pushArticles(given, { ...terminal, progress: (text) => void shown.push(text) });
  expect(shown.slice(0, 2)).toEqual([`Comparing ${from} with ${to} …`, '']);
});

const terminal: Terminal = {
  env: {},
  program: 'presstime',
  now: () => instant('2026-11-23T15:00:00Z'),
  print: () => undefined,
  say: () => undefined,
  progress: () => undefined,
  watched: true,
  columns: null,
  rows: null,
  paint: (_colour, text) => text,
  ask: null,
  stopped: async () => undefined,
};

test('a push that would remove most is refused, unless it is allowed', async () => {
  const folder = await folderWithSamples();
  await presstime(folder, ['push', '--to', 'there']);
  for (const name of ['blog', 'wire']) await rm(join(folder, 'articles', name), { recursive: true });
  const refused = await presstime(folder, ['push', '--to', 'there']);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('error: This would remove 15 of 16 files in there (blog/');
  expect(refused.stderr).toContain(
    'and 10 more), so nothing was sent: check that you named the right folder, or allow removals with --allow-removals\n',
  );
  const allowed = await presstime(folder, ['push', '--to', 'there', '--allow-removals']);
  expect(allowed.stdout).toBe('Sent 0 files, removed 15: 1 in there\n');
});

test.each([
  [['push'], `"${started} push" needs --to`],
  [['push', '--to', 'there', '--allow-removals', '--no-removals'], 'Give --allow-removals or --no-removals, not both'],
  [['push', '--to', 'there', '--ask'], '--ask needs a terminal for the answer'],
  [['push', '--to', 'there', '--ask', '--json'], 'Give --ask or --json, not both'],
  [['push', '--to', 'articles/there'], 'must not be the same or inside each other'],
  [['push', '--to', 'ftp://there'], '--to must be a folder or "s3://bucket/prefix"'],
])('wrong usage %j', async (args, message) => {
  const { code, stderr } = await presstime(await folderWithSamples(), args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('a name with control characters cannot move the cursor', async () => {
  const folder = await folderWithSamples();
  await writeFile(join(folder, 'articles', 'red\u001b[31m\u202e.md'), '---\ndate: 2026-01-04\n---\nRed.\n');
  const { stderr } = await presstime(folder, ['push', '--to', 'there']);
  expect(stderr).toContain('new      red\ufffd[31m\ufffd.md');
});

const refused = { 'articles/refused.md': '---\ndate: 2026-02-30\n---\nRefused.\n' };

test('an article with an error stops the push: its line is reported, and nothing is sent or removed', async () => {
  const folder = await folderWithSamples();
  await writeFiles(folder, { ...refused, 'there/old.md': articleText('old', 1) });
  for (const flags of [[], ['--dry-run'], ['--allow-removals'], ['--no-removals']]) {
    const { code, stdout, stderr } = await presstime(folder, ['push', '--to', 'there', ...flags]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('articles/refused.md:2:1: error: ');
    expect(stderr).toContain(
      'error: Nothing was sent, because articles contains 1 error: correct what is reported, or send it anyway with --allow-errors\n',
    );
    expect(await readdir(join(folder, 'there'))).toEqual(['old.md']);
  }
});

test('--allow-errors reports the errors, and sends', async () => {
  const folder = await folderWithSamples();
  await writeFiles(folder, refused);
  const { code, stdout, stderr } = await presstime(folder, ['push', '--to', 'there', '--allow-errors']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'Sent 17 files: 17 in there\n' });
  expect(stderr).toContain('articles/refused.md:2:1: error: ');
});

test('errors in feed.yaml stop the push, unless they are allowed', async () => {
  const folder = await folderWithSamples();
  await writeFile(join(folder, 'articles/feed.yaml'), 'title: Only a title\n');
  const stopped = await presstime(folder, ['push', '--to', 'there']);
  expect(stopped).toMatchObject({ code: 1, stdout: '' });
  expect(stopped.stderr).toContain('articles/feed.yaml');
  expect(stopped.stderr).toContain('send it anyway with --allow-errors');
  expect(await readdir(folder)).toEqual(['articles']);
  expect(await presstime(folder, ['push', '--to', 'there', '--allow-errors'])).toMatchObject({ code: 0 });
});

test('warnings are reported, and do not stop the push', async () => {
  const folder = await folderWithWarning();
  const { code, stderr } = await presstime(folder, ['push', '--to', 'there']);
  expect(code).toBe(0);
  expect(stderr).toContain('articles/wire/school-roof.txt:15:1: warning: ');
});

test('--json has the problems, of a push that was stopped too', async () => {
  const folder = await folderWithWarning();
  const done = await presstime(folder, ['push', '--to', 'there', '--json']);
  expect(JSON.parse(done.stdout)).toMatchObject({ problems: [{ code: 'boilerplate-line' }], kept: [] });
  await writeFiles(folder, refused);
  const { code, stdout } = await presstime(folder, ['push', '--to', 'there', '--json']);
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({
    code: 1,
    error: { code: 'push-errors', message: expect.stringContaining('Nothing was sent') },
    problems: expect.arrayContaining([expect.objectContaining({ file: 'refused.md', severity: 'error' })]),
  });
});

test('--no-removals keeps files that are only in the target store, and names them', async () => {
  const folder = await folderWithSamples();
  await writeFiles(folder, { 'there/from-cms.md': articleText('cms', 1) });
  const kept = await presstime(folder, ['push', '--to', 'there', '--no-removals']);
  expect(kept).toMatchObject({ code: 0, stdout: 'Sent 16 files: 16 in there\n' });
  expect(kept.stderr).toContain(
    '16 files to send (241 KB), 0 to remove, 0 unchanged, 1 only there\n  keep     from-cms.md\n',
  );
  expect(await readdir(join(folder, 'there'))).toContain('from-cms.md');
  const removed = await presstime(folder, ['push', '--to', 'there']);
  expect(removed.stdout).toBe('Sent 0 files, removed 1: 16 in there\n');
  expect(await readdir(join(folder, 'there'))).not.toContain('from-cms.md');
});

test.each([
  { answer: false, sent: false },
  { answer: true, sent: true },
])('--ask shows the plan and asks; with the answer $answer, sent is $sent', async ({ answer, sent }) => {
  const folder = await folderWithSamples();
  const [from, to] = [join(folder, 'articles'), join(folder, 'there')];
  await writeFiles(folder, { 'there/old.md': articleText('old', 1) });
  const said: string[] = [];
  const ask = (question: string) => {
    said.push(question);
    return Promise.resolve(answer);
  };
  const given: Given = {
    argument: () => null,
    text: (flag) => ({ from, to })[flag] ?? null,
    yes: (flag) => flag === 'ask' || flag === 'allow-removals',
    isWritten: () => false,
  };
  expect(await pushArticles(given, { ...terminal, watched: false, ask, say: (text) => void said.push(text) })).toBe(0);
  expect(said).toContain('  remove   old.md');
  expect(said.indexOf(`Send 16 files and remove 1 in ${to}?`)).toBeGreaterThan(said.indexOf('  remove   old.md'));
  expect((await readdir(to)).includes('feed.yaml')).toBe(sent);
});

test('an empty folder is not taken for articles', async () => {
  const { code, stderr } = await presstime(temporaryFolder(), ['push', '--from', '.', '--to', '../elsewhere']);
  expect(code).toBe(1);
  expect(stderr).toContain('There is no feed.yaml in .: name the folder that contains your articles');
});
