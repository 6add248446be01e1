/** The entries that the preview lists: those of the live feed, those that the next publish changes, and those that are held back. */
import { articleOf, type Reading } from '../../article/reading.ts';
import { pagePathOf } from '../../article/story/page-path.ts';
import type { Ahead } from '../../compare/look-ahead.ts';
import { buildEntry } from '../../item/build-entry.ts';
import type { EntryChangeKind } from '../../item/entry-changes.ts';
import { newId } from '../../item/identity.ts';
import type { HeldBack } from '../../item/visibility.ts';
import { withChunks } from '../../ledger/chunks.ts';
import { openTables, timeKey } from '../../ledger/state.ts';
import type { Channel } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import { compareInstants } from '../../model/instant.ts';
import { urlOf } from '../../model/url.ts';
import { ledgerStateOf } from '../../publish/plan/plan.ts';
import { request } from '../../publish/plan/relevant-items.ts';
import type { Store } from '../../store/store.ts';
import type { ReadingMemory } from '../round/remembered-readings.ts';
import { readUndatedDraft } from './undated-draft.ts';

/**
 * What becomes of an article in the next publish. `live`: in the live feed. `older`: only in the archive. `held`: its reason is in
 * `held`. `refused`: its file cannot be read; if a last good version stays in the feed, `entry` is that version.
 */
export type EntryState = 'live' | 'older' | 'held' | 'refused';

export interface PreviewEntry {
  /** The path of its file in the folder of articles. */
  readonly path: string;
  readonly state: EntryState;
  /** What subscribers see of it in the next publish; null if nothing. */
  readonly change: EntryChangeKind | null;
  /** Null unless it is held back. */
  readonly held: HeldBack | null;
  /** Null if there is nothing to show, because the file cannot be read. A draft without a date has the date of the round. */
  readonly entry: Entry | null;
  readonly isDated: boolean;
}

export interface ListContext {
  readonly from: Store;
  readonly memory: ReadingMemory;
}

/** Lists the entries of a round: those that are refused, then those that are held back, then the others, newest first. */
export async function listEntries(ahead: Ahead, context: ListContext): Promise<readonly PreviewEntry[]> {
  const { report } = ahead;
  const kinds = new Map(report.entryChanges.map(({ id, kind }) => [id, kind]));
  const live = await windowEntries(ahead);
  const kept = new Map(live.map(({ path, entry }) => [path, entry]));
  const refused = new Set(report.refused.map(({ path }) => path));
  const held = await readHeldBack(ahead, context);
  const make = (path: string, state: EntryState, entry: Entry | null): PreviewEntry => {
    const change = entry === null || state === 'refused' ? null : (kinds.get(entry.id) ?? null);
    return { path, state, change, held: null, entry, isDated: true };
  };
  return [
    ...report.refused.map(({ path }) => make(path, 'refused', kept.get(path) ?? null)),
    ...report.heldBack.map((it) => {
      const { entry, isDated } = held.get(it.path) ?? { entry: null, isDated: false };
      return { ...make(it.path, 'held', entry), held: it, isDated };
    }),
    ...live.filter(({ path }) => !refused.has(path)).map(({ path, entry }) => make(path, 'live', entry)),
    ...olderEntries(ahead, new Set([...kept.keys(), ...held.keys()])).map(({ path, entry }) =>
      make(path, 'older', entry),
    ),
  ];
}

/** The entries that the run makes and that are only in the archive, newest first. */
function olderEntries({ plan }: Ahead, others: ReadonlySet<string>): readonly PathAndEntry[] {
  const older = plan.shown.flatMap(({ path, entry: { id } }) => {
    const entry = plan.entries.get(id);
    return entry === undefined || others.has(path) ? [] : [{ path, entry }];
  });
  return older.sort((one, other) => compareInstants(other.entry.published, one.entry.published));
}

interface PathAndEntry {
  readonly path: string;
  readonly entry: Entry;
}

/** The entries of the live feed. Those that did not change are read from the ledger. */
export async function windowEntries({ plan, before }: Ahead): Promise<readonly PathAndEntry[]> {
  const { chunks } = before;
  const unchanged = plan.window.filter(({ id }) => !plan.entries.has(id));
  const open = openTables({ tables: ledgerStateOf(plan.state).tables, chunks: chunks.chunks });
  const stored = await withChunks(chunks, () => {
    request(open.entries.missing(unchanged.map(timeKey)));
    return new Map(unchanged.map((listed) => [listed.id, open.entries.get(timeKey(listed))]));
  });
  return plan.window.flatMap(({ id, path }) => {
    const entry = plan.entries.get(id) ?? stored.get(id);
    return entry === undefined ? [] : [{ path, entry }];
  });
}

interface HeldEntry {
  readonly entry: Entry | null;
  readonly isDated: boolean;
}

/** What the articles that are held back would be. The ledger does not contain their texts. */
async function readHeldBack(
  { before: { source }, report }: Ahead,
  { from, memory }: ListContext,
): Promise<ReadonlyMap<string, HeldEntry>> {
  const wanted = new Set(report.heldBack.map(({ path }) => path));
  const files = source.articles.filter(({ path }) => wanted.has(path));
  const read = await memory.readArticles(from, files, { source, now: report.now });
  const entries = await Promise.all(
    read.map(async ({ path, reading }): Promise<[string, HeldEntry]> => {
      const entry = entryOfHeld(reading, source.channel);
      if (entry !== null || reading.state === 'refused') return [path, { entry, isDated: true }];
      const dated = await readUndatedDraft(path, reading, { from, source, now: report.now });
      memory.addMedia(dated?.assets ?? []);
      return [path, { entry: dated && entryOfHeld(dated, source.channel), isDated: false }];
    }),
  );
  return new Map(entries);
}

/** The entry that an article would be if nothing held it back. Null if it has no date yet, or an error. */
function entryOfHeld(reading: Reading, channel: Channel): Entry | null {
  const article = articleOf(reading);
  if (article === null) return null;
  const url = channel.pages ? urlOf(pagePathOf(article), channel) : null;
  const id = newId(article, { channel, ids: new Map() });
  return buildEntry(article, { channel, id, updated: article.updated ?? article.published, url });
}
