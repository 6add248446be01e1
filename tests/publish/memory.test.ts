/** Memory: large files beside articles are read, published and pushed one after another. */
import { expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { budgetBytes, createByteBudget } from '../../src/store/concurrent.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { planPush, push } from '../../src/sync/push.ts';
import { newsroomFiles, now } from '../support/newsroom.ts';

const names = Array.from({ length: 12 }, (_, index) => `episode-${index}`);
const large = budgetBytes / 2 + 1;

/** Episodes whose audio files claim a length but contain a few bytes, and the number of them that are read at the same time. */
function episodes(lengthBytes: number) {
  const texts = names.map((name) => `---\ntitle: ${name}\ndate: 2026-01-05\naudio: ${name}.mp3\n---\n\nListen.\n`);
  const store = createMemoryStore({
    ...newsroomFiles([]),
    ...Object.fromEntries(
      names.flatMap((name, index) => [
        [`${name}.md`, texts[index] ?? ''],
        [`${name}.mp3`, `ID3 ${name}`],
      ]),
    ),
  });
  const counted = countUnderWay();
  const list: Store['list'] = async (accept) =>
    (await store.list(accept)).map((file) => (file.path.endsWith('.mp3') ? { ...file, lengthBytes } : file));
  const read: Store['read'] = (path) =>
    path.endsWith('.mp3') ? counted.watch(() => store.read(path)) : store.read(path);
  return { from: { ...store, list, read }, mostAtOnce: counted.most };
}

function countUnderWay() {
  let underWay = 0;
  let most = 0;
  return {
    most: () => most,
    watch: async <T>(work: () => Promise<T>): Promise<T> => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((done) => setImmediate(done));
      const result = await work();
      underWay -= 1;
      return result;
    },
  };
}

test.each([
  ['large', large, 1],
  ['small', 1_000, names.length],
])('articles with %s files: this many are read at the same time', async (_what, lengthBytes, most) => {
  const { from, mostAtOnce } = episodes(lengthBytes);
  const report = await publish({ from, to: createMemoryStore(), now, dryRun: true });
  expect(report.entries).toBe(names.length);
  expect(mostAtOnce()).toBe(most);
});

test('large files are copied into the publication one after another', async () => {
  const { from, mostAtOnce } = episodes(large);
  const to = createMemoryStore();
  await publish({ from, to, now });
  expect(await to.list((path) => path.startsWith('media/'))).toHaveLength(names.length);
  expect(mostAtOnce()).toBe(1);
});

test('large files are compared and pushed one after another', async () => {
  const { from, mostAtOnce } = episodes(large);
  const to = createMemoryStore();
  await push(from, to, { plan: await planPush(from, to), onProgress: () => {} });
  expect(await to.list((path) => path.endsWith('.mp3'))).toHaveLength(names.length);
  const listed = { ...to, list: episodes(large).from.list };
  expect(await planPush(from, listed)).toMatchObject({ send: [], unchanged: names.length * 2 + 1 });
  expect(mostAtOnce()).toBe(1);
});

test('a byte budget: work starts in order, and work that is larger than the budget runs alone', async () => {
  const room = createByteBudget(10);
  const order: string[] = [];
  const use = (name: string, weight: number) =>
    room.use(weight, async () => {
      order.push(`${name} in`);
      await new Promise((done) => setImmediate(done));
      order.push(`${name} out`);
    });
  await Promise.all([use('a', 4), use('b', 6), use('c', 25), use('d', 1)]);
  expect(order).toEqual(['a in', 'b in', 'a out', 'b out', 'c in', 'c out', 'd in', 'd out']);
  await expect(room.use(25, () => Promise.reject(new Error('full')))).rejects.toThrow('full');
  await use('e', 10);
  expect(order.slice(-2)).toEqual(['e in', 'e out']);
});
