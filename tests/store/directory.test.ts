/** The store contract in a folder, and its own behaviour: links, leftovers, the lock, removals by other processes. */
import fs, { existsSync, linkSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { ownName, uniqueName } from '../../src/store/lock.ts';
import { temporaryFolder } from '../support/folder.ts';
import { patch } from '../support/patch.ts';
import { bytes, codeOf, textOf, thrownBy } from '../support/store.ts';
import { storeContract } from './contract.ts';

storeContract('directory', async () => {
  const folder = await temporaryFolder();
  return { open: () => createDirectoryStore(folder) };
});

const all = () => true;

describe('directory: files', () => {
  it('finds nothing if the folder is missing, and creates it with the first write', async () => {
    const folder = join(await temporaryFolder(), 'not', 'yet');
    const store = createDirectoryStore(folder);
    expect(await store.list(all)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    await store.write('a.md', bytes('one'), 'any');
    expect(await readFile(join(folder, 'a.md'), 'utf8')).toBe('one');
  });

  it('does not follow links to files and folders', async () => {
    const [folder, outside] = [await temporaryFolder(), await temporaryFolder()];
    await writeFile(join(outside, 'secret.md'), 'secret');
    await symlink(join(outside, 'secret.md'), join(folder, 'link.md'));
    await symlink(outside, join(folder, 'linked'));
    await writeFile(join(folder, 'own.md'), 'own');
    const store = createDirectoryStore(folder);
    const files = await store.list((path) => path.endsWith('.md'));
    expect(files.map(({ path, lengthBytes }) => [path, lengthBytes])).toEqual([
      ['link.md', 0],
      ['own.md', 3],
    ]);
    await expect(store.read('link.md')).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('it is a link'),
    });
    expect((await store.list(all)).every(({ path }) => !path.includes('secret'))).toBe(true);
  });

  it('looks at a link and at a file that is too long as a listing shows them', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'film.mp4'), '');
    await truncate(join(folder, 'film.mp4'), 2 ** 31);
    await symlink(join(folder, 'film.mp4'), join(folder, 'rss.xml'));
    const store = createDirectoryStore(folder);
    const files = [
      { path: 'film.mp4', version: 'unreadable', lengthBytes: 2 ** 31 },
      { path: 'rss.xml', version: 'unreadable', lengthBytes: 0 },
    ];
    expect(await store.list(all)).toEqual(files);
    expect(await Promise.all(files.map(({ path }) => store.look(path)))).toEqual(files);
  });

  it('asks about files only', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'notes.md'));
    await writeFile(join(folder, 'notes.md/own.md'), 'own');
    const asked: string[] = [];
    await createDirectoryStore(folder).list((path) => asked.push(path) > 0);
    expect(asked).toEqual(['notes.md/own.md']);
  });

  it('leaves no unfinished file if a write fails, and says why it failed', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'rss.xml'));
    const written = createDirectoryStore(folder).write('rss.xml', bytes('new'), 'any');
    const message = `Cannot write to "${folder}": it is a folder, not a file`;
    await expect(written).rejects.toMatchObject({ code: 'store-missing', message });
    expect(await readdir(join(folder, '.presstime/work'))).toEqual([]);
  });

  it('says that a file of more than 2 GiB cannot be read, and how long it is', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'film.mp4'), '');
    await truncate(join(folder, 'film.mp4'), 2 ** 31);
    const store = createDirectoryStore(folder);
    expect(await store.list(all)).toMatchObject([{ path: 'film.mp4', lengthBytes: 2 ** 31 }]);
    const reason = 'it is larger than 2 GiB; make it smaller, or host it elsewhere and give its URL';
    const message = `Cannot read "${join(folder, 'film.mp4')}": ${reason}`;
    await expect(store.read('film.mp4')).rejects.toMatchObject({ code: 'unreadable', message });
  });

  it("replaces a link with a file, and does not change the link's target", async () => {
    const [folder, outside] = [await temporaryFolder(), await temporaryFolder()];
    await writeFile(join(outside, 'kept.xml'), 'kept');
    await symlink(join(outside, 'kept.xml'), join(folder, 'rss.xml'));
    await createDirectoryStore(folder).write('rss.xml', bytes('new'), 'any');
    expect(await readFile(join(outside, 'kept.xml'), 'utf8')).toBe('kept');
    expect(await readFile(join(folder, 'rss.xml'), 'utf8')).toBe('new');
  });

  it('reports a file that it cannot read because of its name', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'back\\slash.md'), 'x');
    const store = createDirectoryStore(folder);
    expect((await store.list(all)).map(({ path }) => path)).toEqual(['back\\slash.md']);
    const message = '"back\\slash.md" is not a valid path in a store: its name must not contain a backslash';
    await expect(store.read('back\\slash.md')).rejects.toMatchObject({ code: 'invalid-path', message });
  });

  it('leaves out node_modules and its own work folder', async () => {
    const folder = await temporaryFolder();
    const store = createDirectoryStore(folder);
    await store.write('a.md', bytes('one'), 'absent');
    await mkdir(join(folder, 'node_modules'));
    await writeFile(join(folder, 'node_modules', 'b.md'), 'x');
    await writeFile(join(folder, '.presstime', 'work', 'c.md'), 'x');
    expect((await store.list(all)).map(({ path }) => path)).toEqual(['a.md']);
  });

  it('reports in one line what it cannot read', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, 'no folder');
    const store = createDirectoryStore(file);
    const message = `Cannot read "${file}": this, or a folder above it, is a file`;
    await expect(store.list(all)).rejects.toMatchObject({ code: 'unreadable', message });
    expect(await codeOf(store.read('a.md'))).toBe('unreadable');
  });

  it('removes folders that have become empty, but not itself', async () => {
    const folder = await temporaryFolder();
    const store = createDirectoryStore(folder);
    await store.write('a/b/c.md', bytes('one'), 'any');
    await rm(join(folder, '.presstime'), { recursive: true });
    await store.remove('a/b/c.md');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('directory: the state of the machine', () => {
  const tooManyOpen = () => Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });

  it('reads a file again if too many files were open', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.md'), 'one');
    let attempts = 0;
    patch(
      fs,
      'readFileSync',
      (real) =>
        ((...args: Parameters<typeof real>) => {
          attempts += 1;
          if (attempts < 3) throw tooManyOpen();
          return real(...args);
        }) as typeof real,
    );
    expect(textOf(await createDirectoryStore(folder).read('a.md'))).toBe('one');
    expect(attempts).toBe(3);
  });

  it('writes a file again if too many files were open', async () => {
    const folder = await temporaryFolder();
    let attempts = 0;
    patch(fs.promises, 'open', (real) => async (...args) => {
      attempts += 1;
      if (attempts < 3) throw tooManyOpen();
      return real(...args);
    });
    const store = createDirectoryStore(folder);
    await store.write('a.md', bytes('one'), 'absent');
    expect(textOf(await store.read('a.md'))).toBe('one');
    expect(attempts).toBe(3);
    expect(await readdir(join(folder, '.presstime/work'))).toEqual([]);
  });

  it('lists no file as unreadable because of an error of the disk', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.md'), 'one');
    patch(fs, 'readFileSync', () => () => {
      throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
    });
    const message = `Cannot read "${join(folder, 'a.md')}": the disk reports an error; check it`;
    await expect(createDirectoryStore(folder).list(all)).rejects.toMatchObject({ code: 'store-failed', message });
  });

  it('says what a link points to', async () => {
    const [folder, outside] = [await temporaryFolder(), await temporaryFolder()];
    await writeFile(join(folder, 'a.md'), 'one');
    await symlink(outside, join(folder, 'folder'));
    await symlink(join(folder, 'a.md'), join(folder, 'file'));
    await symlink(join(outside, 'gone'), join(folder, 'broken'));
    const asked: unknown[] = [];
    await createDirectoryStore(folder).list((...args) => asked.push(args) > 0);
    expect(asked.sort()).toEqual([
      ['a.md', undefined],
      ['broken', 'nothing'],
      ['file', 'file'],
      ['folder', 'folder'],
    ]);
  });
});

