/** Runs that look only at the files that an event named: they publish what a full run would, with requests that do not grow with the number of articles. */
import { describe, expect, test } from 'vitest';
import { PublishError } from '../../src/problem/publish-error.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { png } from '../support/picture.ts';
import { bytes, textOf } from '../support/store.ts';

const settings = `${channelYaml.replace('pages: false', 'pages: true')}limit: 5\nfeeds: [sections]\n`;
const now = '2026-11-20T12:00:00Z';
const later = '2026-11-20T12:05:00Z';

/** Story 0 is the oldest. */
function story(number: number, { text = 'The tide is in.', fields = '' } = {}): string {
  const date = new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString().slice(0, 19);
  return `---\ntitle: Story ${number}\ndate: ${date}Z\nsection: Harbor\n${fields}---\n${text} It is story ${number}.\n`;
}

interface Desk {
  readonly from: Store;
  readonly to: Store;
  readonly counts: { lists: number; reads: number; writes: number };
}

/** A publication of so many stories, whose requests are counted from then on. */
async function published(count: number, more: Readonly<Record<string, string | Uint8Array>> = {}): Promise<Desk> {
  const stories = Array.from({ length: count }, (_, number) => [`story-${number}.md`, story(number)]);
  const counts = { lists: 0, reads: 0, writes: 0 };
  const from = counted(createMemoryStore({ 'feed.yaml': settings, ...Object.fromEntries(stories), ...more }), counts);
  const to = counted(createMemoryStore(), counts);
  await publish({ from, to, now });
  Object.assign(counts, { lists: 0, reads: 0, writes: 0 });
  return { from, to, counts };
}

function counted(store: Store, counts: Desk['counts']): Store {
  return {
    ...store,
    isLocal: false,
    list: (accept) => {
      counts.lists += 1;
      return store.list(accept);
    },
    read: (path) => {
      counts.reads += 1;
      return store.read(path);
    },
    write: (path, body, expected) => {
      counts.writes += 1;
      return store.write(path, body, expected);
    },
  };
}

async function put({ from }: Desk, path: string, text: string | Uint8Array): Promise<void> {
  await from.write(path, typeof text === 'string' ? bytes(text) : text, 'any');
}

const named = ({ from, to }: Desk, ...changedPaths: readonly string[]) =>
  publish({ from, to, now: later, changedPaths });

/** All published files except those of the ledger. */
async function filesOf(to: Store): Promise<Readonly<Record<string, string | null>>> {
  const listed = await to.list((path) => !path.startsWith('.presstime/'));
  const files = await Promise.all(listed.map(async ({ path }) => [path, textOf(await to.read(path))] as const));
  return Object.fromEntries(files);
}

type Change = readonly [name: string, make: (desk: Desk) => Promise<readonly string[]>];

const changes: readonly Change[] = [
  [
    'a new article',
    async (desk) => {
      await put(desk, 'new.md', story(900));
      return ['new.md'];
    },
  ],
  [
    'an edit of an old article',
    async (desk) => {
      await put(desk, 'story-3.md', story(3, { text: 'The tide is out.' }));
      return ['story-3.md'];
    },
  ],
  [
    'a removed article',
    async (desk) => {
      await desk.from.remove('story-7.md');
      return ['story-7.md'];
    },
  ],
  [
    'a new picture beside an article',
    async (desk) => {
      await put(desk, 'story-9.png', png(8, 8));
      return ['story-9.png'];
    },
  ],
  [
    'another picture that an article names',
    async (desk) => {
      await put(desk, 'quay.png', png(9, 9));
      return ['quay.png'];
    },
  ],
  [
    'other settings',
    async (desk) => {
      await put(desk, 'feed.yaml', settings.replace('limit: 5', 'limit: 4'));
      return ['feed.yaml'];
    },
  ],
  [
    'a draft that is published',
    async (desk) => {
      await put(desk, 'draft.md', story(901));
      return ['draft.md'];
    },
  ],
  ['nothing, twice', async () => ['story-1.md', 'story-1.md', 'never.md']],
];

