/** Keeps the rows of archive documents: which entries each contains. Pure. */
import type { ArchiveUse } from '../../feed/archive-layout.ts';
import type { Listed } from '../../item/visibility.ts';
import { archiveKey, type OpenTables, timeKey, timeKeyStart } from '../../ledger/state.ts';
import type { ArchiveRow } from '../../ledger/tables.ts';
import { type Instant, latest } from '../../model/instant.ts';
import { request } from './relevant-items.ts';

/** An entry in the feeds before and after a step. Null if it is not in them. */
export interface ListedChange {
  readonly before: Listed | null;
  readonly after: Listed | null;
  /** When it left the feeds; null if it did not. */
  readonly left: Instant | null;
}

/** Moves entries from document to document, and returns the numbers of the documents that this changes. */
export function moveMembers({ archives }: OpenTables, changes: readonly ListedChange[]): ReadonlySet<number> {
  const edits = new Map<number, { readonly members: Set<string>; lastGone: Instant | null }>();
  const edit = (number: number) => {
    const known = edits.get(number);
    if (known !== undefined) return known;
    const row: ArchiveRow | undefined = archives.get(archiveKey(number));
    const made = { members: new Set(row?.members), lastGone: row?.lastGone ?? null };
    edits.set(number, made);
    return made;
  };
  for (const { before, left } of changes) {
    if (before?.archive == null) continue;
    const row = edit(before.archive);
    row.members.delete(timeKey(before));
    if (left !== null) row.lastGone = row.lastGone === null ? left : latest([row.lastGone, left]);
  }
  for (const { after } of changes) if (after?.archive != null) edit(after.archive).members.add(timeKey(after));
  for (const [number, { members, lastGone }] of edits) {
    archives.set(archiveKey(number), { members: [...members].sort(), lastGone });
  }
  return new Set(edits.keys());
}

type Dated = Pick<Listed, 'id' | 'published'>;

/**
 * Returns a function that finds the archive document of the next newer entry that is in one. Call it with entries from the newest to
 * the oldest, so that each search ends at the entry of the call before.
 */
export function documentsOfTime({ timeline, archives }: OpenTables): (entry: Dated) => ArchiveUse | null {
  let last: { readonly key: string; readonly found: ArchiveUse | null } | null = null;
  const search = (entry: Dated): ArchiveUse | null => {
    const before = timeKeyStart(entry.published);
    for (const [key, { archive }] of timeline.range({ before, order: 'descending' })) {
      if (last !== null && key <= last.key) return last.found;
      if (archive !== null) return useOf(archive);
    }
    return null;
  };
  const useOf = (number: number): ArchiveUse => {
    const members = archives.get(archiveKey(number))?.members ?? [];
    request(timeline.missing(members));
    const bytes = members.reduce((sum, key) => sum + (timeline.get(key)?.entryBytes ?? 0), 0);
    return { number, count: members.length, bytes };
  };
  return (entry) => {
    const found = search(entry);
    last = { key: timeKey(entry), found };
    return found;
  };
}
