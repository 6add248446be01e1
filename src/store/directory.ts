/** A folder as a store: whole files by rename, versions by digest, conditional writes under a lock. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { constants, mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { digestOf } from '../model/digest.ts';
import type { StoredFile } from '../model/file.ts';
import { PublishError } from '../problem/publish-error.ts';
import { isLeftover, uniqueName, withLock } from './lock.ts';
import { retry } from './retry.ts';
import { byPath, checkPath, conflict, type Expected, isPath, mayWrite, mostBytes, type Store } from './store.ts';
import { codeOf, explainWrite, reasonOf, unless } from './system-error.ts';

/** Where this store keeps its lock and unfinished files; never listed. */
const workFolder = '.presstime/work';

const moveAttempts = 10;

/**
 * Makes a store of a folder, which is made when something is first written. Its versions are those of the file system and the bytes;
 * its calls throw `PublishError` if the file system refuses.
 *
 * @example
 * const store = createDirectoryStore('articles');
 * store.location // => 'articles'
 */
export function createDirectoryStore(folder: string): Store {
  const root = resolve(folder);
  const work = join(root, workFolder);
  const full = (path: string) => {
    checkPath(path);
    return join(root, path);
  };
  const explained = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      throw explainWrite(thrown, folder);
    }
  };
  let ready: Promise<void> | undefined;
  return {
    location: folder,
    list: async (accept) => listFiles(root, accept).sort(byPath),
    read: async (path) => {
      const body = await readOrNull(full(path), constants.O_RDONLY | constants.O_NOFOLLOW);
      return body === null ? null : { body, version: digestOf(body) };
    },
    write: async (path, body, expected) => {
      checkPath(path);
      const write = () => writeChecked({ root, path }, body, expected);
      return explained(async () => {
        ready ??= prepare(work);
        await ready;
        return expected === 'any' ? write() : withLock(join(work, 'lock'), write);
      });
    },
    remove: async (path) => {
      const there = full(path);
      await explained(async () => {
        await rm(there, { force: true });
        await removeEmptyFolders(root, dirname(there));
      });
    },
  };
}

/** Makes the work folder and clears away what dead processes left in it. */
async function prepare(work: string): Promise<void> {
  await mkdir(work, { recursive: true });
  const leftovers = (await readdir(work)).filter(isLeftover);
  for (const name of leftovers) await rm(join(work, name), { force: true });
}

/** The version of a file that cannot be read, a link, or one whose name is no path: whoever reads it is told why. */
const unreadable = 'unreadable';

/**
 * Links are not followed, so that no article names a file outside. Files are read one after another without waiting:
 * for many small files that takes a fifth of the time of promises.
 */
function listFiles(folder: string, accept: (path: string) => boolean): StoredFile[] {
  const files: StoredFile[] = [];
  const walk = (prefix: string): void => {
    for (const entry of namesIn(join(folder, prefix))) {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) {
        if (path !== workFolder && entry.name !== 'node_modules') walk(`${path}/`);
        continue;
      }
      if (!(entry.isFile() || entry.isSymbolicLink()) || !accept(path)) continue;
      if (entry.isFile() && isPath(path)) files.push(...describe(path, join(folder, path)));
      else files.push({ path, version: unreadable, lengthBytes: 0 });
    }
  };
  walk('');
  return files;
}

function namesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (thrown) {
    return nullIfMissing(folder, thrown) ?? [];
  }
}

/** None where another process removed the file since it was named. */
function describe(path: string, full: string): StoredFile[] {
  try {
    const { size } = statSync(full);
    if (size > mostBytes) return [{ path, version: unreadable, lengthBytes: size }];
    const body = readFileSync(full);
    return [{ path, version: digestOf(body), lengthBytes: body.length }];
  } catch (thrown) {
    return codeOf(thrown) === 'ENOENT' ? [] : [{ path, version: unreadable, lengthBytes: 0 }];
  }
}

async function readOrNull(path: string, flag: number = constants.O_RDONLY): Promise<Uint8Array | null> {
  try {
    return await readFile(path, { flag });
  } catch (thrown) {
    return nullIfMissing(path, thrown);
  }
}

function nullIfMissing(path: string, thrown: unknown): null {
  if (codeOf(thrown) === 'ENOENT') return null;
  throw new PublishError('unreadable', `Cannot read "${path}": ${reasonOf(thrown)}`, { cause: thrown });
}

interface Target {
  readonly root: string;
  readonly path: string;
}

async function writeChecked({ root, path }: Target, body: Uint8Array, expected: Expected): Promise<string> {
  const full = join(root, path);
  const there = expected === 'any' ? null : await readOrNull(full);
  if (!mayWrite(there ?? undefined, { body, expected })) throw conflict(root, path);
  const version = digestOf(body);
  if (there !== null && digestOf(there) === version) return version;
  const unfinished = uniqueName(join(root, workFolder, version.slice(0, 16)));
  try {
    await writeDurably(unfinished, body);
    await moveInto(unfinished, full);
  } catch (thrown) {
    await rm(unfinished, { force: true });
    throw thrown;
  }
  return version;
}

/** A removal may take the empty folder away while it is made or before the move: then it is made again. */
async function moveInto(from: string, to: string): Promise<void> {
  const work = async () => {
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
  };
  await retry(work, { attempts: moveAttempts, isPassing: (thrown) => codeOf(thrown) === 'ENOENT' });
}

/** On the disk before it gets its name: a machine that stops leaves the old file or the new one. */
async function writeDurably(path: string, body: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(body);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  if (folder === root || !folder.startsWith(root)) return;
  const removed = await unless(['ENOTEMPTY', 'EEXIST', 'ENOENT'], false, async () => {
    await rmdir(folder);
    return true;
  });
  if (removed) await removeEmptyFolders(root, dirname(folder));
}
