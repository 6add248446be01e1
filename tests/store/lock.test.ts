/** The lock file: a lock that its owner left behind is taken over after ten seconds, and a living one never. Time is driven. */
import fs, { existsSync, readFileSync } from 'node:fs';
import { rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { type LockTime, ownName, withLock } from '../../src/store/lock.ts';
import { temporaryFolder } from '../support/folder.ts';
import { patch } from '../support/patch.ts';

/** Time that passes only while somebody waits. `onWait` is called before each wait, with the seconds that have passed. */
function drivenTime(onWait: (seconds: number) => Promise<void> | void = () => undefined): LockTime & {
  readonly touch: () => void;
} {
  let passed = 0;
  const works = new Set<() => void>();
  return {
    wait: async (milliseconds) => {
      await onWait(passed / 1000);
      passed += milliseconds;
    },
    every: (_milliseconds, work) => {
      works.add(work);
      return () => works.delete(work);
    },
    touch: () => {
      for (const work of works) work();
    },
  };
}

async function lockOf(owner: string): Promise<string> {
  const path = join(await temporaryFolder(), 'lock');
  await writeFile(path, owner);
  return path;
}

it.each([
  ['of a killed container with another host name', '1 3f2a9c1b77de 0 1764490000000 1'],
  ['whose process id now belongs to another program', `${process.ppid} ${hostname()} 0 1764490000000 1`],
  ['of another thread of this process that has ended', `${process.pid} ${hostname()} ${threadId + 1} 1764490000000 1`],
  ['of version 0.1.0', `${process.ppid} ${hostname()}`],
  ['that is damaged', ''],
])('a lock %s is taken over after ten seconds', async (_name, owner) => {
  const path = await lockOf(owner);
  let waited = 0;
  const time = drivenTime((seconds) => {
    waited = seconds;
  });
  expect(await withLock(path, async () => readFileSync(path, 'utf8'), time)).toContain(ownName());
  expect(waited).toBeGreaterThan(9);
  expect(waited).toBeLessThan(11);
  expect(existsSync(path)).toBe(false);
});

it('a lock of a living run on another machine is waited for, as long as that run touches it', async () => {
  const path = await lockOf('7 another-machine 0 1764490000000 1');
  let touches = 0;
  const time = drivenTime(async (seconds) => {
    if (Math.floor(seconds) <= touches) return;
    touches += 1;
    await utimes(path, touches, touches);
  });
  await expect(withLock(path, async () => 'done', time)).rejects.toMatchObject({ code: 'locked' });
  expect(touches).toBeGreaterThan(28);
  expect(readFileSync(path, 'utf8')).toBe('7 another-machine 0 1764490000000 1');
});

it('a lock that many living runs hold one after the other is waited for', async () => {
  const path = await lockOf('7 another-machine 0 1764490000000 1');
  let runs = 1;
  const time = drivenTime(async (seconds) => {
    if (seconds < runs * 4) return;
    runs += 1;
    await rm(path);
    if (runs < 6) await writeFile(path, `7 another-machine 0 1764490000000 ${runs}`);
  });
  expect(await withLock(path, async () => runs, time)).toBe(6);
});

it('a lock of this run is never taken over, even if this run was too busy to touch it', async () => {
  const path = await lockOf(`${ownName()} 1`);
  const time = drivenTime();
  await expect(withLock(path, async () => 'done', time)).rejects.toMatchObject({ code: 'locked' });
  expect(readFileSync(path, 'utf8')).toBe(`${ownName()} 1`);
});

it('a run touches its lock while it works', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const time = drivenTime();
  await withLock(
    path,
    async () => {
      await utimes(path, 1, 1);
      const touched = new Promise<void>((done) => {
        patch(fs.promises, 'utimes', (real) => async (...args) => {
          await real(...args);
          done();
        });
      });
      time.touch();
      await touched;
      expect(fs.statSync(path).mtimeMs).toBeGreaterThan(1_000);
    },
    time,
  );
  expect(existsSync(path)).toBe(false);
});

it('a run that lost its lock does not write, and does not remove the lock of the run that has it now', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const work = withLock(
    path,
    async (checkHeld) => {
      await checkHeld();
      await rm(path);
      await writeFile(path, '7 another-machine 0 1764490000000 1');
      await checkHeld();
    },
    drivenTime(),
  );
  await expect(work).rejects.toMatchObject({ code: 'conflict' });
  expect(readFileSync(path, 'utf8')).toBe('7 another-machine 0 1764490000000 1');
});

it('a lock that its owner touches at the last moment is put back', async () => {
  const owner = '7 another-machine 0 1764490000000 1';
  const path = await lockOf(owner);
  let moves = 0;
  patch(fs.promises, 'rename', (real) => async (from, to) => {
    moves += 1;
    await utimes(path, moves, moves);
    return real(from, to);
  });
  await expect(withLock(path, async () => 'done', drivenTime())).rejects.toMatchObject({ code: 'locked' });
  expect(moves).toBeGreaterThan(0);
  expect(readFileSync(path, 'utf8')).toBe(owner);
});