describe('directory: other processes', () => {
  it('lists the remaining files if one is removed meanwhile', async () => {
    const folder = await temporaryFolder();
    const store = createDirectoryStore(folder);
    for (const path of ['a.md', 'b.md']) await store.write(path, bytes(path), 'any');
    const removeOnLook = (path: string) => {
      if (path === 'a.md') fs.rmSync(join(folder, 'a.md'));
      return true;
    };
    expect((await store.list(removeOnLook)).map(({ path }) => path)).toEqual(['b.md']);
  });

  it('writes a file whose folder another process removes meanwhile', async () => {
    const folder = await temporaryFolder();
    const target = join(folder, 'empty');
    let removed = 0;
    patch(fs.promises, 'rename', (rename) => async (from, to) => {
      if (removed < 3) await rm(target, { recursive: true });
      removed += 1;
      return rename(from, to);
    });
    const store = createDirectoryStore(folder);
    await store.write('empty/a.md', bytes('one'), 'any');
    expect(textOf(await store.read('empty/a.md'))).toBe('one');
    expect(removed).toBe(4);
  });

  it('removes leftovers of a dead process, but not of a living one, nor of one on another machine', async () => {
    const folder = await temporaryFolder();
    const work = join(folder, '.presstime', 'work');
    await mkdir(work, { recursive: true });
    const dead = uniqueName('0123456789abcdef').replace(`.${process.pid}.`, `.${deadPid()}.`);
    const living = dead.replace(`.${deadPid()}.`, `.${process.ppid}.`);
    const elsewhere = dead.replace(/\.[0-9a-f]{12}\./, '.000000000000.');
    for (const name of [dead, living, elsewhere]) await writeFile(join(work, name), 'half a fi');
    await createDirectoryStore(folder).write('a.md', bytes('one'), 'any');
    expect((await readdir(work)).sort()).toEqual([living, elsewhere].sort());
  });
});

