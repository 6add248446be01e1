/** A lock file. A lock that a dead process left behind is removed. */
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { threadId } from 'node:worker_threads';
import { PublishError } from '../problem/publish-error.ts';
import { retry } from './retry.ts';
import { codeOf, unless } from './system-error.ts';

const pauseMilliseconds = 5;
const timeoutMilliseconds = 30_000;

/** Runs `work` while holding the lock at `path`. Throws `PublishError` with code `locked` if it cannot get the lock in 30 seconds. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await acquire(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string): Promise<void> {
  await retry(() => lock(path), {
    attempts: timeoutMilliseconds / pauseMilliseconds,
    isTemporary: (thrown) => thrown instanceof PublishError && thrown.code === 'locked',
    delayMilliseconds: () => pauseMilliseconds,
  });
}

async function lock(path: string): Promise<void> {
  if (await tryToLock(path)) return;
  await removeStale(path);
  const message = `Another run holds "${path}": wait for it, or remove the file if no other run is under way`;
  throw new PublishError('locked', message);
}

/** Creates the lock as a link to a file that already contains the owner, so that no lock is ever empty. */
async function tryToLock(path: string): Promise<boolean> {
  const own = uniqueName(path);
  await writeFile(own, ownName());
  const locked = await unless(['EEXIST'], false, async () => {
    await link(own, path);
    return true;
  });
  await rm(own, { force: true });
  return locked;
}

/** Moves the lock of a dead process aside. If several processes try, the rename succeeds for one of them. */
async function removeStale(path: string): Promise<void> {
  const owner = await readOwner(path);
  if (owner === null || !isDead(owner)) return;
  const aside = uniqueName(path);
  const moved = await unless(['ENOENT'], false, async () => {
    await rename(path, aside);
    return true;
  });
  if (!moved) return;
  // Another process may have taken the lock between reading and moving it. Then the lock is put back.
  if ((await readOwner(aside)) !== owner) await unless(['EEXIST'], undefined, () => link(aside, path));
  await rm(aside, { force: true });
}

function readOwner(path: string): Promise<string | null> {
  return unless(['ENOENT'], null, () => readFile(path, 'utf8'));
}

/** The owner to write into a lock: process id, host, thread id and start time, because process ids are reused. */
export function ownName(): string {
  return `${process.pid} ${hostname()} ${threadId} ${Math.round(performance.timeOrigin)}`;
}

let names = 0;

/** Appends the process id and a counter to a path, so that no other process or call uses the same name. */
export function uniqueName(path: string): string {
  names += 1;
  return `${path}.${process.pid}.${names}`;
}

/** True if `uniqueName` made the name in a process that has ended. */
export function isLeftover(name: string): boolean {
  const pid = /\.(\d+)\.\d+$/.exec(name)?.[1];
  return pid !== undefined && Number(pid) !== process.pid && isDead(`${pid} ${hostname()}`);
}

/**
 * Processes on another machine cannot be checked, so they count as alive. An owner with our own process id but another
 * start time is dead: a container that restarts gives the same id to the same program.
 */
function isDead(owner: string): boolean {
  const [pid = '', host = '', thread = ''] = owner.split(' ');
  if (host !== hostname() || !/^\d+$/.test(pid)) return false;
  if (Number(pid) === process.pid) return thread === String(threadId) && owner !== ownName();
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (thrown) {
    return codeOf(thrown) === 'ESRCH';
  }
}
