/** Watching a folder: what is reported, with notifications of the system and without. */
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type OnChange, type WatchOptions, watchFolder } from '../../src/store/watch/watch-folder.ts';
import { temporaryFolder } from '../support/folder.ts';

async function makeFolder(files: readonly string[] = []): Promise<string> {
  const folder = await temporaryFolder();
  for (const path of files) await writeFile(join(folder, path), 'first');
  return folder;
}

/** Watches, and collects the paths that are reported. */
function collect(root: string, options: WatchOptions, onChange?: OnChange): string[] {
  const paths: string[] = [];
  const record: OnChange = (changed, waiting) => {
    paths.push(...changed);
    return onChange?.(changed, waiting);
  };
  onTestFinished(watchFolder(root, record, { quietMilliseconds: 5, ...options }));
  return paths;
}

const ways = {
  'by notifications alone': { lookMilliseconds: 3_600_000 },
  'without notifications': { lookMilliseconds: 10, notifications: false },
};

describe.each(Object.entries(ways))('a watched folder, %s', (_, options) => {
  const reports = (paths: readonly string[], wanted: readonly string[]) =>
    vi.waitFor(() => expect(new Set(paths)).toEqual(new Set(wanted)), { timeout: 20_000, interval: 5 });

  it('reports a file that is added, changed and removed', async () => {
    const root = await makeFolder(['old.md']);
    const paths = collect(root, options);
    await writeFile(join(root, 'new.md'), 'new');
    await reports(paths, ['new.md']);
    paths.length = 0;
    await writeFile(join(root, 'old.md'), 'changed');
    await reports(paths, ['old.md']);
    paths.length = 0;
    await rm(join(root, 'new.md'));
    await reports(paths, ['new.md']);
  });

  it('reports a file that is replaced by renaming, as editors save', async () => {
    const root = await makeFolder(['story.md']);
    const other = await makeFolder(['story.md']);
    const paths = collect(root, options);
    await rename(join(other, 'story.md'), join(root, 'story.md'));
    await reports(paths, ['story.md']);
  });

  it('reports files in folders that are made, removed and made again', async () => {
    const root = await makeFolder();
    const paths = collect(root, options);
    for (const name of ['one.md', 'two.md']) {
      await mkdir(join(root, 'new/deep'), { recursive: true });
      await writeFile(join(root, 'new/deep', name), name);
      await vi.waitFor(() => expect(paths).toContain(`new/deep/${name}`), { timeout: 20_000, interval: 5 });
      await writeFile(join(root, 'new/deep', `late-${name}`), name);
      await vi.waitFor(() => expect(paths).toContain(`new/deep/late-${name}`), { timeout: 20_000, interval: 5 });
      await rm(join(root, 'new'), { recursive: true });
    }
  });

  it('reports nothing for a file that was only read, and for folders of other programs', async () => {
    const root = await makeFolder(['story.md']);
    const paths = collect(root, options);
    await mkdir(join(root, '.git'));
    await writeFile(join(root, '.git/index'), 'index');
    await readFile(join(root, 'story.md'));
    await writeFile(join(root, 'last.md'), 'last');
    await reports(paths, ['last.md']);
  });

  it('does not report while the last report is still being handled, and then reports what came meanwhile', async () => {
    const root = await makeFolder();
    let running = 0;
    let most = 0;
    const paths = collect(root, options, async (changed) => {
      running += 1;
      most = Math.max(most, running);
      if (changed.includes('one.md')) await writeFile(join(root, 'two.md'), 'two');
      await new Promise((done) => setTimeout(done, 30));
      running -= 1;
    });
    await writeFile(join(root, 'one.md'), 'one');
    await reports(paths, ['one.md', 'two.md']);
    expect(most).toBe(1);
  });

  it('reports nothing after it was stopped', async () => {
    const root = await makeFolder();
    const paths: string[] = [];
    const stop = watchFolder(root, (changed) => paths.push(...changed), options);
    stop();
    await writeFile(join(root, 'late.md'), 'late');
    await new Promise((done) => setTimeout(done, 100));
    expect(paths).toEqual([]);
  });
});

describe('a watched folder', () => {
  it('may be missing, and is watched when it is made', async () => {
    const root = join(await makeFolder(), 'later');
    const paths = collect(root, { lookMilliseconds: 10 });
    await mkdir(root);
    await writeFile(join(root, 'story.md'), 'story');
    await vi.waitFor(() => expect(paths).toContain('story.md'), { timeout: 20_000, interval: 5 });
  });

  it('may be a link, but links in it are not followed', async () => {
    const [root, other] = [await makeFolder(), await makeFolder()];
    await symlink(other, join(root, 'elsewhere'));
    const link = join(await makeFolder(), 'link');
    await symlink(root, link);
    const paths = collect(link, { lookMilliseconds: 10 });
    await writeFile(join(other, 'private.md'), 'private');
    await writeFile(join(root, 'story.md'), 'story');
    await vi.waitFor(() => expect(paths).toContain('story.md'), { timeout: 20_000, interval: 5 });
    expect(paths).toEqual(['story.md']);
  });

  it('reports a file when it no longer changes, and says which files may still be being written', async () => {
    const root = await makeFolder();
    const seen: [paths: readonly string[], waiting: readonly string[]][] = [];
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const options = { lookMilliseconds: 100, notifications: false, settleMilliseconds: 100 };
      const isWhole = (path: string) => path !== 'cut.xml';
      onTestFinished(watchFolder(root, (paths, waiting) => seen.push([paths, [...waiting]]), { ...options, isWhole }));
      await writeFile(join(root, 'grows.md'), 'one');
      await writeFile(join(root, 'cut.xml'), '<a>');
      await vi.advanceTimersByTimeAsync(100);
      await writeFile(join(root, 'grows.md'), 'one, two');
      await vi.advanceTimersByTimeAsync(100);
      expect(seen).toEqual([]);
      await vi.advanceTimersByTimeAsync(100);
      expect(seen).toEqual([[['grows.md'], ['cut.xml']]]);
      await vi.advanceTimersByTimeAsync(20_000);
      expect(seen.slice(1)).toEqual([[['cut.xml'], []]]);
    } finally {
      vi.useRealTimers();
    }
  });
});
