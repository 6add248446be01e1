/** What subscribers will see of a run: entries that are new, updated, corrected, moved, withdrawn or returned. Pure. */
import type { Instant } from '../model/instant.ts';
import { isEdited } from './edit-dates.ts';
import { type EntryRecord, entryOf, type Item, type Published } from './item.ts';
import { selectLive, selectOut } from './visibility.ts';

/** In the order in which a report names them. */
export const entryChangeKinds = ['new', 'returned', 'updated', 'corrected', 'moved', 'withdrawn'] as const;

/**
 * What subscribers see of an entry in a run.
 *
 * @example
 * const worthMail: readonly EntryChangeKind[] = ['new', 'corrected'];
 */
export type EntryChangeKind = (typeof entryChangeKinds)[number];

/**
 * What became of one entry. An entry that was corrected or moved counts as that, and not as updated too.
 *
 * @example
 * const line = ({ kind, title }: EntryChange): string => `${kind}: ${title}`;
 */
export interface EntryChange {
  /**
   * `new`: it was never out. `returned`: it was out once. `updated`: its `updated` is later. `corrected`: it names more
   * corrections. `moved`: it has another URL. `withdrawn`: it is not out any more, also because it expired, or waits again.
   */
  readonly kind: EntryChangeKind;
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  /** Of its file among the articles. */
  readonly path: string;
}

export interface ChangesInput {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
  /** The instant of the last run that changed anything; null if there was none, or it did not say. */
  readonly lastRun: Instant | null;
  readonly now: Instant;
  /** Ids of entries that the feed has though nothing remembers them: they are not new. */
  readonly unremembered: ReadonlySet<string>;
}

/** The changes by kind, of each kind the newest first. */
export function entryChanges(input: ChangesInput): readonly EntryChange[] {
  const { before, after, now, unremembered } = input;
  const known = new Map(before.flatMap((item) => recordOf(item)));
  const out = new Map(outBefore(input).map((item) => [item.entry.id, item]));
  const live = selectLive(after, now);
  const changes = live.flatMap((item): EntryChange[] => {
    const { id } = item.entry;
    const old = out.get(id)?.entry;
    if (old !== undefined) return ofKind(kindOf(old, item.entry), item);
    if (known.has(id)) return ofKind('returned', item);
    return unremembered.has(id) ? [] : ofKind('new', item);
  });
  const stays = new Set(live.map(({ entry }) => entry.id));
  const gone = [...out.values()].filter(({ entry }) => !stays.has(entry.id));
  return [...changes.toSorted(byKind), ...gone.map(withdrawnEntry)];
}

/** What the last run showed; whatever was published, if nobody knows when that was. */
function outBefore({ before, lastRun, now }: ChangesInput): readonly Published[] {
  return lastRun === null ? selectOut(before, now) : selectLive(before, lastRun);
}

function recordOf(item: Item): (readonly [string, EntryRecord])[] {
  const entry = entryOf(item);
  return entry === null ? [] : [[entry.id, entry]];
}

/** Null if nothing of it is news. */
function kindOf(before: EntryRecord, after: EntryRecord): EntryChangeKind | null {
  if (after.corrections > before.corrections) return 'corrected';
  if (after.url !== before.url) return 'moved';
  return after.updated !== before.updated || isEdited(before, after) ? 'updated' : null;
}

function ofKind(kind: EntryChangeKind | null, item: Published): EntryChange[] {
  return kind === null ? [] : [changeOf(kind, item)];
}

function changeOf(kind: EntryChangeKind, { entry: { id, title, url }, path }: Published): EntryChange {
  return { kind, id, title, url, path };
}

/** That the entry of an item goes. */
export function withdrawnEntry(item: Published): EntryChange {
  return changeOf('withdrawn', item);
}

function byKind(one: EntryChange, other: EntryChange): number {
  return entryChangeKinds.indexOf(one.kind) - entryChangeKinds.indexOf(other.kind);
}
