/** The text of an article that was published, and is private now, leaves the folder of the publication in the same run. */
import { describe, expect, test } from 'vitest';
import { headPath, ledgerFolder } from '../../src/ledger/head.ts';
import { publish } from '../../src/publish/publish.ts';
import type { RunOptions } from '../../src/publish/read/publish-options.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { wordsFoundIn } from '../support/embargoed.ts';
import { bytes, textOf, withRemoval } from '../support/store.ts';

const head = (marks: string) => `---\ntitle: Anchors\ndate: 2026-10-01T08:00:00Z\n${marks}---\n`;
const other = (title: string) => head('').replace('Anchors', title).replace('2026-10-01', '2026-11-01');
const text = 'The osprey-merger was signed.\n';
const secret = ['osprey-merger'];

/** Where the ledger has the entry of the article: a small ledger has all in its journal, a large one the older ones in chunks. */
const sizes = ['the journal', 'a chunk'] as const;
type Size = (typeof sizes)[number];

const settings = channelYaml.replace('pages: false', 'pages: true');

const filesOf: Readonly<Record<Size, Readonly<Record<string, string>>>> = {
  'the journal': { 'feed.yaml': settings },
  'a chunk': {
    'feed.yaml': `${settings}limit: 1\n`,
    'z.md': `${head('').replace('Anchors', 'Zebras').replace('2026', '2025')}${'Stripes. '.repeat(20_000)}\n`,
  },
};

const newsroom = async (size: Size) => {
  const from = createMemoryStore({
    'a.md': head('') + text,
    'b.md': other('Boats'),
    'c.md': other('Cranes'),
    ...filesOf[size],
  });
  const to = createMemoryStore();
  const run = (options: Partial<RunOptions> = {}) => publish({ from, to, now: '2026-11-10T12:00:00Z', ...options });
  await run();
  expect((await entryFiles(to)).length).toBe(size === 'a chunk' ? 1 : 0);
  return { from, to, run, put: (path: string, written: string) => from.write(path, bytes(written), 'any') };
};

/** A store whose process is killed before it writes the head of the ledger. */
const killedAtHead = (to: Store): Store => ({
  ...to,
  write: (path, body, expected) =>
    path === headPath ? Promise.reject(new Error('killed')) : to.write(path, body, expected),
});

/** The files of the ledger with entries, besides its head. */
async function entryFiles(to: Store): Promise<readonly string[]> {
  return (await to.list((path) => path.startsWith(`${ledgerFolder}entries.`))).map(({ path }) => path);
}

/** A store whose process is killed before it removes a file. */
const killedBeforeRemoving = (to: Store): Store => withRemoval(to, () => Promise.reject(new Error('killed')));

describe.each(sizes)('after the run that takes an article out, its text is in no file, if it was in %s', (size) => {
  test.each([
    ['a draft', head('draft: true\n') + text],
    ['private', head('private: true\n') + text],
    ['withdrawn', head('withdrawn: true\n') + text],
    ['under an embargo', head('embargo: 2031-01-01\n') + text],
    ['for members', head('visibility: members\n') + text],
    ['edited', `${head('')}It was not signed.\n`],
  ])('if it is %s', async (_what, written) => {
    const { to, run, put } = await newsroom(size);
    expect(await wordsFoundIn(to, secret)).toEqual(secret);
    await put('a.md', written);
    await run();
    expect(await wordsFoundIn(to, secret)).toEqual([]);
  });

  test('if its file is gone', async () => {
    const { from, to, run } = await newsroom(size);
    await from.remove('a.md');
    await run();
    expect(await wordsFoundIn(to, secret)).toEqual([]);
  });

  test('and not while it is still published', async () => {
    const { to, run, put } = await newsroom(size);
    await put('b.md', head('draft: true\n'));
    await run();
    expect(await wordsFoundIn(to, secret)).toEqual(secret);
  });
});

test('if that run is killed before it removes files, the next run removes them, although nothing changes', async () => {
  const { to, run, put } = await newsroom('a chunk');
  await put('a.md', head('private: true\n') + text);
  await expect(run({ to: killedBeforeRemoving(to) })).rejects.toThrow('killed');
  expect(await wordsFoundIn(to, secret)).toEqual(secret);
  expect(await run()).toMatchObject({ read: 0, entryChanges: [] });
  expect(await wordsFoundIn(to, secret)).toEqual([]);
});

test('if that run is killed after it wrote the feeds and before it wrote the head, the next run removes the text', async () => {
  const { to, run, put } = await newsroom('a chunk');
  await put('a.md', head('private: true\n') + text);
  await expect(run({ to: killedAtHead(to) })).rejects.toThrow('killed');
  await run();
  expect(await wordsFoundIn(to, secret)).toEqual([]);
});

test('a chunk of a run that was killed before it wrote the head is removed after a verification', async () => {
  const { from, to, run, put } = await newsroom('a chunk');
  const more = Array.from({ length: 20 }, (_, at) => `more-${at}`);
  for (const name of more) await put(`${name}.md`, `${other(name)}${'More. '.repeat(2000)}\n`);
  await put('secret.md', `${head('').replace('10-01', '10-02')}The heron-contract was signed.\n`);
  const before = new Set(await entryFiles(to));
  await expect(run({ to: killedAtHead(to) })).rejects.toThrow('killed');
  const left = (await entryFiles(to)).filter((path) => !before.has(path));
  const texts = await Promise.all(left.map(async (path) => textOf(await to.read(path))));
  expect(texts.join()).toContain('heron-contract');
  await from.remove('secret.md');
  await run({ verify: true });
  await run();
  const ledger = await to.list((path) => path.startsWith(ledgerFolder));
  for (const { path } of ledger) expect([path, textOf(await to.read(path))?.includes('heron')]).toEqual([path, false]);
});

test.each(sizes)('a run that changes nothing removes retired files once, if entries are in %s', async (size) => {
  const { to, run, put } = await newsroom(size);
  await put('a.md', head('private: true\n') + text);
  await run();
  await run();
  const removed: string[] = [];
  const store = withRemoval(to, async (path) => void removed.push(path));
  await run({ to: store });
  expect(removed).toEqual([]);
});

/** A store in which another run finishes after the head is read and before entries are. */
const withRunBetween = (to: Store, between: () => Promise<unknown>): Store => {
  let isPending = true;
  return {
    ...to,
    read: async (path) => {
      if (isPending && path.startsWith(`${ledgerFolder}entries.`)) {
        isPending = false;
        await between();
      }
      return to.read(path);
    },
  };
};

test('a simultaneous run whose entries are replaced starts again, and reports no damage', async () => {
  const { to, run, put } = await newsroom('a chunk');
  await put('a.md', `${head('')}It was not signed.\n`);
  let runs = 0;
  const between = async () => {
    await put('a.md', head('private: true\n') + text);
    await run();
    runs += 1;
  };
  const { problems, entries, archived } = await run({ to: withRunBetween(to, between) });
  expect({ runs, problems: problems.filter(({ code }) => code !== 'no-body') }).toEqual({ runs: 1, problems: [] });
  expect(entries + archived).toBe(3);
  expect(await wordsFoundIn(to, secret)).toEqual([]);
});

test('entries that are lost without another run are read again, as before', async () => {
  const { to, run, put } = await newsroom('a chunk');
  for (const path of await entryFiles(to)) await to.remove(path);
  await put('a.md', `${head('')}It was not signed.\n`);
  const { problems, entries, archived } = await run();
  expect(problems.map(({ code }) => code)).toContain('lost-ledger');
  expect(entries + archived).toBe(4);
  expect(await to.read(headPath)).not.toBeNull();
});
