/** Plans a run: from the state and the changes in the source to the next state and the documents that they touch. Pure. */
import type { Asset } from '../../article/attachments/find.ts';
import type { SkippedKind } from '../../article/story/no-story.ts';
import { fileOfPart } from '../../article/story/path.ts';
import { channelFile } from '../../channel/channel-file.ts';
import { type EntryChange, entryChanges } from '../../item/entry-changes.ts';
import { groupOf } from '../../item/groups.ts';
import { entryOf, type Item, isWithdrawn, type PendingEdits, type Published } from '../../item/item.ts';
import { type NextItems, nextItems, type RefusedFile, type SkippedFile } from '../../item/next-items.ts';
import type { SourceChange } from '../../item/source-change.ts';
import { adviseOn, advisories } from '../../item/versions/advised-stories.ts';
import { type Gathered, gatherVersions } from '../../item/versions/gather-versions.ts';
import { versionedFiles } from '../../item/versions/versioned-files.ts';
import {
  type HeldBack,
  isShown,
  type LeftEntry,
  type Listed,
  lastToGoFirst,
  listedOf,
  selectLive,
  selectOut,
} from '../../item/visibility.ts';
import type { Facts } from '../../ledger/facts.ts';
import { changeRows, type ItemsChange } from '../../ledger/item-rows.ts';
import { firstRows, keysWith } from '../../ledger/rows.ts';
import {
  archiveKey,
  closeTables,
  itemKey,
  type LedgerState,
  nothingRemembered,
  type OpenTables,
  openTables,
  timeKey,
} from '../../ledger/state.ts';
import type { Channel } from '../../model/channel.ts';
import { digestOfText } from '../../model/digest.ts';
import type { Entry } from '../../model/entry.ts';
import { formatNames } from '../../model/feed.ts';
import { addDays, addSeconds, earliest, type Instant, isBefore, latest } from '../../model/instant.ts';
import { isLoopback, urlOf } from '../../model/url.ts';
import { type Finding, inFile, type Problem, warning } from '../../problem/problem.ts';
import { renderingVersion } from '../../render/rendering-version.ts';
import { changeEntries, type EntryMove, entryMoves, groupChanges } from './changed-rows.ts';
import type { Document } from './document.ts';
import { documentContext, type EntrySource } from './document-context.ts';
import { newsEnd, type Touched, touchedDocuments } from './documents.ts';
import { changeGroups, type GroupsChanged, sharedFolderFindings } from './group-rows.ts';
import { type LaidOut, layOut, type Run } from './layout.ts';
import { relevantItems, request } from './relevant-items.ts';
import { changeSkipped, skippedIn } from './skipped-rows.ts';
import {
  nextPortion,
  type Portion,
  type TouchedKeys,
  touchedByGroups,
  touchedByPaths,
  touchedByTime,
  withFeed,
} from './touched.ts';

declare const content: unique symbol;

/**
 * What is remembered between runs. Its content is known to `plan` only, which returns the next one.
 *
 * @example
 * const after = (planned: Plan): State => planned.state;
 */
export interface State {
  readonly [content]: unknown;
}

/** The state that is handed out for a content. */
export function stateOf(remembered: LedgerState): State {
  return remembered as unknown as State;
}

/** The content of a state. */
export function ledgerStateOf(state: State): LedgerState {
  return state as unknown as LedgerState;
}

/**
 * The state before the first run.
 *
 * @example
 * emptyState === emptyState // => true
 */
export const emptyState: State = stateOf(nothingRemembered);

/**
 * What a run would do.
 *
 * @example
 * const paths = ({ documents }: Plan): readonly string[] => documents.flatMap((document) => document.paths);
 */
