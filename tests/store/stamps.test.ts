/** Listings with a stamp file: which files are read again, and that no change is ever missed. Files read are counted. */
import fs from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOf, digestOfText } from '../../src/model/digest.ts';
import { createDirectoryStore, type DirectoryStoreOptions } from '../../src/store/directory.ts';
import { openStamps } from '../../src/store/stamps.ts';
import { temporaryFolder } from '../support/folder.ts';
import { patch } from '../support/patch.ts';
import { storeContract } from './contract.ts';

const all = () => true;
const hour = 3_600_000;

/** What the disk says about files. */
interface Disk {
  /** Moves the clock of the disk with the stamp file on. */
  offsetMilliseconds: number;
  /** Fields that `stat` gives of all listed files, in place of the real ones. */
  looks: Readonly<Record<string, number>>;
  /** The files that were read, but for the stamp file. */
  read: string[];
}

/** Two folders, the listed one and the one with the stamp file, on a disk whose clock and times are set. */
async function folders(files: Readonly<Record<string, string>>) {
  const [folder, work] = [await temporaryFolder(), await temporaryFolder()];
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
  const stampFile = join(work, 'stamps');
  const disk: Disk = { offsetMilliseconds: 0, looks: {}, read: [] };
  const real = fs.statSync;
  const statSync = (path: fs.PathLike): fs.Stats => {
    const stats = real(path);
    if (!String(path).startsWith(work)) return Object.assign(stats, disk.looks);
    return Object.assign(stats, { mtimeMs: stats.mtimeMs + disk.offsetMilliseconds });
  };
  patch(fs, 'statSync', () => statSync as typeof fs.statSync);
  patch(
    fs,
    'readFileSync',
    (read) =>
      ((...args: Parameters<typeof read>) => {
        if (args[0] !== stampFile) disk.read.push(String(args[0]).slice(folder.length + 1));
        return read(...args);
      }) as typeof read,
  );
  const list = async (options: DirectoryStoreOptions = {}) => {
    disk.read = [];
    const listed = await createDirectoryStore(folder, { stampFile, ...options }).list(all);
    return Object.fromEntries(listed.map(({ path, version }) => [path, version]));
  };
  /** Lists, an hour later than the last time. */
  const listLater = (options: DirectoryStoreOptions = {}) => {
    disk.offsetMilliseconds += hour;
    return list(options);
  };
  return { folder, work, stampFile, disk, list, listLater };
}

const versionsOf = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, digestOfText(text)]));

/** Writes until the disk gives the file another time: its clock may be coarse. */
async function writeWithNewTime(file: string, text: string): Promise<void> {
  const { ctimeNs } = await stat(file, { bigint: true });
  do await writeFile(file, text);
  while ((await stat(file, { bigint: true })).ctimeNs === ctimeNs);
}

storeContract('directory with stamps', async () => {
  const [folder, work] = [await temporaryFolder(), await temporaryFolder()];
  return { open: () => createDirectoryStore(folder, { stampFile: join(work, 'stamps') }) };
});

