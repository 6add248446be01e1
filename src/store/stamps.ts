/**
 * Remembers the size, times and inode of files with their digests, so that a listing reads only the files that changed. A lost
 * or damaged stamp file costs only reading.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { digestOfText } from '../model/digest.ts';
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

/**
 * What is remembered of files, in blocks of 4,096: an object for each of a million files would take more memory than the rest, and one
 * list would be copied as it grows.
 */
interface Blocks {
  readonly count: number;
  /** Five numbers for each file, see `lookOf`. */
  readonly looks: readonly Float64Array[];
  /** The digests of the files of each block, one after another: as text, as in the stamp file, or as bytes, which need half as much. */
  readonly digests: readonly (string | Buffer)[];
}

interface Stamped extends Blocks {
  /** When the listing began, by the clock of the disk with the stamp file. */
  readonly takenMilliseconds: number;
}

const blockBits = 12;
const blockLength = 2 ** blockBits;

/** Reads the stamp file. A listing that cannot write it works without. */
export function openStamps(stampFile: string, { root, verify }: StampOptions): Stamps {
  const before = readStamps(stampFile, root);
  const clock = readDiskClock(stampFile);
  const indexOf = finder(before);
  /** The index of a file that looks the same as before, or -1 for the first file that was read, -2 for the next one, … */
  const listed: number[] = [];
  const fresh = growingBlocks();
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
      listed.push(-1 - fresh.add(kept, digest));
    },
    save: () => {
      if (clock === null || (!differs && listed.length === before.count)) return;
      const { milliseconds: takenMilliseconds } = clock;
      writeStamps(stampFile, root, { takenMilliseconds, listed, before, fresh: fresh.blocks() });
    },
  };
}

