/** A lock file that outlives no process: one left by a process that died is taken away. */
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { threadId } from 'node:worker_threads';
import { PublishError } from '../problem/publish-error.ts';
import { retry } from './retry.ts';
import { codeOf, unless } from './system-error.ts';

const pauseMilliseconds = 5;
const patienceMilliseconds = 30_000;

/** Runs `work` while the lock at `path` is held. Throws `PublishError` with code `locked` after 30 seconds in vain. */
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
    attempts: patienceMilliseconds / pauseMilliseconds,
    isPassing: (thrown) => thrown instanceof PublishError && thrown.code === 'locked',
    delayMilliseconds: () => pauseMilliseconds,
  });
}

async function lock(path: string): Promise<void> {
  if (await tryToLock(path)) return;
  await removeStale(path);
  const message = `Another run holds "${path}": wait for it, or remove the file if no other run is under way`;
  throw new PublishError('locked', message);
}

/** The link appears with its owner in it: no lock is ever empty. */
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

/** Moves a dead process's lock aside; of several that try, the rename lets one succeed. */
async function removeStale(path: string): Promise<void> {
  const owner = await readOwner(path);
  if (owner === null || !isDead(owner)) return;
  const aside = uniqueName(path);
  const moved = await unless(['ENOENT'], false, async () => {
    await rename(path, aside);
    return true;
  });
  if (!moved) return;
  // Another process may have taken the lock between the look and the move: it gets it back.
  if ((await readOwner(aside)) !== owner) await unless(['EEXIST'], undefined, () => link(aside, path));
  await rm(aside, { force: true });
}

function readOwner(path: string): Promise<string | null> {
  return unless(['ENOENT'], null, () => readFile(path, 'utf8'));
}

/** Who this is: a process, its machine, its thread, and when it began, since numbers of processes come again. */
export function ownName(): string {
  return `${process.pid} ${hostname()} ${threadId} ${Math.round(performance.timeOrigin)}`;
}

let names = 0;

/** A name beside a path that no other process or call uses: it ends in the process and a number. */
export function uniqueName(path: string): string {
  names += 1;
  return `${path}.${process.pid}.${names}`;
}

/** True where a unique name was made by a process that is gone. */
export function isLeftover(name: string): boolean {
  const pid = /\.(\d+)\.\d+$/.exec(name)?.[1];
  return pid !== undefined && Number(pid) !== process.pid && isDead(`${pid} ${hostname()}`);
}

/**
 * Processes of another machine cannot be seen: theirs count as alive. One of our own number that began at another time
 * is dead: a container that starts again gives the same number to the same program.
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