describe('directory: the lock', () => {
  it('of a dead process is removed', async () => {
    const { store, lock } = await lockedBy(`${deadPid()} ${hostname()}`);
    await store.write('a.md', bytes('one'), 'absent');
    expect(textOf(await store.read('a.md'))).toBe('one');
    expect(existsSync(lock)).toBe(false);
  });

  it('of an earlier process with our process id is removed, as after a container has restarted', async () => {
    const { store, lock } = await lockedBy(`${process.pid} ${hostname()} ${threadId} 1700000000000`);
    await store.write('a.md', bytes('one'), 'absent');
    expect(textOf(await store.read('a.md'))).toBe('one');
    expect(existsSync(lock)).toBe(false);
  });

  it('of our own process is waited for', async () => {
    const { store, lock } = await lockedBy(ownName());
    const writing = store.write('a.md', bytes('one'), 'absent');
    await tries(lock, 10);
    expect(readFileSync(lock, 'utf8')).toBe(ownName());
    await rm(lock);
    await writing;
    expect(textOf(await store.read('a.md'))).toBe('one');
  });

  it('of a living process is waited for', async () => {
    const { store, lock } = await lockedBy(`${process.ppid} ${hostname()}`);
    let written = false;
    const writing = store.write('a.md', bytes('one'), 'absent').then(() => {
      written = true;
    });
    await tries(lock, 10);
    expect(written).toBe(false);
    expect(readFileSync(lock, 'utf8')).toBe(`${process.ppid} ${hostname()}`);
    await rm(lock);
    await writing;
    expect(textOf(await store.read('a.md'))).toBe('one');
  });

  it('of another machine is waited for while it may be alive', async () => {
    const { store, lock } = await lockedBy('1 another-machine');
    const writing = store.write('a.md', bytes('one'), 'absent');
    await tries(lock, 10);
    expect(readFileSync(lock, 'utf8')).toBe('1 another-machine');
    await rm(lock);
    await writing;
    expect(textOf(await store.read('a.md'))).toBe('one');
  });

  it('always names its owner', async () => {
    const folder = await temporaryFolder();
    const seen: string[] = [];
    patch(fs, 'linkSync', (link) => (from, to) => {
      link(from, to);
      seen.push(readFileSync(String(to), 'utf8'));
    });
    await createDirectoryStore(folder).write('a.md', bytes('one'), 'absent');
    expect(seen.map((owner) => owner.replace(/ \d+$/, ''))).toEqual([ownName()]);
    expect(seen[0]).toMatch(new RegExp(`^${process.pid} `));
  });

  it('is given back to a living process that took it meanwhile', async () => {
    const { store, lock } = await lockedBy(`${deadPid()} ${hostname()}`);
    let swapped = false;
    patch(fs.promises, 'rename', (rename) => async (from, to) => {
      if (from === lock && !swapped) {
        swapped = true;
        fs.rmSync(lock);
        fs.writeFileSync(lock, '1 another-machine');
      }
      return rename(from, to);
    });
    const writing = store.write('a.md', bytes('one'), 'absent');
    await tries(lock, 10);
    expect(swapped).toBe(true);
    expect(readFileSync(lock, 'utf8')).toBe('1 another-machine');
    await rm(lock);
    await writing;
    expect(textOf(await store.read('a.md'))).toBe('one');
  });

  it('is shared by writes at the same time, of which one creates a file, whatever case its name has', async () => {
    const folder = await temporaryFolder();
    const store = createDirectoryStore(folder);
    let locks = 0;
    patch(fs, 'linkSync', (link) => (from, to) => {
      link(from, to);
      locks += 1;
    });
    const writes = Array.from({ length: 20 }, (_, index) => store.write('a.md', bytes(`by ${index}`), 'absent'));
    const results = await Promise.allSettled(writes);
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    expect(locks).toBe(1);
    const steps: string[] = [];
    patch(fs.promises, 'open', (open) => async (...args) => {
      steps.push('open');
      return open(...args);
    });
    patch(fs.promises, 'rename', (rename) => async (from, to) => {
      await rename(from, to);
      steps.push('renamed');
    });
    await Promise.all(['B.md', 'b.md'].map((path) => store.write(path, bytes(path), 'absent')));
    expect(steps).toEqual(['open', 'renamed', 'open', 'renamed']);
  });

  it('is released when a write is refused', async () => {
    const folder = await temporaryFolder();
    const store = createDirectoryStore(folder);
    await store.write('a.md', bytes('one'), 'absent');
    expect(await thrownBy(store.write('a.md', bytes('two'), 'absent'))).toMatchObject({ code: 'conflict' });
    expect(await readdir(join(folder, '.presstime', 'work'))).toEqual([]);
    expect((await stat(join(folder, 'a.md'))).size).toBe(3);
  });
});

/** A store whose lock is held, after its first write has created the work folder. */
async function lockedBy(owner: string) {
  const folder = await temporaryFolder();
  const lock = join(folder, '.presstime', 'work', 'lock');
  await mkdir(join(folder, '.presstime', 'work'), { recursive: true });
  await writeFile(`${lock}.new`, owner);
  linkSync(`${lock}.new`, lock);
  await rm(`${lock}.new`);
  return { store: createDirectoryStore(folder), lock };
}

/** Waits until the lock was requested this many times. */
async function tries(lock: string, count: number): Promise<void> {
  let asked = 0;
  await new Promise<void>((done) => {
    patch(fs, 'linkSync', (link) => (from, to) => {
      asked += to === lock ? 1 : 0;
      if (asked === count) done();
      return link(from, to);
    });
  });
}

/** The number of no process: it is above the highest that Linux and macOS give. */
function deadPid(): number {
  const pid = 2 ** 22 + 1;
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  return pid;
}
