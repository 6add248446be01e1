/** This version continues publications of every released version: no feed stops, and subscribers see nothing as new. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { headPath, shardPath } from '../../src/ledger/head.ts';
import { encodeJson } from '../../src/ledger/ledger-values.ts';
import type { Hub } from '../../src/notify/hub.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { faultsOf, fill } from '../support/newsroom.ts';
import { textOf } from '../support/store.ts';

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

/** A name that occurs in every shard of a ledger: of a field, and of its fields. */
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
const isDictionary = (name: string) => name === 'beside';

function without(value: unknown, [name = '', ...rest]: FieldPath): unknown {
  if (Array.isArray(value)) return value.map((it) => without(it, [name, ...rest]));
  if (typeof value !== 'object' || value === null || !(name in value)) return value;
  const { [name]: inner, ...others } = value as Json;
  return rest.length === 0 ? others : { ...others, [name]: without(inner, rest) };
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

/** The ledger as a program without this field would have written it. */
async function removeField(to: Store, kind: 'records' | 'entries', field: FieldPath): Promise<void> {
  for (const { path, value } of await shardsOf(to, kind)) {
    const body = encodeJson(without(value, field));
    const renamed = shardPath(
      path
        .split('/')
        .at(-1)
        ?.replace(/\.\w+\.json$/, '') ?? '',
      body,
    );
    await to.write(renamed, body, 'any');
    const head = textOf(await to.read(headPath)) ?? '';
    await to.write(headPath, new TextEncoder().encode(head.replace(path, renamed)), 'any');
  }
}

const pagesIn = async (to: Store) => (await to.list((path) => path.startsWith('articles/'))).map(({ path }) => path);

test('there are released ledgers', () => {
  expect(versions).toContain('0.1.0');
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
    expect(await faultsOf(to)).toEqual(['news/elsewhere.md has no page']);
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
    expect(await faultsOf(to)).toEqual(['news/elsewhere.md has no page']);
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

const kinds = ['records', 'entries'] as const;
const ledgers = [...versions, 'this version'].flatMap((version) => kinds.map((kind) => [version, kind] as const));

describe.each(ledgers)('a ledger of %s whose %s lack a field', (version, kind) => {
  const fieldNames = async () => {
    const shards = await shardsOf((await ledgerOf(version)).to, kind);
    return [...new Set(fieldsIn(shards.map(({ value }) => value)).map((path) => path.join('.')))];
  };

  test('stops no feed, whichever field it is, and everything readable is published', async () => {
    const names = await fieldNames();
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) {
      const { from, to, run } = await ledgerOf(version);
      const before = [...byName(await subscriptions(to)).keys()];
      await removeField(to, kind, name.split('.'));
      const reports = [await publish({ from, to, now, allowRemovals: true }), await run()];
      const refused = reports.flatMap(({ changes }) => changes.filter(({ action }) => action === 'refused'));
      const after = byName(await subscriptions(to));
      const lost = before.filter((id) => !after.has(id) && id !== 'archive/day-3');
      expect({ name, refused, lost }).toEqual({ name, refused: [], lost: [] });
    }
  });

  test('keeps ids, dates and archives, if a later version could have added the field', async () => {
    const names = (await fieldNames()).filter((name) => addable[kind].test(name));
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      const { to, run } = await ledgerOf(version);
      const before = await subscriptions(to);
      await removeField(to, kind, name.split('.'));
      await run();
      expect({ name, feeds: await subscriptions(to) }).toEqual({ name, feeds: before });
    }
  });
});

/** Fields without which an item or an entry keeps its identity. */
const addable = {
  records:
    /^(?:version|digest|name|nextReading|beside|assets|weight|entryBytes|pageFile|entrySource|noticed|(?:entry|former)\.(?:title|url|corrections|sourceDigest|entryDigest|page\.file)|entryDigest)$/,
  entries:
    /^(?:summary|categories|section|enclosures|language|rights|externalUrl|source|commentsUrl|episode|corrections|timeZone)$/,
};
