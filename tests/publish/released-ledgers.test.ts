/** This version continues publications of every released version: no feed stops, and subscribers see nothing as new. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chunkPath, headPath } from '../../src/ledger/head.ts';
import { encodeJson } from '../../src/ledger/ledger-values.ts';
import type { Hub } from '../../src/notify/hub.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { faultsOf, fill } from '../support/newsroom.ts';
import { bytes, textOf } from '../support/store.ts';

const now = '2026-11-22T14:00:00Z';
const root = resolve(import.meta.dirname, '../ledgers');
const versions = readdirSync(root, { withFileTypes: true }).flatMap((it) => (it.isDirectory() ? [it.name] : []));

const hub: Hub = {
  publish: async (address, topics) =>
    topics.map((topic) => ({ hub: address, topic, outcome: 'accepted', message: null })),
};

function filesIn(folder: string): Readonly<Record<string, Uint8Array>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), new Uint8Array(readFileSync(path))]));
}

/** The articles and the publication as that version left them. */
function leftBy(version: string) {
  const from = createMemoryStore(filesIn(join(root, version, 'articles')));
  const to = createMemoryStore(filesIn(join(root, version, 'published')));
  return { from, to, run: (at = now) => publish({ from, to, now: at, hub }) };
}

interface JsonFeed {
  readonly items: readonly Readonly<Record<'id' | 'title' | 'url' | 'date_published' | 'date_modified', string>>[];
  readonly _deleted?: { readonly items: readonly Readonly<Record<string, string>>[] };
}

/** What subscribers of each feed have: its entries, their dates and reported withdrawals. */
async function subscriptions(to: Store) {
  const feeds = await to.list((path) => path.endsWith('feed.json'));
  const read = async (path: string) => {
    const { items, _deleted } = JSON.parse(textOf(await to.read(path)) ?? '') as JsonFeed;
    const entries = items.map(({ id, title, url, date_published, date_modified }) => {
      return { id, title, url, date_published, date_modified };
    });
    return [path, { entries, deleted: _deleted?.items ?? [] }] as const;
  };
  return Object.fromEntries(await Promise.all(feeds.map(({ path }) => read(path))));
}

/** The entries of all feeds, by the last part of their ids. */
function byName(feeds: Awaited<ReturnType<typeof subscriptions>>) {
  const entries = Object.values(feeds).flatMap((feed) => feed.entries);
  return new Map(entries.map((entry) => [entry.id.split(':').at(-1) ?? '', entry]));
}

type Json = Readonly<Record<string, unknown>>;

/** A name that occurs in a part of a ledger: of a field, and of its fields. */
type FieldPath = readonly string[];

function fieldsIn(value: unknown): readonly FieldPath[] {
  if (Array.isArray(value)) return value.flatMap(fieldsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [name],
    ...(isDictionary(name) ? [] : fieldsIn(inner).map((path) => [name, ...path])),
  ]);
}

/** Fields whose own fields are paths of files. */
const isDictionary = (name: string) => ['beside', 'chunks', 'live'].includes(name);

function without(value: unknown, [name = '', ...rest]: FieldPath): unknown {
  if (Array.isArray(value)) return value.map((it) => without(it, [name, ...rest]));
  if (typeof value !== 'object' || value === null || !(name in value)) return value;
  const { [name]: inner, ...others } = value as Json;
  return rest.length === 0 ? others : { ...others, [name]: without(inner, rest) };
}

/** A part of a ledger: how its values are read and replaced. */
interface LedgerPart {
  readonly read: (to: Store) => Promise<readonly unknown[]>;
  readonly change: (to: Store, change: (value: unknown) => unknown) => Promise<void>;
  /** Fields that a later version could have added: without them, an item or an entry keeps its identity. */
  readonly addable: RegExp;
}

interface Heads {
  readonly shards: Readonly<Record<string, Readonly<Record<'records' | 'entries', string>>>>;
}

async function shardsOf(to: Store, kind: 'records' | 'entries') {
  const { shards } = JSON.parse(textOf(await to.read(headPath)) ?? '') as Heads;
  const read = Object.values(shards).map(async (shard) => {
    const value: unknown = JSON.parse(textOf(await to.read(shard[kind])) ?? '');
    return { path: shard[kind], value };
  });
  return Promise.all(read);
}

