/**
 * Distributes entries between the live feed and archive documents (RFC 5005, 4). An archive document gets a batch of entries
 * once and then rarely changes, so that it can be cached for a long time. Pure.
 */

import { type Archives, entryOf, type Item, type Published, withEntry } from '../item/item.ts';
import { selectGone, selectLive } from '../item/visibility.ts';
import type { Channel } from '../model/channel.ts';
import { type Instant, isAfter, isBefore } from '../model/instant.ts';
import { budgetBeside, budgetOf, fitting, type Limits } from './feed-bytes.ts';
import { tombstonesOf } from './tombstones.ts';

export interface LayoutInput {
  readonly items: readonly Item[];
  /** The items after the previous run. */
  readonly before: readonly Item[];
  readonly archives: Archives;
  readonly channel: Pick<Channel, 'limit' | 'limitKilobytes' | 'tombstoneDays' | 'feedUrl'>;
  readonly now: Instant;
}

/** The items with the numbers of their archive documents, and the count of documents. */
export interface Layout {
  readonly items: readonly Item[];
  readonly archives: Archives;
}

/** The maximum number of entries in one new archive document. */
const archiveSize = 50;

/** Assigns a document to each item. One new article creates or changes at most one archive document. */
export function layOutArchives(input: LayoutInput): Layout {
  const { archives, channel } = input;
  const limits = liveLimits(input);
  const budgetBytes = budgetOf(channel);
  const live = selectLive(input.items, input.now);
  const before = new Map(input.before.flatMap((item) => (item.state === 'published' ? [[item.entry.id, item]] : [])));
  const newcomers = live.filter(({ entry }) => !before.has(entry.id));
  const settled = settledArchives({ live, before, newcomers, budgetBytes });
  const kept = documentsKept({ live, archives: settled }, { count: archives.count, limits });
  const waiting = waitingFor({ live, archives: settled }, kept);
  const batches = overflow(waiting, { limits, newcomers, budgetBytes, isFirst: kept === 0 });
  const next = new Map([...settled].filter(([, archive]) => archive <= kept));
  for (const [index, batch] of batches.entries()) for (const { entry } of batch) next.set(entry.id, kept + index + 1);
  const late = newcomers.filter(({ entry }) => (settled.get(entry.id) ?? Number.POSITIVE_INFINITY) <= kept);
  const ids = new Set(live.map(({ entry }) => entry.id));
  const archiveOf = (item: Item, id: string) => (ids.has(id) ? next.get(id) : archiveWhileGone(item, kept)) ?? null;
  return {
    items: input.items.map((item) => inArchive(item, archiveOf)),
    archives: countArchives(archives, {
      kept,
      added: batches.length,
      arrivals: newcomers.length,
      late: late.length,
    }),
  };
}

/** The limits of the live feed, less the bytes of the tombstones. */
function liveLimits({ items, channel, now }: LayoutInput): Limits {
  const tombstones = tombstonesOf(selectGone(items, now), { channel, now });
  return { count: channel.limit, budgetBytes: budgetBeside(tombstones, channel) };
}

/** An entry that is not published keeps its document, if the document still exists, in case the entry returns. */
function archiveWhileGone(item: Item, kept: number): number | null {
  const archive = entryOf(item)?.archive ?? null;
  return archive !== null && archive <= kept ? archive : null;
}

function inArchive(item: Item, archiveOf: (item: Item, id: string) => number | null): Item {
  const entry = entryOf(item);
  const archive = entry === null ? null : archiveOf(item, entry.id);
  return entry === null || archive === entry.archive ? item : withEntry(item, { archive });
}

interface Archived {
  /** Newest first. */
  readonly live: readonly Published[];
  /** The document of each archived entry, by id. */
  readonly archives: ReadonlyMap<string, number>;
}

interface Settling {
  readonly live: readonly Published[];
  readonly before: ReadonlyMap<string, Published>;
  readonly newcomers: readonly Published[];
  readonly budgetBytes: number;
}

/** The documents of archived entries: as before, without entries that are news again, with late arrivals. */
function settledArchives({ live, before, newcomers, budgetBytes }: Settling): ReadonlyMap<string, number> {
  const archives = new Map(
    live.flatMap(({ entry: { id, archive } }) => (archive === null ? [] : [[id, archive] as const])),
  );
  for (const item of live) if (isRedated(item, { live, before, archives })) archives.delete(item.entry.id);
  return new Map([...archives, ...latecomers(newcomers, { live, archives, budgetBytes })]);
}

/** True if the author gave an archived entry a date later than all other archived entries, which makes it news again. */
function isRedated(
  item: Published,
  { live, before, archives }: Archived & { readonly before: ReadonlyMap<string, Published> },
): boolean {
  const { id } = item.entry;
  const known = before.get(id);
  if (!archives.has(id) || known === undefined || known.published === item.published) return false;
  const newest = live.find(({ entry }) => archives.has(entry.id) && entry.id !== id);
  return newest === undefined || isBefore(newest.published, item.published);
}

/** New articles that are older than archived ones. Each goes to the document of its time, unless that is full. */
function latecomers(
  newcomers: readonly Published[],
  { live, archives, budgetBytes }: Archived & { readonly budgetBytes: number },
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const archived = live.filter(({ entry }) => archives.has(entry.id));
  const used = new Map<number, Used>();
  for (const { entry, entryBytes } of archived) addTo(used, archives.get(entry.id) ?? 0, entryBytes);
  for (const { entry, published, entryBytes } of newcomers.filter((item) => !archives.has(item.entry.id))) {
    const newer = archived.findLast((item) => isAfter(item.published, published));
    const archive = newer === undefined ? undefined : archives.get(newer.entry.id);
    const there = archive === undefined ? undefined : used.get(archive);
    if (archive === undefined || there === undefined) continue;
    if (there.count >= 2 * archiveSize || there.bytes + entryBytes > budgetBytes) continue;
    addTo(used, archive, entryBytes);
    found.set(entry.id, archive);
  }
  return found;
}

