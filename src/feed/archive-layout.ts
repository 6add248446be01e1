/**
 * Distributes entries over archive documents (RFC 5005, 4). The live feed always contains the newest entries. An archive document
 * gets a batch of entries once and then rarely changes, so that it can be cached for a long time. The newest document may
 * contain entries that are also in the live feed. Pure.
 */
import type { Archives } from '../item/item.ts';
import type { Channel } from '../model/channel.ts';
import { budgetOf, fitting, type Limits } from './feed-bytes.ts';

/** What the layout needs to know of an entry. */
export interface Loose {
  readonly id: string;
  readonly entryBytes: number;
}

export interface LayoutInput<T extends Loose> {
  /** The entries that are in no archive document, newest first. */
  readonly loose: readonly T[];
  /** The ids of the entries in the live feed, which are the newest. */
  readonly window: ReadonlySet<string>;
  /** The ids of the entries that the last run had not published. */
  readonly newcomers: Pick<ReadonlySet<string>, 'has' | 'size'>;
  readonly archives: Archives;
  readonly channel: Pick<Channel, 'limit' | 'limitKilobytes'>;
  /** The document of the next newer entry that is in one; null if there is none. */
  readonly documentOfTime: (entry: T) => ArchiveUse | null;
}

/** A document, and what it already contains. */
export interface ArchiveUse {
  readonly number: number;
  readonly count: number;
  readonly bytes: number;
}

export interface Layout<T extends Loose> {
  /** The entries that get a document in this run, and its number. */
  readonly moved: ReadonlyMap<T, number>;
  readonly archives: Archives;
}

/** The maximum number of entries in one new archive document. */
const archiveSize = 50;

/** Gives a document to each entry that the live feed does not contain. One new article creates or changes at most one document. */
export function layOutArchives<T extends Loose>(input: LayoutInput<T>): Layout<T> {
  const { loose, window, newcomers, archives, channel } = input;
  const outside = loose.filter(({ id }) => !window.has(id));
  const late = latecomers(outside, input);
  const excess = outside.filter((entry) => !late.has(entry)).reverse();
  const rest = loose.filter((entry) => !late.has(entry));
  const batches =
    excess.length === 0
      ? []
      : batchesOf(rest, {
          excess,
          channel,
          isFirst: archives.count === 0 && loose.length === newcomers.size,
          isSingle: newcomers.size === 1,
        });
  const moved = new Map(late);
  for (const [index, batch] of batches.entries())
    for (const entry of batch) moved.set(entry, archives.count + index + 1);
  return {
    moved,
    archives: countArchives(archives, { added: batches.length, arrivals: newcomers.size, late: late.size }),
  };
}

/** New articles that are older than archived ones. Each goes to the document of its time, unless that is full. */
function latecomers<T extends Loose>(
  outside: readonly T[],
  { newcomers, channel, documentOfTime }: LayoutInput<T>,
): ReadonlyMap<T, number> {
  const found = new Map<T, number>();
  const added = new Map<number, Used>();
  for (const entry of outside.filter(({ id }) => newcomers.has(id))) {
    const there = documentOfTime(entry);
    if (there === null) continue;
    const { count, bytes } = added.get(there.number) ?? there;
    if (count >= 2 * archiveSize || bytes + entry.entryBytes > budgetOf(channel)) continue;
    added.set(there.number, { count: count + 1, bytes: bytes + entry.entryBytes });
    found.set(entry, there.number);
  }
  return found;
}

type Used = Omit<ArchiveUse, 'number'>;

interface Batching<T extends Loose> {
  /** The entries that must get a document, oldest first. */
  readonly excess: readonly T[];
  readonly channel: LayoutInput<T>['channel'];
  /** True if one article arrived. */
  readonly isSingle: boolean;
  /** True in the first run. */
  readonly isFirst: boolean;
}

/**
 * The entries of new documents, oldest first. If possible, the older half of the live feed goes into one document together with
 * the excess, so that the next articles change no archive. `loose` is newest first.
 */
function batchesOf<T extends Loose>(
  loose: readonly T[],
  { excess, channel, isFirst, isSingle }: Batching<T>,
): readonly (readonly T[])[] {
  const budgetBytes = budgetOf(channel);
  // The first archive has at least two documents, if possible, because a single one has no neighbour to link to.
  if (isFirst) return chunk(excess, { count: Math.min(archiveSize, Math.ceil(excess.length / 2)), budgetBytes });
  const limits = { count: archiveSize, budgetBytes };
  const half = chunk(loose.slice(Math.max(2, Math.floor(channel.limit / 2))).reverse(), limits);
  const [first = []] = half;
  const isEnough = excess.every((entry) => first.includes(entry));
  if (isEnough) return [first];
  const bytes = excess.reduce((sum, { entryBytes }) => sum + entryBytes, 0);
  return isSingle && bytes <= budgetBytes ? [excess] : chunk(excess, limits);
}

/** Splits entries into documents within the limits. */
function chunk<T extends Loose>(entries: readonly T[], limits: Limits): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  let done = 0;
  while (done < entries.length) {
    const next = fitting(entries.slice(done, done + limits.count), limits);
    chunks.push(next);
    done += next.length;
  }
  return chunks;
}

interface Counted {
  /** The documents that this run creates. */
  readonly added: number;
  /** The new articles, and how many of them went directly into an older document. */
  readonly arrivals: number;
  readonly late: number;
}

/** Adding a link to a newer document changes the older one. One new article changes only one document; other links wait. */
function countArchives(before: Archives, { added, arrivals, late }: Counted): Archives {
  const count = before.count + added;
  const { linked } = before;
  if (arrivals === 0 && added === 0) return { count, linked };
  if (arrivals !== 1) return { count, linked: count };
  return { count, linked: added + late > 0 ? linked : Math.min(count, Math.max(linked, 1) + 1) };
}