describe('stamps: files that did not change', () => {
  it('are read once, and never again', async () => {
    const files = { 'a.md': 'one', 'b.md': 'two' };
    const { folder, disk, listLater } = await folders(files);
    await mkdir(join(folder, 'more'));
    await writeFile(join(folder, 'more/c.md'), 'three');
    const versions = versionsOf({ ...files, 'more/c.md': 'three' });
    expect(await listLater()).toEqual(versions);
    expect(disk.read.sort()).toEqual(['a.md', 'b.md', 'more/c.md']);
    for (let round = 0; round < 3; round += 1) {
      expect(await listLater()).toEqual(versions);
      expect(disk.read).toEqual([]);
    }
  });

  it('are not read when others are added, changed and removed', async () => {
    const files = { 'a.md': 'one', 'b.md': 'two', 'c.md': 'three', 'd.md': 'four' };
    const { folder, disk, listLater } = await folders(files);
    await listLater();
    await rm(join(folder, 'a.md'));
    await writeWithNewTime(join(folder, 'c.md'), 'changed');
    await writeFile(join(folder, 'aa.md'), 'new');
    const versions = versionsOf({ 'aa.md': 'new', 'b.md': 'two', 'c.md': 'changed', 'd.md': 'four' });
    expect(await listLater()).toEqual(versions);
    expect(disk.read.sort()).toEqual(['aa.md', 'c.md']);
    expect(await listLater()).toEqual(versions);
    expect(disk.read).toEqual([]);
  });

  it('have the length that the disk says', async () => {
    const { folder, stampFile, listLater } = await folders({ 'a.md': 'four', 'empty.md': '' });
    await listLater();
    const listed = await createDirectoryStore(folder, { stampFile }).list(all);
    expect(listed.map(({ lengthBytes }) => lengthBytes)).toEqual([4, 0]);
  });

  it('do not cause the stamp file to be written', async () => {
    const { stampFile, listLater } = await folders({ 'a.md': 'one' });
    await listLater();
    const { ino } = await stat(stampFile);
    await listLater();
    expect((await stat(stampFile)).ino).toBe(ino);
  });

  it('are read again if asked to verify, and a change that nothing showed is found and remembered', async () => {
    const { folder, disk, listLater } = await folders({ 'a.md': 'one', 'b.md': 'two' });
    disk.looks = { mtimeMs: 1000, ctimeMs: 1000, ino: 7 };
    await listLater();
    await writeFile(join(folder, 'a.md'), 'eno');
    expect((await listLater())['a.md']).toBe(digestOfText('one'));
    expect((await listLater({ verify: true }))['a.md']).toBe(digestOfText('eno'));
    expect(disk.read.sort()).toEqual(['a.md', 'b.md']);
    expect((await listLater())['a.md']).toBe(digestOfText('eno'));
    expect(disk.read).toEqual([]);
  });
});

describe('stamps: a change is seen', () => {
  it('if the size is the same', async () => {
    const { folder, listLater } = await folders({ 'a.md': 'one' });
    await listLater();
    await writeWithNewTime(join(folder, 'a.md'), 'two');
    expect(await listLater()).toEqual(versionsOf({ 'a.md': 'two' }));
  });

  it('if the file has the time of before again: the time of its inode differs', async () => {
    const { folder, listLater } = await folders({ 'a.md': 'one' });
    const file = join(folder, 'a.md');
    await utimes(file, 1000, 1000);
    await listLater();
    await writeWithNewTime(file, 'two');
    await utimes(file, 1000, 1000);
    expect(await listLater()).toEqual(versionsOf({ 'a.md': 'two' }));
  });

  it('if a file with the same size and times is moved in its place: the inode differs', async () => {
    const { folder, disk, listLater } = await folders({ 'a.md': 'one' });
    disk.looks = { mtimeMs: 1000, ctimeMs: 1000 };
    await listLater();
    await writeFile(join(folder, '..new'), 'two');
    await rename(join(folder, '..new'), join(folder, 'a.md'));
    expect(await listLater()).toEqual(versionsOf({ 'a.md': 'two' }));
  });

  it('if a file with the size, times and inode of another one appears under a new name', async () => {
    const { folder, disk, listLater } = await folders({ 'a.md': 'one', 'b.md': 'two' });
    disk.looks = { mtimeMs: 1000, ctimeMs: 1000, ino: 7 };
    await listLater();
    await rename(join(folder, 'b.md'), join(folder, 'c.md'));
    expect(await listLater()).toEqual(versionsOf({ 'a.md': 'one', 'c.md': 'two' }));
    expect(disk.read).toEqual(['c.md']);
  });

  it.each([
    ['size', { mtimeMs: 1000, ctimeMs: 1000, ino: 7 }, 'longer'],
    ['time of its bytes', { mtimeMs: 2000, ctimeMs: 1000, ino: 7 }, 'two'],
    ['time of its inode', { mtimeMs: 1000, ctimeMs: 2000, ino: 7 }, 'two'],
    ['inode', { mtimeMs: 1000, ctimeMs: 1000, ino: 8 }, 'two'],
  ])('if only the %s differs', async (_name, looks, text) => {
    const { folder, disk, listLater } = await folders({ 'a.md': 'one' });
    disk.looks = { mtimeMs: 1000, ctimeMs: 1000, ino: 7 };
    await listLater();
    await writeFile(join(folder, 'a.md'), text);
    disk.looks = looks;
    expect(await listLater()).toEqual(versionsOf({ 'a.md': text }));
  });

  it('if a file was removed, and is back with other bytes', async () => {
    const { folder, disk, listLater } = await folders({ 'a.md': 'one', 'b.md': 'two' });
    disk.looks = { mtimeMs: 1000, ctimeMs: 1000, ino: 7 };
    await listLater();
    await rm(join(folder, 'a.md'));
    expect(await listLater()).toEqual(versionsOf({ 'b.md': 'two' }));
    await writeFile(join(folder, 'a.md'), 'new');
    expect(await listLater()).toEqual(versionsOf({ 'a.md': 'new', 'b.md': 'two' }));
    expect(disk.read).toEqual(['a.md']);
  });

  it('if it happened in the instant of the listing, with the same size, times and inode', async () => {
    const { folder, disk, list, listLater } = await folders({ 'a.md': 'one' });
    const { mtimeMs } = await stat(join(folder, 'a.md'));
    disk.looks = { mtimeMs, ctimeMs: mtimeMs };
    await list();
    await writeFile(join(folder, 'a.md'), 'two');
    expect(await list()).toEqual(versionsOf({ 'a.md': 'two' }));
    await writeFile(join(folder, 'a.md'), 'six');
    expect(await listLater()).toEqual(versionsOf({ 'a.md': 'six' }));
    await listLater();
    expect(disk.read).toEqual([]);
  });

  it.each(['mtimeMs', 'ctimeMs'])('if only %s is of the instant of the listing', async (name) => {
    const { folder, disk, list } = await folders({ 'a.md': 'one' });
    const { mtimeMs } = await stat(join(folder, 'a.md'));
    disk.looks = { mtimeMs: 1000, ctimeMs: 1000, [name]: mtimeMs };
    await list();
    await writeFile(join(folder, 'a.md'), 'two');
    expect(await list()).toEqual(versionsOf({ 'a.md': 'two' }));
  });

  it('if the disk counts in steps of two seconds, and the change is within one', async () => {
    const { folder, disk, list } = await folders({ 'a.md': 'one' });
    const { mtimeMs } = await stat(join(folder, 'a.md'));
    disk.looks = { mtimeMs: mtimeMs - 1900, ctimeMs: mtimeMs - 1900 };
    await list();
    await writeFile(join(folder, 'a.md'), 'two');
    expect(await list()).toEqual(versionsOf({ 'a.md': 'two' }));
  });
});

