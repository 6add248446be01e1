/** An entry that comes back after a withdrawal is newer than its tombstone, in every format, and its first date stays (RFC 6721, 3). */
import { describe, expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';
import { bytes, textOf } from '../support/store.ts';

const story = (title: string, more = '') =>
  `---\ntitle: ${title}\ndate: 2026-11-01T08:00:00Z\n${more}---\nThe tide is in.\n`;
const id = 'tag:courier.example,2026:a';
const [first, second, third] = ['2026-11-10T12:00:00Z', '2026-11-11T12:00:00Z', '2026-11-12T12:00:00Z'];

function newsroom(text = story('Anchors')) {
  const from = createMemoryStore({
    'feed.yaml': channelYaml,
    'a.md': text,
    'b.md': story('Boats'),
    'c.md': story('Cranes'),
  });
  const to = createMemoryStore();
  return {
    put: (body: string) => from.write('a.md', bytes(body), 'any'),
    remove: () => from.remove('a.md'),
    run: async (now: string) => {
      const { entryChanges } = await publish({ from, to, now });
      return entryChanges.map(({ kind, title }) => `${kind} ${title}`);
    },
    read: async (path: string) => textOf(await to.read(path)) ?? '',
  };
}

type Newsroom = ReturnType<typeof newsroom>;

/** The dates of the entry in each format. */
async function datesOf({ read }: Newsroom) {
  const atom = new RegExp(`<entry>\\s*<id>${id}</id>[\\s\\S]*?</entry>`).exec(await read('atom.xml'))?.[0] ?? '';
  const rss = new RegExp(`<item>(?:(?!</item>)[\\s\\S])*${id}[\\s\\S]*?</item>`).exec(await read('rss.xml'))?.[0] ?? '';
  const json = JSON.parse(await read('feed.json')).items.find((item: { id: string }) => item.id === id);
  const inElement = (text: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';
  return {
    updated: [inElement(atom, 'updated'), inElement(rss, 'atom:updated'), json?.date_modified],
    published: [inElement(atom, 'published'), new Date(inElement(rss, 'pubDate')).toISOString(), json?.date_published],
  };
}

const tombstoneOf = async ({ read }: Newsroom) =>
  new RegExp(`<at:deleted-entry[^>]*ref="${id}"[^>]*when="([^"]*)"`).exec(await read('atom.xml'))?.[1] ?? null;

const ways: readonly (readonly [string, (room: Newsroom) => Promise<unknown>])[] = [
  ['whose file was removed', ({ remove }) => remove()],
  ['that was a draft', ({ put }) => put(story('Anchors', 'draft: true\n'))],
  ['that its author withdrew', ({ put }) => put(story('Anchors', 'withdrawn: true\n'))],
  ['that was unlisted', ({ put }) => put(story('Anchors', 'unlisted: true\n'))],
  ['that expired', ({ put }) => put(story('Anchors', 'expires: 2026-11-11T00:00:00Z\n'))],
];

describe.each(ways)('an article %s', (_way, withdraw) => {
  test('is newer than its tombstone when it comes back, in all formats', async () => {
    const room = newsroom();
    await room.run(first);
    await withdraw(room);
    await room.run(second);
    const when = (await tombstoneOf(room)) ?? '';
    expect(when).not.toBe('');
    await room.put(story('Anchors'));
    expect(await room.run(third)).toEqual(['returned Anchors']);
    const { updated, published } = await datesOf(room);
    expect(updated).toEqual([third, third, third]);
    expect(third > when).toBe(true);
    expect(published[0]).toBe('2026-11-01T08:00:00Z');
    expect(new Set(published.map((it) => new Date(it).getTime())).size).toBe(1);
    expect(await tombstoneOf(room)).toBe(null);
    expect(await room.run('2026-11-13T12:00:00Z')).toEqual([]);
    expect((await datesOf(room)).updated).toEqual(updated);
  });

  test('is a second newer than its tombstone if it comes back in the same second', async () => {
    const room = newsroom();
    await room.run(first);
    await withdraw(room);
    await room.run(second);
    const when = (await tombstoneOf(room)) ?? '';
    await room.put(story('Anchors'));
    await room.run(second);
    const [updated] = (await datesOf(room)).updated;
    expect(new Date(updated).getTime()).toBeGreaterThan(new Date(when).getTime());
  });
});

test('the date that the author wrote is used if it is later than the tombstone', async () => {
  const room = newsroom();
  await room.run(first);
  await room.remove();
  await room.run(second);
  await room.put(story('Anchors', 'updated: 2026-11-12T01:00:00Z\n'));
  await room.run(third);
  expect((await datesOf(room)).updated[0]).toBe('2026-11-12T01:00:00Z');
});

test('an expiry that is lifted before a run has noticed it is no withdrawal, so no date changes', async () => {
  const room = newsroom(story('Anchors', 'expires: 2026-11-11T00:00:00Z\n'));
  await room.run(first);
  const before = await datesOf(room);
  await room.put(story('Anchors'));
  expect(await room.run(second)).toEqual([]);
  expect(await datesOf(room)).toEqual(before);
});

test('an article that had expired when it was first read has no tombstone, and is new when its expiry is lifted', async () => {
  const room = newsroom(story('Anchors', 'expires: 2026-11-09T00:00:00Z\n'));
  expect(await room.run(first)).toEqual(['new Boats', 'new Cranes']);
  expect(await tombstoneOf(room)).toBe(null);
  expect(await room.run(second)).toEqual([]);
  await room.put(story('Anchors'));
  expect(await room.run(third)).toEqual(['new Anchors']);
  expect((await datesOf(room)).updated[0]).toMatch(/^2026-11-01T08:00:0/);
});

test('an article that expired while it was waiting was never shown either', async () => {
  const waiting = story('Anchors', 'expires: 2026-11-10T18:00:00Z\n')
    .replace('2026-11-01', '2026-11-10')
    .replace('T08', 'T16');
  const room = newsroom(waiting);
  await room.run(first);
  expect(await room.run(second)).toEqual([]);
  expect(await tombstoneOf(room)).toBe(null);
});
