/** The archive layout under any sequence of events: each entry is in the live feed, or in one archive document. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Layout, layOutArchives } from '../../src/feed/archive-layout.ts';
import { budgetOf, fitting } from '../../src/feed/feed-bytes.ts';
import { entryOf, type Item, newEntryRecord, noArchives, type Published, plainPublished } from '../../src/item/item.ts';
import { instant } from '../support/instant.ts';

const now = instant('2026-11-23T15:00:00Z');

function itemOf(number: number, { entryBytes, day }: { readonly entryBytes: number; readonly day: number }): Published {
  const published = instant(`${new Date(Date.UTC(2024, 0, day)).toISOString().slice(0, 19)}Z`);
  const item: Published = {
    ...plainPublished,
    path: `${number}.md`,
    version: '1',
    digest: '',
    name: null,
    state: 'published',
    published,
    entryBytes,
    entry: {
      ...newEntryRecord,
      id: `tag:${number}`,
      title: `Story ${number}`,
      firstPublished: published,
      updated: published,
      sourceDigest: '',
      entryDigest: '',
    },
  };
  arrived.set(item.entry.id, item);
  return item;
}

/** Each item as it was at first. */
const arrived = new Map<string, Published>();

interface Limit {
  readonly limit: number;
  readonly limitKilobytes: number;
}

const nothing: Layout = { items: [], archives: noArchives };

function layOut(before: Layout, items: readonly Item[], limit: Limit): Layout {
  const channel = { ...limit, tombstoneDays: 0, feedUrl: 'https://feeds.courier.example/' };
  return layOutArchives({ items, before: before.items, archives: before.archives, channel, now });
}

function arrive(before: Layout, item: Item, limit: Limit): Layout {
  return layOut(before, [...before.items, item], limit);
}

function outIn({ items }: Layout): readonly Published[] {
  return items.filter((item) => item.state === 'published');
}

function idsIn(layout: Layout, archive: number | null): readonly string[] {
  return outIn(layout).flatMap(({ entry }) => (entry.archive === archive ? [entry.id] : []));
}

/** The entries in each archive document, by number. */
function documentsOf(layout: Layout): ReadonlyMap<number, string> {
  const { count, linked } = layout.archives;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return new Map(numbers.map((it) => [it, JSON.stringify([idsIn(layout, it), it < linked])]));
}

function changedDocuments(before: Layout, after: Layout): readonly number[] {
  const old = documentsOf(before);
  return [...documentsOf(after)].filter(([number, shown]) => old.get(number) !== shown).map(([number]) => number);
}

/** What must be true after every run. */
function checkLayout(layout: Layout, limit: Limit): void {
  const out = outIn(layout);
  const live = out.filter(({ entry }) => entry.archive === null);
  expect(fitting(live, { count: limit.limit, budgetBytes: budgetOf(limit) })).toHaveLength(live.length);
  expect(live.length > 0).toBe(out.length > 0);
  for (const item of layout.items)
    expect(entryOf(item)?.archive ?? 1).toBeLessThanOrEqual(Math.max(1, layout.archives.count));
  expect(layout.archives.linked).toBeLessThanOrEqual(layout.archives.count);
  expect(layOut(layout, layout.items, limit)).toEqual(layout);
}

