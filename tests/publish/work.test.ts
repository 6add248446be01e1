/**
 * Work follows the change (docs/decisions/0017-cost-of-a-run.md). Each kind of run is counted with some articles and with five
 * times as many: what is parsed, planned, rendered, hashed, and requested from both stores.
 */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import * as readingRules from '../../src/article/reading-version.ts';
import { headPath, ledgerFolder } from '../../src/ledger/head.ts';
import { pendingPath } from '../../src/ledger/pending.ts';
import * as program from '../../src/model/version.ts';
import { publish } from '../../src/publish/publish.ts';
import type { PublishOptions } from '../../src/publish/read/publish-options.ts';
import * as renderingRules from '../../src/render/rendering-version.ts';
import { channelYaml } from '../support/channel.ts';
import { bytes } from '../support/store.ts';
import { type CountedStore, createCountedStore, type Work, workOf } from '../support/work.ts';

const sizes = [200, 1_000] as const;
const settings = channelYaml.replace('pages: false', 'pages: true');

function pathOf(number: number): string {
  return `${String(number).padStart(6, '0')}.md`;
}

/** Articles of one day each, all of the same length. */
function textOf(number: number, { time = 'noon' } = {}): string {
  const published = new Date(Date.UTC(2020, 0, 1 + number, 9)).toISOString();
  return `---\ntitle: Story ${pathOf(number)}\npublished: ${published}\n---\n\nThe ferry came back at ${time}.\n`;
}

interface Newsroom {
  readonly size: number;
  readonly from: CountedStore;
  readonly to: CountedStore;
  readonly put: (path: string, text: string) => Promise<string>;
}

async function createNewsroom(size: number, { isLocal }: { readonly isLocal: boolean }): Promise<Newsroom> {
  const [from, to] = [createCountedStore({ isLocal }), createCountedStore({ isLocal })];
  const put = (path: string, text: string) => from.write(path, bytes(text), 'any');
  await put('feed.yaml', settings);
  for (let number = 0; number < size; number += 1) await put(pathOf(number), textOf(number));
  return { size, from, to, put };
}

function run({ size, from, to }: Newsroom, options: Partial<PublishOptions> = {}): Promise<Work> {
  const now = new Date(Date.UTC(2020, 0, 1 + size + 1, 10)).toISOString();
  return workOf(() => publish({ from, to, now, ...options }), { from, to });
}

/** Changes the source, and returns the options of the run after it. */
type Change = (newsroom: Newsroom) => Promise<Partial<PublishOptions>>;

const nothing: Change = async () => ({});

const edit =
  (number: number, options: Partial<PublishOptions> = {}): Change =>
  async ({ put }) => {
    await put(pathOf(number), textOf(number, { time: 'nine' }));
    return options;
  };

/** The runs of one newsroom, in this order. */
const changes = {
  'first run': nothing,
  'nothing changed': nothing,
  'new article': async ({ size, put }) => {
    await put(pathOf(size), textOf(size));
    return {};
  },
  'old article edited': edit(3),
  'old article removed': async ({ from }) => {
    await from.remove(pathOf(5));
    return {};
  },
  'event, new article': async ({ size, put }) => {
    await put(pathOf(size + 1), textOf(size + 1));
    return { changedPaths: [pathOf(size + 1)] };
  },
  'first listing after an event': nothing,
  'event, old article': edit(7, { changedPaths: [pathOf(7)] }),
  verification: async () => ({ verify: true }),
  'settings of all documents': async ({ put }) => {
    await put('feed.yaml', `${settings}rights: All rights reserved\n`);
    return {};
  },
} satisfies Readonly<Record<string, Change>>;

const upgrades = {
  'same rules': () => [vi.spyOn(program, 'version', 'get').mockReturnValue('99.0.0' as '0.1.0')],
  'rules for reading': () => [vi.spyOn(readingRules, 'readingVersion', 'get').mockReturnValue(99 as 3)],
  'rules for rendering': () => [vi.spyOn(renderingRules, 'renderingVersion', 'get').mockReturnValue(99 as 2)],
};

type RunName = keyof typeof changes | keyof typeof upgrades;

const works = new Map<string, Work>();

function workAt(size: number, name: RunName): Work {
  return works.get(`${size} ${name}`) as Work;
}

/** The run after any other one still removes files of the ledger that were replaced, so that one is not counted. */
const unsettled: readonly string[] = ['first run', 'nothing changed', 'event, new article'];

