/** Decides which entries the live feed and the archive documents contain after a run. Pure. */
import { layOutArchives } from '../../feed/archive-layout.ts';
import { budgetBeside, fitting } from '../../feed/feed-bytes.ts';
import { tombstonesOf } from '../../feed/tombstones.ts';
import type { Archives, Item } from '../../item/item.ts';
import type { SourceChange } from '../../item/source-change.ts';
import type { LeftEntry, Listed } from '../../item/visibility.ts';
import type { Facts } from '../../ledger/facts.ts';
import { firstRows } from '../../ledger/rows.ts';
import { type OpenTables, timeKey } from '../../ledger/state.ts';
import type { Channel } from '../../model/channel.ts';
import type { Instant } from '../../model/instant.ts';
import { documentsOfTime, type ListedChange, moveMembers } from './archive-rows.ts';
import type { EntryMove } from './changed-rows.ts';

/** What all steps of a plan share. */
export interface Run {
  readonly open: OpenTables;
  readonly facts: Facts;
  readonly channel: Channel;
  readonly now: Instant;
  readonly changes: readonly SourceChange[];
}

/** What the live feed and the archive contain after the run. */
export interface LaidOut {
  readonly window: readonly Listed[];
  readonly archives: Archives;
  /** Numbers of archive documents that change. */
  readonly touched: ReadonlySet<number>;
  /** How many more entries are in the feeds, and in archive documents. */
  readonly listed: number;
  readonly archived: number;
}

interface LayoutStep {
  /** The items that the changes concern, before the run. */
  readonly before: readonly Item[];
  readonly recent: readonly LeftEntry[];
  readonly run: Run;
}

/** Decides what the live feed contains, and gives archive documents to the entries that it does not contain. */
export function layOut(moves: readonly EntryMove[], { before, recent, run }: LayoutStep): LaidOut {
  const { open, facts, channel, now } = run;
  const budgetBytes = budgetBeside(tombstonesOf(recent, { channel, now }), channel);
  const window = fitting(
    firstRows(open.timeline.range(), channel.limit).map(([, listed]) => listed),
    { count: channel.limit, budgetBytes },
  );
  const published = new Set(before.flatMap((item) => (item.state === 'published' ? [item.entry.id] : [])));
  const newcomers = new Set(
    moves.flatMap(({ after }) => (after === null || published.has(after.id) ? [] : [after.id])),
  );
  const { moved, archives } = layOutArchives({
    loose: looseEntries(moves, run),
    window: new Set(window.map(({ id }) => id)),
    newcomers,
    archives: facts.archives,
    channel,
    documentOfTime: documentsOfTime(open),
  });
  const intoArchives = [...moved].map(([entry, archive]) => archiveEntry(entry, archive, open));
  const touched = new Set([
    ...moveMembers(open, [...moves, ...intoArchives]),
    ...newlyLinked(facts.archives, archives),
  ]);
  return {
    window: window.map((listed) => open.timeline.get(timeKey(listed)) ?? listed),
    archives,
    touched,
    listed: moreEntries(moves, () => true),
    archived: moreEntries(moves, ({ archive }) => archive !== null) + intoArchives.length,
  };
}

/** How many more entries of a kind there are after some moves. Negative if there are fewer. */
function moreEntries(moves: readonly EntryMove[], isCounted: (entry: Listed) => boolean): number {
  const count = (entry: Listed | null) => (entry !== null && isCounted(entry) ? 1 : 0);
  return moves.reduce((sum, { before, after }) => sum + count(after) - count(before), 0);
}

/** The entries that are in no archive document, newest first. Before this run, all of them were in the live feed. */
function looseEntries(moves: readonly EntryMove[], { open, facts }: Run): readonly Listed[] {
  const arrived = moves.flatMap(({ after }) => after ?? []);
  const near = firstRows(open.timeline.range(), facts.window + arrived.length).map(([, listed]) => listed);
  const loose = new Map([...near, ...arrived].filter(({ archive }) => archive === null).map((it) => [timeKey(it), it]));
  return [...loose].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, listed]) => listed);
}

/** Records the document of an entry that had none. */
function archiveEntry(entry: Listed, archive: number, { timeline }: OpenTables): ListedChange {
  const after = { ...entry, archive };
  timeline.set(timeKey(entry), after);
  return { before: null, after, left: null };
}

/** The archive documents that get a link to the next one. */
export function newlyLinked(before: Archives, after: Archives): readonly number[] {
  const first = Math.max(1, before.linked);
  return Array.from({ length: Math.max(0, after.linked - first) }, (_, index) => first + index);
}
