/** Lists the files of a folder with the digests of their bytes. Files that look the same as when they were read are not read again. */
import { constants, type Dirent, lstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { digestOf } from '../model/digest.ts';
import type { StoredFile } from '../model/file.ts';
import { PublishError } from '../problem/publish-error.ts';
import type { Stamps } from './stamps.ts';
import { type Accept, byPath, isPath, type LinkTarget, maximumFileBytes } from './store.ts';
import { codeOf, explainRead } from './system-error.ts';

/** The folder for the lock, stamps and unfinished files; never listed. */
export const workFolder = '.presstime/work';

/** The lock of conditional writes. */
export const lockFile = `${workFolder}/lock`;

/** The version of what is not a file, of a file that cannot be read, and of one whose name is not a valid path. Reading it throws the reason. */
const unreadable = 'unreadable';

/**
 * Links are not followed, so that no article can use a file outside the folder. Files are read synchronously, one after
 * another: for many small files that takes a fifth of the time that promises take. If `stamps` is null, all files are read.
 */
export function listDirectory(folder: string, accept: Accept, stamps: Stamps | null): StoredFile[] {
  const files: StoredFile[] = [];
  // Concatenated, because `join` takes as long as reading the names.
  const root = join(folder, '/');
  const walk = (prefix: string): void => {
    for (const entry of namesIn(join(folder, prefix))) {
      const path = prefix + entry.name;
      if (entry.isDirectory()) {
        if (path !== workFolder && entry.name !== 'node_modules') walk(`${path}/`);
        continue;
      }
      const full = root + path;
      if (!accept(path, linkTarget(entry, full))) continue;
      const file = entry.isFile() && isPath(path) ? listedFile(path, full, stamps) : unreadableFile(path, 0);
      if (file !== null) files.push(file);
    }
  };
  walk('');
  stamps?.save();
  return files.sort(byPath);
}

/** A file as a listing shows it. Null if there is none, or a folder. */
export function lookAtFile(path: string, full: string): StoredFile | null {
  try {
    const found = lstatSync(full);
    if (found.isDirectory()) return null;
    return found.isFile() ? listedFile(path, full, null) : unreadableFile(path, 0);
  } catch (thrown) {
    return nullIfMissing(full, thrown);
  }
}

/** Undefined for anything but a link. */
function linkTarget(entry: Dirent, full: string): LinkTarget | undefined {
  if (!entry.isSymbolicLink()) return undefined;
  try {
    return statSync(full).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'nothing';
  }
}

function namesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (thrown) {
    return nullIfMissing(folder, thrown) ?? [];
  }
}

function unreadableFile(path: string, lengthBytes: number): StoredFile {
  return { path, version: unreadable, lengthBytes };
}

/** Null if another process has removed the file meanwhile. */
function listedFile(path: string, full: string, stamps: Stamps | null): StoredFile | null {
  try {
    const stats = statSync(full);
    const known = stamps?.find(path, stats) ?? null;
    if (known !== null) return { path, version: known, lengthBytes: stats.size };
    if (stats.size > maximumFileBytes) return unreadableFile(path, stats.size);
    return readFile(path, full, { stats, stamps });
  } catch (thrown) {
    // Node shows bytes of a name that are not UTF-8 as U+FFFD, and then finds no file of that name.
    if (codeOf(thrown) === 'ENOENT') return path.includes('\ufffd') ? unreadableFile(path, 0) : null;
    const explained = explainRead(thrown, full);
    if (explained.code !== 'unreadable') throw explained;
    return unreadableFile(path, 0);
  }
}

function readFile(
  path: string,
  full: string,
  { stats, stamps }: { readonly stats: Stats; readonly stamps: Stamps | null },
): StoredFile {
  const body = readFileSync(full, { flag: withoutWaiting });
  const version = digestOf(body);
  stamps?.remember(path, stats, version);
  return { path, version, lengthBytes: body.length };
}

/** Throws `PublishError` with code `unreadable` if a folder contains a name that Node cannot decode, and so cannot open. */
export function checkName(full: string): void {
  const name = basename(full);
  if (!name.includes('\ufffd') || !namesIn(dirname(full)).some((entry) => entry.name === name)) return;
  throw new PublishError('unreadable', `Cannot read "${full}": its name is not UTF-8; rename the file`);
}

/** A pipe that takes the place of a file meanwhile is not waited for. */
export const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK;

export function nullIfMissing(path: string, thrown: unknown): null {
  if (codeOf(thrown) === 'ENOENT') return null;
  throw explainRead(thrown, path);
}