beforeAll(async () => {
  for (const size of sizes) {
    const newsroom = await createNewsroom(size, { isLocal: false });
    const settle = async () => {
      for (let more = 0; more < 2; more += 1) await run(newsroom);
    };
    for (const [name, change] of Object.entries(changes)) {
      works.set(`${size} ${name}`, await run(newsroom, await (change as Change)(newsroom)));
      if (!unsettled.includes(name)) await settle();
    }
    for (const [name, upgrade] of Object.entries(upgrades)) {
      const spies = upgrade();
      works.set(`${size} ${name}`, await run(newsroom));
      for (const spy of spies) spy.mockRestore();
      await settle();
      await settle();
    }
  }
}, 120_000);

const ledgerTable = /^\.presstime\/ledger\/(\w+)\.\d+\.\w+\.json$/;

/** Paths without numbers and digests, so that those of publications of different sizes can be compared. */
function shapeOf(path: string): string {
  return path.replace(ledgerTable, 'ledger: $1').replace(/\d+/, 'N');
}

function shapesOf(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.map(shapeOf))].sort();
}

function documentsIn(paths: readonly string[], nameOf = shapeOf): readonly string[] {
  return paths.filter((path) => !path.startsWith(ledgerFolder)).map(nameOf);
}

const page = 'articles/N.html';
const archive = ['archive/N/rss.xml', 'archive/N/atom.xml', 'archive/N/feed.json', 'archive/N/index.html'];
const live = ['rss.xml', 'atom.xml', 'feed.json'];
const lists = ['index.html', 'news-sitemap.xml'];

interface Expected {
  readonly parsed: number;
  /** Documents. An archive whose entry was edited is also rendered to check it before anything is written. */
  readonly rendered: number;
  readonly written: readonly string[];
  readonly listings: number;
  /** Reads and writes of the ledger at most: the head, what is pending, and chunks. */
  readonly ledgerReads: number;
  readonly ledgerWrites: number;
}

const expected = {
  'new article': {
    parsed: 1,
    rendered: 4,
    written: [page, ...archive, ...live, ...lists],
    listings: 1,
    ledgerReads: 8,
    ledgerWrites: 1,
  },
  'old article edited': {
    parsed: 1,
    rendered: 3,
    written: [page, ...archive],
    listings: 1,
    ledgerReads: 10,
    ledgerWrites: 4,
  },
  // The page becomes a notice, and the feeds list the withdrawal.
  'old article removed': {
    parsed: 0,
    rendered: 3,
    written: [page, ...archive, ...live],
    listings: 1,
    ledgerReads: 10,
    ledgerWrites: 4,
  },
  'event, new article': {
    parsed: 1,
    rendered: 4,
    written: [page, ...archive, ...live, ...lists],
    listings: 0,
    ledgerReads: 10,
    ledgerWrites: 1,
  },
  'first listing after an event': {
    parsed: 0,
    rendered: 0,
    written: [],
    listings: 1,
    ledgerReads: 3,
    ledgerWrites: 1,
  },
  'event, old article': {
    parsed: 1,
    rendered: 3,
    written: [page, ...archive],
    listings: 0,
    ledgerReads: 10,
    ledgerWrites: 4,
  },
} satisfies Readonly<Partial<Record<RunName, Expected>>>;

const ofChange = Object.entries(expected) as [keyof typeof expected, Expected][];

