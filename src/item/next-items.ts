/** Decides the next items from the remembered items and the changes since the last run. Pure. */
import { hidePath } from '../article/story/hidden-names.ts';
import type { SkippedKind } from '../article/story/no-story.ts';
import { fileOfPart } from '../article/story/path.ts';
import type { Channel } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import type { Instant } from '../model/instant.ts';
import type { Problem } from '../problem/problem.ts';
import { findDuplicateIds } from './duplicate-ids.ts';
import { takenBy } from './identity.ts';
import { entryOf, type Item, type KnownVersion, type PendingEdit, type PendingEdits, withdrawnDigest } from './item.ts';
import { matchItems } from './matching.ts';
import { type NextItem, nextItem, type RunContext, refuse, withdraw } from './next-item.ts';
import { findSameTexts, findSameUrls } from './repeated-articles.ts';
import { separateUpdates } from './separate-updates.ts';
import { type FileRead, hasFile, type SourceChange } from './source-change.ts';

export interface ItemsInput {
  readonly items: readonly Item[];
  /** Of articles without versions. */
  readonly changes: readonly SourceChange[];
  /** What has been decided about items with versions. Their items are not in `items`. */
  readonly versioned: readonly VersionedFile[];
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
  /** The files of this run that are not stories. */
  readonly skipped: readonly SkippedFile[];
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

/**
 * A file that is not a story and is not meant to be one.
 *
 * @example
 * const skipped: SkippedFile = { path: 'drop/4711.xml', what: 'picture' };
 */
export interface SkippedFile {
  readonly path: string;
  readonly what: SkippedKind;
}

/** An item with versions, and the file with the version that is current after this run. */
export interface VersionedFile {
  readonly before: Item | null;
  readonly versions: readonly KnownVersion[];
  /** True if no version is left. */
  readonly isEmpty: boolean;
  /** Null if the item stays as it was, or if all its files are gone. */
  readonly file: FileRead | null;
  readonly problems: readonly Problem[];
  /** The files that were refused, because nothing says which version is the newer one. */
  readonly refused: readonly string[];
}

/** Makes the next items. A refused file keeps its previous state, and an item without a file is withdrawn or forgotten. */
export function nextItems({ items, changes, versioned, isTrial, shownUpdates, ...run }: ItemsInput): NextItems {
  const read = readFiles(changes);
  const touched = new Set(changes.map(({ path }) => hidePath(fileOfPart(path))));
  const isLoose = (item: Item) => touched.has(hidePath(fileOfPart(item.path))) || !hasFile(item);
  const [loose, unchanged] = [items.filter(isLoose), items.filter((item) => !isLoose(item))];
  const matches = matchItems(loose, read, run.channel);
  const current = versioned.flatMap(({ before, file }) => (file === null ? [] : [[file.path, before] as const]));
  const known = [...items, ...versioned.flatMap(({ before }) => before ?? [])];
  const context = { ...run, ...takenBy(known, new Map([...matches, ...currentItems(current)])) };
  const wanted = [
    ...read.map((file) => nextItem(file, { ...context, before: matches.get(file.path) ?? null })),
    ...versioned.flatMap((story) => nextVersioned(story, context)),
  ];
  const settled = withoutDuplicates(wanted, { unchanged, unmatched: unmatchedBy(loose, matches) });
  const carried = new Set(settled.map(({ before }) => before));
  const kept = versioned.flatMap(keepVersioned);
  const keptIds = new Set(kept.map(({ name }) => name));
  const notKept = versioned.flatMap(({ before }) => before ?? []).filter(({ name }) => !keptIds.has(name));
  const fileless = [...loose, ...notKept].filter((item) => !carried.has(item));
  const left = isTrial ? [] : fileless.flatMap((item) => withdraw(item, run));
  const nexts = separateUpdates(settled, { ...run, others: [...shownUpdates, ...updatesOf(unchanged)] });
  const next = [...unchanged, ...kept, ...itemsOf(nexts), ...left].sort(byPath);
  return {
    items: next,
    entries: new Map(nexts.flatMap(({ entry }) => (entry === null ? [] : [[entry.id, entry]]))),
    refused: [
      ...nexts
        .filter(({ refused }) => refused)
        .map(({ path, item }) => ({ path: fileOfPart(path), kept: isOut(item) })),
      ...versioned.flatMap(({ refused, before }) =>
        refused.map((path) => ({ path: fileOfPart(path), kept: isOut(before) })),
      ),
    ],
    skipped: nexts.flatMap(({ path, skipped }) => (skipped === null ? [] : [{ path, what: skipped }])),
    problems: [
      ...nexts.flatMap(({ problems }) => problems),
      ...versioned.flatMap(({ problems }) => problems),
      ...findSameTexts(read, next),
      ...findSameUrls(read, next),
    ].map((problem) => ({ ...problem, file: fileOfPart(problem.file) })),
    edits: Object.fromEntries([
      ...nexts.flatMap(datedEdit),
      ...datedWithdrawals([...loose, ...versioned.flatMap(({ before }) => before ?? [])], [...itemsOf(nexts), ...left]),
    ]),
  };
}

function currentItems(current: readonly (readonly [string, Item | null])[]): readonly (readonly [string, Item])[] {
  return current.flatMap(([path, item]) => (item === null ? [] : [[path, item] as const]));
}

/** The item of the current version. If its file cannot be used, the item stays as it was. */
function nextVersioned({ before, file, versions }: VersionedFile, context: RunContext): readonly NextItem[] {
  if (file === null) return [];
  const next = nextItem(file, { ...context, before });
  const { item } = next;
  return [item === null ? next : { ...next, item: { ...item, versions } }];
}

/** The item of a story whose current version this run did not read. */
function keepVersioned({ before, file, versions, isEmpty }: VersionedFile): readonly Item[] {
  return before === null || file !== null || isEmpty ? [] : [{ ...before, versions }];
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
