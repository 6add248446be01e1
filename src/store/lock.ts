/**
 * A lock file. A run that holds it for longer touches it every second. A lock that nobody has touched for some seconds was
 * left behind, whoever made it, and the next run takes it over.
 */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { link, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { digestOfText } from '../model/digest.ts';
import { PublishError } from '../problem/publish-error.ts';
import { codeOf, unless } from './system-error.ts';

/** Short pauses at first, because most locks are held for milliseconds. */
const pauseAfter = (waitedMilliseconds: number) => (waitedMilliseconds < 500 ? 5 : 100);
const timeoutMilliseconds = 30_000;
const touchMilliseconds = 1_000;
/** How long a lock may stay untouched. The owner may be busy or its disk slow, so this is several times longer than a touch takes. */
const abandonedMilliseconds = 10_000;

/**
 * How time passes. No clock is read: a process adds up its own pauses. So the clocks of machines are never compared, and time
 * in which the process itself was stopped does not count.
 */
export interface LockTime {
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Calls `work` again and again until the returned function is called. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
}

const systemTime: LockTime = {
  wait: (milliseconds) => wait(milliseconds),
  every: (milliseconds, work) => {
    const timer = setInterval(work, milliseconds).unref();
    return () => clearInterval(timer);
  },
};

/** Throws `PublishError` with code `conflict` if the lock is no longer held, because another process took it over. */
export type CheckHeld = () => Promise<void>;

/**
 * Runs `work` while holding the lock at `path`. `work` calls `checkHeld` just before it changes anything. Throws
 * `PublishError` with code `locked` if living runs hold the lock for 30 seconds.
 */
export async function withLock<T>(
  path: string,
  work: (checkHeld: CheckHeld) => Promise<T>,
  time: LockTime = systemTime,
): Promise<T> {
  const owner = await acquire(path, time);
  const stopTouching = time.every(touchMilliseconds, () => void touch(path, owner));
  try {
    return await work(async () => {
      if (readOwner(path) !== owner) throw lost(path);
    });
  } finally {
    stopTouching();
    if (readOwner(path) === owner) rmSync(path, { force: true });
  }
}

/** Runs a task that holds the lock, alone or together with others. */
export type UseLock = <T>(work: (checkHeld: CheckHeld) => Promise<T>) => Promise<T>;

/** How many tasks hold the lock in turn before it is left free for a moment, in which another run can take it. */
const tasksTogether = 500;

/**
 * Shares the lock at `path` between tasks that run at the same time: the first one takes it, and the last one gives it back.
 * Taking it for each task costs several times as much as the task, because they wait for each other.
 */
export function shareLock(path: string, time: LockTime = systemTime): UseLock {
  let current: Stretch | null = null;
  let free: Promise<unknown> = Promise.resolve();
  return async (work) => {
    if (current === null || current.begun === tasksTogether) {
      const isFull = current !== null;
      current = beginStretch(path, time, isFull ? free.then(() => time.wait(pauseAfter(0))) : free);
      // An error is thrown to the tasks of that stretch, and the next one tries again.
      free = current.ended.catch(() => undefined);
    }
    const stretch = current;
    stretch.begun += 1;
    stretch.running += 1;
    try {
      return await work(await stretch.held);
    } finally {
      stretch.running -= 1;
      if (stretch.running === 0) {
        if (current === stretch) current = null;
        stretch.end();
        await stretch.ended;
      }
    }
  };
}

/** Tasks that hold the lock together. */
interface Stretch {
  readonly held: Promise<CheckHeld>;
  /** The lock has been given back. */
  readonly ended: Promise<void>;
  readonly end: () => void;
  begun: number;
  running: number;
}

function beginStretch(path: string, time: LockTime, free: Promise<unknown>): Stretch {
  let [hold, end] = [(_: CheckHeld): void => undefined, (): void => undefined];
  const isDone = new Promise<void>((done) => {
    end = done;
  });
  const isHeld = new Promise<CheckHeld>((done) => {
    hold = done;
  });
  const work = async (checkHeld: CheckHeld) => {
    hold(checkHeld);
    await isDone;
  };
  const ended = free.then(() => withLock(path, work, time));
  const held = Promise.race([isHeld, ended.then(() => isHeld)]);
  return { held, ended, end, begun: 0, running: 0 };
}

/** Waits for the lock. Returns what was written into it. */
async function acquire(path: string, time: LockTime): Promise<string> {
  let watched: Watched | null = null;
  for (let waited = 0; waited <= timeoutMilliseconds; waited += pauseAfter(waited)) {
    const owner = tryToLock(path);
    if (owner !== null) return owner;
    watched = lookAgain(watched, { lock: await readLock(path), waited });
    if (watched !== null && isAbandoned(watched, waited)) await takeOver(path, watched.lock);
    else await time.wait(pauseAfter(waited));
  }
  throw held(path);
}

/** A lock file at one moment. If its owner touches it, or if another process gets the lock, `sign` is different. */
interface Lock {
  readonly owner: string;
  readonly sign: string;
}

/** A lock, and how long the process had waited when it first saw the lock in this state. */
interface Watched {
  readonly lock: Lock;
  readonly since: number;
}

function lookAgain(
  before: Watched | null,
  { lock, waited }: { readonly lock: Lock | null; readonly waited: number },
): Watched | null {
  if (lock === null) return null;
  return before?.lock.sign === lock.sign ? before : { lock, since: waited };
}

function isAbandoned({ lock, since }: Watched, waited: number): boolean {
  return isDead(lock.owner) || (waited - since >= abandonedMilliseconds && !isOwnThread(lock.owner));
}

function held(path: string): PublishError {
  return new PublishError('locked', `Other runs have held "${path}" for 30 seconds: try again when they are done`);
}

function lost(path: string): PublishError {
  const message = `Another run took over "${path}", because this run was stopped for some seconds: start again`;
  return new PublishError('conflict', message);
}

let locks = 0;

/**
 * Creates the lock as a link to a file that already contains the owner, so that no lock is ever empty. Returns null if it
 * exists. Synchronous: promises would take ten times as long as these three operations.
 */
function tryToLock(path: string): string | null {
  locks += 1;
  const owner = `${ownName()} ${locks}`;
  const own = uniqueName(path);
  writeFileSync(own, owner);
  try {
    linkSync(own, path);
    return owner;
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return null;
    throw thrown;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Moves the time of the lock on by a second, which shows waiting processes that the owner is alive. If that fails, the lock
 * only looks older.
 */
async function touch(path: string, owner: string): Promise<void> {
  try {
    const { atimeMs, mtimeMs } = await stat(path);
    if (readOwner(path) === owner) await utimes(path, atimeMs / 1000, mtimeMs / 1000 + 1);
  } catch (thrown) {
    if (codeOf(thrown) === '') throw thrown;
  }
}

/** Moves an abandoned lock aside. If several processes try, the rename succeeds for one of them. */
async function takeOver(path: string, seen: Lock): Promise<void> {
  const aside = uniqueName(path);
  const moved = await unless(['ENOENT'], false, async () => {
    await rename(path, aside);
    return true;
  });
  if (!moved) return;
  // Its owner may have touched it, or another process may have taken it, since it was looked at. Then it is put back.
  if ((await readLock(aside))?.sign !== seen.sign) await unless(['EEXIST'], undefined, () => link(aside, path));
  await rm(aside, { force: true });
}

/** The file is read first: network file systems compare its time with their server only when it is opened. */
function readLock(path: string): Promise<Lock | null> {
  return unless(['ENOENT', 'ESTALE'], null, async () => {
    const owner = await readFile(path, 'utf8');
    const { ino, mtimeNs } = await stat(path, { bigint: true });
    return { owner, sign: `${ino} ${mtimeNs} ${owner}` };
  });
}

/** Who holds a lock. */
export interface LockHolder {
  readonly processId: string;
  readonly host: string;
  /** True if the process has certainly ended. */
  readonly isDead: boolean;
  /** When it took the lock, in milliseconds since 1970. Null if the file system does not say. */
  readonly takenMilliseconds: number | null;
}

/** Looks at a lock without waiting for it. Returns null if nobody holds it. */
export function lookAtLock(path: string): Promise<LockHolder | null> {
  return unless(['ENOENT', 'ENOTDIR', 'ESTALE'], null, async () => {
    const owner = await readFile(path, 'utf8');
    const { birthtimeMs } = await stat(path);
    const [processId = '', host = ''] = owner.split(' ');
    return { processId, host, isDead: isDead(owner), takenMilliseconds: birthtimeMs > 0 ? birthtimeMs : null };
  });
}

function readOwner(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

/** The owner to write into a lock: process id, host, thread id and start time, because process ids are reused. */
export function ownName(): string {
  return `${process.pid} ${hostname()} ${threadId} ${Math.round(performance.timeOrigin)}`;
}

const host = digestOfText(hostname()).slice(0, 12);
let names = 0;

/** Appends the host, the process id and a counter to a path, so that no other process or call uses the same name. */
export function uniqueName(path: string): string {
  names += 1;
  return `${path}.${host}.${process.pid}.${names}`;
}

/** True if `uniqueName` made the name in a process of this machine that has ended. */
export function isLeftover(name: string): boolean {
  const [, madeOn, pid] = /\.([0-9a-f]{12})\.(\d+)\.\d+$/.exec(name) ?? [];
  return madeOn === host && Number(pid) !== process.pid && isDead(`${pid} ${hostname()}`);
}

function isOwnThread(owner: string): boolean {
  return owner.startsWith(`${ownName()} `) || owner === ownName();
}

/**
 * True if the owner has certainly ended. Nobody can ask another machine for its processes. An owner with our own process id
 * but another start time has ended: a container that restarts gives the same id to the same program.
 */
function isDead(owner: string): boolean {
  const [pid = '', machine = '', thread = ''] = owner.split(' ');
  if (machine !== hostname() || !/^\d+$/.test(pid)) return false;
  if (Number(pid) === process.pid) return thread === String(threadId) && !isOwnThread(owner);
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (thrown) {
    return codeOf(thrown) === 'ESRCH';
  }
}
