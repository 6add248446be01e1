/** Two and twenty runs at once, against a folder; and runs that have nothing to do. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { concurrentSuite } from '../support/concurrent.ts';
import { temporaryFolder } from '../support/folder.ts';
import { newsroomFiles, now } from '../support/newsroom.ts';

async function folderPlace() {
  const folder = await temporaryFolder();
  return { open: () => createDirectoryStore(folder) };
}

concurrentSuite('a folder', folderPlace);

const from = createMemoryStore(newsroomFiles(['anchors', 'boats', 'cranes']));

describe('a second run', () => {
  it('changes no file of a folder', async () => {
    const folder = await temporaryFolder();
    await publish({ from, to: createDirectoryStore(folder), now });
    const before = await statsOf(folder);
    expect(before.length).toBeGreaterThan(4);
    await publish({ from, to: createDirectoryStore(folder), now: '2026-10-02T12:00:00Z' });
    expect(await statsOf(folder)).toEqual(before);
  });
});

/** Path, inode and time of change of everything in a folder, including folders. */
async function statsOf(folder: string): Promise<readonly (readonly [string, bigint, bigint])[]> {
  const names = (await readdir(folder, { recursive: true })).sort();
  return Promise.all(
    names.map(async (name) => {
      const { ino, mtimeNs } = await stat(join(folder, name), { bigint: true });
      return [name, ino, mtimeNs] as const;
    }),
  );
}