/** What a document already contains. */
interface Used {
  readonly count: number;
  readonly bytes: number;
}

function addTo(used: Map<number, Used>, archive: number, entryBytes: number): void {
  const { count, bytes } = used.get(archive) ?? { count: 0, bytes: 0 };
  used.set(archive, { count: count + 1, bytes: bytes + entryBytes });
}

/** The entries that are in the live feed if there are `count` archive documents, newest first. */
function waitingFor({ live, archives }: Archived, count: number): readonly Published[] {
  return live.filter(({ entry }) => (archives.get(entry.id) ?? Number.POSITIVE_INFINITY) > count);
}

/** How many documents stay. If the live feed has lost most of its entries, it takes back the newest document, as far as it fits. */
function documentsKept(all: Archived, { count, limits }: { readonly count: number; readonly limits: Limits }): number {
  const waiting = waitingFor(all, count);
  if (count === 0 || !isThin(waiting, limits)) return count;
  const back = waitingFor(all, count - 1);
  const isEmpty = back.length === waiting.length;
  const gains = fitting(back, limits).length > waiting.length;
  return isEmpty || gains ? documentsKept(all, { count: count - 1, limits }) : count;
}

/** True if a feed is less than half full, in both entries and bytes. */
function isThin(items: readonly Published[], { count, budgetBytes }: Limits): boolean {
  return items.length < count / 2 && bytesOfAll(items) < budgetBytes / 2;
}

function bytesOfAll(items: readonly Published[]): number {
  return items.reduce((sum, { entryBytes }) => sum + entryBytes, 0);
}

interface Overflow {
  readonly limits: Limits;
  /** The entries that were not published before. */
  readonly newcomers: readonly Published[];
  /** The maximum bytes of the entries in one archive document. */
  readonly budgetBytes: number;
  /** True if there is no archive yet. */
  readonly isFirst: boolean;
}

/** The entries that move from the live feed to new documents, oldest first. `waiting` is newest first. */
function overflow(waiting: readonly Published[], options: Overflow): readonly (readonly Published[])[] {
  const { limits, newcomers, budgetBytes, isFirst } = options;
  const shown = fitting(waiting, limits).length;
  if (shown === waiting.length) return [];
  const excess = waiting.slice(shown).reverse();
  const batch = isFirst ? excess : waiting.slice(staying(waiting, { shown, limits })).reverse();
  if (newcomers.length === 1) {
    const document = [batch, excess, newcomers].find((it) => isOneDocument(it, { waiting, limits, budgetBytes }));
    if (document !== undefined) return [document];
  }
  // The first archive has at least two documents, if possible, because a single one has no neighbour to link to.
  if (isFirst) return chunk(excess, { count: Math.min(archiveSize, Math.ceil(excess.length / 2)), budgetBytes });
  const whole = chunk(batch, { count: archiveSize, budgetBytes });
  return whole.length === 1 ? whole : chunk(excess, { count: archiveSize, budgetBytes });
}

/** How many entries stay in a full live feed: half of its limit. */
function staying(
  waiting: readonly Published[],
  { shown, limits }: { readonly shown: number; readonly limits: Limits },
): number {
  const half = Math.max(2, Math.floor(limits.count / 2));
  let stay = Math.max(1, Math.ceil(shown / 2), waiting.length - Math.min(archiveSize, half));
  while (stay < shown && isThin(waiting.slice(0, stay), limits)) stay += 1;
  return Math.min(stay, shown);
}

interface Fit extends Pick<Overflow, 'limits' | 'budgetBytes'> {
  readonly waiting: readonly Published[];
}

/** True if the leaving entries fit into one document and the others fit into the live feed. */
function isOneDocument(leaving: readonly Published[], { waiting, limits, budgetBytes }: Fit): boolean {
  const rest = waiting.filter((item) => !leaving.includes(item));
  if (fitting(rest, limits).length < rest.length) return false;
  return leaving.length === 1 || bytesOfAll(leaving) <= budgetBytes;
}

/** Splits entries into documents within the limits. */
function chunk(moved: readonly Published[], limits: Limits): readonly (readonly Published[])[] {
  const chunks: (readonly Published[])[] = [];
  for (let rest = moved; rest.length > 0; rest = rest.slice(chunks.at(-1)?.length)) chunks.push(fitting(rest, limits));
  return chunks;
}

interface Counted {
  /** The documents that stay, and those that this run creates. */
  readonly kept: number;
  readonly added: number;
  /** The new articles, and how many of them went directly into a document. */
  readonly arrivals: number;
  readonly late: number;
}

/** Adding a link to a newer document changes the older one. One new article changes only one document; other links wait. */
function countArchives(before: Archives, { kept, added, arrivals, late }: Counted): Archives {
  const count = kept + added;
  const linked = Math.min(before.linked, kept);
  if (arrivals === 0 && added === 0) return { count, linked };
  if (arrivals !== 1) return { count, linked: count };
  const isBusy = added + late > 0 || kept < before.count;
  return { count, linked: isBusy ? linked : Math.min(count, Math.max(linked, 1) + 1) };
}