export interface Plan {
  /** The state after the run. */
  readonly state: State;
  /** The entries that were made from changed files, by id. All other entries are in the ledger. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** What subscribers will see. */
  readonly entryChanges: readonly EntryChange[];
  /** How many entries were published, and which of them leave. */
  readonly leaving: Leaving;
  /** The items that changed and are published, in the feeds or with only a page. */
  readonly shown: readonly Published[];
  /** The entries in the live feed, newest first. */
  readonly window: readonly Listed[];
  /** The documents that the changes touch, in the order of writing. */
  readonly documents: readonly Document[];
  /** Where the entries that the documents show are in the state, and the paths of their articles, by id. */
  readonly sources: ReadonlyMap<string, EntrySource>;
  /** Published files that are not needed any more. */
  readonly removed: readonly string[];
  /** The paths of pages that are made for the first time. */
  readonly newPages: ReadonlySet<string>;
  /** The ids of published entries that were edited. */
  readonly edited: ReadonlySet<string>;
  readonly media: MediaChange;
  readonly refused: readonly RefusedFile[];
  /** The files of this run that are not stories. */
  readonly skipped: readonly SkippedFile[];
  /** False if nothing was ever published, and no file is a story. */
  readonly hasStories: boolean;
  /** All files that are not stories, by hidden path. */
  readonly skippedRows: readonly (readonly [path: string, kinds: readonly SkippedKind[]])[];
  readonly heldBack: readonly HeldBack[];
  /** When the next scheduled article is due or the next published one expires; null if neither. */
  readonly nextDue: Instant | null;
  /** When the publication changes next even if no file does. Null if never. */
  readonly nextChange: Instant | null;
  readonly problems: readonly Problem[];
}

/**
 * How many entries are out, and which of them go: a run that would take most of them away is refused.
 *
 * @example
 * const share = ({ before, names }: Leaving): number => names.length / Math.max(before, 1);
 */
export interface Leaving {
  readonly before: number;
  /** The paths of the leaving entries; for entries that were read back from a feed, their ids. */
  readonly names: readonly string[];
}

/**
 * The pictures and media that a run adds and removes.
 *
 * @example
 * const count = ({ added }: MediaChange): number => added.length;
 */
export interface MediaChange {
  /** Those that the changed articles need, and that no article needed before. */
  readonly added: readonly Asset[];
  /** The published paths of those that no article needs any more. */
  readonly removed: readonly string[];
}

/**
 * The options of `plan`.
 *
 * @example
 * const options: PlanOptions = { portion: 500 };
 */
export interface PlanOptions {
  /** How many documents are made at most because of a change of settings. The next runs continue. */
  readonly portion?: number;
}

/** Enough for most publications, and little enough for the memory and the time of a function. */
const maximumPortion = 10_000;

/**
 * Plans a run from the remembered state, the changes in the source, the settings and the instant of the run. `changes`
 * contains only files that changed. Reads nothing; the same input gives the same plan.
 *
 * @example
 * const { channel } = parseChannel(`
 * title: The Tern Sound Courier
 * description: News from the islands
 * homeUrl: https://courier.example/
 * feedUrl: https://courier.example/feeds/
 * timeZone: America/Los_Angeles
 * `);
 * const now = parseInstant('2026-05-04T16:00:00Z');
 * if (channel === null || now === null) throw new Error('The settings are wrong');
 * const body = new TextEncoder().encode('---\ntitle: Terns return\ndate: 2026-05-04 08:30\n---\nThey came early.\n');
 * const reading = parseArticle({ path: 'terns.md', body }, channel);
 * const change = { kind: 'read', path: 'terns.md', version: '1', digest: '1', reading, beside: {} } as const;
 * plan(emptyState, [change], channel, now).entryChanges.map(({ kind, title }) => `${kind}: ${title}`) // => ['new: Terns return']
 */
