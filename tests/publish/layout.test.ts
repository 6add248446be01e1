/** The archive layout under any sequence of events: each entry is in the live feed or in one archive document. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ArchiveUse, layOutArchives } from '../../src/feed/archive-layout.ts';
import { budgetBeside, budgetOf, fitting } from '../../src/feed/feed-bytes.ts';
import {
  type Document,
  emptyState,
  type Plan,
  parseArticle,
  plan,
  type SourceChange,
  type State,
} from '../../src/index.ts';
import { type Archives, noArchives } from '../../src/item/item.ts';
import { type Listed, newestFirst } from '../../src/item/visibility.ts';
import { archiveKey, openTables, timeKey } from '../../src/ledger/state.ts';
import type { Channel } from '../../src/model/channel.ts';
import { digestOf } from '../../src/model/digest.ts';
import type { Instant } from '../../src/model/instant.ts';
import { ledgerStateOf } from '../../src/publish/plan/plan.ts';
import { channel as plainChannel } from '../support/channel.ts';
import { instant } from '../support/instant.ts';

interface Limit {
  readonly limit: number;
  readonly limitKilobytes: number;
}

/** The entries in the feeds, newest first, and their archive documents. */
interface Newsroom {
  readonly entries: readonly Listed[];
  readonly archives: Archives;
}

const empty: Newsroom = { entries: [], archives: noArchives };

const bytes = (kilobytes: number) => kilobytes * 1024;

function writtenAt(milliseconds: number): Instant {
  return instant(`${new Date(milliseconds).toISOString().slice(0, 19)}Z`);
}

function entryOf(number: number, { entryBytes, day }: { readonly entryBytes: number; readonly day: number }): Listed {
  const published = writtenAt(Date.UTC(2024, 0, day));
  const id = `tag:${number}`;
  const path = `${number}.md`;
  return { path, id, published, updated: published, digest: '', entryBytes, archive: null, sections: [] };
}

/** The ids of the entries in the live feed. */
function liveIn({ entries }: Newsroom, limit: Limit): readonly string[] {
  return fitting(entries, { count: limit.limit, budgetBytes: budgetOf(limit) }).map(({ id }) => id);
}

function membersOf({ entries }: Newsroom, number: number): readonly Listed[] {
  return entries.filter(({ archive }) => archive === number);
}

function bytesOf(entries: readonly Listed[]): number {
  return entries.reduce((sum, { entryBytes }) => sum + entryBytes, 0);
}

/** The document of the next newer entry that is in one. */
function documentOfTime(entry: Listed, room: Newsroom): ArchiveUse | null {
  const newer = room.entries.filter(({ published, archive }) => published > entry.published && archive !== null);
  const number = newer.at(-1)?.archive ?? null;
  if (number === null) return null;
  const members = membersOf(room, number);
  return { number, count: members.length, bytes: bytesOf(members) };
}

/** The newsroom after a run that found these entries. Those that keep their document have its number. */
function layOut(before: Newsroom, found: readonly Listed[], limit: Limit): Newsroom {
  const room = { entries: [...found].sort(newestFirst), archives: before.archives };
  const known = new Set(before.entries.map(({ id }) => id));
  const { moved, archives } = layOutArchives({
    loose: room.entries.filter(({ archive }) => archive === null),
    window: new Set(liveIn(room, limit)),
    newcomers: new Set(found.map(({ id }) => id).filter((id) => !known.has(id))),
    archives: before.archives,
    channel: limit,
    documentOfTime: (entry) => documentOfTime(entry, room),
  });
  return { entries: room.entries.map((it) => ({ ...it, archive: moved.get(it) ?? it.archive })), archives };
}

function arrive(before: Newsroom, entry: Listed, limit: Limit): Newsroom {
  return layOut(before, [...before.entries, entry], limit);
}

/**
 * How many documents one arrival may change. It is one, except if the article is older than others in the live feed, does not fit
 * into it beside them, and fits into no document with those that follow it and leave the live feed, too.
 */
