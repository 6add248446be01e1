/** The text of an article that was published, and is private now, leaves the folder of the publication in the same run. */
import { describe, expect, test } from 'vitest';
import { headPath, ledgerFolder } from '../../src/ledger/head.ts';
import { publish } from '../../src/publish/publish.ts';
import type { RunOptions } from '../../src/publish/publish-options.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { wordsFoundIn } from '../support/embargoed.ts';
import { bytes } from '../support/store.ts';

const head = (marks: string) => `---\ntitle: Anchors\ndate: 2026-11-01T08:00:00Z\n${marks}---\n`;
const text = 'The osprey-merger was signed.\n';
const secret = ['osprey-merger'];

const newsroom = async (files: Readonly<Record<string, string>> = {}) => {
  const from = createMemoryStore({
    'feed.yaml': channelYaml.replace('pages: false', 'pages: true'),
    'a.md': head('') + text,
    'b.md': head('').replace('Anchors', 'Boats'),
    'c.md': head('').replace('Anchors', 'Cranes'),
    ...files,
  });
  const to = createMemoryStore();
  const run = (options: Partial<RunOptions> = {}) => publish({ from, to, now: '2026-11-10T12:00:00Z', ...options });
  await run();
  return { from, to, run, put: (path: string, written: string) => from.write(path, bytes(written), 'any') };
};

/** A store whose process is killed before it removes a file. */
const killedBeforeRemoving = (to: Store): Store => ({
  ...to,
  remove: () => Promise.reject(new Error('killed')),
});

describe('after the run that takes an article out, its text is in no file', () => {
  test.each([
    ['a draft', head('draft: true\n') + text],
    ['private', head('private: true\n') + text],
    ['withdrawn', head('withdrawn: true\n') + text],
    ['under an embargo', head('embargo: 2031-01-01\n') + text],
    ['for members', head('visibility: members\n') + text],
    ['edited', `${head('')}It was not signed.\n`],
  ])('if it is %s', async (_what, written) => {
    const { to, run, put } = await newsroom();
    expect(await wordsFoundIn(to, secret)).toEqual(secret);
    await put('a.md', written);
    await run();
    expect(await wordsFoundIn(to, secret)).toEqual([]);
  });

  test('if its file is gone', async () => {
    const { from, to, run } = await newsroom();
    await from.remove('a.md');
    await run();
    expect(await wordsFoundIn(to, secret)).toEqual([]);
  });

  test('and not while it is still published', async () => {
    const { to, run, put } = await newsroom();
    await put('b.md', `${head('draft: true\n')}`);
    await run();
    expect(await wordsFoundIn(to, secret)).toEqual(secret);
  });
});

test('if that run is killed before it removes files, the next run removes them, although nothing changes', async () => {
  const { to, run, put } = await newsroom();
  await put('a.md', head('private: true\n') + text);
  await expect(run({ to: killedBeforeRemoving(to) })).rejects.toThrow('killed');
  expect(await wordsFoundIn(to, secret)).toEqual(secret);
  expect(await run()).toMatchObject({ read: 0, entryChanges: [], ledgerWrites: 0 });
  expect(await wordsFoundIn(to, secret)).toEqual([]);
});

test('a run that changes nothing removes retired files once', async () => {
  const { to, run, put } = await newsroom();
  await put('a.md', head('private: true\n') + text);
  await run();
  await run();
  const removed: string[] = [];
  const store = { ...to, remove: async (path: string) => void removed.push(path) };
  await run({ to: store });
  expect(removed).toEqual([]);
});

/** A store in which another run finishes after the head is read and before entries are. */
const withRunBetween = (to: Store, between: () => Promise<unknown>): Store => {
  let isPending = true;
  return {
    ...to,
    read: async (path) => {
      if (isPending && path.includes('.entries.')) {
        isPending = false;
        await between();
      }
      return to.read(path);
    },
  };
};

test('a simultaneous run whose entries are replaced starts again, and reports no damage', async () => {
  const { to, run, put } = await newsroom();
  await put('b.md', head('').replace('Anchors', 'Barges'));
  const other = async () => {
    await put('a.md', head('private: true\n') + text);
    await run();
  };
  const { problems, entries } = await run({ to: withRunBetween(to, other) });
  expect(problems).toEqual([]);
  expect(entries).toBe(2);
  expect(await wordsFoundIn(to, secret)).toEqual([]);
});

test('entries that are lost without another run are read again, as before', async () => {
  const { to, run, put } = await newsroom();
  const files = await to.list((path) => path.startsWith(ledgerFolder) && path.includes('.entries.'));
  for (const { path } of files) await to.remove(path);
  await put('b.md', head('').replace('Anchors', 'Barges'));
  const { problems, entries } = await run();
  expect(problems.map(({ code }) => code)).toContain('lost-ledger');
  expect(entries).toBe(3);
  expect(await to.read(headPath)).not.toBeNull();
});