/** Collects files one by one. `add` returns the index of the file. */
function growingBlocks() {
  const looks: Float64Array[] = [];
  const digests: Buffer[] = [];
  let count = 0;
  return {
    add: (look: Look, digest: string) => {
      const at = count % blockLength;
      if (at === 0) {
        looks.push(new Float64Array(blockLength * lookLength));
        digests.push(Buffer.alloc((blockLength * digestLength) / 2));
      }
      looks.at(-1)?.set(look, at * lookLength);
      digests.at(-1)?.write(digest, (at * digestLength) / 2, 'hex');
      count += 1;
      return count - 1;
    },
    blocks: (): Blocks => ({ count, looks, digests }),
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

/** True if the file at an index, which `finder` found by its path, looks like this. */
function isSame(blocks: Blocks, index: number, look: Look): boolean {
  for (let at = 1; at < lookLength; at += 1) if (numberAt(blocks, index, at) !== look[at]) return false;
  return true;
}

/** One of the numbers of the look of a file. */
function numberAt({ looks }: Blocks, index: number, at: number): number {
  return looks[index >>> blockBits]?.[(index % blockLength) * lookLength + at] ?? Number.NaN;
}

function digestAt({ digests }: Blocks, index: number): string {
  const block = digests[index >>> blockBits] ?? '';
  const at = (index % blockLength) * digestLength;
  return typeof block === 'string'
    ? block.slice(at, at + digestLength)
    : block.toString('hex', at / 2, (at + digestLength) / 2);
}

/** Finds the index of a file. Folders are mostly listed in the same order again, so the file after the last one is tried first. */
function finder(blocks: Blocks): (look: Look) => number | null {
  let last = -1;
  let indexes: ReadonlyMap<number, number> | undefined;
  const pathAt = (index: number) => numberAt(blocks, index, 0);
  return ([path]) => {
    const near = [last, last + 1].find((index) => pathAt(index) === path);
    if (near === undefined)
      indexes ??= new Map(Array.from({ length: blocks.count }, (_, index) => [pathAt(index), index]));
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

const none: Stamped = { takenMilliseconds: Number.POSITIVE_INFINITY, count: 0, digests: [], looks: [] };

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
  const read = nullIfRefused(() => {
    const file = openSync(stampFile, 'r');
    try {
      return parseStamps(file, root);
    } finally {
      closeSync(file);
    }
  });
  return read ?? none;
}

/** The maximum length of the line of JSON. */
const maximumHeaderBytes = 1_024;

/** Reads block by block, because the file of very many articles is large. Null if it is damaged, or belongs to another folder. */
function parseStamps(file: number, root: string): Stamped | null {
  const { size } = fstatSync(file);
  const start = Buffer.alloc(Math.min(size, digestLength + maximumHeaderBytes));
  const end = readFully(file, start, 0) ? start.indexOf('\n', digestLength) + 1 : 0;
  const header = end === 0 ? null : parseHeader(start.subarray(digestLength, end));
  if (header?.format !== format || header.root !== digestOfText(root)) return null;
  const { takenMilliseconds, count } = header;
  if (size !== end + count * (lookBytes + digestLength)) return null;
  const hash = createHash('sha256').update(start.subarray(digestLength, end));
  let position = end;
  const next = (bytes: Uint8Array) => {
    if (!readFully(file, bytes, position)) return false;
    hash.update(bytes);
    position += bytes.length;
    return true;
  };
  const looks = lengthsOfBlocks(count).map((length) => new Float64Array(length * lookLength));
  if (!looks.every((block) => next(new Uint8Array(block.buffer)))) return null;
  const bytes = Buffer.alloc(Math.min(count, blockLength) * digestLength);
  const digests: string[] = [];
  for (const length of lengthsOfBlocks(count)) {
    const block = bytes.subarray(0, length * digestLength);
    if (!next(block)) return null;
    digests.push(block.toString('latin1'));
  }
  return start.toString('latin1', 0, digestLength) === hash.digest('hex')
    ? { takenMilliseconds, count, looks, digests }
    : null;
}

/** How many files each block contains. */
function lengthsOfBlocks(count: number): readonly number[] {
  return Array.from({ length: Math.ceil(count / blockLength) }, (_, at) =>
    Math.min(blockLength, count - at * blockLength),
  );
}

/** Fills `bytes` from a position in a file. False if the file is shorter. */
function readFully(file: number, bytes: Uint8Array, position: number): boolean {
  for (let done = 0; done < bytes.length; ) {
    const read = readSync(file, bytes, done, bytes.length - done, position + done);
    if (read === 0) return false;
    done += read;
  }
  return true;
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

interface Listing extends Pick<Stamped, 'takenMilliseconds'> {
  /** Indexes, see `openStamps`. */
  readonly listed: readonly number[];
  readonly before: Blocks;
  readonly fresh: Blocks;
}

/** The file is renamed when it is finished, so that nobody reads half of it. */
function writeStamps(stampFile: string, root: string, listing: Listing): void {
  const unfinished = uniqueName(stampFile);
  nullIfRefused(() => {
    try {
      const file = openSync(unfinished, 'wx');
      try {
        const hash = createHash('sha256');
        writeFileSync(file, ' '.repeat(digestLength));
        for (const part of partsOf(root, listing)) {
          hash.update(part);
          writeFileSync(file, part);
        }
        writeSync(file, Buffer.from(hash.digest('hex')), 0, digestLength, 0);
      } finally {
        closeSync(file);
      }
      renameSync(unfinished, stampFile);
    } finally {
      rmSync(unfinished, { force: true });
    }
  });
}

function* partsOf(root: string, { takenMilliseconds, listed, before, fresh }: Listing): Generator<Uint8Array> {
  const header: StampHeader = { format, root: digestOfText(root), takenMilliseconds, count: listed.length };
  yield Buffer.from(`${JSON.stringify(header)}\n`);
  const from = (index: number) => (index < 0 ? fresh : before);
  const at = (index: number) => (index < 0 ? -1 - index : index);
  const blocks = lengthsOfBlocks(listed.length).map((length, block) => ({ length, first: block * blockLength }));
  for (const { length, first } of blocks) {
    const looks = Float64Array.from({ length: length * lookLength }, (_, place) => {
      const index = listed[first + Math.floor(place / lookLength)] ?? 0;
      return numberAt(from(index), at(index), place % lookLength);
    });
    yield new Uint8Array(looks.buffer);
  }
  for (const { length, first } of blocks) {
    const digests = listed.slice(first, first + length).map((index) => digestAt(from(index), at(index)));
    yield Buffer.from(digests.join(''), 'latin1');
  }
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
