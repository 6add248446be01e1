/**
 * Remembers the size, times and inode of files with their digests, so that a listing reads only the files that changed. A lost
 * or damaged stamp file costs only reading.
 */
import { readFileSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { digestOf, digestOfText } from '../model/digest.ts';
import { uniqueName } from './lock.ts';
import { codeOf } from './system-error.ts';

export interface Stamps {
  /** The digest of a file that has not changed since it was read; null if it has to be read. */
  find(path: string, stats: Stats): string | null;
  /** Remembers a file that was read. `stats` is from before it was read. */
  remember(path: string, stats: Stats, digest: string): void;
  /** Replaces the stamp file if anything differs. Files that were neither found nor remembered are forgotten. */
  save(): void;
}

export interface StampOptions {
  /** The absolute path of the listed folder. The stamps of another folder are not used. */
  readonly root: string;
  /** If true, no stamp is used, so that all files are read. */
  readonly verify: boolean;
}

interface Stamped {
  /** When the listing began, by the clock of the disk with the stamp file. */
  readonly takenMilliseconds: number;
  readonly count: number;
  /** The digests of all files, one after another. */
  readonly digests: string;
  /** Five numbers for each file, see `lookOf`: 100,000 arrays would take more time and memory than the rest. */
  readonly looks: Float64Array;
}

interface FileStamp {
  readonly digest: string;
  readonly look: Look;
}

/** The index of a file that looks the same as before, or the stamp of one that was read. */
type Listed = number | FileStamp;

/** Reads the stamp file. A listing that cannot write it works without. */
export function openStamps(stampFile: string, { root, verify }: StampOptions): Stamps {
  const before = readStamps(stampFile, root);
  const clock = readDiskClock(stampFile);
  const indexOf = finder(before);
  const listed: Listed[] = [];
  let differs = false;
  return {
    find: (path, stats) => {
      if (verify) return null;
      const look = lookOf(path, stats);
      const index = indexOf(look);
      if (index === null || !isSame(before, index, look)) return null;
      listed.push(index);
      return digestAt(before, index);
    },
    remember: (path, stats, digest) => {
      const look = lookOf(path, stats);
      const index = indexOf(look);
      const wasSeen = index !== null && [look, distrusted(look)].some((it) => isSame(before, index, it));
      const isTrusted = clock !== null && (isSettled(stats, clock) || (wasSeen && isOld(before, clock)));
      const kept = isTrusted ? look : distrusted(look);
      differs ||= index === null || digestAt(before, index) !== digest || !isSame(before, index, kept);
      listed.push({ digest, look: kept });
    },
    save: () => {
      if (clock === null || (!differs && listed.length === before.count)) return;
      writeStamps(stampFile, root, stampedOf(listed, before, clock));
    },
  };
}

/** A file as the disk shows it. The size is negative if the file may change and still look the same. */
type Look = readonly [path: number, size: number, mtime: number, ctime: number, inode: number];
const lookLength = 5;

function lookOf(path: string, { size, mtimeMs, ctimeMs, ino }: Stats): Look {
  return [numberOf(path), size, mtimeMs, ctimeMs, ino];
}

/**
 * A number of 53 bits in place of a path. The stamp file is beside the publication and must not contain the names of articles
 * that are not out. A digest would take as long as asking the disk for the file.
 */
function numberOf(path: string): number {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let index = 0; index < path.length; index += 1) {
    const code = path.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}

function distrusted([path, size, mtime, ctime, inode]: Look): Look {
  return [path, -1 - size, mtime, ctime, inode];
}

/** True if the file at an index of `looks`, which `finder` found by its path, looks like this. */
function isSame({ looks }: Stamped, index: number, [, size, mtime, ctime, inode]: Look): boolean {
  const at = index * lookLength;
  return looks[at + 1] === size && looks[at + 2] === mtime && looks[at + 3] === ctime && looks[at + 4] === inode;
}

function digestAt({ digests }: Stamped, index: number): string {
  return digests.slice(index * digestLength, (index + 1) * digestLength);
}

function stampedOf(listed: readonly Listed[], before: Stamped, clock: DiskClock): Stamped {
  const looks = new Float64Array(listed.length * lookLength);
  const digests = listed.map((it, index) => {
    const isKnown = typeof it === 'number';
    for (let at = 0; at < lookLength; at += 1) {
      looks[index * lookLength + at] = (isKnown ? before.looks[it * lookLength + at] : it.look[at]) ?? 0;
    }
    return isKnown ? digestAt(before, it) : it.digest;
  });
  return { takenMilliseconds: clock.milliseconds, count: listed.length, digests: digests.join(''), looks };
}

/** Finds the index of a file. Folders are mostly listed in the same order again, so the file after the last one is tried first. */
function finder({ count, looks }: Stamped): (look: Look) => number | null {
  let last = -1;
  let indexes: ReadonlyMap<number, number> | undefined;
  const pathAt = (index: number) => looks[index * lookLength] ?? Number.NaN;
  return ([path]) => {
    const near = [last, last + 1].find((index) => pathAt(index) === path);
    if (near === undefined) indexes ??= new Map(Array.from({ length: count }, (_, index) => [pathAt(index), index]));
    const found = near ?? indexes?.get(path) ?? null;
    last = found ?? last;
    return found;
  };
}

interface DiskClock {
  readonly milliseconds: number;
  readonly device: number;
}

/** File systems write times with a granularity of up to two seconds (FAT). */
const marginMilliseconds = 2_000;

/**
 * True if any later change will give the file another time. A file that changed in the same instant in which it was read can
 * change again and keep its size and times; git calls it "racily clean" (https://git-scm.com/docs/racy-git). Times are
 * compared with the clock of the same disk. A file on another disk or server, whose clock may be behind, and a file whose time
 * is in the future are never settled: they are read once more by a later listing, see `isOld`.
 */
function isSettled({ mtimeMs, ctimeMs, dev }: Stats, { milliseconds, device }: DiskClock): boolean {
  return dev === device && Math.max(mtimeMs, ctimeMs) + marginMilliseconds <= milliseconds;
}

/** True if the last listing is so long ago that the clock of any disk has moved on since then, whatever it shows. */
function isOld({ takenMilliseconds }: Stamped, { milliseconds }: DiskClock): boolean {
  return takenMilliseconds + marginMilliseconds <= milliseconds;
}

/** The time that the disk gives to a new file; null if it accepts none. */
function readDiskClock(stampFile: string): DiskClock | null {
  const probe = uniqueName(stampFile);
  return nullIfRefused(() => {
    try {
      writeFileSync(probe, '');
      const { mtimeMs, dev } = statSync(probe);
      return { milliseconds: mtimeMs, device: dev };
    } finally {
      rmSync(probe, { force: true });
    }
  });
}

const none: Stamped = {
  takenMilliseconds: Number.POSITIVE_INFINITY,
  count: 0,
  digests: '',
  looks: new Float64Array(),
};

/**
 * The stamp file consists of the digest of all that follows, which shows damage; a line of JSON; the looks, as 64-bit numbers; and
 * the digests.
 */
const format = 'presstime stamps 2';
const digestLength = 64;

/** The line of JSON. */
interface StampHeader extends Pick<Stamped, 'takenMilliseconds' | 'count'> {
  readonly format: string;
  /** The digest of the path of the listed folder. */
  readonly root: string;
}

/** Returns no stamps if the file is missing, damaged, or belongs to another folder or version of the format. */
function readStamps(stampFile: string, root: string): Stamped {
  const bytes = nullIfRefused(() => readFileSync(stampFile));
  const rest = bytes?.subarray(digestLength);
  if (rest === undefined || bytes?.toString('latin1', 0, digestLength) !== digestOf(rest)) return none;
  const header = parseHeader(rest);
  if (header?.format !== format || header.root !== digestOfText(root)) return none;
  const { takenMilliseconds, count } = header;
  const digestsAt = rest.length - count * digestLength;
  const looks = Uint8Array.from(rest.subarray(digestsAt - count * lookBytes, digestsAt)).buffer;
  return { takenMilliseconds, count, digests: rest.toString('latin1', digestsAt), looks: new Float64Array(looks) };
}

const lookBytes = lookLength * Float64Array.BYTES_PER_ELEMENT;

/** Null if another version wrote it. */
function parseHeader(bytes: Buffer): StampHeader | null {
  try {
    return JSON.parse(bytes.toString('utf8', 0, bytes.indexOf('\n')));
  } catch {
    return null;
  }
}

/** The file is renamed when it is finished, so that nobody reads half of it. */
function writeStamps(stampFile: string, root: string, { takenMilliseconds, count, digests, looks }: Stamped): void {
  const header: StampHeader = { format, root: digestOfText(root), takenMilliseconds, count };
  const parts = [Buffer.from(`${JSON.stringify(header)}\n`), Buffer.from(looks.buffer), Buffer.from(digests, 'latin1')];
  const rest = Buffer.concat(parts);
  const unfinished = uniqueName(stampFile);
  nullIfRefused(() => {
    try {
      writeFileSync(unfinished, Buffer.concat([Buffer.from(digestOf(rest)), rest]));
      renameSync(unfinished, stampFile);
    } finally {
      rmSync(unfinished, { force: true });
    }
  });
}

/** Null if the file system refuses. */
function nullIfRefused<T>(work: () => T): T | null {
  try {
    return work();
  } catch (thrown) {
    if (codeOf(thrown) === '') throw thrown;
    return null;
  }
}
