/** What subscribers see change in a run: new, updated, corrected, moved, withdrawn and returned entries. Pure. */
import type { Instant } from '../model/instant.ts';
import { isEdited } from './edit-dates.ts';
import { type EntryRecord, entryOf, type Item, type Published, readBackDigest } from './item.ts';
import { selectLive, selectOut } from './visibility.ts';

/** In the order in which reports list them. */
export const entryChangeKinds = ['new', 'returned', 'updated', 'corrected', 'moved', 'withdrawn'] as const;

/**
 * What subscribers see happen to an entry.
 *
 * @example
 * const worthMail: readonly EntryChangeKind[] = ['new', 'corrected'];
 */
export type EntryChangeKind = (typeof entryChangeKinds)[number];

/**
 * A change to one entry. An entry that was corrected or moved is not also reported as updated.
 *
 * @example
 * const line = ({ kind, title }: EntryChange): string => `${kind}: ${title}`;
 */
export interface EntryChange {
  /**
   * `new`: it was never published before. `returned`: it was published before and withdrawn since. `updated`: its `updated`
   * is later. `corrected`: it has more corrections. `moved`: its URL changed. `withdrawn`: it is no longer published, which
   * includes that it expired or waits again.
   */
  readonly kind: EntryChangeKind;
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  /** The path of its file in the folder of articles. */
  readonly path: string;
}

export interface ChangesInput {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
  /** The instant of the last run that changed anything. Null if there was none, or if it was not recorded. */
  readonly lastRun: Instant | null;
  readonly now: Instant;
}

/** The changes, sorted by kind, then newest first. */
export function entryChanges(input: ChangesInput): readonly EntryChange[] {
  const { before, after, now } = input;
  const known = new Map(before.flatMap((item) => recordOf(item)));
  const out = new Map(outBefore(input).map((item) => [item.entry.id, item]));
  const live = selectLive(after, now);
  const changes = live.flatMap((item): EntryChange[] => {
    const { id } = item.entry;
    const old = out.get(id)?.entry;
    if (old !== undefined) return ofKind(kindOf(old, item.entry), item);
    return ofKind(known.has(id) ? 'returned' : 'new', item);
  });
  const stays = new Set(live.map(({ entry }) => entry.id));
  const gone = [...out.values()].filter(({ entry }) => !stays.has(entry.id));
  return [...changes.toSorted(byKind), ...gone.map(withdrawnEntry)];
}

/** The items that the last run published. If its instant is unknown, the items in the state `published`. */
function outBefore({ before, lastRun, now }: ChangesInput): readonly Published[] {
  return lastRun === null ? selectOut(before, now) : selectLive(before, lastRun);
}

function recordOf(item: Item): (readonly [string, EntryRecord])[] {
  const entry = entryOf(item);
  return entry === null || !entry.wasListed ? [] : [[entry.id, entry]];
}

/** Null if subscribers see no change. */
function kindOf(before: EntryRecord, after: EntryRecord): EntryChangeKind | null {
  if (after.corrections > before.corrections && before.entryDigest !== readBackDigest) return 'corrected';
  if (after.url !== before.url) return 'moved';
  return after.updated !== before.updated || isEdited(before, after) ? 'updated' : null;
}

function ofKind(kind: EntryChangeKind | null, item: Published): EntryChange[] {
  return kind === null ? [] : [changeOf(kind, item)];
}

function changeOf(kind: EntryChangeKind, { entry: { id, title, url }, path }: Published): EntryChange {
  return { kind, id, title, url, path };
}

/** The change that withdraws the entry of an item. */
export function withdrawnEntry(item: Published): EntryChange {
  return changeOf('withdrawn', item);
}

function byKind(one: EntryChange, other: EntryChange): number {
  return entryChangeKinds.indexOf(one.kind) - entryChangeKinds.indexOf(other.kind);
}
