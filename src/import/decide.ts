/**
 * Decides what all articles of an import have in common: duplicate ids, different dates of change, archive documents, and the
 * parts of the publication that are rendered together. Keeps a million rows in typed arrays. Pure.
 */
import { type ArchiveUse, type Loose, layOutArchives } from '../feed/archive-layout.ts';
import { fitting } from '../feed/feed-bytes.ts';
import type { Archives } from '../item/item.ts';
import { takenSeconds } from '../item/separate-updates.ts';
import type { Listed } from '../item/visibility.ts';
import { timeKey } from '../ledger/state.ts';
import type { Channel } from '../model/channel.ts';
import { fromEpochMilliseconds, type Instant } from '../model/instant.ts';
import { type SlimBatch, secondsOf } from './read-batch.ts';

/** All rows of an import, batch after batch. */
export interface SlimRows {
  readonly count: number;
  /** Null if the file is not a published article of this import. */
  readonly ids: (string | null)[];
  /** Seconds since 1970. */
  readonly published: Float64Array;
  readonly updated: Float64Array;
  readonly bytes: Uint32Array;
  readonly isListed: Uint8Array;
  /** The first row of each batch, and the end. */
  readonly starts: readonly number[];
}

export function emptyRows(starts: readonly number[]): SlimRows {
  const count = starts.at(-1) ?? 0;
  return {
    count,
    ids: new Array<string | null>(count).fill(null),
    published: new Float64Array(count),
    updated: new Float64Array(count),
    bytes: new Uint32Array(count),
    isListed: new Uint8Array(count),
    starts,
  };
}

/** Adds a batch, without the files at some positions. */
export function addBatch(
  rows: SlimRows,
  { ids, published, updated, bytes, kinds }: SlimBatch,
  { batch, left }: { readonly batch: number; readonly left: ReadonlySet<number> },
): void {
  const start = rows.starts[batch] ?? 0;
  for (const [at, id] of ids.entries()) {
    if (id === null || left.has(at)) continue;
    rows.ids[start + at] = id;
    rows.published[start + at] = published[at] ?? 0;
    rows.updated[start + at] = updated[at] ?? 0;
    rows.bytes[start + at] = bytes[at] ?? 0;
    rows.isListed[start + at] = kinds[at] === 'listed' ? 1 : 0;
  }
}

/** What is in the publication already. */
export interface Known {
  /** The entries in the feeds, newest first. */
  readonly listed: readonly Listed[];
  /** The keys of all entries that are shown, in order. */
  readonly shown: readonly string[];
  /** How many of the newest entries the live feed contains. */
  readonly window: number;
  readonly archives: Archives;
  /** The `updated` of entries that documents may show together with new ones. */
  readonly shownUpdates: readonly Instant[];
  readonly documentOfTime: (entry: Pick<Listed, 'id' | 'published'>) => ArchiveUse | null;
}

export interface DecideOptions {
  readonly channel: Channel;
  readonly now: Instant;
  readonly known: Known;
  /** The maximum bytes of the entries in the live feed. */
  readonly liveBytes: number;
  /** About how many entries are in a part. */
  readonly partSize?: number;
}

export interface Decision {
  /** The row that had the id of a row first, by row. Such rows are refused. */
  readonly duplicates: ReadonlyMap<number, number>;
  /** The number of the archive document of each row; 0 for none. */
  readonly archive: Uint32Array;
  /** The part of each row that is shown. */
  readonly part: Uint32Array;
  /** Entries of the publication before that get an archive document now, and its number. */
  readonly knownMoved: ReadonlyMap<Listed, number>;
  /** The part of each entry that was shown before, by its key. */
  readonly knownParts: ReadonlyMap<string, number>;
  /** The new archive documents of each part. */
  readonly parts: readonly (readonly number[])[];
  readonly archives: Archives;
  /** How many entries the live feed contains. */
  readonly window: number;
  /** How many entries are new in the feeds, and how many get an archive document. */
  readonly listed: number;
  readonly archived: number;
}

/** An entry, new (its row) or known (its position in `known.listed`, as -1, -2, …). */
interface Candidate extends Loose {
  readonly row: number;
}

