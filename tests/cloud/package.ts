/** Packages the stack: the template, and the files in the zip of a function. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cleanEnvironment } from '../support/run.ts';

const run = promisify(execFile);
const osls = fileURLToPath(import.meta.resolve('osls/bin/serverless.js'));

/** Packages a stage of the stack in `checkout` into a folder, without an account or network. The functions must be built. */
export async function packageStack(
  folder: string,
  {
    stage,
    checkout,
    flags = [],
  }: { readonly stage: string; readonly checkout: string; readonly flags?: readonly string[] },
): Promise<void> {
  const args = [osls, 'package', '--package', folder, '--stage', stage, ...flags];
  await run(process.execPath, args, { cwd: checkout, env: cleanEnvironment({}) });
}

/** Reads the template from a folder of `packageStack`. */
export async function readTemplate(folder: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, 'cloudformation-template-update-stack.json'), 'utf8'));
}

/** Unpacks a zip as Lambda does. */
export async function unpack(zip: string, folder: string): Promise<void> {
  await run('python3', ['-m', 'zipfile', '-e', zip, folder]);
}
