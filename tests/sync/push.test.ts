/** Pushing articles from one store to another. */
import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { guardRemovals, planPush, push } from '../../src/sync/push.ts';
import { temporaryFolder } from '../support/folder.ts';
import { newsroomFiles } from '../support/newsroom.ts';
import { bytes, thrownBy } from '../support/store.ts';

const onProgress = () => undefined;
const files = {
  ...newsroomFiles(['anchors', 'boats']),
  'terns.png': 'a picture',
  'boats.images.yaml': '- caption: Terns',
};

async function send(from: Store, to: Store) {
  const plan = await planPush(from, to);
  await push(from, to, { plan, onProgress });
  return plan;
}

const everything = (store: Store) => store.list(() => true).then((list) => list.map(({ path }) => path));

test('pictures and sidecars are sent first, then the settings, then the articles', async () => {
  const { send: sending } = await planPush(createMemoryStore(files), createMemoryStore());
  expect(sending.map(({ path }) => path)).toEqual([
    'boats.images.yaml',
    'terns.png',
    'feed.yaml',
    'anchors.md',
    'boats.md',
  ]);
  expect(sending.every(({ action, expected }) => action === 'add' && expected === 'absent')).toBe(true);
});

test('a second push sends nothing; an edit of the same length is detected by its bytes, not by its time', async () => {
  const [from, to] = [createMemoryStore(files), createMemoryStore()];
  await send(from, to);
  expect(await planPush(from, to)).toMatchObject({ send: [], remove: [], unchanged: 5 });
  await from.write('terns.png', bytes('A PICTURE'), 'any');
  const plan = await send(from, to);
  expect(plan.send.map(({ path, action }) => [path, action])).toEqual([['terns.png', 'change']]);
  expect(await planPush(from, to)).toMatchObject({ send: [], unchanged: 5 });
});

test('files removed here are removed there; files that a publish does not read are neither sent nor removed', async () => {
  const from = createMemoryStore({ ...files, 'notes.xlsx': 'no', 'README.md': 'no', '.git/a.md': 'no' });
  const to = createMemoryStore({ 'theirs.bin': 'stays', 'old.md': 'goes' });
  expect((await send(from, to)).remove).toEqual(['old.md']);
  expect(await everything(to)).toEqual([...Object.keys(files), 'theirs.bin'].sort());
});

test('a folder without feed.yaml is not a folder of articles', async () => {
  const error = await thrownBy(planPush(createMemoryStore({ 'a.md': 'x' }), createMemoryStore()));
  expect(error).toMatchObject({ code: 'missing-channel' });
});

test('removing more than half is refused, removing half is not', async () => {
  const to = createMemoryStore({ 'feed.yaml': 'x', 'a.md': 'x', 'b.md': 'x', 'c.md': 'x' });
  const few = await planPush(createMemoryStore({ 'feed.yaml': 'x' }), to);
  expect(() => guardRemovals(few, 'memory')).toThrow(
    'This would remove 3 of 4 files in memory (a.md, b.md, c.md), so nothing was sent',
  );
  const half = await planPush(createMemoryStore({ 'feed.yaml': 'x', 'a.md': 'x' }), to);
  expect(() => guardRemovals(half, 'memory')).not.toThrow();
});

test('a file that somebody else changed between plan and push is not overwritten, and nothing is removed', async () => {
  const [from, to] = [createMemoryStore(files), createMemoryStore({ ...files, 'boats.md': 'old', 'gone.md': 'x' })];
  const plan = await planPush(from, to);
  await to.write('boats.md', bytes('theirs'), 'any');
  expect(await thrownBy(push(from, to, { plan, onProgress }))).toMatchObject({ code: 'conflict' });
  expect(Buffer.from((await to.read('boats.md'))?.body ?? []).toString()).toBe('theirs');
  expect(await everything(to)).toContain('gone.md');
});

test('a file that disappears before it is sent is named, and nothing is removed', async () => {
  const [from, to] = [createMemoryStore(files), createMemoryStore({ ...files, 'boats.md': 'old', 'gone.md': 'x' })];
  const plan = await planPush(from, to);
  await from.remove('boats.md');
  const error = await thrownBy(push(from, to, { plan, onProgress }));
  expect(error).toMatchObject({ code: 'file-vanished', message: expect.stringContaining('"boats.md"') });
  expect(await everything(to)).toContain('gone.md');
});

test('a link at the path of a folder is refused, and the files in that folder are not removed', async () => {
  const [here, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
  const [from, to] = [createDirectoryStore(here), createMemoryStore()];
  for (const path of ['feed.yaml', 'a/b/one.md', 'a/two.md']) await from.write(path, bytes(path), 'any');
  await send(from, to);
  await rename(join(here, 'a'), join(elsewhere, 'a'));
  await symlink(join(elsewhere, 'a'), join(here, 'a'));
  const message =
    `"a" in ${here} is a link or a file, but a folder in memory: links are not followed, ` +
    'so replace it with a copy of the folder, or remove it';
  expect(await thrownBy(planPush(from, to))).toMatchObject({ code: 'no-folder', message });
  await rm(join(here, 'a'));
  expect((await planPush(from, to)).remove).toEqual(['a/b/one.md', 'a/two.md']);
});

test('a file whose name contains a backslash is named, and nothing is removed', async () => {
  const here = await temporaryFolder();
  const [from, to] = [createDirectoryStore(here), createMemoryStore({ 'feed.yaml': 'x', 'gone.md': 'x' })];
  await from.write('feed.yaml', bytes('x'), 'any');
  await writeFile(join(here, 'a\\b.md'), 'x');
  expect(await thrownBy(send(from, to))).toMatchObject({
    message: expect.stringContaining('its name must not contain a backslash'),
  });
  expect(await everything(to)).toEqual(['feed.yaml', 'gone.md']);
});

test('after a file cannot be sent, no other is started', async () => {
  const many = Array.from({ length: 200 }, (_, index) => `story-${String(index).padStart(3, '0')}.md`);
  const from = createMemoryStore({ 'feed.yaml': 'x', ...Object.fromEntries(many.map((path) => [path, path])) });
  const to = createMemoryStore();
  const write: Store['write'] = async (path, body, expected) => {
    if (path === 'story-005.md') throw new Error('It cannot be sent');
    return to.write(path, body, expected);
  };
  const error = await thrownBy(send(from, { ...to, write }));
  expect(error?.message).toBe('It cannot be sent');
  expect((await everything(to)).length).toBeLessThan(20);
});

test('if a version does not identify the bytes, they are read and compared', async () => {
  const store = createMemoryStore(files);
  const opaque: Store = {
    ...store,
    list: async (accept) => (await store.list(accept)).map((file) => ({ ...file, version: '"0123-2"' })),
  };
  expect(await planPush(createMemoryStore(files), opaque)).toMatchObject({ send: [], unchanged: 5 });
});