/** The files of one kind in a ledger that has two for each month. */
function shardPart(kind: 'records' | 'entries', addable: RegExp): LedgerPart {
  return {
    addable,
    read: async (to) => (await shardsOf(to, kind)).map(({ value }) => value),
    change: async (to, change) => {
      for (const { path, value } of await shardsOf(to, kind)) {
        const body = encodeJson(change(value));
        const name = path.split('/').at(-1) ?? '';
        const renamed = chunkPath(name.replace(/\.\w+\.json$/, ''), body);
        await to.write(renamed, body, 'any');
        const head = textOf(await to.read(headPath)) ?? '';
        await to.write(headPath, new TextEncoder().encode(head.replace(path, renamed)), 'any');
      }
    },
  };
}

async function linesOf(to: Store): Promise<readonly [head: Json, journal: Json]> {
  const [head = '', journal = ''] = (textOf(await to.read(headPath)) ?? '').split('\n');
  return [JSON.parse(head) as Json, JSON.parse(journal) as Json];
}

async function writeLines(to: Store, lines: readonly unknown[]): Promise<void> {
  await to.write(headPath, bytes(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`), 'any');
}

type JournalRows = Readonly<Record<string, readonly (readonly [key: string, row: unknown])[]>>;

/** The rows of a table in the journal. */
function journalPart(table: string, addable: RegExp): LedgerPart {
  const rowsIn = (journal: Json) => (journal['tables'] as JournalRows)[table] ?? [];
  return {
    addable,
    read: async (to) => rowsIn((await linesOf(to))[1]).map(([, row]) => row),
    change: async (to, change) => {
      const [head, journal] = await linesOf(to);
      const rows = rowsIn(journal).map(([key, row]) => [key, change(row)]);
      await writeLines(to, [head, { ...journal, tables: { ...(journal['tables'] as JournalRows), [table]: rows } }]);
    },
  };
}

/** The first line of the head. */
function headPart(addable: RegExp): LedgerPart {
  return {
    addable,
    read: async (to) => [(await linesOf(to))[0]],
    change: async (to, change) => {
      const [head, journal] = await linesOf(to);
      await writeLines(to, [change(head), journal]);
    },
  };
}

const pagesIn = async (to: Store) => (await to.list((path) => path.startsWith('articles/'))).map(({ path }) => path);

test('there are earlier ledgers', () => {
  expect(versions).toEqual(['0.1.0', 'schema-3']);
});

describe.each(versions)('a publication of %s', (version) => {
  test('with the same articles: every entry keeps its id, dates, feed, archive and page', async () => {
    const { to, run } = leftBy(version);
    const before = { feeds: await subscriptions(to), pages: await pagesIn(to) };
    const report = await run();
    expect(report.refused).toEqual([
      { path: 'archive/day-3.md', kept: true },
      { path: 'never.md', kept: false },
    ]);
    expect(report.heldBack.map(({ path, reason }) => `${path} ${reason}`).sort()).toEqual([
      '_ideas.md draft',
      'later/lantern-night.md scheduled',
      'news/kiosk.md draft',
      'news/school.md scheduled',
      'news/tide.md expired',
      'undated.md draft',
    ]);
    expect({ feeds: await subscriptions(to), pages: await pagesIn(to) }).toEqual(before);
    expect(Object.keys(before.feeds)).toHaveLength(6);
    expect(report.entryChanges.map(({ kind, title }) => `${kind} ${title}`)).toEqual(['updated The ferry is on time']);
    expect(await faultsOf(to)).toEqual([]);
    // The next run knows that the files of the old ledger are gone.
    await run();
    const next = await run();
    expect(next).toMatchObject({ ledgerWrites: 0 });
    expect(next.changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  });

  test('an edit that a run dated but did not finish keeps its date, and its old picture is removed', async () => {
    const { to, run } = leftBy(version);
    const { changes } = await run();
    const ferry = (await subscriptions(to))['feed.json']?.entries.find(({ id }) => id.endsWith(':late-ferry'));
    expect(ferry).toMatchObject({ title: 'The ferry is on time', date_modified: '2026-11-22T13:00:00Z' });
    expect(changes.filter(({ action }) => action === 'removed').map(({ path }) => path)).toEqual([
      'media/ferry-17f72fb21d621646.png',
    ]);
  });

  test('an edit, a broken file, a removal and a published draft: only those change', async () => {
    const { from, to, run } = leftBy(version);
    const before = byName(await subscriptions(to));
    await fill(from, {
      'news/council.txt':
        'date 2026-10-10 The council meets\n\n4:15 PM – Saturday, October 10, 2026\n\nIt meets at eight.\n',
      'news/lighthouse.md': '---\ntitle: Broken\ndate: 2026-02-30\n---\nText.\n',
      'news/kiosk.md': '---\ntitle: The kiosk is sold\ndate: 2026-10-07\nsection: Town\n---\nSold.\n',
    });
    await from.remove('archive/day-9.md');
    const report = await run();
    expect(report.refused).toContainEqual({ path: 'news/lighthouse.md', kept: true });
    const feeds = await subscriptions(to);
    const after = byName(feeds);
    expect(after.get('news/council')).toEqual({ ...before.get('news/council'), date_modified: now });
    expect(after.get('news/lighthouse')).toEqual(before.get('news/lighthouse'));
    expect(after.get('news/kiosk')).toMatchObject({
      title: 'The kiosk is sold',
      url: 'https://feeds.gazette.example/articles/news/kiosk.html',
    });
    expect(feeds['feed.json']?.deleted.map(({ id }) => id?.split(':').at(-1)).sort()).toEqual([
      'archive/day-9',
      'news/bridge',
      'news/market',
      'news/school',
      'news/tide',
    ]);
    expect(feeds['archive/1/feed.json']?.entries.map(({ title }) => title)).not.toContain('Day 9 at the point');
    expect(textOf(await to.read('articles/archive/day-9.html'))).toContain('This article was withdrawn');
    expect(await faultsOf(to)).toEqual([]);
  });
});

/** A publication of a released version, also after this version published once. */
async function ledgerOf(version: string) {
  if (version !== 'this version') return leftBy(version);
  const desk = leftBy('0.1.0');
  const to = createMemoryStore(await leftByThis());
  return { ...desk, to, run: () => publish({ from: desk.from, to, now, hub }) };
}

let kept: Readonly<Record<string, Uint8Array>> | null = null;

async function leftByThis(): Promise<Readonly<Record<string, Uint8Array>>> {
  if (kept !== null) return kept;
  const { to, run } = leftBy('0.1.0');
  await run();
  const paths = (await to.list(() => true)).map(({ path }) => path);
  const read = paths.map(async (path) => [path, (await to.read(path))?.body ?? new Uint8Array()] as const);
  kept = Object.fromEntries(await Promise.all(read));
  return kept;
}

const records =
  /^(?:version|digest|name|nextReading|beside|assets|weight|entryBytes|pageFile|entrySource|noticed|(?:entry|former)\.(?:title|url|corrections|sourceDigest|entryDigest|page\.file)|entryDigest)$/;
const entries =
  /^(?:summary|categories|section|enclosures|language|rights|externalUrl|source|commentsUrl|episode|corrections|timeZone)$/;

const shardParts: Readonly<Record<string, LedgerPart>> = {
  records: shardPart('records', records),
  entries: shardPart('entries', entries),
};

const tableParts: Readonly<Record<string, LedgerPart>> = {
  items: journalPart('items', records),
  entries: journalPart('entries', entries),
  head: headPart(/^(?:readingDigest|sourceDigest|retired|facts\.\w+|summary\.\w+)$/),
};

const parts = [
  ...versions.flatMap((version) => Object.entries(shardParts).map(([name, part]) => [version, name, part] as const)),
  ...Object.entries(tableParts).map(([name, part]) => ['this version', name, part] as const),
];

describe.each(parts)('a ledger of %s whose %s lack a field', (version, _name, part) => {
  const fieldNames = async () => {
    const values = await part.read((await ledgerOf(version)).to);
    return [...new Set(fieldsIn(values).map((path) => path.join('.')))];
  };

  const removeField = (to: Store, name: string) => part.change(to, (value) => without(value, name.split('.')));

  test('stops no feed, whichever field it is, and everything readable is published', async () => {
    const names = await fieldNames();
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) {
      const { from, to } = await ledgerOf(version);
      const before = [...byName(await subscriptions(to)).keys()];
      await removeField(to, name);
      const options = { from, to, now, hub };
      const reports = [await publish({ ...options, allowRemovals: true }), await publish({ ...options, verify: true })];
      const refused = reports.flatMap(({ changes }) => changes.filter(({ action }) => action === 'refused'));
      const after = byName(await subscriptions(to));
      const lost = before.filter((id) => !after.has(id) && id !== 'archive/day-3');
      expect({ name, refused, lost }).toEqual({ name, refused: [], lost: [] });
    }
  });

  test('keeps ids, dates and archives, if a later version could have added the field', async () => {
    const names = (await fieldNames()).filter((name) => part.addable.test(name));
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) {
      const { to, run } = await ledgerOf(version);
      const before = await subscriptions(to);
      await removeField(to, name);
      await run();
      expect({ name, feeds: await subscriptions(to) }).toEqual({ name, feeds: before });
    }
  });
});