describe.each(sizes)('with %i articles', (size) => {
  test('a first run reads, renders and writes everything once', () => {
    const { parsed, planned, rendered, from, to } = workAt(size, 'first run');
    expect({ parsed, lists: from.list, reads: from.read.length }).toEqual({ parsed: size, lists: 1, reads: size + 1 });
    expect(rendered).toBe(planned);
    const written = documentsIn(to.write, (path) => path);
    expect(new Set(written).size).toBe(written.length);
    const pages = documentsIn(to.write).filter((path) => path === page);
    expect(pages).toHaveLength(size);
    expect(to.write.length - pages.length).toBeLessThan(40 + size / 10);
  });

  test('a run that finds nothing changed lists the source, and reads the head and what is pending', () => {
    const { hashedBytes: _, ...work } = workAt(size, 'nothing changed');
    expect(work).toMatchObject({
      parsed: 0,
      planned: 0,
      rendered: 0,
      from: { list: 1, read: [] },
      to: { list: 0, read: [headPath, pendingPath], write: [], remove: [] },
    });
  });

  test.each(ofChange)('%s: only what it touches is parsed, rendered and written', (name, it) => {
    const { parsed, planned, rendered, from, to } = workAt(size, name);
    expect({ parsed, rendered }).toEqual({ parsed: it.parsed, rendered: it.rendered });
    expect({ ofSource: from.list, ofTarget: to.list }).toEqual({ ofSource: it.listings, ofTarget: 0 });
    expect(from.read).toHaveLength(it.parsed);
    expect(documentsIn(to.write).toSorted()).toEqual(it.written.toSorted());
    expect(to.write.length - it.written.length).toBeLessThanOrEqual(it.ledgerWrites);
    expect(to.read.filter((path) => !path.startsWith(ledgerFolder))).toEqual([]);
    expect(to.read.length).toBeLessThanOrEqual(it.ledgerReads);
    // A few documents, planned again after each request for rows.
    expect(planned).toBeLessThanOrEqual(20);
  });

  test('verification lists both stores and plans every document, and renders and writes none that is as it should be', () => {
    const { parsed, planned, rendered, from, to } = workAt(size, 'verification');
    expect({ parsed, rendered, lists: [from.list, to.list] }).toEqual({ parsed: 0, rendered: 0, lists: [1, 1] });
    expect(to.write).toEqual([]);
    expect(planned).toBeGreaterThan(size);
    expect(planned).toBeLessThan(5 * (1.1 * size + 20));
  });

  test('settings that all documents show: nothing is parsed, and each document is rendered and written once', () => {
    const { parsed, rendered, from, to } = workAt(size, 'settings of all documents');
    expect({ parsed, read: from.read }).toEqual({ parsed: 0, read: ['feed.yaml'] });
    const paths = documentsIn(to.write, (path) => path);
    expect(new Set(paths).size).toBe(paths.length);
    const written = documentsIn(to.write);
    expect(written.filter((path) => path === page).length).toBeGreaterThanOrEqual(size);
    expect(rendered).toBeLessThanOrEqual(written.length);
  });

  test('an upgrade with the same rules does what a run does that finds nothing changed', () => {
    const { to, from, ...upgraded } = workAt(size, 'same rules');
    expect(upgraded).toMatchObject({ parsed: 0, planned: 0, rendered: 0 });
    expect(from).toMatchObject({ list: 1, read: [] });
    expect(to).toMatchObject({ list: 0, read: [headPath, pendingPath], write: [], remove: [] });
  });

  test('an upgrade with other rules for reading parses all articles, and makes no document again that stays the same', () => {
    const { parsed, rendered, to } = workAt(size, 'rules for reading');
    expect({ parsed, rendered, written: documentsIn(to.write) }).toEqual({
      parsed: size + 1,
      rendered: 0,
      written: [],
    });
  });

  test('an upgrade with other rules for rendering parses nothing, and writes no document that stays the same', () => {
    const { parsed, rendered, from, to } = workAt(size, 'rules for rendering');
    expect({ parsed, read: from.read, written: documentsIn(to.write) }).toEqual({ parsed: 0, read: [], written: [] });
    expect(rendered).toBeGreaterThan(size);
  });

  test.each(Object.keys({ ...changes, ...upgrades }) as RunName[])(
    '%s: no byte is hashed more than three times',
    (name) => {
      const { hashedBytes, planned, from, to } = workAt(size, name);
      const listing = 40 * size;
      const digestsOfDocuments = 3_000 * planned;
      expect(hashedBytes).toBeLessThan(3 * (from.bytes + to.bytes) + listing + digestsOfDocuments + 10_000);
    },
  );
});

describe('the work of a change is the same for every size', () => {
  const [small, large] = sizes;

  test.each([...Object.keys(expected), 'nothing changed', 'same rules'] as RunName[])('%s', (name) => {
    const [one, other] = [workAt(small, name), workAt(large, name)].map(({ parsed, rendered, from, to }) => ({
      parsed,
      rendered,
      ofSource: { ...from, read: shapesOf(from.read), bytes: null },
      ofTarget: { list: to.list, read: shapesOf(to.read), write: shapesOf(to.write), remove: shapesOf(to.remove) },
    }));
    expect(one).toEqual(other);
  });
});

test('in stores on this machine, a run that finds nothing changed also looks at the live feeds', async () => {
  const newsroom = await createNewsroom(60, { isLocal: true });
  await run(newsroom);
  const { from, to } = await run(newsroom);
  expect(from).toMatchObject({ list: 1, read: [] });
  expect(to).toMatchObject({ list: 0, write: [], remove: [] });
  expect([...to.read].sort()).toEqual([headPath, pendingPath, ...live, 'index.html'].sort());
});
