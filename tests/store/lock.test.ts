/** The lock file: a lock that its owner left behind is taken over after ten seconds, and a living one never. Time is driven. */
import fs, { existsSync, readFileSync } from 'node:fs';
import { rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { type LockTime, ownName, shareLock, withLock } from '../../src/store/lock.ts';
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

/** Counts how often the lock at a path was taken. */
function countLocks(path: string): () => number {
  let locks = 0;
  patch(fs, 'linkSync', (real) => (from, to) => {
    real(from, to);
    if (to === path) locks += 1;
  });
  return () => locks;
}

it('tasks that share a lock and run at the same time take it once, and give it back', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const locks = countLocks(path);
  const useLock = shareLock(path, drivenTime());
  const task = async (checkHeld: () => Promise<void>) => {
    await checkHeld();
    return readFileSync(path, 'utf8');
  };
  const owners = await Promise.all(Array.from({ length: 8 }, () => useLock(task)));
  expect(new Set(owners).size).toBe(1);
  expect(locks()).toBe(1);
  expect(existsSync(path)).toBe(false);
  expect(await useLock(task)).not.toBe(owners[0]);
  expect(locks()).toBe(2);
  expect(existsSync(path)).toBe(false);
});

it('a task that fails does not end the lock of the others', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const useLock = shareLock(path, drivenTime());
  let end = (): void => undefined;
  const other = useLock(async (checkHeld) => {
    await new Promise<void>((done) => {
      end = done;
    });
    await checkHeld();
    return 'done';
  });
  await expect(useLock(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(existsSync(path)).toBe(true);
  end();
  expect(await other).toBe('done');
  expect(existsSync(path)).toBe(false);
});

it('a shared lock is free for a moment after some hundred tasks, however many follow', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const others: string[] = [];
  const time = drivenTime(async () => {
    expect(existsSync(path)).toBe(false);
    others.push(await withLock(path, async () => readFileSync(path, 'utf8'), drivenTime()));
  });
  const locks = countLocks(path);
  const useLock = shareLock(path, time);
  let left = 1200;
  const lane = async (turns: number) => {
    for (; left > 0; left -= 1) {
      await useLock(async (checkHeld) => {
        for (let turn = 0; turn < turns; turn += 1) await new Promise((done) => setImmediate(done));
        await checkHeld();
      });
    }
  };
  await Promise.all([2, 3, 5].map(lane));
  expect(others.length).toBe(2);
  expect(locks()).toBe(5);
});

it('if a shared lock is lost, all its tasks are refused, and later ones take it again', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const useLock = shareLock(path, drivenTime());
  let begun = 0;
  let isLost = false;
  const tasks = Array.from({ length: 3 }, () =>
    useLock(async (checkHeld) => {
      begun += 1;
      if (begun === 3) {
        await writeFile(path, '7 another-machine 0 1764490000000 1');
        isLost = true;
      }
      while (!isLost) await new Promise((done) => setImmediate(done));
      await checkHeld();
    }),
  );
  for (const result of await Promise.allSettled(tasks)) expect(result).toMatchObject({ reason: { code: 'conflict' } });
  expect(readFileSync(path, 'utf8')).toBe('7 another-machine 0 1764490000000 1');
  await rm(path);
  expect(await useLock(async (checkHeld) => checkHeld().then(() => 'done'))).toBe('done');
});

it('if a shared lock cannot be had, all its tasks say so, and later ones try again', async () => {
  const path = await lockOf(`${ownName()} 1`);
  const useLock = shareLock(path, drivenTime());
  const tasks = Array.from({ length: 3 }, () => useLock(async () => 'done'));
  for (const result of await Promise.allSettled(tasks)) expect(result).toMatchObject({ reason: { code: 'locked' } });
  await rm(path);
  expect(await useLock(async () => 'done')).toBe('done');
});
