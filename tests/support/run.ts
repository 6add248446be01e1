/** Runs the program as a person would: spawned, with arguments, in a folder of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { program } from './program.ts';

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

/** All that a program prints, and what it ends with. */
export function outputOf(child: ChildProcessWithoutNullStreams): Promise<Run> {
  return new Promise((done, fail) => {
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk));
    child.on('error', fail);
    child.on('close', (code) => done({ code, ...output }));
  });
}

/** The variables of this process without those that the program reads. */
export function cleanEnvironment(env: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !/^(PRESSTIME_|AWS_|NODE_OPTIONS)/.test(name));
  return { ...Object.fromEntries(own), ...env };
}

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder, which is gone when all tests of the file are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'presstime-'));
  made.push(folder);
  return folder;
}

/** A folder with the project's own sample articles in it. */
export async function folderWithSamples(): Promise<string> {
  const folder = temporaryFolder();
  await cp(resolve('articles'), join(folder, 'articles'), { recursive: true });
  return folder;
}

/** Writes files below a folder. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