/** About ten parts, because the entries of a part are in memory together. A part has at most 5,000, because many parts make many files. */
function partSizeFor(entries: number): number {
  return Math.min(5_000, Math.max(1_000, Math.ceil(entries / 10)));
}

/** Decides. Changes `rows`: duplicates lose their id, and equal dates of change are moved apart. */
export function decideRows(
  rows: SlimRows,
  { channel, now, known, liveBytes, partSize = partSizeFor(rows.count) }: DecideOptions,
): Decision {
  const byId = rowsById(rows);
  const duplicates = takeDuplicates(rows, byId);
  separateRows(rows, byId, { now, others: known.shownUpdates });
  const byTime = rowsByTime(rows, byId);
  const { window, loose, listed } = candidates(rows, { byTime, known, channel, liveBytes });
  const knownLoose = new Set(known.listed.map(({ id }) => id));
  const { moved, archives } = layOutArchives<Candidate>({
    loose,
    window,
    newcomers: { has: (id) => !knownLoose.has(id), size: listed },
    archives: known.archives,
    channel,
    documentOfTime: ({ id, row }) =>
      known.archives.count === 0 ? null : known.documentOfTime({ id, published: publishedOf(rows, row) }),
  });
  const archive = new Uint32Array(rows.count);
  const knownMoved = new Map<Listed, number>();
  for (const [{ row }, number] of moved) {
    const entry = known.listed[-1 - row];
    if (row >= 0) archive[row] = number;
    else if (entry !== undefined) knownMoved.set(entry, number);
  }
  return {
    duplicates,
    archive,
    knownMoved,
    archives,
    window: window.size,
    listed,
    archived: moved.size,
    ...cutParts(rows, { byTime, archive, knownMoved, known, archives, partSize }),
  };
}

function publishedOf({ published }: SlimRows, row: number): Instant {
  return fromEpochMilliseconds((published[row] ?? 0) * 1000);
}

/** The rows of published articles, sorted by id, and by path if ids are equal. */
function rowsById({ ids, count }: SlimRows): Uint32Array {
  const rows = new Uint32Array(count);
  let length = 0;
  for (let row = 0; row < count; row += 1) if (ids[row] !== null) rows[length++] = row;
  return rows.subarray(0, length).sort((one, other) => {
    const [a, b] = [ids[one] ?? '', ids[other] ?? ''];
    return a === b ? one - other : a < b ? -1 : 1;
  });
}

/** The first file by path owns an id. The rows of others lose theirs. */
function takeDuplicates({ ids }: SlimRows, byId: Uint32Array): ReadonlyMap<number, number> {
  const duplicates = new Map<number, number>();
  let owner = 0;
  for (const [at, row] of byId.entries()) {
    if (at > 0 && ids[row] === ids[owner]) duplicates.set(row, owner);
    else owner = row;
  }
  for (const row of duplicates.keys()) ids[row] = null;
  return duplicates;
}

interface Separating {
  readonly now: Instant;
  readonly others: readonly Instant[];
}

/** As `separateUpdates` does in a run: in the order of the ids. */
function separateRows(rows: SlimRows, byId: Uint32Array, { now, others }: Separating): void {
  const taken = takenSeconds(now);
  for (const updated of others) taken.take(updated);
  for (const row of byId) {
    if (rows.ids[row] === null) continue;
    const wanted = fromEpochMilliseconds((rows.updated[row] ?? 0) * 1000);
    const updated = taken.nextFree(wanted, publishedOf(rows, row));
    taken.take(updated);
    rows.updated[row] = secondsOf(updated);
  }
}

/** The rows that are shown, newest first, and by id if dates are equal. */
function rowsByTime({ ids, published, count }: SlimRows, byId: Uint32Array): Uint32Array {
  const rank = new Uint32Array(count);
  for (const [at, row] of byId.entries()) rank[row] = at;
  const rows = byId.filter((row) => ids[row] !== null);
  return rows.sort(
    (one, other) => (published[other] ?? 0) - (published[one] ?? 0) || (rank[one] ?? 0) - (rank[other] ?? 0),
  );
}

