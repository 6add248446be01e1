/** The entries that the preview lists: those of the live feed, those that the next publish changes, and those that are held back. */
import { articleOf, type Reading } from '../../article/reading.ts';
import { buildEntry } from '../../item/build-entry.ts';
import type { EntryChangeKind } from '../../item/entry-changes.ts';
import { newId, pagePathOf } from '../../item/identity.ts';
import type { HeldBack } from '../../item/visibility.ts';
import { withChunks } from '../../ledger/chunks.ts';
import { openTables, timeKey } from '../../ledger/state.ts';
import type { Channel } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import type { StoredFile } from '../../model/file.ts';
import type { Instant } from '../../model/instant.ts';
import { urlOf } from '../../model/url.ts';
import { ledgerStateOf } from '../../publish/plan/plan.ts';
import { request } from '../../publish/plan/relevant-items.ts';
import type { Store } from '../../store/store.ts';
import type { Ahead } from '../round/look-ahead.ts';
import type { ReadingMemory } from '../round/remembered-readings.ts';

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
  /** Null if there is nothing to show: a file that cannot be read, or a draft without a date. */
  readonly entry: Entry | null;
}

export interface ListContext {
  readonly from: Store;
  readonly memory: ReadingMemory;
}

/** Lists the entries of a round: those that are refused, then those that are held back, then the others, newest first. */
export async function listEntries(ahead: Ahead, context: ListContext): Promise<readonly PreviewEntry[]> {
  const { plan, before, report } = ahead;
  const kinds = new Map(report.entryChanges.map(({ id, kind }) => [id, kind]));
  const live = await windowEntries(ahead);
  const inWindow = new Set(live.map(({ path }) => path));
  const refused = new Set(report.refused.map(({ path }) => path));
  const held = new Map(report.heldBack.map((it) => [it.path, it]));
  const changeOf = (entry: Entry) => kinds.get(entry.id) ?? null;
  const shown = plan.shown.filter(({ path }) => !inWindow.has(path) && !held.has(path));
  const older = shown.flatMap(({ path, entry: { id } }) => {
    const entry = plan.entries.get(id);
    return entry === undefined ? [] : [{ path, entry }];
  });
  const readings = await readHeldBack(ahead, context);
  return [
    ...report.refused.map(({ path }): PreviewEntry => {
      const kept = live.find((it) => it.path === path)?.entry ?? null;
      return { path, state: 'refused', change: null, held: null, entry: kept };
    }),
    ...report.heldBack.map((it): PreviewEntry => {
      const reading = readings.get(it.path);
      const entry = reading === undefined ? null : entryOfHeld(reading, before.source.channel);
      return { path: it.path, state: 'held', change: entry && changeOf(entry), held: it, entry };
    }),
    ...live
      .filter(({ path }) => !refused.has(path))
      .map(
        ({ path, entry }): PreviewEntry => ({
          path,
          state: 'live',
          change: changeOf(entry),
          held: null,
          entry,
        }),
      ),
    ...older
      .sort((one, other) => (one.entry.published < other.entry.published ? 1 : -1))
      .map(
        ({ path, entry }): PreviewEntry => ({
          path,
          state: 'older',
          change: changeOf(entry),
          held: null,
          entry,
        }),
      ),
  ];
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

/** The readings of the articles that are held back. The ledger does not contain their texts. */
async function readHeldBack(
  { before: { source }, report }: Ahead,
  { from, memory }: ListContext,
): Promise<ReadonlyMap<string, Reading>> {
  const files = new Map(source.articles.map((file) => [file.path, file]));
  const wanted = report.heldBack.flatMap(({ path }): StoredFile[] => {
    const file = files.get(path);
    return file === undefined ? [] : [file];
  });
  const read = await memory.readArticles(from, wanted, { source });
  return new Map(read.map(({ path, reading }) => [path, reading]));
}

/** The entry that an article would be if nothing held it back. Null if it has no date yet, or an error. */
export function entryOfHeld(reading: Reading, channel: Channel): Entry | null {
  const article = articleOf(reading);
  if (article === null) return null;
  const url = channel.pages ? urlOf(pagePathOf(article), channel) : null;
  const updated: Instant = article.updated ?? article.published;
  const id = newId(article, { channel, ids: new Map() });
  return buildEntry(article, { channel, id, updated, url });
}
