/** The suite for simultaneous runs to one store, for folders and buckets. */
import { describe, expect, it } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import type { Report } from '../../src/publish/report.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import type { Place } from '../store/contract.ts';
import {
  articleText,
  faultsOf,
  fill,
  ledgerOf,
  newsroomFiles,
  now,
  readFeeds,
  titlesOf,
  withPicture,
} from './newsroom.ts';
import { withRemoval } from './store.ts';

const names = ['anchors', 'boats', 'cranes', 'docks', 'eels'];

/** Tests simultaneous runs. `make` creates a new, empty store. */
export function concurrentSuite(name: string, make: () => Promise<Place> | Place): void {
  describe(`${name}: simultaneous runs`, () => {
    it.each([2, 20])('%i from the same articles: all succeed, and the result is that of one', async (count) => {
      const place = await make();
      const from = createMemoryStore(newsroomFiles(names));
      await Promise.all(Array.from({ length: count }, () => publish({ from, to: place.open(), now })));
      await expectResult(place.open(), from);
    });

    it.each([2, 20])('%i after an edit, a new article and a removal', async (count) => {
      const place = await make();
      const from = createMemoryStore(newsroomFiles(names));
      await publish({ from, to: place.open(), now });
      await fill(from, { 'boats.md': articleText('boats', 2), 'ferries.md': articleText('ferries', 2) });
      await from.remove('eels.md');
      await Promise.all(Array.from({ length: count }, () => publish({ from, to: place.open(), now })));
      const titles = await expectResult(place.open(), from);
      expect([...titles].sort()).toEqual(['anchors', 'boats', 'cranes', 'docks', 'ferries'].map((it) => `About ${it}`));
    });

    it('while articles are added: none is lost, and no feed goes back', async () => {
      const place = await make();
      const from = createMemoryStore(newsroomFiles(names));
      const runs: Promise<Report>[] = [];
      for (let round = 1; round <= 12; round += 1) {
        await fill(from, {
          [`new-${round}.md`]: articleText(`new-${round}`, 1),
          'boats.md': articleText('boats', round),
        });
        const run = publish({ from, to: place.open(), now });
        runs.push(run);
        if (round % 4 === 0) await run;
      }
      await Promise.all(runs);
      await publish({ from, to: place.open(), now });
      const titles = await expectResult(place.open(), from);
      expect(titles.length).toBe(names.length + 12);
      const { 'feed.json': json } = await readFeeds(place.open());
      expect(json).toContain('This is version 12 of boats.');
    });

    it('a run that read the articles early and stalls does not overwrite a newer one', async () => {
      const place = await make();
      const from = createMemoryStore(newsroomFiles(names));
      await publish({ from, to: place.open(), now });
      await fill(from, { 'boats.md': articleText('boats', 2) });
      const early = createMemoryStore(Object.fromEntries(await snapshot(from)));
      const stalled = stallBeforeWrites(place.open());
      const old = publish({ from: nowAndLater(early, from), to: stalled.store, now });
      await stalled.reached;
      await fill(from, { 'boats.md': articleText('boats', 3), 'ferries.md': articleText('ferries', 3) });
      await publish({ from, to: place.open(), now });
      const newer = await readFeeds(place.open());
      stalled.go();
      await old;
      expect(await readFeeds(place.open())).toEqual(newer);
      await expectResult(place.open(), from);
    });

    it('a run that stalls after its feeds, before its ledger, does not overwrite a newer one', async () => {
      const place = await make();
      const from = createMemoryStore(newsroomFiles(names));
      await publish({ from, to: place.open(), now });
      await fill(from, { 'boats.md': articleText('boats', 2) });
      const stalled = stallBeforeWrites(place.open(), (path) => path.startsWith('.presstime/'));
      const old = publish({ from, to: stalled.store, now });
      await stalled.reached;
      await fill(from, { 'boats.md': articleText('boats', 3), 'ferries.md': articleText('ferries', 3) });
      await publish({ from, to: place.open(), now });
      const newer = await readFeeds(place.open());
      stalled.go();
      await old;
      expect(await readFeeds(place.open())).toEqual(newer);
      await expectResult(place.open(), from);
    });

    it('if a run removes files late, after a newer one restored them, the next verification repairs it', async () => {
      const place = await make();
      const from = createMemoryStore(newsroomFiles(names));
      await fill(from, withPicture('boats', 1));
      await publish({ from, to: place.open(), now });
      await fill(from, { 'boats.md': articleText('boats', 1) });
      await from.remove('boats.png');
      const stalled = stallBeforeRemovals(place.open());
      const old = publish({ from, to: stalled.store, now });
      await stalled.reached;
      await fill(from, withPicture('boats', 1));
      await publish({ from, to: place.open(), now });
      stalled.go();
      await old;
      expect(titlesOf('feed.json', (await readFeeds(place.open()))['feed.json'] ?? '').length).toBe(names.length);
      await publish({ from, to: place.open(), now, verify: true });
      await expectResult(place.open(), from);
    });
  });
}

/** Checks that feeds and ledger equal those of one undisturbed run from these articles, and that another run writes nothing. Returns the titles. */
async function expectResult(to: Store, from: Store): Promise<readonly string[]> {
  const articles = (await from.list((path) => path.endsWith('.md'))).map(({ path }) => path);
  const feeds = await readFeeds(to);
  const titles = Object.entries(feeds).map(([path, text]) => titlesOf(path, text ?? ''));
  for (const list of titles) expect(list).toEqual(titles[0]);
  expect(titles[0]?.length).toBe(articles.length);
  expect(await faultsOf(to)).toEqual([]);
  expect((await ledgerOf(to)).paths).toEqual(articles);
  expect((await ledgerOf(to)).ids.length).toBe(articles.length);
  const again = await publish({ from, to, now });
  expect(again.changes.map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
  expect(await readFeeds(to)).toEqual(feeds);
  return titles[0] ?? [];
}

async function snapshot(store: Store): Promise<readonly (readonly [string, Uint8Array])[]> {
  const files = await store.list(() => true);
  return Promise.all(
    files.map(async ({ path }) => [path, (await store.read(path))?.body ?? new Uint8Array()] as const),
  );
}

/** Reads from one store until it was listed once, and then from another: the first listing of a run is outdated. */
function nowAndLater(first: Store, then: Store): Store {
  let lists = 0;
  const current = () => (lists > 1 ? then : first);
  return {
    ...then,
    list: (accept) => {
      lists += 1;
      return current().list(accept);
    },
    read: (path) => current().read(path),
  };
}

/** A store whose writes to paths of this kind, or whose removals, wait until they may continue. */
function stallBeforeWrites(store: Store, isMeant: (path: string) => boolean = () => true) {
  const gate = makeGate();
  const write: Store['write'] = async (path, body, expected) => {
    if (isMeant(path)) await gate.pass();
    return store.write(path, body, expected);
  };
  return { ...gate, store: { ...store, write } };
}

function stallBeforeRemovals(store: Store) {
  const gate = makeGate();
  const remove: Store['remove'] = async (path) => {
    await gate.pass();
    return store.remove(path);
  };
  return { ...gate, store: withRemoval(store, remove) };
}

/** `pass` waits for `go`; `reached` resolves when something waits. */
function makeGate() {
  let reach = () => {};
  let go = () => {};
  const reached = new Promise<void>((done) => {
    reach = done;
  });
  const going = new Promise<void>((done) => {
    go = done;
  });
  const pass = async () => {
    reach();
    await going;
  };
  return { reached, pass, go: () => go() };
}
