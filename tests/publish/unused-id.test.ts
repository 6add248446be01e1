/** An `id` that is added after the first publication has no effect, and is reported once. */
import { expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';

async function runs(...texts: readonly string[]) {
  const from = createMemoryStore({ 'feed.yaml': channelYaml });
  const to = createMemoryStore();
  const found: (readonly string[])[] = [];
  for (const [hour, lines] of texts.entries()) {
    const body = `---\ntitle: Kelp\ndate: 2027-01-02\n${lines}\n---\nWords.\n`;
    await from.write('kelp.md', new TextEncoder().encode(body), 'any');
    const { problems } = await publish({ from, to, now: `2027-02-01T0${hour}:00:00Z` });
    found.push(problems.map(({ code }) => code));
  }
  const feed = JSON.parse(new TextDecoder().decode((await to.read('feed.json'))?.body)) as { items: { id: string }[] };
  return { found, ids: feed.items.map(({ id }) => id) };
}

test('is reported, and the entry keeps its id', async () => {
  const { found, ids } = await runs('', 'id: other', 'id: other\nsummary: New');
  expect(found).toEqual([[], ['unused-id'], []]);
  expect(ids).toEqual(['tag:courier.example,2026:kelp']);
});

test('is no problem if it is the same, or was there from the beginning', async () => {
  expect((await runs('', 'id: kelp')).found).toEqual([[], []]);
  expect((await runs('', 'id: tag:courier.example,2026:kelp')).found).toEqual([[], []]);
  expect(await runs('id: other', 'id: other\nsummary: New')).toEqual({
    found: [[], []],
    ids: ['tag:courier.example,2026:other'],
  });
});
