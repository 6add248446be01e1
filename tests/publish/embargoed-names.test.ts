/** The ledger, which is in the folder of the publication, does not reveal the names of articles that are not out. */
import { describe, expect, test } from 'vitest';
import { headPath, ledgerFolder } from '../../src/ledger/head.ts';
import { digestOf } from '../../src/model/digest.ts';
import { publish } from '../../src/publish/publish.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { channelYaml } from '../support/channel.ts';
import { embargoed, hiddenWords, wordsFoundIn } from '../support/embargoed.ts';
import { temporaryFolder } from '../support/folder.ts';
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
  expect((await run()).ledgerWrites).toBe(0);
});

/** Writes the ledger as it was in schema 2. */
async function unhide(to: Store): Promise<void> {
  let head = (textOf(await to.read(headPath)) ?? '').replace('"schema": 3', '"schema": 2');
  for (const { path } of await to.list((it) => it.startsWith(ledgerFolder) && it.includes('.records.'))) {
    const items: { path: string; state: string; due?: string }[] = JSON.parse(textOf(await to.read(path)) ?? '');
    const plain = items.map((it) => (it.due === due ? { ...it, path: 'osprey-deal.md', name: null } : it));
    const body = bytes(`${JSON.stringify(plain, null, 1)}\n`);
    const renamed = path.replace(/\.[0-9a-f]{20}\.json$/, `.${digestOf(body).slice(0, 20)}.json`);
    await to.remove(path);
    await to.write(renamed, body, 'any');
    head = head.replace(path, renamed);
  }
  await to.write(headPath, bytes(head), 'any');
}