export function plan(
  state: State,
  changes: readonly SourceChange[],
  channel: Channel,
  now: Instant,
  { portion = maximumPortion }: PlanOptions = {},
): Plan {
  const remembered = ledgerStateOf(state);
  const run: Run = { open: openTables(remembered), facts: remembered.facts, channel, now, changes };
  const { open, facts } = run;
  const isFirst = open.items.isEmpty();
  const changed = changeTables(run, remembered.pendingEdits);
  const { next, items, layout, recent } = changed;
  const shared = channel.feeds.length === 0 ? [] : sharedFolderFindings(open);
  const portioned = portionOfAll(changed, { run, isFirst, portion });
  const planned = factsAfter(run, changed);
  const leaving = leavingOf(items, { was: facts, is: planned });
  const after = {
    ...planned,
    isTrial: isTrialAfter(facts, { channel, isFirst }),
    withoutFolder: shared.length,
    sweepFrom: portioned.next,
    leftByName: facts.leftByName + leaving.names.length,
  };
  const pages = pageChanges(items);
  const keys = [...changed.touched, ...(isFirst ? [] : [groupLinks(changed, run)]), portioned];
  const shown = itemsToShow(items, { open, keys: keys.flatMap((it) => it.items) });
  const isRenamed = !isFirst && formatNames.some((name) => facts.files[name] !== channel.files[name]);
  const context = documentContext({ channel, open, facts: after, window: layout.window, recent, now });
  const touched: Touched = {
    items: shown,
    archives: new Set([
      ...layout.touched,
      ...keys.flatMap(({ archives }) => archives),
      // No feed may link to a name that another document does not have yet.
      ...(isRenamed ? Array.from({ length: layout.archives.count }, (_, index) => index + 1) : []),
    ]),
    groups: withFeed([...changed.groups.touched, ...keys.flatMap(({ groups }) => groups)], open, channel),
    pagesLeft: pages.removed,
    groupsLeft: changed.groups.demoted,
    formerFiles: facts.files,
    isSettings:
      isRenamed || facts.documentsDigest !== after.documentsDigest || facts.again.some((path) => !path.includes('/')),
  };
  const { documents, removed } = touchedDocuments(touched, context);
  return {
    state: stateOf({
      tables: closeTables(open),
      chunks: remembered.chunks,
      facts: after,
      pendingEdits: { ...remembered.pendingEdits, ...next.edits },
    }),
    entries: next.entries,
    entryChanges: entryChanges({ before: items.before, after: items.after, lastRun: facts.lastRun, now }),
    leaving,
    shown: shown.filter((item) => isShown(item, now)),
    window: layout.window,
    documents,
    sources: context.sources,
    removed,
    newPages: pages.added,
    edited: editedEntries(items, next.entries),
    media: mediaOf(items, { open, earlier: openTables(remembered) }),
    refused: next.refused,
    skipped: changed.skipped,
    skippedRows: [...open.skipped.range()],
    hasStories: after.listed > 0 || hasStories(open),
    heldBack: [...open.held.range()].map(([, row]) => row),
    ...nextDates({ channel, open, now, recent }),
    problems: [
      ...withAdvice(next, { gathered: changed.gathered, open }),
      ...inFile(channelFile, [...shared, ...renamedFeeds(removed, { was: facts, channel })]),
    ],
  };
}

/** A warning for each live feed whose file is removed because it has another name now. */
function renamedFeeds(
  removed: readonly string[],
  { was, channel }: { readonly was: Facts; readonly channel: Channel },
): readonly Finding[] {
  const renamed = formatNames.filter((name) => removed.includes(was.files[name]));
  return renamed.map((name) => {
    const [before, after] = [was.files[name], channel.files[name]];
    const message =
      `"${before}" is called "${after}" now and was removed, also in the folders of other feeds: subscribers get nothing more ` +
      `unless the server redirects ${urlOf(before, channel)} to ${urlOf(after, channel)}`;
    return warning('renamed-feed', message);
  });
}

function hasStories({ items }: OpenTables): boolean {
  for (const [, item] of items.range()) {
    if (item.state !== 'draft' || item.mark !== 'skipped') return true;
  }
  return false;
}

/** What a run changes in the tables. */
interface TablesChange {
  /** What the time and the problems of earlier runs touch. */
  readonly touched: readonly TouchedKeys[];
  readonly gathered: Gathered;
  readonly next: NextItems;
  readonly items: ItemsChange;
  readonly moves: readonly EntryMove[];
  readonly skipped: readonly SkippedFile[];
  /** How many more files without a story there are. */
  readonly moreSkipped: number;
  /** The entries that left the feeds lately, the last first. */
  readonly recent: readonly LeftEntry[];
  readonly layout: LaidOut;
  /** The groups whose entries change, and those that get or lose their feed. */
  readonly groups: GroupsChanged & { readonly touched: readonly string[] };
}