describe('stamps: clocks that differ', () => {
  it('a file on another disk, whose clock may be behind, is read again by a later listing, and only then trusted', async () => {
    const { folder, disk, list, listLater } = await folders({ 'a.md': 'one' });
    const dev = (await stat(folder)).dev + 1;
    disk.looks = { mtimeMs: 1000, ctimeMs: 1000, ino: 7, dev };
    await list();
    await writeFile(join(folder, 'a.md'), 'two');
    expect(await list()).toEqual(versionsOf({ 'a.md': 'two' }));
    await writeFile(join(folder, 'a.md'), 'six');
    expect(await listLater()).toEqual(versionsOf({ 'a.md': 'six' }));
    await listLater();
    expect(disk.read).toEqual([]);
  });

  it('a file on another disk that changed since the last listing is not trusted yet', async () => {
    const { folder, disk, list, listLater } = await folders({ 'a.md': 'one' });
    const other = { ctimeMs: 1000, ino: 7, dev: (await stat(folder)).dev + 1 };
    disk.looks = { mtimeMs: 1000, ...other };
    await list();
    await writeFile(join(folder, 'a.md'), 'two');
    disk.looks = { mtimeMs: 2000, ...other };
    await listLater();
    await writeFile(join(folder, 'a.md'), 'six');
    expect(await listLater()).toEqual(versionsOf({ 'a.md': 'six' }));
  });

  it('a file from the future is read again by a later listing, and only then trusted', async () => {
    const { disk, list, listLater } = await folders({ 'a.md': 'one' });
    disk.looks = { mtimeMs: 4e12, ctimeMs: 4e12 };
    for (const again of [list, list, listLater]) {
      await again();
      expect(disk.read).toEqual(['a.md']);
    }
    await listLater();
    expect(disk.read).toEqual([]);
  });

  it('after the clock was set back, files are still seen to change', async () => {
    const { folder, disk, list, listLater } = await folders({ 'a.md': 'one' });
    await listLater();
    disk.offsetMilliseconds = -hour;
    expect(await list()).toEqual(versionsOf({ 'a.md': 'one' }));
    await writeWithNewTime(join(folder, 'a.md'), 'two');
    expect(await list()).toEqual(versionsOf({ 'a.md': 'two' }));
  });
});