const others = {
  'draft.md': story(901, { fields: 'draft: true\n' }),
  'shown.md': story(30, { fields: 'image: {url: quay.png, alt: A quay}\n' }),
  'quay.png': png(6, 6),
};

describe.each(changes)('after %s', (_name, make) => {
  test('the publication is that of a full run, and a full run finds nothing to do', async () => {
    const [one, other] = [await published(12, others), await published(12, others)];
    const paths = await make(one);
    await make(other);
    const report = await named(one, ...paths);
    const full = await publish({ from: other.from, to: other.to, now: later });
    expect(await filesOf(one.to)).toEqual(await filesOf(other.to));
    expect(report.entryChanges).toEqual(full.entryChanges);
    expect({ articles: report.articles, entries: report.entries }).toEqual({
      articles: full.articles,
      entries: full.entries,
    });
    const after = await publish({ from: one.from, to: one.to, now: later });
    expect(after.changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
    expect(await filesOf(one.to)).toEqual(await filesOf(other.to));
  });
});

test('the source is not listed, and the requests are the same for ten and for two thousand articles', async () => {
  const requests = async (count: number) => {
    const desk = await published(count);
    await put(desk, 'new.md', story(9_000));
    await named(desk, 'new.md');
    return desk.counts;
  };
  const [few, many] = [await requests(60), await requests(2_000)];
  expect(few.lists).toBe(0);
  expect(many.lists).toBe(0);
  expect(many.writes).toBe(few.writes);
  // The names of many articles are in several chunks.
  expect(many.reads).toBeLessThanOrEqual(few.reads + 5);
});

describe('an article that is renamed, with an event for each file,', () => {
  test.each([
    ['the removal first', ['old.md'], ['moved/new.md']],
    ['the addition first', ['moved/new.md'], ['old.md']],
    ['both at once', ['moved/new.md', 'old.md'], []],
  ])('keeps its id: %s', async (_order, first, second) => {
    const desk = await published(12, { 'old.md': story(40) });
    await desk.from.remove('old.md');
    await put(desk, 'moved/new.md', story(40));
    await named(desk, ...first);
    await named(desk, ...second);
    const { items } = JSON.parse(textOf(await desk.to.read('feed.json')) ?? '');
    const ids = items.map(({ id }: { id: string }) => id);
    expect(ids).toContain('tag:courier.example,2026:old');
    expect(ids).not.toContain('tag:courier.example,2026:moved/new');
  });
});

test('events that would together remove most of the entries are refused, until a full run is allowed to', async () => {
  const desk = await published(10);
  const remove = async (number: number) => {
    await desk.from.remove(`story-${number}.md`);
    return named(desk, `story-${number}.md`);
  };
  for (let number = 0; number < 5; number += 1) await remove(number);
  await expect(remove(5)).rejects.toThrow('This run would remove 6 of 10 entries');
  await expect(remove(6)).rejects.toBeInstanceOf(PublishError);
  const { entryChanges } = await publish({ from: desk.from, to: desk.to, now: later });
  expect(entryChanges.map(({ kind }) => kind)).toEqual(['withdrawn', 'withdrawn']);
});

test('an event that comes when an article is due publishes that article too', async () => {
  const due = story(50).replace(/date: .*/, 'date: 2026-11-20T12:04:00Z');
  const desk = await published(12, { 'due.md': due });
  await put(desk, 'new.md', story(60));
  const { entryChanges } = await named(desk, 'new.md');
  expect(entryChanges.map(({ title }) => title).sort()).toEqual(['Story 50', 'Story 60']);
});

test('names that are no files of the source are ignored', async () => {
  const desk = await published(6);
  const report = await named(desk, '../etc/passwd', '.presstime/ledger/head.json', '', 'notes.docx.tmp', 'a\0b.md');
  expect(report.entryChanges).toEqual([]);
  expect(report.problems).toEqual([]);
});