interface Choosing {
  readonly byTime: Uint32Array;
  readonly known: Known;
  readonly channel: Pick<Channel, 'limit'>;
  readonly liveBytes: number;
}

/** The entries without an archive document, newest first, and the ids of those in the live feed. */
function candidates(rows: SlimRows, { byTime, known, channel, liveBytes }: Choosing) {
  const loose: Candidate[] = [];
  const newest: Candidate[] = [];
  let listed = 0;
  for (const row of inOrder(rows, { byTime, known: known.listed.map((it) => timeKey(it)) })) {
    const entry = row < 0 ? known.listed[-1 - row] : undefined;
    if (row >= 0 && rows.isListed[row] === 0) continue;
    const candidate =
      entry === undefined
        ? { id: rows.ids[row] ?? '', entryBytes: rows.bytes[row] ?? 0, row }
        : { id: entry.id, entryBytes: entry.entryBytes, row };
    if (newest.length < channel.limit) newest.push(candidate);
    if (entry === undefined) listed += 1;
    const isLoose = entry === undefined || (-1 - row < known.window && entry.archive === null);
    if (isLoose) loose.push(candidate);
  }
  const shown = fitting(newest, { count: channel.limit, budgetBytes: liveBytes });
  return { loose, listed, window: new Set(shown.map(({ id }) => id)) };
}

interface Ordering {
  readonly byTime: Uint32Array;
  /** Keys of known entries, in order. */
  readonly known: readonly string[];
}

/** New rows and known entries in the order of their keys: rows as they are, known entries as -1, -2, … */
function* inOrder(rows: SlimRows, { byTime, known }: Ordering): Generator<number> {
  let next = 0;
  for (const row of byTime) {
    if (next < known.length) {
      const key = timeKey({ published: publishedOf(rows, row), id: rows.ids[row] ?? '' });
      for (; next < known.length && (known[next] ?? '') < key; next += 1) yield -1 - next;
    }
    yield row;
  }
  for (; next < known.length; next += 1) yield -1 - next;
}

interface Cutting {
  readonly byTime: Uint32Array;
  readonly archive: Uint32Array;
  readonly knownMoved: ReadonlyMap<Listed, number>;
  readonly known: Known;
  readonly archives: Archives;
  readonly partSize: number;
}

/** Cuts the entries, in the order of their keys, into parts. No new archive document is in two parts. */
function cutParts(rows: SlimRows, { byTime, archive, knownMoved, known, archives, partSize }: Cutting) {
  const before = known.archives.count;
  const left = new Uint32Array(archives.count - before + 1);
  const movedByKey = new Map([...knownMoved].map(([entry, number]) => [timeKey(entry), number]));
  const numberAt = (ref: number) =>
    ref >= 0 ? (archive[ref] ?? 0) : (movedByKey.get(known.shown[-1 - ref] ?? '') ?? 0);
  const countOf = (number: number) => number - before;
  for (const ref of inOrder(rows, { byTime, known: known.shown })) {
    const number = numberAt(ref);
    if (number > before) left[countOf(number)] = (left[countOf(number)] ?? 0) + 1;
  }
  const part = new Uint32Array(rows.count);
  const knownParts = new Map<string, number>();
  const parts: number[][] = [[]];
  let [size, open] = [0, new Set<number>()];
  for (const ref of inOrder(rows, { byTime, known: known.shown })) {
    if (size >= partSize && open.size === 0) {
      parts.push([]);
      size = 0;
    }
    if (ref >= 0) part[ref] = parts.length - 1;
    else knownParts.set(known.shown[-1 - ref] ?? '', parts.length - 1);
    size += 1;
    const number = numberAt(ref);
    if (number <= before) continue;
    const rest = (left[countOf(number)] ?? 0) - 1;
    left[countOf(number)] = rest;
    if (!open.has(number) && !parts.at(-1)?.includes(number)) parts.at(-1)?.push(number);
    if (rest > 0) open.add(number);
    else open.delete(number);
  }
  return { part, parts, knownParts };
}