/** Decides the next items, and changes all tables that follow from them. */
function changeTables(run: Run, pendingEdits: PendingEdits): TablesChange {
  const { open, facts, channel, now, changes } = run;
  const { lastRun, isTrial } = facts;
  const timed = touchedByTime(open, facts, { channel, now });
  const again = touchedByPaths(open, facts.again);
  const before = itemsConcerned([...timed.items, ...again.items], run);
  const shownUpdates = updatesNear(before, run);
  const gathered = gatherVersions({ items: before, changes, channel });
  const versioned = versionedFiles(gathered.stories, now);
  const shared = { channel, now, lastRun, pendingEdits, isTrial, shownUpdates, versioned };
  const next = nextItems({ items: gathered.items, changes: gathered.changes, ...shared });
  const items = itemsChange(before, next.items, run);
  const moves = entryMoves(items);
  changeRows(open, items);
  const skipped = skippedIn(changes, next.refused);
  const moreSkipped = changeSkipped(open, changes, skipped);
  changeEntries(open, items, next.entries);
  const recent = recentlyLeft(run);
  const layout = layOut(moves, { before, recent, run });
  const ofGroups = groupChanges(moves, timed.groups);
  const groups = changeGroups(open, ofGroups, recent);
  return {
    touched: [timed, again],
    gathered,
    next,
    items,
    moves,
    skipped,
    moreSkipped,
    recent,
    layout,
    groups: { ...groups, touched: [...ofGroups.keys(), ...groups.promoted] },
  };
}

/** The items before and after the run, with what decides their rows. */
function itemsChange(before: readonly Item[], after: readonly Item[], { facts, channel, now }: Run): ItemsChange {
  return {
    before,
    after,
    was: { now: facts.lastRun ?? now, feeds: facts.feeds },
    is: { now, feeds: channel.feeds },
  };
}

/** What links to a group whose page appears or disappears. */
function groupLinks({ groups: { promoted, demoted } }: TablesChange, { open }: Run): TouchedKeys {
  return touchedByGroups(open, [...promoted, ...demoted]);
}

interface PortionInput {
  readonly run: Run;
  readonly isFirst: boolean;
  readonly portion: number;
}

/** A portion of all documents, if settings or rules changed that concern all of them, or if an earlier run has made only a part. */
function portionOfAll(
  { groups: { promoted, demoted }, layout }: TablesChange,
  { run: { open, facts, channel }, isFirst, portion }: PortionInput,
): Portion {
  const isSettings = facts.documentsDigest !== documentsDigestOf(channel);
  // Any page may be signed by the authors of the channel.
  const isSigned = [...promoted, ...demoted].some((key) => isChannelAuthor(key, channel));
  const from = (isSettings || isSigned) && !isFirst ? '' : facts.sweepFrom;
  if (from === null) return { items: [], archives: [], groups: [], next: null };
  return nextPortion(open, { from, archives: layout.archives.count, size: portion });
}

/** The digest of everything that all documents are rendered from. */
export function documentsDigestOf(channel: Channel): string {
  return digestOfText(JSON.stringify([renderingVersion, channel]));
}

/** The facts after the run, as far as they follow from its entries and settings. */
function factsAfter({ facts, channel, now }: Run, { moves, moreSkipped, layout }: TablesChange): Facts {
  return {
    ...facts,
    lastRun: now,
    listed: facts.listed + layout.listed,
    archived: facts.archived + layout.archived,
    skipped: Math.max(0, facts.skipped + moreSkipped),
    archives: layout.archives,
    window: layout.window.length,
    lastGone: latestOrNull([facts.lastGone, ...moves.map(({ left }) => left)]),
    feeds: channel.feeds,
    files: channel.files,
    documentsDigest: documentsDigestOf(channel),
    again: [],
  };
}

/** True if this run and all before it published for URLs of this machine only. */
export function isTrialAfter(
  { isTrial }: Facts,
  { channel, isFirst }: { readonly channel: Pick<Channel, 'feedUrl'>; readonly isFirst: boolean },
): boolean {
  return (isFirst || isTrial) && isLoopback(channel.feedUrl);
}

interface AdviceInput {
  readonly gathered: Gathered;
  readonly open: OpenTables;
}

