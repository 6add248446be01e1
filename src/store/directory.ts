/** A store in a folder: files are written by renaming, versions are digests, conditional writes hold a lock. */
import { constants, lstatSync, readFileSync, type Stats, statSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { digestOf } from '../model/digest.ts';
import { PublishError } from '../problem/publish-error.ts';
import { mapConcurrently } from './concurrent.ts';
import {
  checkName,
  listDirectory,
  lockFile,
  lookAtFile,
  nullIfMissing,
  withoutWaiting,
  workFolder,
} from './list-directory.ts';
import { type CheckHeld, isLeftover, shareLock, uniqueName } from './lock.ts';
import { retry } from './retry.ts';
import { openStamps } from './stamps.ts';
import { checkPath, conflict, type Expected, mayWrite, type Store } from './store.ts';
import { codeOf, explainWrite, isTooManyOpen, unless } from './system-error.ts';

const moveAttempts = 10;

/** Other work of this process closes its files within seconds. */
const openAttempts = 30;
const whenOpen = {
  attempts: openAttempts,
  isTemporary: isTooManyOpen,
  delayMilliseconds: (attempt: number) => 10 * Math.min(attempt, 20),
};

/**
 * How a folder is listed.
 *
 * @example
 * const options: DirectoryStoreOptions = { stampFile: 'public/.presstime/work/stamps' };
 */
export interface DirectoryStoreOptions {
  /**
   * A file on this machine in which listings remember the size, times, inode and digest of each file, so that the next one
   * reads only the files that changed. It is written if its folder exists. Without it, every listing reads all files.
   */
  readonly stampFile?: string;
  /** If true, listings read all files, and remember them again. */
  readonly verify?: boolean;
}

/**
 * Makes a store in a folder, which is created at the first write. Versions are digests of the bytes. Its methods throw
 * `PublishError` if the file system refuses.
 *
 * @example
 * const store = createDirectoryStore('articles');
 * store.location // => 'articles'
 */
export function createDirectoryStore(folder: string, { stampFile, verify = false }: DirectoryStoreOptions = {}): Store {
  const root = resolve(folder);
  const work = join(root, workFolder);
  const full = (path: string) => {
    checkPath(path);
    return join(root, path);
  };
  const explained = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await retry(work, whenOpen);
    } catch (thrown) {
      throw explainWrite(thrown, folder);
    }
  };
  const removeFile = (file: string) =>
    explained(async () => {
      await rm(file, { force: true });
      await removeEmptyFolders(root, dirname(file));
    });
  const useLock = shareLock(join(root, lockFile));
  const inTurn = takeTurns();
  let ready: Promise<void> | undefined;
  return {
    location: folder,
    isLocal: true,
    list: async (accept) => {
      const stamps = stampFile === undefined ? null : openStamps(stampFile, { root, verify });
      return listDirectory(root, accept, stamps);
    },
    look: async (path) => lookAtFile(path, full(path)),
    read: async (path) => {
      const body = await readOrNull(full(path), { links: 'refused' });
      if (body === null) checkName(full(path));
      return body === null ? null : { body, version: digestOf(body) };
    },
    write: async (path, body, expected) => {
      checkPath(path);
      const write = (checkHeld: CheckHeld) => writeChecked({ root, path, checkHeld }, body, expected);
      return explained(async () => {
        ready ??= prepare(work);
        await ready;
        return expected === 'any' ? write(unlocked) : useLock((checkHeld) => inTurn(path, () => write(checkHeld)));
      });
    },
    remove: async (path) => removeFile(full(path)),
    removeAll: async (paths) => {
      await mapConcurrently(paths.map(full), removals, removeFile);
    },
  };
}

/** Runs tasks for the same file one after another. Some disks take names for the same that differ in case or Unicode form. */
function takeTurns() {
  const lasts = new Map<string, Promise<unknown>>();
  return async <T>(path: string, task: () => Promise<T>): Promise<T> => {
    const name = path.normalize('NFC').toLowerCase();
    const running = (lasts.get(name) ?? Promise.resolve()).then(task, task);
    lasts.set(name, running);
    try {
      return await running;
    } finally {
      if (lasts.get(name) === running) lasts.delete(name);
    }
  };
}

