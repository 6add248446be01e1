/**
 * Which entries stand in the live feed, and which in which archive document (RFC 5005, 4). An archive document takes a
 * batch of entries once and none after, so that it can be cached for long. Pure.
 */
import { fitting, type Limits, roomOf } from '../item/entry-size.ts';
import type { Archives, LedgerRecord } from '../item/item-record.ts';
import { type LiveRecord, selectGone, selectLive } from '../item/visibility.ts';
import type { Channel } from '../model/channel.ts';
import type { Instant } from '../model/instant.ts';
import { roomBeside, tombstonesOf } from './tombstones.ts';

export interface LayoutInput {
  readonly records: readonly LedgerRecord[];
  /** As the run before left them. */
  readonly before: readonly LedgerRecord[];
  readonly archives: Archives;
  readonly channel: Pick<Channel, 'limit' | 'limitKilobytes' | 'tombstoneDays' | 'feedUrl'>;
  readonly now: Instant;
}

/** The records with their places, and how many documents there are. */
export interface Layout {
  readonly records: readonly LedgerRecord[];
  readonly archives: Archives;
}

/** The most entries of one archive document, where one article alone does not fill it. */
const archiveSize = 50;

/** Gives each record its document. One new article makes or changes one archive document at the most. */
export function layOutArchives(input: LayoutInput): Layout {
  const { archives, channel } = input;
  const limits = liveLimits(input);
  const live = selectLive(input.records, input.now);
  const before = new Map(input.before.filter(({ state }) => state === 'published').map((it) => [it.id, it]));
  const newcomers = live.filter(({ id }) => !before.has(id));
  const settled = settledPlaces({ live, before, newcomers, room: roomOf(channel) });
  const kept = documentsKept({ live, places: settled }, { count: archives.count, limits });
  const waiting = waitingFor({ live, places: settled }, kept);
  const batches = overflow(waiting, { limits, newcomers, room: roomOf(channel), isFirst: kept === 0 });
  const places = new Map([...settled].filter(([, archive]) => archive <= kept));
  for (const [index, batch] of batches.entries()) for (const { id } of batch) places.set(id, kept + index + 1);
  const lateOnes = newcomers.filter(({ id }) => (settled.get(id) ?? Number.POSITIVE_INFINITY) <= kept);
  const ids = new Set(live.map(({ id }) => id));
  return {
    records: input.records.map((record) =>
      moveTo(record, ids.has(record.id) ? places.get(record.id) : backTo(record, kept)),
    ),
    archives: countArchives(archives, {
      kept,
      added: batches.length,
      arrivals: newcomers.length,
      late: lateOnes.length,
    }),
  };
}

/** What withdrawals take of the live feed is not there for entries. */
function liveLimits({ records, channel, now }: LayoutInput): Limits {
  const told = tombstonesOf(selectGone(records, now), { channel, now });
  return { count: channel.limit, room: roomBeside(told, channel) };
}

/** One that is out for now keeps its place, for the day when it comes back, as long as its document is there. */
function backTo({ archive }: LedgerRecord, kept: number): number | undefined {
  return archive !== null && archive <= kept ? archive : undefined;
}

function moveTo(record: LedgerRecord, archive: number | null = null): LedgerRecord {
  return archive === record.archive ? record : { ...record, archive };
}

interface Places {
  readonly live: readonly LiveRecord[];
  readonly places: ReadonlyMap<string, number>;
}

interface Settling {
  readonly live: readonly LiveRecord[];
  readonly before: ReadonlyMap<string, LedgerRecord>;
  readonly newcomers: readonly LiveRecord[];
  readonly room: number;
}

/** The places of the archived ones: where they stood, but for what is news again, and with what comes late. */
function settledPlaces({ live, before, newcomers, room }: Settling): ReadonlyMap<string, number> {
  const places = new Map(live.flatMap(({ id, archive }) => (archive === null ? [] : [[id, archive] as const])));
  for (const record of live) if (isRedated(record, { live, before, places })) places.delete(record.id);
  return new Map([...places, ...latecomers(newcomers, { live, places, room })]);
}

/** Its author gave it a date that is later than that of all other archived ones: it is news again. */
function isRedated(
  record: LiveRecord,
  { live, before, places }: Places & { readonly before: ReadonlyMap<string, LedgerRecord> },
): boolean {
  const known = before.get(record.id);
  if (!places.has(record.id) || known === undefined || known.published === record.published) return false;
  const newest = live.find(({ id }) => places.has(id) && id !== record.id);
  return newest === undefined || newest.published < record.published;
}

/** New articles that are older than archived ones, each with the document of its time, as long as that has room. */
function latecomers(
  newcomers: readonly LiveRecord[],
  { live, places, room }: Places & { readonly room: number },
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const archived = live.filter(({ id }) => places.has(id));
  const used = new Map<number, { count: number; weight: number }>();
  for (const { id, weight } of archived) addTo(used, places.get(id) ?? 0, weight);
  for (const record of newcomers.filter(({ id }) => !places.has(id))) {
    const newer = archived.findLast(({ published }) => published > record.published);
    const archive = newer === undefined ? undefined : places.get(newer.id);
    const there = archive === undefined ? undefined : used.get(archive);
    if (archive === undefined || there === undefined) continue;
    if (there.count >= 2 * archiveSize || there.weight + record.weight > room) continue;
    addTo(used, archive, record.weight);
    found.set(record.id, archive);
  }
  return found;
}