/** The problems, with the stories that texts such as `KILL` mean. Only if there are such texts, all items are looked at. */
function withAdvice({ problems, refused }: NextItems, { gathered, open: { items } }: AdviceInput): readonly Problem[] {
  const refusedPaths = new Set(refused.map(({ path }) => path));
  const found = advisories(gathered.changes).filter(({ file }) => refusedPaths.has(fileOfPart(file.path)));
  if (found.length === 0) return problems;
  request(items.missingChunks());
  const advised = adviseOn(
    found,
    [...items.range()].map(([, item]) => item),
  );
  const files = new Set(advised.map(({ file }) => file));
  const isRepeated = ({ code, file }: Problem) => (code === 'kill-text' || code === 'hold-text') && files.has(file);
  return [...problems.filter((problem) => !isRepeated(problem)), ...advised];
}

interface PageChanges {
  readonly added: ReadonlySet<string>;
  readonly removed: readonly string[];
}

/** The paths of pages that an item gets or loses. */
function pageChanges({ before, after }: ItemsChange): PageChanges {
  const [old, now] = [new Set(pagesOf(before)), new Set(pagesOf(after))];
  return {
    added: new Set([...now].filter((path) => !old.has(path))),
    removed: [...old].filter((path) => !now.has(path)),
  };
}

/** True for the group of an author who signs all articles without a byline. */
export function isChannelAuthor(key: string, { authors }: Channel): boolean {
  const { grouping, name } = groupOf(key);
  return grouping === 'authors' && authors.some((author) => author.name === name);
}

/** The items that the changes can concern. `more` contains keys of others. All items, if other groupings have feeds now or if the clock went back. */
function itemsConcerned(more: readonly string[], { open, facts, channel, now, changes }: Run): readonly Item[] {
  const { lastRun, feeds } = facts;
  const isBack = lastRun !== null && isBefore(now, lastRun);
  const isWide = isBack || JSON.stringify(feeds) !== JSON.stringify(channel.feeds);
  const keys = isWide ? [...more, ...[...open.items.range()].map(([key]) => key)] : more;
  return [...relevantItems(open, changes, { channel, more: keys }).values()];
}

/** The dates of entries that the documents of this run may show together with those that change. */
export function updatesNear(
  items: readonly Item[],
  { open, facts, channel }: Pick<Run, 'open' | 'facts' | 'channel'>,
): readonly Instant[] {
  const known = new Set(items.flatMap((item) => entryOf(item)?.id ?? []));
  const newest = firstRows(open.timeline.range(), Math.max(facts.window, channel.limit)).map(([, listed]) => listed);
  const archives = new Set(items.flatMap((item) => entryOf(item)?.archive ?? []));
  const members = [...archives].flatMap((number) => open.archives.get(archiveKey(number))?.members ?? []);
  request(open.timeline.missing(members));
  const archived = members.flatMap((key) => open.timeline.get(key) ?? []);
  return [...newest, ...archived].filter(({ id }) => !known.has(id)).map(({ updated }) => updated);
}

/** The entries that left the feeds within `tombstoneDays`, the last first. */
export function recentlyLeft({ open, channel, now }: Pick<Run, 'open' | 'channel' | 'now'>): readonly LeftEntry[] {
  const since = addDays(now, -channel.tombstoneDays);
  return [...open.gone.range({ from: since })].map(([, left]) => left).sort(lastToGoFirst);
}

/** The items that changed, and unchanged ones by their keys, newest first. */
function itemsToShow(
  { before, after }: ItemsChange,
  { open: { items }, keys }: { readonly open: OpenTables; readonly keys: readonly string[] },
): readonly Item[] {
  const known = new Set(before);
  const changed = after.filter((item) => !known.has(item));
  const there = new Set(changed.map(itemKey));
  const others = [...new Set(keys)].filter((key) => !there.has(key));
  request(items.missing(others));
  return newestItemsFirst([...changed, ...others.flatMap((key) => items.get(key) ?? [])]);
}

function newestItemsFirst(items: readonly Item[]): readonly Item[] {
  const keyOf = (item: Item) =>
    item.state === 'published' ? timeKey({ published: item.published, id: item.entry.id }) : '~';
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((one, other) => Number(one.key > other.key) - Number(one.key < other.key)).map(({ item }) => item);
}

