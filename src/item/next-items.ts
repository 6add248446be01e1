/** Decides the next items from the remembered items and the changes since the last run. Pure. */
import type { Channel } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import type { Problem } from '../problem/problem.ts';
import { findDuplicateIds } from './duplicate-ids.ts';
import { takenBy } from './identity.ts';
import { entryOf, type Item, type PendingEdit, type PendingEdits, withdrawnDigest } from './item.ts';
import { matchItems } from './matching.ts';
import { type NextItem, nextItem, refuse, withdraw } from './next-item.ts';
import { findSameTexts, findSameUrls } from './repeated-articles.ts';
import { separateUpdates } from './separate-updates.ts';
import { type FileRead, hasFile, type SourceChange } from './source-change.ts';

export interface ItemsInput {
  readonly items: readonly Item[];
  readonly changes: readonly SourceChange[];
  readonly channel: Channel;
  readonly now: Instant;
  /** The instant of the last run that changed anything. Null if there was none, or if it was not recorded. */
  readonly lastRun: Instant | null;
  readonly pendingEdits: PendingEdits;
  /** If true, an item without a file is forgotten, because nobody can have subscribed to its entry. */
  readonly isTrial: boolean;
  /** The `updated` of other entries that documents may show together with those of this run. */
  readonly shownUpdates: readonly Instant[];
}

export interface NextItems {
  /** Sorted by path. */
  readonly items: readonly Item[];
  /** The entries that this run made, by id. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly refused: readonly RefusedFile[];
  readonly problems: readonly Problem[];
  /** Edits and withdrawals that the author did not date. Their date is that of the run that first noticed them. */
  readonly edits: PendingEdits;
}

/**
 * A file that was refused because of errors.
 *
 * @example
 * const refused: RefusedFile = { path: 'terns.md', kept: true };
 */
export interface RefusedFile {
  readonly path: string;
  /** True if the last good version stays in the feed. */
  readonly kept: boolean;
}

/** Makes the next items. A refused file keeps its previous state, and an item without a file is withdrawn or forgotten. */
export function nextItems({ items, changes, isTrial, shownUpdates, ...run }: ItemsInput): NextItems {
  const read = readFiles(changes);
  const touched = new Set(changes.map(({ path }) => path));
  const isLoose = (item: Item) => touched.has(item.path) || !hasFile(item);
  const [loose, unchanged] = [items.filter(isLoose), items.filter((item) => !isLoose(item))];
  const matches = matchItems(loose, read, run.channel);
  const context = { ...run, ...takenBy(items, matches) };
  const wanted = read.map((file) => nextItem(file, { ...context, before: matches.get(file.path) ?? null }));
  const settled = withoutDuplicates(wanted, { unchanged, unmatched: unmatchedBy(loose, matches) });
  const carried = new Set(settled.map(({ before }) => before));
  const fileless = loose.filter((item) => !carried.has(item));
  const left = isTrial ? [] : fileless.flatMap((item) => withdraw(item, run));
  const nexts = separateUpdates(settled, { ...run, others: [...shownUpdates, ...updatesOf(unchanged)] });
  const next = [...unchanged, ...itemsOf(nexts), ...left].sort(byPath);
  return {
    items: next,
    entries: new Map(nexts.flatMap(({ entry }) => (entry === null ? [] : [[entry.id, entry]]))),
    refused: nexts.filter(({ refused }) => refused).map(({ path, item }) => ({ path, kept: isOut(item) })),
    problems: [...nexts.flatMap(({ problems }) => problems), ...findSameTexts(read, next), ...findSameUrls(read, next)],
    edits: Object.fromEntries([...nexts.flatMap(datedEdit), ...datedWithdrawals(loose, [...itemsOf(nexts), ...left])]),
  };
}

function readFiles(changes: readonly SourceChange[]): readonly FileRead[] {
  return changes.filter((change) => change.kind === 'read').toSorted(byPath);
}

function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return Number(one.path > other.path) - Number(one.path < other.path);
}

function itemsOf(nexts: readonly NextItem[]): readonly Item[] {
  return nexts.flatMap(({ item }) => item ?? []);
}

function updatesOf(items: readonly Item[]): readonly Instant[] {
  return items.flatMap((item) => (item.state === 'published' ? [item.entry.updated] : []));
}

function isOut(item: Item | null): boolean {
  return item?.state === 'published';
}

/** Items without a matching file, by path. There may be a file at the path that has a different name set by its author. */
function unmatchedBy(loose: readonly Item[], matches: ReadonlyMap<string, Item>): ReadonlyMap<string, Item> {
  const matched = new Set(matches.values());
  return new Map(loose.filter((item) => !matched.has(item)).map((item) => [item.path, item]));
}

interface Others {
  readonly unchanged: readonly Item[];
  readonly unmatched: ReadonlyMap<string, Item>;
}

/** Refuses files whose id belongs to another article. What was published of them stays. */
function withoutDuplicates(nexts: readonly NextItem[], { unchanged, unmatched }: Others): readonly NextItem[] {
  const duplicates = findDuplicateIds(nexts, unchanged);
  return nexts.map((next) => {
    const found = duplicates.get(next.path);
    if (found === undefined) return next;
    const refused = refuse(next.path, next.before ?? unmatched.get(next.path) ?? null);
    return { ...refused, problems: [...next.problems, ...found] };
  });
}

type Dated = readonly [id: string, edit: PendingEdit];

function datedEdit({ dated, entry, item }: NextItem): Dated[] {
  if (!dated || entry === null || item?.state !== 'published') return [];
  return [[entry.id, { entryDigest: item.entry.entryDigest, updated: entry.updated }]];
}

/** The dates of entries that this run found withdrawn, unlisted or expired. */
function datedWithdrawals(before: readonly Item[], after: readonly Item[]): Dated[] {
  const out = new Map(before.flatMap((item) => (item.state === 'published' ? [[item.entry.id, item] as const] : [])));
  return after.flatMap((item): Dated[] => {
    const known = out.get(entryOf(item)?.id ?? '');
    const noticed = noticedOf(item);
    if (known === undefined || noticed === null) return [];
    if (item.state === 'published' && noticed === noticedOf(known)) return [];
    return [[known.entry.id, { entryDigest: withdrawnDigest, updated: noticed }]];
  });
}

function noticedOf(item: Item): Instant | null {
  if (item.state !== 'published') return item.former?.noticed ?? null;
  return item.unlisted?.noticed ?? item.expiry?.noticed ?? null;
}
