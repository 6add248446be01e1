/** The ledger, which is in the folder of the publication, does not reveal the names of articles that are not out. */
import { describe, expect, test } from 'vitest';
import { chunkPath, headPath, ledgerFolder } from '../../src/ledger/head.ts';
import { encodeJson } from '../../src/ledger/ledger-values.ts';
import { pendingPath } from '../../src/ledger/pending.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { readWholeLedger } from '../../src/ledger/whole-ledger.ts';
import { publish } from '../../src/publish/publish.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { embargoed, hiddenWords, wordsFoundIn } from '../support/embargoed.ts';
import { temporaryFolder } from '../support/folder.ts';
import { png } from '../support/picture.ts';
import { bytes, textOf } from '../support/store.ts';

const settings = channelYaml.replace('pages: false', 'pages: true');
const now = '2026-11-10T12:00:00Z';
const due = '2026-12-24T12:00:00Z';
const out = '---\ntitle: Anchors\ndate: 2026-11-01T08:00:00Z\n---\nThe tide is in.\n';

const newsroom = (to: Store, files: Readonly<Record<string, string>> = embargoed) => {
  const from = createMemoryStore({
    'feed.yaml': settings,
    'a.md': out,
    'b.md': out.replace('Anchors', 'Boats'),
    ...files,
  });
  const run = (at = now) => publish({ from, to, now: at });
  return { from, to, run, put: (path: string, text: string) => from.write(path, bytes(text), 'any') };
};

describe.each<[string, () => Promise<Store>]>([
  ['a folder', async () => createDirectoryStore(await temporaryFolder())],
  ['memory', async () => createMemoryStore()],
])('in %s', (_name, open) => {
  test('no file contains the path, name, id or title of an article that is not out', async () => {
    const { to, run } = newsroom(await open());
    const { heldBack, refused } = await run();
    expect([...heldBack, ...refused].map(({ path }) => path).sort()).toEqual(Object.keys(embargoed).sort());
    expect(await wordsFoundIn(to, hiddenWords)).toEqual([]);
    expect(await wordsFoundIn(to, ['Anchors', 'a.md'])).toEqual(['Anchors', 'a.md']);
  });
});

test('no file of a large ledger does, when its journal is moved into chunks', async () => {
  const { to, run, put } = newsroom(createMemoryStore());
  await put('feed.yaml', `${settings}limit: 1\n`);
  await put('z.md', `${out.replace('Anchors', 'Zebras').replace('2026', '2025')}${'Stripes. '.repeat(20_000)}\n`);
  const { heldBack, refused } = await run();
  expect([...heldBack, ...refused].map(({ path }) => path).sort()).toEqual(Object.keys(embargoed).sort());
  expect(await to.list((path) => path.startsWith(`${ledgerFolder}items.`))).toHaveLength(1);
  expect(await wordsFoundIn(to, hiddenWords)).toEqual([]);
  const { entryChanges } = await run(due);
  expect(entryChanges).toMatchObject([{ kind: 'new', title: 'Merger with Osprey', path: 'osprey-deal.md' }]);
});

test('an article that is due is published under its name, and nothing else changes', async () => {
  const { to, run } = newsroom(createMemoryStore());
  await run();
  expect((await run()).ledgerWrites).toBe(0);
  const { entryChanges, read } = await run(due);
  expect(entryChanges).toMatchObject([{ kind: 'new', title: 'Merger with Osprey', path: 'osprey-deal.md' }]);
  expect(read).toBe(2); // the due article, and the refused one
  expect(await textOf(await to.read('rss.xml'))).toContain('Merger with Osprey');
});

test('files that are held back and did not change are not read again', async () => {
  const { 'kestrel-broken.md': _refused, ...held } = embargoed;
  const { run } = newsroom(createMemoryStore(), held);
  expect((await run()).read).toBe(6);
  expect(await run('2026-11-10T13:00:00Z')).toMatchObject({ read: 0, ledgerWrites: 0 });
});

