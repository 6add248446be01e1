/**
 * Which entries stand in the live feed, and which in which archive document (RFC 5005, 4). An archive document takes a
 * batch of entries once and none after, so that it can be cached for long. Pure.
 */
import type { Channel, Instant } from '../model.ts';
import type { Archives, LedgerRecord } from './ledger.ts';
import { type LiveRecord, selectLive } from './select.ts';

export interface LayoutInput {
  readonly records: readonly LedgerRecord[];
  /** As the run before left them. */
  readonly before: readonly LedgerRecord[];
  readonly archives: Archives;
  readonly channel: Pick<Channel, 'limit' | 'limitKilobytes'>;
  readonly now: Instant;
}

/** The records with their places, and how many documents there are. */
export interface Layout {
  readonly records: readonly LedgerRecord[];
  readonly archives: Archives;
}

/** The most entries of one archive document. */
const archiveSize = 50;
/** What a feed takes beside its entries. */
const frameBytes = 8 * 1024;

/** The most bytes that entries may take in a document. */
export function roomOf({ limitKilobytes }: Pick<Channel, 'limitKilobytes'>): number {
  return limitKilobytes * 1024 - frameBytes;
}

/** Gives each record its document. One new article makes or changes one archive document at the most. */
export function layOutArchives(input: LayoutInput): Layout {
  const live = selectLive(input.records, input.now);
  const before = new Map(input.before.filter(({ state }) => state === 'published').map((it) => [it.id, it]));
  const newcomers = live.filter(({ id }) => !before.has(id));
  const places = new Map(live.flatMap(({ id, archive }) => (archive === null ? [] : [[id, archive] as const])));
  for (const record of live) if (isRedated(record, { live, before, places })) places.delete(record.id);
  for (const [id, archive] of latecomers(newcomers, { live, places, room: roomOf(input.channel) }))
    places.set(id, archive);
  const batches = overflow(
    live.filter(({ id }) => !places.has(id)),
    input,
  );
  for (const [index, batch] of batches.entries())
    for (const { id } of batch) places.set(id, input.archives.count + index + 1);
  const ids = new Set(live.map(({ id }) => id));
  return {
    records: input.records.map((record) =>
      place(record, ids.has(record.id) ? (places.get(record.id) ?? null) : 'stay'),
    ),
    archives: countArchives(input.archives, { added: batches.length, arrivals: newcomers.length }),
  };
}

/** One that is out for now keeps its place, for the day when it comes back. */
function place(record: LedgerRecord, archive: number | null | 'stay'): LedgerRecord {
  return archive === 'stay' || archive === record.archive ? record : { ...record, archive };
}

interface Places {
  readonly live: readonly LiveRecord[];
  readonly places: ReadonlyMap<string, number>;
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
  for (const record of newcomers) {
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

/** What leaves the live feed, oldest first, in the documents it goes to. `waiting` is newest first. */
function overflow(waiting: readonly LiveRecord[], { channel, archives }: LayoutInput): readonly LiveRecord[][] {
  const shown = fitting(waiting, { count: channel.limit, room: roomOf(channel) });
  const excess = waiting.length - shown.length;
  if (excess === 0) return [];
  const half = Math.max(2, Math.floor(channel.limit / 2));
  const batch = Math.min(archiveSize, half, waiting.length - 1);
  const first = archives.count === 0;
  const moved = waiting.slice(waiting.length - (first ? excess : Math.max(excess, batch))).reverse();
  // The first archive is at least two documents where that can be: one alone has no neighbour to name.
  const count = first ? Math.min(archiveSize, Math.ceil(moved.length / 2)) : archiveSize;
  return chunk(moved, { count, room: roomOf(channel) });
}

/** As many as may stand in one document, one at least. */
export function fitting<T extends Pick<LedgerRecord, 'weight'>>(
  records: readonly T[],
  { count, room }: { readonly count: number; readonly room: number },
): readonly T[] {
  let weight = 0;
  const end = records.slice(0, count).findIndex((record) => {
    weight += record.weight;
    return weight > room;
  });
  return records.slice(0, end === -1 ? count : Math.max(1, end));
}

/** Documents of at most so many entries and bytes. */
function chunk(
  moved: readonly LiveRecord[],
  limits: { readonly count: number; readonly room: number },
): readonly LiveRecord[][] {
  const chunks: LiveRecord[][] = [];
  for (let rest = moved; rest.length > 0; rest = rest.slice(chunks.at(-1)?.length))
    chunks.push([...fitting(rest, limits)]);
  return chunks;
}

/** After one new article that made a document, the link to it in the one before waits for the next article. */
function countArchives(
  { count, linked }: Archives,
  { added, arrivals }: { readonly added: number; readonly arrivals: number },
): Archives {
  const waits = arrivals === 1 ? added > 0 : arrivals === 0 && added === 0;
  return { count: count + added, linked: waits ? linked : count + added };
}
