/** Locks of programs that are killed: on this machine, on another one, and if another program has the process id now. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { type LockTime, withLock } from '../../src/store/lock.ts';
import { temporaryFolder } from '../support/folder.ts';

const module = pathToFileURL(join(import.meta.dirname, '../../src/store/lock.ts')).href;

/** Starts a program that takes the lock and does not give it back, and kills it. Returns its process id. */
async function killOwner(path: string): Promise<number> {
  const program = `
    const { withLock } = await import(${JSON.stringify(module)});
    setInterval(() => undefined, 1000);
    await withLock(${JSON.stringify(path)}, () => { console.log('held'); return new Promise(() => undefined); });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
  return child.pid ?? 0;
}

/** Time that passes at once. `seconds` is how much of it has passed. */
function quickTime(): LockTime & { readonly seconds: () => number } {
  let passed = 0;
  return {
    wait: async (milliseconds) => {
      passed += milliseconds;
    },
    every: () => () => undefined,
    seconds: () => passed / 1000,
  };
}

it.each([
  ['a program on this machine', (owner: string) => owner, 0],
  ['a program in a container with another host name', (owner: string) => owner.replace(hostname(), '3f2a9c1b77de'), 10],
  ['a program whose process id was given to another', (owner: string) => owner.replace(/^\d+/, `${process.ppid}`), 10],
])('the lock of %s that was killed is taken over', async (_name, change, seconds) => {
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'lock');
  await killOwner(path);
  expect(existsSync(path)).toBe(true);
  await writeFile(path, change(readFileSync(path, 'utf8')));
  const time = quickTime();
  expect(await withLock(path, async () => 'done', time)).toBe('done');
  expect(time.seconds()).toBe(seconds);
  expect(existsSync(path)).toBe(false);
});
