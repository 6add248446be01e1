/** The single executable: built for this machine, and run without Node and without any file of the package. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { outputOf, type Run, temporaryFolder } from '../support/run.ts';
import { documentParts, paragraph, zipOf } from '../support/zip.ts';

let executable: string;

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/executable.ts'], { stdio: 'ignore' });
  const built = resolve(`build/executables/presstime-${process.platform}-${process.arch}`);
  executable = join(temporaryFolder(), 'presstime');
  cpSync(built, executable);
}, 300_000);

/** Runs the executable with an environment in which there is no other program. */
function run(folder: string, ...args: readonly string[]): Promise<Run> {
  return outputOf(spawn(executable, args, { cwd: folder, env: { TZ: 'UTC' } }));
}

it('begins a publication, publishes and checks it', async () => {
  const folder = temporaryFolder();
  const begun = await run(folder, 'init', 'my-paper');
  expect(begun).toMatchObject({ code: 0, stderr: '' });
  expect(begun.stdout).toContain(`\n  cd my-paper\n  ${executable} preview\n`);
  const paper = join(folder, 'my-paper');
  expect(await run(paper, 'publish')).toMatchObject({ code: 0, stderr: '' });
  expect((await run(paper, 'check')).stdout).toBe('1 article: 0 errors, 0 warnings\n');
  expect(readFileSync(join(paper, 'public/rss.xml'), 'utf8')).toContain('<title>Welcome to My paper</title>');
});

it('gives the same bytes as the program', async () => {
  const folder = temporaryFolder();
  cpSync('articles', join(folder, 'articles'), { recursive: true });
  const now = ['--now', '2026-11-23T15:00:00Z'];
  expect((await run(folder, 'publish', ...now)).code).toBe(0);
  execFileSync(process.execPath, [resolve('dist/cli/bin.js'), 'publish', '--to', 'other', ...now], { cwd: folder });
  const files = readdirSync(join(folder, 'other'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.presstime'))
    .map(({ parentPath, name }) => join(parentPath, name));
  expect(files.length).toBeGreaterThan(15);
  for (const path of files)
    expect({ path, same: readFileSync(path).equals(readFileSync(path.replace('/other/', '/public/'))) }).toEqual({
      path,
      same: true,
    });
});

it('reads a Word document, and refuses an article over its budget, in a process of its own', async () => {
  const folder = temporaryFolder();
  await run(folder, 'init', '--yes');
  const word = [paragraph('Terns return', 'Title'), paragraph('They came early.')].join('');
  writeFileSync(join(folder, 'articles/2026-05-04-terns.docx'), zipOf(documentParts(word)));
  const text = 'Some <b>word</b> [a](b) `c` '.repeat(20).concat('\n\n').repeat(8600);
  writeFileSync(join(folder, 'articles/bomb.md'), `---\ntitle: Bomb\ndate: 2026-01-04\n---\n${text}`);
  const { code, stderr } = await run(folder, 'publish');
  expect(code).toBe(1);
  expect(stderr).toMatch(/articles\/bomb\.md: error: Reading this file takes more than .*\[over-budget\]/);
  expect(readFileSync(join(folder, 'public/feed.json'), 'utf8')).toContain('They came early.');
}, 120_000);

it('serves a publication, and says what is wrong like the program', async () => {
  const folder = temporaryFolder();
  const { code, stderr } = await run(folder, 'serve');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'error: There is no folder "public": publish first, or name the folder that you published to\n',
  });
  expect(existsSync(join(folder, 'public'))).toBe(false);
  expect((await run(folder, 'pubish')).stderr).toContain('"pubish" is not a command');
});