function documentsOfArrival(before: Pick<Newsroom, 'entries'>, after: Pick<Newsroom, 'entries'>, limit: Limit): number {
  const loose = new Set(before.entries.flatMap(({ id, archive }) => (archive === null ? [id] : [])));
  const known = new Set(before.entries.map(({ id }) => id));
  const moved = after.entries.filter(({ id, archive }) => archive !== null && (loose.has(id) || !known.has(id)));
  const isNewcomerOut = moved.some(({ id }) => !known.has(id));
  return isNewcomerOut && bytesOf(moved) > budgetOf(limit) ? 2 : 1;
}

/** What each archive document contains, by number. */
function documentsOf(room: Newsroom): ReadonlyMap<number, string> {
  const { count, linked } = room.archives;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return new Map(numbers.map((it) => [it, JSON.stringify([membersOf(room, it).map(({ id }) => id), it < linked])]));
}

function changedDocuments(before: Newsroom, after: Newsroom): readonly number[] {
  const old = documentsOf(before);
  return [...documentsOf(after)].filter(([number, shown]) => old.get(number) !== shown).map(([number]) => number);
}

interface Checking {
  readonly limit: Limit;
  /** The ids of entries that were withdrawn and came back: each returns to its document, whatever that contains now. */
  readonly cameBack: ReadonlySet<string>;
}

/** What must be true after every run. */
function checkLayout(room: Newsroom, { limit, cameBack }: Checking): void {
  const { entries, archives } = room;
  const live = new Set(liveIn(room, limit));
  expect(live.size > 0).toBe(entries.length > 0);
  expect(entries.filter(({ id, archive }) => archive === null && !live.has(id))).toEqual([]);
  for (const { archive } of entries) expect(archive ?? 1).toBeLessThanOrEqual(Math.max(1, archives.count));
  expect(archives.linked).toBeLessThanOrEqual(archives.count);
  for (let number = 1; number <= archives.count; number += 1) {
    const members = membersOf(room, number).filter(({ id }) => !cameBack.has(id));
    if (members.length > 1) expect(bytesOf(members)).toBeLessThanOrEqual(budgetOf(limit));
  }
  expect(layOut(room, entries, limit)).toEqual(room);
}

const kilobytes = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 60 }));
const late = fc.nat({ max: 3 });
const arrival = fc.record({ does: fc.constant('arrive' as const), kilobytes, late });
const step = fc.oneof(
  { weight: 8, arbitrary: arrival },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('many' as const),
      kilobytes,
      many: fc.integer({ min: 2, max: 30 }),
      late,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('newest go' as const), many: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('some go' as const), every: fc.integer({ min: 2, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('come back' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('limit' as const), limit: fc.integer({ min: 1, max: 30 }) }) },
);

