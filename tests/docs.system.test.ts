/** The run in the README, against the program. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment, folderWithSamples, outputOf } from './support/run.ts';

const document = (path: string) => readFileSync(path, 'utf8');
const npmScripts = () => (JSON.parse(document('package.json')) as { scripts: Record<string, string> }).scripts;

/** What npm sets for `npm start`. */
const npmStart = { npm_lifecycle_event: 'start', npm_config_local_prefix: resolve('.'), INIT_CWD: resolve('.') };

test('the run in the README is what the program prints', async () => {
  const shown = /```console\n\$ npm start\n([\s\S]*?)```/.exec(document('README.md'))?.[1];
  const [, program = '', ...args] = npmScripts()['start']?.split(' ') ?? [];
  const options = { cwd: await folderWithSamples(), env: cleanEnvironment(npmStart) };
  const { stdout } = await outputOf(
    spawn(process.execPath, [resolve(program), ...args, '--now', '2026-11-23T15:00:00Z'], options),
  );
  expect(stdout).toBe(shown);
});