describe('stamps: the stamp file', () => {
  it.each<[string, (bytes: Buffer) => Uint8Array]>([
    ['is empty', () => Buffer.alloc(0)],
    ['ends early', (bytes) => bytes.subarray(0, bytes.length / 2)],
    [
      'has another byte',
      (bytes) => bytes.fill(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9, bytes.length - 8),
    ],
    ['is another file', () => Buffer.from('a text of more than sixty-four bytes, which is not a stamp file at all\n')],
    ['has the digest of nothing and no more', () => Buffer.from(digestOfText(''))],
  ])('is replaced, and all files are read, if it %s', async (_name, damage) => {
    const files = { 'a.md': 'one', 'b.md': 'two' };
    const { stampFile, disk, listLater } = await folders(files);
    await listLater();
    await writeFile(stampFile, damage(await readFile(stampFile)));
    expect(await listLater()).toEqual(versionsOf(files));
    expect(disk.read.sort()).toEqual(['a.md', 'b.md']);
    await listLater();
    expect(disk.read).toEqual([]);
  });

  it('of another folder is not used', async () => {
    const { stampFile, disk, listLater } = await folders({ 'a.md': 'one' });
    disk.looks = { mtimeMs: 1000, ctimeMs: 1000, ino: 7 };
    await listLater();
    const other = await temporaryFolder();
    await writeFile(join(other, 'a.md'), 'two');
    const [file] = await createDirectoryStore(other, { stampFile }).list(all);
    expect(file?.version).toBe(digestOfText('two'));
  });

  it('of another version of the format is not used', async () => {
    const { stampFile, disk, listLater } = await folders({ 'a.md': 'one' });
    await listLater();
    const written = (await readFile(stampFile)).subarray(64).toString('latin1');
    const rest = Buffer.from(written.replace(/presstime stamps \d+/, '$&0'), 'latin1');
    expect(rest.length).toBe(written.length + 1);
    await writeFile(stampFile, Buffer.concat([Buffer.from(digestOf(rest)), rest]));
    await listLater();
    expect(disk.read).toEqual(['a.md']);
  });

  it('contains no names: some are of articles that are not out', async () => {
    const { folder, stampFile, listLater } = await folders({ 'merger-with-gannet.md': 'draft' });
    await listLater();
    const bytes = await readFile(stampFile);
    for (const name of ['merger', 'gannet', folder.slice(1)]) {
      expect(bytes.includes(name)).toBe(false);
      expect(bytes.includes(Buffer.from(name, 'utf16le'))).toBe(false);
    }
  });

  it('belongs to the absolute path of the folder, however it is named', async () => {
    const { folder, stampFile, disk, listLater } = await folders({ 'a.md': 'one' });
    await listLater();
    disk.read = [];
    await createDirectoryStore(`${folder}/../${folder.slice(resolve(folder, '..').length + 1)}/`, { stampFile }).list(
      all,
    );
    expect(disk.read).toEqual([]);
  });

  it('is not written, and its folder not made, if that does not exist', async () => {
    const { work, disk, listLater } = await folders({ 'a.md': 'one' });
    const stampFile = join(work, 'not/yet/stamps');
    for (let round = 0; round < 2; round += 1) {
      expect(await listLater({ stampFile })).toEqual(versionsOf({ 'a.md': 'one' }));
      expect(disk.read).toContain('a.md');
    }
    expect(await readdir(work)).toEqual([]);
  });

  it('is read but not written on a disk that is read-only', async () => {
    const { folder, work, disk, listLater } = await folders({ 'a.md': 'one', 'b.md': 'two' });
    await listLater();
    await writeWithNewTime(join(folder, 'b.md'), 'six');
    patch(fs, 'writeFileSync', () => () => {
      throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
    });
    for (let round = 0; round < 2; round += 1) {
      expect(await listLater()).toEqual(versionsOf({ 'a.md': 'one', 'b.md': 'six' }));
      expect(disk.read).toEqual(['b.md']);
    }
    expect(await readdir(work)).toEqual(['stamps']);
  });

  it('stays as it was if the disk is full, and leaves nothing unfinished', async () => {
    const { folder, work, stampFile, disk, listLater } = await folders({ 'a.md': 'one' });
    await listLater();
    const before = await readFile(stampFile);
    await writeWithNewTime(join(folder, 'a.md'), 'two');
    patch(fs, 'writeFileSync', (write) => (file, data) => {
      write(file, String(data).slice(0, 9));
      if (String(data).length > 9)
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    });
    expect(await listLater()).toEqual(versionsOf({ 'a.md': 'two' }));
    expect(await readFile(stampFile)).toEqual(before);
    expect(await readdir(work)).toEqual(['stamps']);
    expect(disk.read).toEqual(['a.md']);
  });

  it('remembers thousands of files, also if they are listed in another order, and forgets those that are gone', async () => {
    const { stampFile } = await folders({});
    const names = Array.from({ length: 10_000 }, (_, number) => `${number}.md`);
    const stats = await stat(import.meta.filename);
    const looks = new Map(names.map((name, number) => [name, Object.assign(Object.create(stats), { ino: number })]));
    const open = () => openStamps(stampFile, { root: '/articles', verify: false });
    const found = (listed: readonly string[]) => {
      const stamps = open();
      const digests = listed.map((name) => stamps.find(name, looks.get(name) ?? stats));
      stamps.save();
      return digests;
    };
    const first = open();
    for (const [name, look] of looks) first.remember(name, look, digestOfText(name));
    first.save();
    expect(found(names)).toEqual(names.map(digestOfText));
    const some = names.slice(0, 9_000).reverse();
    expect(found(some)).toEqual(some.map(digestOfText));
    expect(found(names)).toEqual(names.map((name, at) => (at < 9_000 ? digestOfText(name) : null)));
  });

  it('is whole if two listings write it at the same time', async () => {
    const files = { 'a.md': 'one', 'b.md': 'two' };
    const { work, disk, list, listLater } = await folders(files);
    const moves: unknown[] = [];
    let other: Promise<unknown> = Promise.resolve();
    disk.offsetMilliseconds = hour;
    patch(fs, 'renameSync', (move) => (from, to) => {
      if (moves.push(from) === 1) other = list();
      move(from, to);
    });
    expect(await list()).toEqual(versionsOf(files));
    expect(await other).toEqual(versionsOf(files));
    expect(new Set(moves).size).toBe(2);
    expect(await listLater()).toEqual(versionsOf(files));
    expect(disk.read).toEqual([]);
    expect(await readdir(work)).toEqual(['stamps']);
  });
});

describe('stamps: what is not a readable file', () => {
  it('has no stamp: links, and files that cannot be read', async () => {
    const { folder, disk, listLater } = await folders({ 'a.md': 'one', 'back\\slash.md': 'x' });
    await symlink(join(folder, 'a.md'), join(folder, 'link.md'));
    patch(
      fs,
      'readFileSync',
      (read) =>
        ((...args: Parameters<typeof read>) => {
          const body = read(...args);
          if (String(args[0]).endsWith('/a.md')) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
          return body;
        }) as typeof read,
    );
    const unreadable = { 'a.md': 'unreadable', 'back\\slash.md': 'unreadable', 'link.md': 'unreadable' };
    for (let round = 0; round < 2; round += 1) {
      expect(await listLater()).toEqual(unreadable);
      expect(disk.read).toEqual(['a.md']);
    }
  });

  it('has none any more if a link takes the place of a file', async () => {
    const { folder, work, listLater } = await folders({ 'a.md': 'one' });
    await listLater();
    await rename(join(folder, 'a.md'), join(work, 'secret.md'));
    await symlink(join(work, 'secret.md'), join(folder, 'a.md'));
    expect(await listLater()).toEqual({ 'a.md': 'unreadable' });
  });
});
