/** Makes all tables anew from the items, for a ledger of an older schema or a damaged one. Pure. */
import { type Archives, entryOf, type Item, type KnownFile, noArchives } from '../item/item.ts';
import { isShown, leftOf, listedOf } from '../item/visibility.ts';
import type { Entry } from '../model/entry.ts';
import { type Instant, latest } from '../model/instant.ts';
import { noFacts } from './facts.ts';
import { changeRows } from './item-rows.ts';
import {
  archiveKey,
  besideKey,
  closeTables,
  type LedgerState,
  nothingRemembered,
  openTables,
  timeKey,
} from './state.ts';

export interface Remembered {
  readonly items: readonly Item[];
  /** By id. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly files: ReadonlyMap<string, KnownFile>;
  readonly archives: Archives;
  readonly lastRun: Instant | null;
  /** The instant of this run. */
  readonly now: Instant;
}

/** A state without groups and without a digest of documents, so that the next plan looks at all items and makes all documents. */
export function stateFromItems({ items, entries, files, archives, lastRun, now }: Remembered): LedgerState {
  const open = openTables(nothingRemembered);
  const context = { now: lastRun ?? now, feeds: [] };
  changeRows(open, { before: [], after: items, was: context, is: context });
  for (const [path, file] of files) open.files.set(path, file);
  for (const item of items) {
    if (item.state !== 'published') continue;
    for (const [path, version] of Object.entries(item.beside))
      if (version !== null) open.index.set(besideKey(path), version);
    const entry = entries.get(item.entry.id);
    if (entry !== undefined && isShown(item, context.now))
      open.entries.set(timeKey({ published: item.published, id: entry.id }), entry);
  }
  const listed = items.flatMap((item) => listedOf(item, context.now) ?? []);
  const left = items.flatMap((item) => leftOf(item, context.now)?.withdrawn ?? []);
  const archived = listed.filter(({ archive }) => archive !== null);
  const members = new Map<number, string[]>();
  for (const it of archived) members.set(it.archive ?? 0, [...(members.get(it.archive ?? 0) ?? []), timeKey(it)]);
  const lastGone = lastGoneByArchive(items, context.now);
  const count = Math.max(archives.count, ...members.keys());
  for (let number = 1; number <= count; number += 1) {
    const row = { members: (members.get(number) ?? []).sort(), lastGone: lastGone.get(number) ?? null };
    open.archives.set(archiveKey(number), row);
  }
  return {
    ...nothingRemembered,
    tables: closeTables(open),
    facts: {
      ...noFacts,
      lastRun,
      listed: listed.length,
      archived: archived.length,
      archives: { ...noArchives, ...archives, count },
      window: listed.length,
      lastGone: left.length === 0 ? null : latest(left as [Instant, ...Instant[]]),
    },
  };
}

function lastGoneByArchive(items: readonly Item[], now: Instant): ReadonlyMap<number, Instant> {
  const found = new Map<number, Instant>();
  for (const item of items) {
    const archive = entryOf(item)?.archive ?? null;
    const left = leftOf(item, now);
    if (archive === null || left === null) continue;
    found.set(archive, latest([left.withdrawn, found.get(archive) ?? null]));
  }
  return found;
}
