/** The completion scripts in the shells that are installed, and the manual page in the programs that format it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { presstime, temporaryFolder } from '../support/run.ts';

const isInstalled = (name: string) => spawnSync(name, ['--version']).error === undefined;

/** A folder with the script of a shell, an article and a folder whose name contains a space. */
async function folderWith(shell: string): Promise<string> {
  const folder = temporaryFolder();
  await mkdir(join(folder, 'sea articles'));
  await writeFile(join(folder, 'sea.md'), '');
  await writeFile(join(folder, 'script'), (await presstime(folder, ['completions', shell])).stdout);
  return folder;
}

type Offer = (words: readonly string[]) => readonly string[];

/** What bash offers for the last word. */
function inBash(folder: string): Offer {
  const code = `. ./script; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _presstime; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return (words) => linesOf(execFileSync('bash', ['-c', code, 'bash', ...words], { cwd: folder, encoding: 'utf8' }));
}

function inFish(folder: string): Offer {
  const code = 'source script; complete -C "$argv[1]"';
  return (words) =>
    linesOf(execFileSync('fish', ['--no-config', '-c', code, words.join(' ')], { cwd: folder, encoding: 'utf8' })).map(
      (line) => (line.split('\t')[0] ?? '').replace(/\/$/, ''),
    );
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

const names = commands.map(({ name }) => name);
const offers = [
  ['commands', ['presstime', 'pu'], ['publish', 'push']],
  ['flags', ['presstime', 'check', '--p'], ['--profile']],
  ['the names that a flag can have', ['presstime', 'check', '--profile', 'm'], ['msn']],
  ['the names that an argument can have', ['presstime', 'completions', 'z'], ['zsh']],
  ['folders', ['presstime', 'check', 'sea'], ['sea articles']],
  ['folders of publish', ['presstime', 'publish', 'sea'], ['sea articles']],
  ['files', ['presstime', 'show', 'sea.'], ['sea.md']],
] as const;

describe('bash', () => {
  test.each(offers)('offers %s', async (_name, words, offered) => {
    const offer = inBash(await folderWith('bash'));
    expect(offer(words)).toEqual(offered);
  });

  test('offers every command', async () => {
    expect(inBash(await folderWith('bash'))(['presstime', ''])).toEqual(expect.arrayContaining(names));
  });
});

describe.runIf(isInstalled('fish'))('fish', () => {
  test.each(offers)('offers %s', async (_name, words, offered) => {
    const offer = inFish(await folderWith('fish'));
    expect(offer(words)).toEqual(offered);
  });
});

describe.runIf(isInstalled('zsh'))('zsh', () => {
  test('loads the script without an error, and knows its function', async () => {
    const folder = await folderWith('zsh');
    const code = 'autoload -U compinit; compinit -u -D; . ./script; print -r -- "$_comps[presstime]"';
    const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', code], { cwd: folder, encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['_presstime\n', '']);
  });
});

test('a shell without a script is refused', async () => {
  const { code, stderr } = await presstime(temporaryFolder(), ['completions', 'tcsh']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('SHELL must be bash, zsh or fish: got "tcsh"')]);
});

describe('the manual page', () => {
  test('is in the package, and names every command and flag', async () => {
    const page = await readFile('dist/presstime.1', 'utf8');
    expect((await presstime(temporaryFolder(), ['man'])).stdout).toBe(page);
    for (const { name, flags } of commands) {
      expect(page).toContain(`.SS presstime ${name}`);
      for (const flag of flags) expect(page).toContain(`--${flag.name}`.replaceAll('-', '\\-'));
    }
    const { man } = JSON.parse(await readFile('package.json', 'utf8')) as { readonly man: readonly string[] };
    // npm ignores a string.
    expect(man).toEqual(['dist/presstime.1']);
  });

  test.runIf(isInstalled('groff'))('has no warning of groff', () => {
    const { stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-ww', 'dist/presstime.1'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toContain('Report what would be written and removed');
  });

  test.runIf(isInstalled('mandoc'))('has no warning of mandoc, except that it has no date', () => {
    const { stdout } = spawnSync('mandoc', ['-Tlint', '-W', 'warning', 'dist/presstime.1'], { encoding: 'utf8' });
    expect(linesOf(stdout).filter((line) => !line.includes('missing date'))).toEqual([]);
  });
});
