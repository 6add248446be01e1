/** Runs osls, which packages and deploys `serverless.yml`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StageArguments } from './stage-arguments.ts';

const program = fileURLToPath(import.meta.resolve('osls/bin/serverless.js'));

/** Runs one command of osls. If it fails, ends this program with its exit code. */
export function runOsls(args: readonly string[], { stage, region }: StageArguments): void {
  const all = [program, ...args, '--stage', stage, '--region', region];
  const { status } = spawnSync(process.execPath, all, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
