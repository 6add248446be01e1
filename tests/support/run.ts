/** Runs the program as a user would: spawned, with arguments, in its own folder. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { appendFile, cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { program } from './program.ts';

export { writeFiles } from './write-files.ts';

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `presstime` in a folder and waits for its end. */
export function presstime(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return outputOf(spawn(process.execPath, [program, ...args], { cwd: folder, env: cleanEnvironment(env) }));
}

/** The output of a program, and its exit code. */
export function outputOf(child: ChildProcessWithoutNullStreams): Promise<Run> {
  return new Promise((done, fail) => {
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk));
    child.on('error', fail);
    child.on('close', (code) => done({ code, ...output }));
  });
}

/** Names of variables that the program reads, and of those that npm sets for its scripts. */
const read =
  /^(?:PRESSTIME_|AWS_|NODE_OPTIONS|NO_COLOR$|FORCE_COLOR$|CI$|INIT_CWD$|npm_(?!config_)|npm_config_local_prefix$)/;

/** The environment of this process without the variables that the program reads. */
export function cleanEnvironment(env: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !read.test(name));
  return { ...Object.fromEntries(own), ...env };
}

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Creates an empty folder, which is removed after all tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'presstime-'));
  made.push(folder);
  return folder;
}

/** Creates a folder with the project's sample articles. */
export async function folderWithSamples(): Promise<string> {
  const folder = temporaryFolder();
  await cp(resolve('articles'), join(folder, 'articles'), { recursive: true });
  return folder;
}

/** Creates a folder with the sample articles, one of which has a line that is removed with a warning. */
export async function folderWithWarning(): Promise<string> {
  const folder = await folderWithSamples();
  await appendFile(join(folder, 'articles/wire/school-roof.txt'), '\nAdvertisements below\n');
  return folder;
}
