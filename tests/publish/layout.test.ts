/** Where entries stand, for any sequence of what may happen to a publication: in the live feed, or in one archive document. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Layout, layOutArchives } from '../../src/feed/archive-layout.ts';
import { fitting, roomOf } from '../../src/item/entry-size.ts';
import type { LedgerRecord } from '../../src/item/item-record.ts';
import { noArchives } from '../../src/ledger/ledger.ts';
import { instant } from '../support/instant.ts';

const now = instant('2026-11-23T15:00:00Z');

function recordOf(number: number, { weight, day }: { readonly weight: number; readonly day: number }): LedgerRecord {
  const published = instant(`${new Date(Date.UTC(2024, 0, day)).toISOString().slice(0, 19)}Z`);
  return {
    path: `${number}.md`,
    version: '1',
    digest: '',
    name: null,
    id: `tag:${number}`,
    state: 'published',
    firstPublished: published,
    published,
    updated: published,
    expires: null,
    nextReading: null,
    entrySource: null,
    entryDigest: null,
    beside: {},
    assets: [],
    groups: [],
    weight,
    archive: null,
    page: null,
    pageFile: null,
    withdrawn: null,
    noticed: null,
    notice: null,
  };
}

interface Limit {
  readonly limit: number;
  readonly limitKilobytes: number;
}

const nothing: Layout = { records: [], archives: noArchives };

function layOut(before: Layout, records: readonly LedgerRecord[], limit: Limit): Layout {
  const channel = { ...limit, tombstoneDays: 0, feedUrl: 'https://feeds.courier.example/' };
  return layOutArchives({ records, before: before.records, archives: before.archives, channel, now });
}

function arrive(before: Layout, record: LedgerRecord, limit: Limit): Layout {
  return layOut(before, [...before.records, record], limit);
}

function idsIn({ records }: Layout, archive: number | null): readonly string[] {
  return records.filter((it) => it.archive === archive && it.state === 'published').map(({ id }) => id);
}

/** What each archive document shows, by number. */
function documentsOf(layout: Layout): ReadonlyMap<number, string> {
  const { count, linked } = layout.archives;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return new Map(numbers.map((it) => [it, JSON.stringify([idsIn(layout, it), it < linked])]));
}

function changedDocuments(before: Layout, after: Layout): readonly number[] {
  const old = documentsOf(before);
  return [...documentsOf(after)].filter(([number, shown]) => old.get(number) !== shown).map(([number]) => number);
}

/** What holds after every run. */
function checkLayout(layout: Layout, limit: Limit): void {
  const live = layout.records.filter(({ state, archive }) => state === 'published' && archive === null);
  const out = layout.records.filter(({ state }) => state === 'published');
  expect(fitting(live, { count: limit.limit, room: roomOf(limit) })).toHaveLength(live.length);
  expect(live.length > 0).toBe(out.length > 0);
  for (const { archive } of layout.records)
    expect(archive ?? 1).toBeLessThanOrEqual(Math.max(1, layout.archives.count));
  expect(layout.archives.linked).toBeLessThanOrEqual(layout.archives.count);
  expect(layOut(layout, layout.records, limit)).toEqual(layout);
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

function withdrawn(record: LedgerRecord): LedgerRecord {
  return { ...record, state: 'withdrawn' };
}

test('one arrival changes one document at the most, every entry has one place, and a run without news changes nothing', () => {
  const check = (start: Limit, steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]) => {
    let limit = start;
    let layout = nothing;
    let number = 0;
    const next = (size: number, late = 0) => {
      number += 1;
      return recordOf(number, { weight: bytes(size), day: late === 3 ? Math.ceil(number / 2) : number + 1 });
    };
    for (const it of steps) {
      const before = layout;
      const { records } = before;
      if (it.does === 'limit') limit = { ...limit, limit: it.limit };
      if (it.does === 'arrive') layout = arrive(before, next(it.kilobytes, it.late), limit);
      else if (it.does === 'many')
        layout = layOut(before, [...records, ...Array.from({ length: it.many }, () => next(it.kilobytes))], limit);
      else if (it.does === 'newest go')
        layout = layOut(before, [...records.slice(0, -it.many), ...records.slice(-it.many).map(withdrawn)], limit);
      else if (it.does === 'some go')
        layout = layOut(
          before,
          records.map((record, index) => (index % it.every === 0 ? withdrawn(record) : record)),
          limit,
        );
      else if (it.does === 'come back')
        layout = layOut(
          before,
          records.map((record) => ({ ...record, state: 'published' as const })),
          limit,
        );
      else layout = layOut(before, records, limit);
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

describe('by name', () => {
  test('two hundred small articles, then a large one: what leaves is one document', () => {
    const limit = { limit: 1000, limitKilobytes: 512 };
    let layout = nothing;
    const small = Array.from({ length: 200 }, (_, index) => recordOf(index, { weight: bytes(2), day: index + 1 }));
    layout = layOut(layout, small, limit);
    const after = arrive(layout, recordOf(300, { weight: bytes(480), day: 300 }), limit);
    expect(changedDocuments(layout, after)).toEqual([1]);
    checkLayout(after, limit);
  });

  test('links that had to wait come one with each article', () => {
    const limit = { limit: 50, limitKilobytes: 16 };
    let layout = nothing;
    for (let number = 1; number <= 4; number += 1)
      layout = arrive(layout, recordOf(number, { weight: bytes(5.5), day: number }), limit);
    expect(layout.archives.count).toBeGreaterThan(1);
    for (let number = 5; number <= 9; number += 1) {
      const after = arrive(layout, recordOf(number, { weight: bytes(0.1), day: number }), limit);
      expect(changedDocuments(layout, after).length).toBeLessThanOrEqual(1);
      layout = after;
    }
    expect(layout.archives.linked).toBe(layout.archives.count);
  });

  test('a live feed that loses its newest takes the newest document back', () => {
    const limit = { limit: 4, limitKilobytes: 512 };
    const twelve = Array.from({ length: 12 }, (_, index) => recordOf(index, { weight: bytes(1), day: index + 1 }));
    const before = layOut(nothing, twelve, limit);
    const after = layOut(before, [...before.records.slice(0, 8), ...before.records.slice(8).map(withdrawn)], limit);
    expect(idsIn(after, null)).toEqual(['tag:4', 'tag:5', 'tag:6', 'tag:7']);
    expect(after.archives.count).toBe(1);
  });

  test('a limit that is raised again brings entries back', () => {
    let layout = nothing;
    const forty = Array.from({ length: 40 }, (_, index) => recordOf(index, { weight: bytes(1), day: index + 1 }));
    for (const limit of [20, 5, 100])
      layout = layOut(layout, layout === nothing ? forty : layout.records, { limit, limitKilobytes: 512 });
    expect(idsIn(layout, null)).toHaveLength(40);
    expect(layout.archives).toEqual(noArchives);
  });
});