function pagesOf(items: readonly Item[]): readonly string[] {
  return items.flatMap((item) => entryOf(item)?.page?.path ?? []);
}

function mediaOf(
  { before, after }: ItemsChange,
  { open, earlier }: { readonly open: OpenTables; readonly earlier: OpenTables },
): MediaChange {
  const needed = new Map(after.flatMap(assetsOf).map((asset) => [asset.publishedPath, asset]));
  const left = new Set(before.flatMap(assetsOf).map(({ publishedPath }) => publishedPath));
  const isUsed = ({ media }: OpenTables, path: string) => firstRows(media.range(keysWith(`${path}\n`)), 1).length > 0;
  return {
    added: [...needed.values()].filter(({ publishedPath }) => !isUsed(earlier, publishedPath)),
    removed: [...left].filter((path) => !isUsed(open, path)),
  };
}

/** The ids of entries that were published before and were made again with other content. */
function editedEntries({ before, after }: ItemsChange, made: ReadonlyMap<string, Entry>): ReadonlySet<string> {
  const known = new Map(before.flatMap((item) => entryOf(item) ?? []).map(({ id, entryDigest }) => [id, entryDigest]));
  const entries = after.flatMap((item) => (item.state === 'published' ? [item.entry] : []));
  const edited = entries.filter(
    ({ id, entryDigest }) => made.has(id) && known.has(id) && known.get(id) !== entryDigest,
  );
  return new Set(edited.map(({ id }) => id));
}

/** The pictures and other media that are published with an item. */
export function assetsOf(item: Item): readonly Asset[] {
  return item.state === 'published' ? item.assets : [];
}

interface DatesInput {
  readonly channel: Channel;
  readonly open: OpenTables;
  readonly now: Instant;
  readonly recent: readonly LeftEntry[];
}

/** When the next article is due, and when any document changes next. */
export function nextDates({ channel, open, now, recent }: DatesInput): Pick<Plan, 'nextDue' | 'nextChange'> {
  let nextDue: Instant | null = null;
  let nextAppointment: Instant | null = null;
  for (const [key, kind] of open.agenda.range({ from: addSeconds(now, 1) })) {
    const at = key.slice(0, key.indexOf(' ')) as Instant;
    nextAppointment ??= at;
    if (kind !== 'due') continue;
    nextDue = at;
    break;
  }
  const oldest = earliest(recent.map(({ noticed }) => noticed));
  const aged = oldest === null ? null : addSeconds(addDays(oldest, channel.tombstoneDays), 1);
  const news = channel.pages ? newsEnd({ open, now }) : null;
  return { nextDue, nextChange: earliest([nextAppointment, aged, news]) };
}

/**
 * Counts the entries for the guard against mass removal: those that would still be published if this run did not remove them. In
 * a trial, articles may be replaced by others, so forgotten items do not count unless nothing is left. Items that were killed do
 * not count either.
 */
function leavingOf(
  { before, after, was, is }: ItemsChange,
  facts: { readonly was: Facts; readonly is: Facts },
): Leaving {
  const stays = new Set(selectLive(after, is.now).map(({ entry }) => entry.id));
  const wasListed = before.filter((item) => listedOf(item, was.now) !== null).length;
  const out = selectOut(before, is.now).map(({ entry, path }) => ({ id: entry.id, name: path }));
  const known = new Set(after.map((item) => entryOf(item)?.id));
  const mayForget = facts.was.isTrial && facts.is.listed > 0;
  const killed = new Set(after.filter(isKilled).map((item) => entryOf(item)?.id));
  const leaving = out.filter(({ id }) => !stays.has(id) && !killed.has(id) && (!mayForget || known.has(id)));
  return { before: facts.was.listed - wasListed + out.length, names: leaving.map(({ name }) => name) };
}

/** True if a version kills the item, which is meant, however many items it concerns. */
function isKilled(item: Item): boolean {
  return isWithdrawn(item) && item.versions.some(({ status }) => status === 'canceled');
}

function latestOrNull(instants: readonly (Instant | null)[]): Instant | null {
  const [first, ...others] = instants.filter((it) => it !== null);
  return first === undefined ? null : latest([first, ...others]);
}
