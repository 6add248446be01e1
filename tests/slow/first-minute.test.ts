/**
 * The first minute of the README, without the sources: the package is made from a git URL, installed, and used, and its feed is
 * opened in the feed reader newsboat. Needs the registry, git and newsboat.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cleanEnvironment, outputOf, type Run } from '../support/run.ts';

let folder: string;
let gitUrl: string;
let server: ChildProcess | null = null;

beforeAll(async () => {
  // Not below the temporary folder: npm looks for a project in the folders above.
  folder = await mkdtemp(join(homedir(), '.presstime-first-minute-'));
  await mkdir(join(folder, 'home'));
  await mkdir(join(folder, 'work'));
  gitUrl = commitSources(join(folder, 'repository'));
});

afterAll(async () => {
  server?.kill();
  await rm(folder, { recursive: true, force: true });
});

/** Commits the files that git knows, as they are now, in a repository of their own. Returns its URL. */
function commitSources(repository: string): string {
  const git = (...args: readonly string[]) => execFileSync('git', args, { encoding: 'utf8' });
  git('init', '--quiet', repository);
  const own = ['-C', repository, '-c', 'user.name=Test', '-c', 'user.email=test@courier.example'];
  git(...own, '--work-tree', resolve('.'), 'add', '--', ...git('ls-files', '-z').split('\0').filter(Boolean));
  git(...own, 'commit', '--quiet', '--message', 'Test');
  return `git+file://${repository}`;
}

/** Runs a command line as a user with an empty home would. */
function sh(line: string, cwd = join(folder, 'work')): Promise<Run> {
  return outputOf(spawn('sh', ['-c', line], { cwd, env: environment() }));
}

function environment(): Record<string, string | undefined> {
  const own = Object.entries(cleanEnvironment({})).filter(([name]) => !/^npm_/i.test(name));
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((it) => !it.includes('node_modules'));
  const prefix = join(folder, 'global');
  return {
    ...Object.fromEntries(own),
    HOME: join(folder, 'home'),
    npm_config_prefix: prefix,
    PATH: [join(prefix, 'bin'), dirname(process.execPath), ...folders].join(delimiter),
  };
}

it('npm pack makes the package from a git URL, and npm installs it', async () => {
  const packed = await sh(`npm pack '${gitUrl}'`);
  expect(packed).toMatchObject({ code: 0 });
  expect(readdirSync(join(folder, 'work'))).toEqual(['presstime-0.1.0.tgz']);
  expect(await sh('npm install --global ./presstime-0.1.0.tgz')).toMatchObject({ code: 0 });
  expect((await sh('presstime --version')).stdout).toBe('0.1.0\n');
  expect(readdirSync(join(folder, 'global/share/man/man1'))).toEqual(['presstime.1']);
}, 600_000);

it('init, publish and serve give a feed that newsboat reads', async () => {
  const { stdout } = await sh('presstime init my-paper && cd my-paper && presstime publish');
  expect(stdout).toContain('\n  presstime preview\n');
  const paper = join(folder, 'work/my-paper');
  server = spawn('presstime', ['serve'], { cwd: paper, env: environment(), stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((done) => server?.stdout?.once('data', done));
  writeFileSync(join(folder, 'urls'), 'http://localhost:4000/rss.xml\n');
  const read = await sh('newsboat -u ../urls -c ../cache.db -x reload print-unread');
  expect(read.stdout).toContain('1 unread articles');
  expect(readFileSync(join(folder, 'cache.db'), 'latin1')).toContain('Welcome to My paper');
}, 300_000);

it.each(['git', 'tarball'])(
  'npx runs it without installing: %s',
  async (kind) => {
    const specifier = kind === 'git' ? gitUrl : './presstime-0.1.0.tgz';
    const { code, stdout } = await sh(`npx --yes '${specifier}' init with-${kind}`);
    expect(code).toBe(0);
    expect(stdout).toContain(`Published 1 entry to with-${kind}/public`);
  },
  600_000,
);