/** How many files are removed at the same time. */
const removals = 8;

const unlocked: CheckHeld = () => Promise.resolve();

/** Creates the work folder and removes files that dead processes left in it. */
async function prepare(work: string): Promise<void> {
  await mkdir(work, { recursive: true });
  const leftovers = (await readdir(work)).filter(isLeftover);
  for (const name of leftovers) await rm(join(work, name), { force: true });
}

/** Files up to this size are read synchronously, which takes a fraction of the CPU time. A larger one would keep timers waiting. */
const smallBytes = 1024 * 1024;

/** Reads a file, and refuses what is not one: a named pipe would be waited for without end. */
async function readOrNull(
  path: string,
  { links }: { readonly links: 'followed' | 'refused' },
): Promise<Uint8Array | null> {
  const isFollowed = links === 'followed';
  const work = async () => {
    const found = isFollowed ? statSync(path) : lstatSync(path);
    const kind = kindOf(found);
    if (kind !== null) throw notAFile(path, kind);
    const flag = isFollowed ? withoutWaiting : withoutWaiting | constants.O_NOFOLLOW;
    return found.size <= smallBytes ? readFileSync(path, { flag }) : readFile(path, { flag });
  };
  try {
    return await retry(work, whenOpen);
  } catch (thrown) {
    return nullIfMissing(path, thrown);
  }
}

/** What a path names if it is neither a file, a folder nor a link; else null. */
function kindOf(found: Stats): string | null {
  if (found.isFIFO()) return 'a named pipe';
  if (found.isSocket()) return 'a socket';
  return found.isBlockDevice() || found.isCharacterDevice() ? 'a device' : null;
}

function notAFile(path: string, kind: string): PublishError {
  return new PublishError(
    'unreadable',
    `Cannot read "${path}": it is ${kind}, not a file; remove it, or replace it with a file`,
  );
}

interface Target {
  readonly root: string;
  readonly path: string;
  /** Called just before the file is replaced. */
  readonly checkHeld: CheckHeld;
}

async function writeChecked({ root, path, checkHeld }: Target, body: Uint8Array, expected: Expected): Promise<string> {
  const full = join(root, path);
  const old = expected === 'any' ? null : await readOrNull(full, { links: 'followed' });
  if (!mayWrite(old ?? undefined, { body, expected })) throw conflict(root, path);
  const version = digestOf(body);
  if (old !== null && digestOf(old) === version) return version;
  const unfinished = uniqueName(join(root, workFolder, version.slice(0, 16)));
  try {
    await writeDurably(unfinished, body);
    await checkHeld();
    await moveInto(unfinished, full);
  } catch (thrown) {
    await rm(unfinished, { force: true });
    throw thrown;
  }
  return version;
}

/** Creates the folder if there is none. A simultaneous removal may delete it again while it is empty. */
async function moveInto(from: string, to: string): Promise<void> {
  const work = async () => {
    try {
      await rename(from, to);
    } catch (thrown) {
      if (isMissing(thrown)) await mkdir(dirname(to), { recursive: true });
      throw thrown;
    }
  };
  await retry(work, { attempts: moveAttempts, isTemporary: isMissing });
}

function isMissing(thrown: unknown): boolean {
  return codeOf(thrown) === 'ENOENT';
}

/** Flushes the file to the disk before it is renamed, so that a crash leaves either the old file or the new one. */
async function writeDurably(path: string, body: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(body);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Removes a folder that is empty, and those above it, below `root`. */
export async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  if (folder === root || !folder.startsWith(root)) return;
  const removed = await unless(['ENOTEMPTY', 'EEXIST', 'ENOENT'], false, async () => {
    await rmdir(folder);
    return true;
  });
  if (removed) await removeEmptyFolders(root, dirname(folder));
}