const limits = fc.record({
  limit: fc.integer({ min: 1, max: 30 }),
  limitKilobytes: fc.constantFrom(16, 40, 64, 10_240),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Some articles come late: they are older than half of the others. */
const dayOf = (number: number, isLate: boolean) => (isLate ? Math.ceil(number / 2) : number + 1);

test('one arrival changes at most one document, every entry is in one document, and a run without news changes nothing', () => {
  const check = (start: Limit, steps: readonly Step[]) => {
    let limit = start;
    let room = empty;
    let number = 0;
    let gone: readonly Listed[] = [];
    const cameBack = new Set<string>();
    const next = (size: number, isLate: boolean) => {
      number += 1;
      return entryOf(number, { entryBytes: bytes(size), day: dayOf(number, isLate) });
    };
    const withdraw = (isGone: (entry: Listed, index: number) => boolean) => {
      gone = [...gone, ...room.entries.filter(isGone)];
      return layOut(
        room,
        room.entries.filter((entry, index) => !isGone(entry, index)),
        limit,
      );
    };
    for (const it of steps) {
      const before = room;
      if (it.does === 'limit') limit = { ...limit, limit: it.limit };
      if (it.does === 'arrive') room = arrive(before, next(it.kilobytes, it.late === 3), limit);
      else if (it.does === 'many')
        room = layOut(
          before,
          [...before.entries, ...Array.from({ length: it.many }, () => next(it.kilobytes, it.late === 3))],
          limit,
        );
      else if (it.does === 'newest go') room = withdraw((_, index) => index < it.many);
      else if (it.does === 'some go') room = withdraw((_, index) => index % it.every === 0);
      else if (it.does === 'come back') {
        for (const { id } of gone) cameBack.add(id);
        room = layOut(before, [...before.entries, ...gone], limit);
        gone = [];
      } else room = layOut(before, before.entries, limit);
      checkLayout(room, { limit, cameBack });
      if (it.does === 'arrive')
        expect(changedDocuments(before, room).length).toBeLessThanOrEqual(documentsOfArrival(before, room, limit));
      if (it.does.endsWith('go')) expect(room.archives.count).toBe(before.archives.count);
    }
  };
  fc.assert(fc.property(limits, fc.array(step, { maxLength: 60 }), check), { numRuns: 300 });
});

describe('single cases', () => {
  const cameBack = new Set<string>();
  const first = (count: number, kilobytes: number) =>
    Array.from({ length: count }, (_, index) => entryOf(index, { entryBytes: bytes(kilobytes), day: index + 1 }));

  test('two hundred small articles, then a large one: what leaves the live feed is one document', () => {
    const limit = { limit: 1000, limitKilobytes: 512 };
    const room = layOut(empty, first(200, 2), limit);
    const after = arrive(room, entryOf(300, { entryBytes: bytes(480), day: 300 }), limit);
    expect(changedDocuments(room, after)).toEqual([1]);
    checkLayout(after, { limit, cameBack });
  });

  test('when the live feed is full, its older half goes into one document, and the next articles change none', () => {
    const limit = { limit: 10, limitKilobytes: 512 };
    let room = layOut(empty, first(10, 1), limit);
    const counts: number[] = [];
    for (let number = 11; number <= 30; number += 1) {
      const after = arrive(room, entryOf(number, { entryBytes: bytes(1), day: number }), limit);
      counts.push(changedDocuments(room, after).length);
      expect(liveIn(after, limit)).toHaveLength(10);
      room = after;
    }
    expect(counts.slice(0, 7)).toEqual([1, 0, 0, 0, 0, 0, 1]);
    expect(membersOf(room, 1)).toHaveLength(6);
  });

  test('delayed links appear one with each article', () => {
    const limit = { limit: 50, limitKilobytes: 16 };
    let room = empty;
    for (let number = 1; number <= 4; number += 1)
      room = arrive(room, entryOf(number, { entryBytes: bytes(5.5), day: number }), limit);
    expect(room.archives.count).toBeGreaterThan(1);
    for (let number = 5; number <= 9; number += 1) {
      const after = arrive(room, entryOf(number, { entryBytes: bytes(0.1), day: number }), limit);
      expect(changedDocuments(room, after).length).toBeLessThanOrEqual(1);
      room = after;
    }
    expect(room.archives.linked).toBe(room.archives.count);
  });

  test('a live feed that loses its newest shows archived entries again, and their documents stay as they are', () => {
    const limit = { limit: 4, limitKilobytes: 512 };
    const before = layOut(empty, first(12, 1), limit);
    const after = layOut(before, before.entries.slice(4), limit);
    expect(liveIn(after, limit)).toEqual(['tag:7', 'tag:6', 'tag:5', 'tag:4']);
    expect(changedDocuments(before, after)).toEqual([]);
    checkLayout(after, { limit, cameBack });
  });

  test('raising the limit again brings entries back', () => {
    let room = empty;
    for (const limit of [20, 5, 100])
      room = layOut(room, room === empty ? first(40, 1) : room.entries, { limit, limitKilobytes: 512 });
    const limit = { limit: 100, limitKilobytes: 512 };
    expect(liveIn(room, limit)).toHaveLength(40);
    checkLayout(room, { limit, cameBack });
  });

  test('an older article goes into the document of its time, unless that is full', () => {
    const limit = { limit: 4, limitKilobytes: 16 };
    const before = layOut(empty, first(12, 1), limit);
    const [number = 0] = membersOf(before, 1).map(({ archive }) => archive ?? 0);
    const late = (kilobytes: number) => entryOf(99, { entryBytes: bytes(kilobytes), day: 2 });
    expect(changedDocuments(before, arrive(before, late(1), limit))).toEqual([number]);
    expect(changedDocuments(before, arrive(before, late(7), limit))).toEqual([before.archives.count + 1]);
  });
});

describe('through plans', () => {
  const start = Date.UTC(2026, 10, 1);
  const at = (run: number) => writtenAt(start + run * 60_000);

  /** An article in the source: the day of its date, its text, and how often it was edited. */
  interface Source {
    readonly day: number;
    readonly kilobytes: number;
    readonly edits: number;
  }

  type Sources = ReadonlyMap<number, Source>;

  function dateOf({ day }: Source): Instant {
    return writtenAt(Date.UTC(2024, 0, day, 12));
  }

  function read(number: number, source: Source, channel: Channel): SourceChange {
    const words = `Text of ${number}, ${source.edits}. `;
    const text = words.repeat(Math.ceil((source.kilobytes * 1024) / words.length));
    const body = new TextEncoder().encode(`---\ntitle: Number ${number}\ndate: ${dateOf(source)}\n---\n${text}\n`);
    const path = `${number}.md`;
    const digest = digestOf(body);
    return { kind: 'read', path, version: digest, digest, reading: parseArticle({ path, body }, channel), beside: {} };
  }

  const idOf = (number: number) => `tag:courier.example,2026:${number}`;

  /** The ids of all articles, newest first. */
  function expectedIds(sources: Sources): readonly string[] {
    const dated = [...sources].map(([number, it]) => ({ id: idOf(number), published: dateOf(it) }));
    return dated.sort(newestFirst).map(({ id }) => id);
  }

  type Published = ReadonlyMap<number, Document>;

  const archivesIn = ({ documents }: Plan) =>
    documents.flatMap((it) => (it.kind === 'archive' ? [[it.given.number, it] as const] : []));

  const isOther =
    (before: Published) =>
    ([number, { digest }]: readonly [number, Document]) =>
      before.get(number)?.digest !== digest;

  const listedIn = (state: State) => [...openTables(ledgerStateOf(state)).timeline.range()].map(([, listed]) => listed);

  interface Planned {
    readonly planned: Plan;
    readonly sources: Sources;
    /** The archive documents as they were last planned. */
    readonly published: Published;
    readonly channel: Channel;
  }

  /** What must be true after every run. */
  function checkPlan({ planned, sources, published, channel }: Planned): void {
    const { state, window, documents } = planned;
    const { facts } = ledgerStateOf(state);
    const open = openTables(ledgerStateOf(state));
    const timeline = listedIn(state);
    expect(timeline.map(({ id }) => id)).toEqual(expectedIds(sources));
    const live = documents.find((it) => it.kind === 'live');
    const tombstones = live?.given.feed.tombstones ?? [];
    const limits = { count: channel.limit, budgetBytes: budgetBeside(tombstones, channel) };
    expect(window).toEqual(fitting(timeline, limits));
    expect(live?.entries.map(({ id }) => id)).toEqual(window.map(({ id }) => id));
    const inWindow = new Set(window.map(({ id }) => id));
    expect(timeline.filter(({ id, archive }) => archive === null && !inWindow.has(id))).toEqual([]);
    for (let number = 1; number <= facts.archives.count; number += 1) {
      const members = timeline.filter(({ archive }) => archive === number);
      expect(open.archives.get(archiveKey(number))?.members).toEqual(members.map(timeKey));
      expect(published.get(number)?.entries.map(({ id }) => id)).toEqual(members.map(({ id }) => id));
    }
    expect(Math.max(0, ...timeline.map(({ archive }) => archive ?? 0))).toBeLessThanOrEqual(facts.archives.count);
    const archived = timeline.filter(({ archive }) => archive !== null).length;
    expect(facts).toMatchObject({ listed: timeline.length, archived, window: window.length });
  }

  const planStep = fc.oneof(
    step,
    { weight: 2, arbitrary: fc.record({ does: fc.constant('edit' as const), which: fc.nat(), kilobytes }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('date' as const), which: fc.nat(), day: fc.nat(100) }) },
  );

  type PlanStep = typeof planStep extends fc.Arbitrary<infer Value> ? Value : never;

  test('every entry is in the live feed or in one document, one arrival changes one, and a run without news none', () => {
    const check = (limit: Limit, steps: readonly PlanStep[]) => {
      let channel: Channel = { ...plainChannel, ...limit };
      let [state, published, run, number]: [State, Published, number, number] = [emptyState, new Map(), 0, 0];
      let sources: Sources = new Map();
      let gone: Sources = new Map();
      const next = (after: Sources) => {
        const isRead = ([key, it]: readonly [number, Source]) => sources.get(key) !== it;
        const changes = [
          ...[...after].filter(isRead).map(([key, it]) => read(key, it, channel)),
          ...[...sources.keys()].flatMap((key) => (after.has(key) ? [] : { kind: 'gone' as const, path: `${key}.md` })),
        ];
        run += 1;
        const planned = plan(state, changes, channel, at(run));
        const changed = archivesIn(planned).filter(isOther(published));
        published = new Map([...published, ...archivesIn(planned)]);
        [state, sources] = [planned.state, after];
        checkPlan({ planned, sources, published, channel });
        return changed;
      };
      const create = (size: number, isLate: boolean): readonly [number, Source] => {
        number += 1;
        return [number, { day: dayOf(number, isLate), kilobytes: size, edits: 0 }];
      };
      const withdraw = (isGone: (index: number) => boolean) => {
        const newest = [...sources].sort(([one], [other]) => other - one);
        gone = new Map([...gone, ...newest.filter((_, index) => isGone(index))]);
        return next(new Map(newest.filter((_, index) => !isGone(index))));
      };
      const change = (which: number, changes: (known: Source) => Partial<Source>) => {
        const found = [...sources][which % Math.max(1, sources.size)];
        if (found === undefined) return;
        const [key, known] = found;
        next(new Map([...sources, [key, { ...known, ...changes(known) }]]));
      };
      next(sources);
      for (const it of steps) {
        const before = { entries: listedIn(state) };
        if (it.does === 'arrive') {
          const changed = next(new Map([...sources, create(it.kilobytes, it.late === 3)]));
          const allowed = documentsOfArrival(before, { entries: listedIn(state) }, channel);
          expect(changed.length).toBeLessThanOrEqual(allowed);
        } else if (it.does === 'many')
          next(new Map([...sources, ...Array.from({ length: it.many }, () => create(it.kilobytes, it.late === 3))]));
        else if (it.does === 'newest go') withdraw((index) => index < it.many);
        else if (it.does === 'some go') withdraw((index) => index % it.every === 0);
        else if (it.does === 'come back') {
          const back = gone;
          gone = new Map();
          next(new Map([...sources, ...back]));
        } else if (it.does === 'edit') change(it.which, ({ edits }) => ({ kilobytes: it.kilobytes, edits: edits + 1 }));
        else if (it.does === 'date') change(it.which, ({ edits }) => ({ day: it.day, edits: edits + 1 }));
        else {
          channel = { ...channel, limit: it.limit };
          next(sources);
        }
        const { facts } = ledgerStateOf(state);
        expect(next(sources)).toEqual([]);
        expect(ledgerStateOf(state).facts).toEqual({ ...facts, lastRun: at(run) });
      }
    };
    fc.assert(fc.property(limits, fc.array(planStep, { maxLength: 30 }), check), { numRuns: 60 });
  });
});