test('an article that was out, is held back, and is moved under another name keeps its id and page', async () => {
  const { from, to, run, put } = newsroom(createMemoryStore(), {});
  await run();
  await put('a.md', out.replace('date', 'draft: true\ndate'));
  await run('2026-11-11T12:00:00Z');
  await from.remove('a.md');
  await put('osprey-deal.md', out.replace('date', 'draft: true\ndate'));
  await run('2026-11-12T12:00:00Z');
  expect(await wordsFoundIn(to, ['osprey-deal'])).toEqual([]);
  await put('osprey-deal.md', out);
  const { entryChanges } = await run('2026-11-13T12:00:00Z');
  const url = 'https://feeds.courier.example/articles/a.html';
  expect(entryChanges).toMatchObject([{ kind: 'returned', id: 'tag:courier.example,2026:a', url }]);
});

test.each([
  ['the same path', 'a.md', ''],
  ['another extension', 'a.txt', ''],
  ['the name that its author gave it', 'c.md', 'slug: tide\n'],
])('an article that was removed and comes back, edited, is recognised by %s', async (_sign, path, more) => {
  const { from, run, put } = newsroom(createMemoryStore(), {});
  await put('a.md', out.replace('date', `${more}date`));
  const first = (await run()).entryChanges.find(({ title }) => title === 'Anchors');
  await from.remove('a.md');
  await run('2026-11-11T12:00:00Z');
  await put(
    path,
    out
      .replace('date', `${more}date`)
      .replace('in.', 'out.')
      .replace(/^---\n|---\n/g, path.endsWith('.txt') ? '' : '$&'),
  );
  const report = await run('2026-11-12T12:00:00Z');
  expect(report.entryChanges.map(({ kind, id }) => `${kind} ${id}`)).toEqual([`returned ${first?.id}`]);
});

test('a ledger of schema 2, in which the names can be read, is converted at once', async () => {
  const { to, run } = newsroom(createMemoryStore());
  await run();
  await unhide(to);
  expect(await wordsFoundIn(to, ['osprey-deal'])).toEqual(['osprey-deal']);
  const { entryChanges, heldBack } = await run();
  expect(entryChanges).toEqual([]);
  expect(heldBack).toHaveLength(Object.keys(embargoed).length - 1);
  expect(await wordsFoundIn(to, hiddenWords)).toEqual([]);
  // The next run knows that the old files are gone.
  await run();
  expect((await run()).ledgerWrites).toBe(0);
});

/** Writes the ledger as it was in schema 2: a head, and two files for a month. */
async function unhide(to: Store): Promise<void> {
  const { items, entries, files, lastRun, archives, generation } = await readWholeLedger(to, await readLedger(to));
  const plain = items.map((it) =>
    it.state === 'scheduled' && it.due === due ? { ...it, path: 'osprey-deal.md', name: null } : it,
  );
  for (const { path } of await to.list((it) => it.startsWith(ledgerFolder) && it !== pendingPath))
    await to.remove(path);
  const write = async (name: string, value: unknown) => {
    const body = encodeJson(value);
    const path = chunkPath(name, body);
    await to.write(path, body, 'any');
    return path;
  };
  const shard = {
    records: await write('2026-11.records.1', plain),
    entries: await write('2026-11.entries.1', [...entries.values()]),
  };
  const known = Object.fromEntries(files);
  const head = { schema: 2, generation, readingDigest: '', lastRun, archives, files: known, retired: [] };
  await to.write(headPath, encodeJson({ ...head, shards: { '2026-11': shard } }), 'any');
}

test('no file of the ledger contains the name of a picture or sidecar beside an article that is not out', async () => {
  const from = createMemoryStore({
    'feed.yaml': channelYaml,
    'open.md': '---\ntitle: Open\ndate: 2026-01-02\n---\nText.\n',
    'secret-merger.md':
      '---\ntitle: Secret\ndate: 2026-01-02\ndraft: true\nimage: {url: merger-chart.png, alt: A chart}\n---\nText.\n',
    'secret-merger.png': png(4, 4),
    'secret-merger-2.png': png(5, 5),
    'secret-merger.images.yaml': '- {url: merger-chart.png, alt: A chart}\n',
    'merger-chart.png': png(6, 6),
    'merger-talk.mp3': 'audio',
  });
  const to = createMemoryStore();
  for (let run = 0; run < 2; run += 1) await publish({ from, to, now: '2026-11-20T12:00:00Z' });
  expect(await wordsFoundIn(to, ['merger'])).toEqual([]);
});