function addTo(used: Map<number, { count: number; weight: number }>, archive: number, weight: number): void {
  const { count, weight: before } = used.get(archive) ?? { count: 0, weight: 0 };
  used.set(archive, { count: count + 1, weight: before + weight });
}

/** Those that stand in the live feed where there are so many documents, the newest first. */
function waitingFor({ live, places }: Places, count: number): readonly LiveRecord[] {
  return live.filter(({ id }) => (places.get(id) ?? Number.POSITIVE_INFINITY) > count);
}

/** How many documents stay: the newest goes back into a live feed that has lost most of its entries, as far as they fit. */
function documentsKept(all: Places, { count, limits }: { readonly count: number; readonly limits: Limits }): number {
  const waiting = waitingFor(all, count);
  if (count === 0 || !isThin(waiting, limits)) return count;
  const back = waitingFor(all, count - 1);
  const isEmpty = back.length === waiting.length;
  const gains = fitting(back, limits).length > waiting.length;
  return isEmpty || gains ? documentsKept(all, { count: count - 1, limits }) : count;
}

/** Less than half of what it may have, in entries and in bytes. */
function isThin(records: readonly LiveRecord[], { count, room }: Limits): boolean {
  return records.length < count / 2 && weightOfAll(records) < room / 2;
}

function weightOfAll(records: readonly LiveRecord[]): number {
  return records.reduce((sum, { weight }) => sum + weight, 0);
}

interface Overflow {
  readonly limits: Limits;
  /** The entries that were not out before. */
  readonly newcomers: readonly LiveRecord[];
  /** Of one archive document. */
  readonly room: number;
  /** There is no archive yet. */
  readonly isFirst: boolean;
}

/** What leaves the live feed, oldest first, in the documents it goes to. `waiting` is newest first. */
function overflow(waiting: readonly LiveRecord[], situation: Overflow): readonly (readonly LiveRecord[])[] {
  const { limits, newcomers, room, isFirst } = situation;
  const shown = fitting(waiting, limits).length;
  if (shown === waiting.length) return [];
  const excess = waiting.slice(shown).reverse();
  const batch = isFirst ? excess : waiting.slice(staying(waiting, { shown, limits })).reverse();
  if (newcomers.length === 1) {
    const document = [batch, excess, newcomers].find((it) => isOneDocument(it, { waiting, limits, room }));
    if (document !== undefined) return [document];
  }
  // The first archive is at least two documents where that can be: one alone has no neighbour to name.
  if (isFirst) return chunk(excess, { count: Math.min(archiveSize, Math.ceil(excess.length / 2)), room });
  const whole = chunk(batch, { count: archiveSize, room });
  return whole.length === 1 ? whole : chunk(excess, { count: archiveSize, room });
}

/** How many stay in a live feed that is full: half of what it may have. */
function staying(
  waiting: readonly LiveRecord[],
  { shown, limits }: { readonly shown: number; readonly limits: Limits },
): number {
  const half = Math.max(2, Math.floor(limits.count / 2));
  let stay = Math.max(1, Math.ceil(shown / 2), waiting.length - Math.min(archiveSize, half));
  while (stay < shown && isThin(waiting.slice(0, stay), limits)) stay += 1;
  return Math.min(stay, shown);
}

interface Fit extends Pick<Overflow, 'limits' | 'room'> {
  readonly waiting: readonly LiveRecord[];
}

/** True where these can leave in one document, and what stays fits. */
function isOneDocument(leaving: readonly LiveRecord[], { waiting, limits, room }: Fit): boolean {
  const rest = waiting.filter((record) => !leaving.includes(record));
  if (fitting(rest, limits).length < rest.length) return false;
  return leaving.length === 1 || weightOfAll(leaving) <= room;
}

/** Documents of at most so many entries and bytes. */
function chunk(moved: readonly LiveRecord[], limits: Limits): readonly (readonly LiveRecord[])[] {
  const chunks: (readonly LiveRecord[])[] = [];
  for (let rest = moved; rest.length > 0; rest = rest.slice(chunks.at(-1)?.length)) chunks.push(fitting(rest, limits));
  return chunks;
}

interface Counted {
  /** Documents that stay, and those that this run makes. */
  readonly kept: number;
  readonly added: number;
  /** New articles, and how many of them came to a document. */
  readonly arrivals: number;
  readonly late: number;
}

/** A link to a newer document changes the one before: one new article changes one document, and the rest waits. */
function countArchives(before: Archives, { kept, added, arrivals, late }: Counted): Archives {
  const count = kept + added;
  const linked = Math.min(before.linked, kept);
  if (arrivals === 0 && added === 0) return { count, linked };
  if (arrivals !== 1) return { count, linked: count };
  const isBusy = added + late > 0 || kept < before.count;
  return { count, linked: isBusy ? linked : Math.min(count, Math.max(linked, 1) + 1) };
}