const kilobytes = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 60 }));
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constant('arrive' as const), kilobytes, late: fc.nat({ max: 3 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('many' as const), kilobytes, many: fc.integer({ min: 2, max: 30 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('newest go' as const), many: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('some go' as const), every: fc.integer({ min: 2, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('come back' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('limit' as const), limit: fc.integer({ min: 1, max: 30 }) }) },
);

const bytes = (size: number) => size * 1024;

function withdrawn(item: Item): Item {
  if (item.state !== 'published') return item;
  const { path, version, digest, name, entry } = item;
  const former = { ...entry, withdrawn: now, noticed: now };
  return { path, version, digest, name, state: 'withdrawn', former, notice: null };
}

function returned(item: Item): Item {
  if (item.state !== 'withdrawn') return item;
  const { withdrawn: _withdrawn, noticed: _noticed, ...entry } = item.former;
  const known = arrived.get(entry.id);
  if (known === undefined) throw new Error(`Nobody knows ${entry.id}`);
  return { ...known, entry };
}

test('one arrival changes at most one document, every entry is in one document, and a run without news changes nothing', () => {
  const check = (start: Limit, steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]) => {
    let limit = start;
    let layout = nothing;
    let number = 0;
    const next = (size: number, late = 0) => {
      number += 1;
      return itemOf(number, { entryBytes: bytes(size), day: late === 3 ? Math.ceil(number / 2) : number + 1 });
    };
    for (const it of steps) {
      const before = layout;
      const { items } = before;
      if (it.does === 'limit') limit = { ...limit, limit: it.limit };
      if (it.does === 'arrive') layout = arrive(before, next(it.kilobytes, it.late), limit);
      else if (it.does === 'many')
        layout = layOut(before, [...items, ...Array.from({ length: it.many }, () => next(it.kilobytes))], limit);
      else if (it.does === 'newest go')
        layout = layOut(before, [...items.slice(0, -it.many), ...items.slice(-it.many).map(withdrawn)], limit);
      else if (it.does === 'some go')
        layout = layOut(
          before,
          items.map((item, index) => (index % it.every === 0 ? withdrawn(item) : item)),
          limit,
        );
      else if (it.does === 'come back') layout = layOut(before, items.map(returned), limit);
      else layout = layOut(before, items, limit);
      checkLayout(layout, limit);
      if (it.does === 'arrive') expect(changedDocuments(before, layout).length).toBeLessThanOrEqual(1);
    }
  };
  const limits = fc.record({
    limit: fc.integer({ min: 1, max: 30 }),
    limitKilobytes: fc.constantFrom(16, 40, 64, 10_240),
  });
  fc.assert(fc.property(limits, fc.array(step, { maxLength: 60 }), check), { numRuns: 300 });
});

describe('single cases', () => {
  test('two hundred small articles, then a large one: what leaves the live feed is one document', () => {
    const limit = { limit: 1000, limitKilobytes: 512 };
    let layout = nothing;
    const small = Array.from({ length: 200 }, (_, index) => itemOf(index, { entryBytes: bytes(2), day: index + 1 }));
    layout = layOut(layout, small, limit);
    const after = arrive(layout, itemOf(300, { entryBytes: bytes(480), day: 300 }), limit);
    expect(changedDocuments(layout, after)).toEqual([1]);
    checkLayout(after, limit);
  });

  test('delayed links appear one with each article', () => {
    const limit = { limit: 50, limitKilobytes: 16 };
    let layout = nothing;
    for (let number = 1; number <= 4; number += 1)
      layout = arrive(layout, itemOf(number, { entryBytes: bytes(5.5), day: number }), limit);
    expect(layout.archives.count).toBeGreaterThan(1);
    for (let number = 5; number <= 9; number += 1) {
      const after = arrive(layout, itemOf(number, { entryBytes: bytes(0.1), day: number }), limit);
      expect(changedDocuments(layout, after).length).toBeLessThanOrEqual(1);
      layout = after;
    }
    expect(layout.archives.linked).toBe(layout.archives.count);
  });

  test('a live feed that loses its newest takes the newest document back', () => {
    const limit = { limit: 4, limitKilobytes: 512 };
    const twelve = Array.from({ length: 12 }, (_, index) => itemOf(index, { entryBytes: bytes(1), day: index + 1 }));
    const before = layOut(nothing, twelve, limit);
    const after = layOut(before, [...before.items.slice(0, 8), ...before.items.slice(8).map(withdrawn)], limit);
    expect(idsIn(after, null)).toEqual(['tag:4', 'tag:5', 'tag:6', 'tag:7']);
    expect(after.archives.count).toBe(1);
  });

  test('raising the limit again brings entries back', () => {
    let layout = nothing;
    const forty = Array.from({ length: 40 }, (_, index) => itemOf(index, { entryBytes: bytes(1), day: index + 1 }));
    for (const limit of [20, 5, 100])
      layout = layOut(layout, layout === nothing ? forty : layout.items, { limit, limitKilobytes: 512 });
    expect(idsIn(layout, null)).toHaveLength(40);
    expect(layout.archives).toEqual(noArchives);
  });
});
