/** A publication of any released version goes on with this one: no feed stops, and nothing is new to those who subscribed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
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

/** What subscribers of each feed have: its entries and their dates, and what it says of withdrawals. */
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

const pagesIn = async (to: Store) => (await to.list((path) => path.startsWith('articles/'))).map(({ path }) => path);

test('there are ledgers to publish over', () => {
  expect(versions).toContain('0.1.0');
});

describe.each(versions)('over a publication of %s', (version) => {
  test('the same articles: every entry keeps its id, dates, feed, archive and page', async () => {
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
    expect(await faultsOf(to)).toEqual(['news/elsewhere.md has no page']);
    const next = await run();
    expect(next).toMatchObject({ ledgerWrites: 0 });
    expect(next.changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  });

  test('the edit that a run dated and did not finish keeps that date, and the picture that went with it is removed', async () => {
    const { to, run } = leftBy(version);
    const { changes } = await run();
    const ferry = (await subscriptions(to))['feed.json']?.entries.find(({ id }) => id.endsWith(':late-ferry'));
    expect(ferry).toMatchObject({ title: 'The ferry is on time', date_modified: '2026-11-22T13:00:00Z' });
    expect(changes.filter(({ action }) => action === 'removed').map(({ path }) => path)).toEqual([
      'media/ferry-17f72fb21d621646.png',
    ]);
  });

  test('an edit, a broken file, a removal and a draft that comes out: those alone change', async () => {
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
