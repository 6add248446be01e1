/** Reduces all batches of an import to decisions, against the publication as it is now. */

import { hidePath } from '../article/story/hidden-names.ts';
import { budgetBeside } from '../feed/feed-bytes.ts';
import { tombstonesOf } from '../feed/tombstones.ts';
import { groupOf } from '../item/groups.ts';
import { namedPaths } from '../item/repeated-articles.ts';
import type { Listed } from '../item/visibility.ts';
import { type ChunkSource, withChunks } from '../ledger/chunks.ts';
import type { Facts } from '../ledger/facts.ts';
import { memberKey } from '../ledger/item-rows.ts';
import { type Ledger, readLedger } from '../ledger/read-ledger.ts';
import type { Rows } from '../ledger/rows.ts';
import { besideKey, type LedgerState, type OpenTables, openTables, timeKey } from '../ledger/state.ts';
import { formats, type GroupRow, type TableName, type TableRows, tableNames } from '../ledger/tables.ts';
import type { Channel } from '../model/channel.ts';
import { digestOfText } from '../model/digest.ts';
import type { Entry } from '../model/entry.ts';
import type { StoredFile } from '../model/file.ts';
import { fromEpochMilliseconds, type Instant, isAfter } from '../model/instant.ts';
import { PublishError } from '../problem/publish-error.ts';
import { documentsOfTime, moveMembers } from '../publish/plan/archive-rows.ts';
import { changeGroups, type GroupChange } from '../publish/plan/group-rows.ts';
import { newlyLinked } from '../publish/plan/layout.ts';
import { documentsDigestOf, isChannelAuthor, isTrialAfter, recentlyLeft, updatesNear } from '../publish/plan/plan.ts';
import { request } from '../publish/plan/relevant-items.ts';
import { touchedByGroups } from '../publish/plan/touched.ts';
import { listSource, withinFolders } from '../publish/read/list-source.ts';
import type { PublishOptions } from '../publish/read/publish-options.ts';
import { storedState } from '../publish/read/stored-state.ts';
import type { Report } from '../publish/report.ts';
import { isConflict, type Store } from '../store/store.ts';
import { addBatch, type Decision, decideRows, emptyRows, type SlimRows } from './decide.ts';
import type { ImportStores } from './plan-import.ts';
import { publishRest } from './publish-beside.ts';
import { channelOf, type SlimBatch } from './read-batch.ts';
import { type Run, type RunRow, writeRun } from './runs.ts';
import { type EarlierRows, emptySameKeys, findSameRows, findSameUrlRows, type SameKeys } from './same-rows.ts';
import { type BatchFiles, type Lease, type Manifest, names, readData, readDataOrNull, writeData } from './scratch.ts';

/** What earlier passes of an import found. */
export interface Passes {
  /** How many passes could not be finished, because the publication changed meanwhile, or because of what follows. */
  readonly failed: number;
  /** Articles that would break a feed: they are refused. */
  readonly broken: readonly string[];
  /** Articles that the next ordinary run reads. */
  readonly left: readonly string[];
  /** The most parts that a pass had. */
  readonly parts: number;
}

export const noPasses: Passes = { failed: 0, broken: [], left: [], parts: 0 };

/** What the reduce decided, without what is decided for each batch. */
export interface Decided {
  readonly pass: string;
  readonly now: Instant;
  /** The version of the head that the pass begins with; null if there is none. */
  readonly headVersion: string | null;
  /** The generation of the ledger after the import. */
  readonly generation: number;
  readonly facts: Facts;
  /** How many archive documents there were before. */
  readonly archivesBefore: number;
  readonly parts: number;
  readonly batches: number;
  /** How many articles the source has. */
  readonly articles: number;
  /** True if nothing was published before. */
  readonly isFirst: boolean;
  /** Rows of the publication before, and of groups and archive documents. */
  readonly knownRuns: TableRuns;
  /** Keys of items, numbers of archive documents and keys of groups that are rendered again when the import ends. */
  readonly touched: {
    readonly items: readonly string[];
    readonly archives: readonly number[];
    readonly groups: readonly string[];
    readonly groupsLeft: readonly string[];
  };
  /** How many articles of the import are refused as duplicates, and how many are left to the next run. */
  readonly refused: number;
  readonly left: number;
}

export type TableRuns = Partial<Readonly<Record<TableName, Run>>>;

/** What was decided for the files of a batch, by their positions. */
export interface DecidedBatch {
  /** Files that the next ordinary run reads. */
  readonly left: readonly number[];
  /** Refused files, and the path of the file that has the same id; null if an article would break a feed. */
  readonly refused: readonly (readonly [at: number, owner: string | null])[];
  /** Files that have the same text as others: some of these, and how many there are. */
  readonly same: readonly (readonly [at: number, named: readonly string[], count: number])[];
  /** Files that have the same URL as others before them. */
  readonly sameUrl: readonly (readonly [at: number, named: readonly string[], count: number])[];
  /** The dates of change that were moved. */
  readonly updated: Readonly<Record<number, Instant>>;
  /** The number of the archive document of each file; 0 for none. */
  readonly archive: readonly number[];
  readonly part: readonly number[];
}

/** The documents of a part, and the batches that have entries in it. The entries of the publication before are one more batch. */
export interface Part {
  readonly documents: readonly number[];
  readonly batches: readonly number[];
}

/** A published entry on its way into a part. */
export interface PieceRow {
  readonly key: string;
  readonly entry: unknown;
  /** The row of the timeline as JSON; null if the entry is in no feed. */
  readonly listed: unknown;
  /** The number of its archive document; 0 for none. */
  readonly archive: number;
}

export interface ReduceOptions extends ImportStores {
  readonly now: Instant;
  /** The options of the run that brings the publication up to date before the pass. */
  readonly publishing?: Pick<PublishOptions, 'allowRemovals' | 'replaceForeign' | 'signal' | 'hub'>;
  /** Called with the report of that run. */
  readonly onReport?: (report: Report) => void;
  /** About how many entries are in a part. */
  readonly partSize?: number;
}

/** Decides once for each state of the publication. Done again for the same state, it returns what was decided. */
export async function reduceImport(options: ReduceOptions): Promise<Decided> {
  const { from, to, scratch, publishing = {}, onReport = () => undefined } = options;
  const manifest = await readData<Manifest>(scratch, names.manifest);
  const channel = await channelOf(manifest);
  const passes = (await readDataOrNull<Passes>(scratch, names.passes)) ?? noPasses;
  if (passes.failed > 0) await hold(scratch);
  const isPublished = (await readLedger(to)).head.facts.lastRun !== null;
  // Brings the publication up to date first, so that nothing else is due in it.
  if (isPublished)
    onReport(await publishRest({ ...publishing, from, to, now: options.now, ...urlOption(manifest) }, scratch));
  const ledger = await readLedger(to);
  const headVersion = ledger.stored?.version ?? null;
  const pass = `pass-${digestOfText(JSON.stringify([headVersion, passes.broken, passes.left])).slice(0, 12)}`;
  const known = await readDataOrNull<Decided>(scratch, names.decision(pass));
  if (known !== null) return known;
  const now = await firstInstantOf(pass, options);
  const { state, chunks } = await loadAll(ledger, to);
  const context = { scratch, to, channel, now, manifest, passes, pass, headVersion, state, chunks };
  const compared = await compareSource(context, from);
  return decideAll({ ...context, partSize: options.partSize }, { ...compared, ledger });
}

function urlOption({ feedUrl }: Manifest): { readonly feedUrl?: string } {
  return feedUrl === null ? {} : { feedUrl };
}

/** From now on other runs wait, so that this pass can be finished. */
async function hold(scratch: Store): Promise<void> {
  const lease = await readData<Lease>(scratch, names.lease);
  if (!lease.holds) await writeData(scratch, names.lease, { ...lease, holds: true });
}

/** A pass has one instant, even if its reduce is done twice. */
async function firstInstantOf(pass: string, { scratch, now }: ReduceOptions): Promise<Instant> {
  const path = `${pass}/now.json`;
  try {
    await scratch.write(path, Buffer.from(JSON.stringify(now)), 'absent');
    return now;
  } catch (thrown) {
    if (!isConflict(thrown)) throw thrown;
    return readData<Instant>(scratch, path);
  }
}

interface Loaded {
  readonly state: LedgerState;
  readonly chunks: ChunkSource;
}

/** Loads the ledger. Throws `PublishError` with code `ledger-damaged` if it is damaged or of an older schema. */
async function loadAll(ledger: Ledger, to: Store): Promise<Loaded> {
  if (ledger.journal() === null) {
    const message = `The ledger in ${to.location} cannot be used for an import: publish a few articles first`;
    throw new PublishError('ledger-damaged', message);
  }
  const { state, chunks } = storedState(ledger, to);
  await withChunks(chunks, () => request(...tableNames.map((name) => openTables(state)[name].missingChunks())));
  return { state, chunks };
}

interface Reducing extends Loaded {
  readonly scratch: Store;
  readonly to: Store;
  readonly channel: Channel;
  readonly now: Instant;
  readonly manifest: Manifest;
  readonly passes: Passes;
  readonly pass: string;
  readonly headVersion: string | null;
  readonly partSize: number | undefined;
}

interface Compared {
  readonly left: Positions;
  /** How many articles the source has now. */
  readonly articles: number;
  /** The files beside articles, as they were when the articles were read. */
  readonly beside: readonly StoredFile[];
}

/** Lists the source again. The listing is dropped before the rows are loaded, because both need much memory. */
async function compareSource(context: Omit<Reducing, 'partSize'>, from: Store): Promise<Compared> {
  const { articles, settings } = withinFolders(await listSource(from), context.channel);
  if (settings?.version !== context.manifest.settings.version) {
    const message = `The settings in ${from.location} were changed while articles were imported: begin the import again`;
    throw new PublishError('conflict', message);
  }
  const left = await leftFiles(context, openTables(context.state), articles);
  return {
    left,
    articles: articles.length,
    beside: await readData<readonly StoredFile[]>(context.scratch, names.beside),
  };
}

interface Source extends Compared {
  readonly ledger: Ledger;
}

async function decideAll(context: Reducing, { ledger, left, beside, articles }: Source): Promise<Decided> {
  const { scratch, channel, now, manifest, pass, state, partSize } = context;
  const open = openTables(state);
  const { facts } = state;
  const isFirst = open.items.isEmpty();
  const rows = await loadRows(context, left);
  const broken = await takeBroken(rows, context);
  const recent = recentlyLeft({ open, channel, now });
  const known = {
    listed: [...open.timeline.range()].map(([, row]) => row),
    shown: [...open.entries.range()].map(([key]) => key),
    window: facts.window,
    archives: facts.archives,
    shownUpdates: updatesNear([], { open, facts, channel }),
    documentOfTime: documentsOfTime(open),
  };
  const liveBytes = budgetBeside(tombstonesOf(recent, { channel, now }), channel);
  const decision = decideRows(rows, {
    channel,
    now,
    known,
    liveBytes,
    ...(partSize === undefined ? {} : { partSize }),
  });
  const keys = await loadSameKeys(rows, { left, refused: [...decision.duplicates.keys(), ...broken], context });
  const [same, sameUrl] = [findSameRows(keys), findSameUrlRows(keys)];
  const batches = await writeBatches(rows, { decision, left, broken, same, sameUrl, context });
  const groups = await countGroups(rows, context);
  const { promoted, demoted } = changeGroups(
    { ...open, members: withOldest(open.members, groups.oldest) },
    groups.changes,
    recent,
  );
  await writeData(scratch, names.groups(pass), [...open.groups.range()]);
  const late = moveMembers(open, lateRows(rows, { decision, before: facts.archives.count }));
  const linked = newlyLinked(facts.archives, decision.archives).filter((it) => it <= facts.archives.count);
  const found = isFirst
    ? { items: [], archives: [], groups: [] }
    : touchedByGroups(openTables(state), [...promoted, ...demoted]);
  for (const { path, version } of beside) open.index.set(besideKey(path), version);
  await writeParts(decision, { batches, context, open });
  const isSigned = [...promoted, ...demoted].some((key) => isChannelAuthor(key, channel));
  const isAll = isSigned || facts.documentsDigest !== documentsDigestOf(channel);
  const decided: Decided = {
    pass,
    now,
    headVersion: context.headVersion,
    generation: ledger.head.generation + 1,
    facts: {
      ...facts,
      lastRun: now,
      listed: facts.listed + decision.listed,
      archived: facts.archived + decision.archived,
      archives: decision.archives,
      window: decision.window,
      feeds: channel.feeds,
      // If the names changed, the next run removes the old files.
      files: isFirst ? channel.files : facts.files,
      documentsDigest: documentsDigestOf(channel),
      sweepFrom: isAll && !isFirst ? '' : facts.sweepFrom,
      isTrial: isTrialAfter(facts, { channel, isFirst }),
    },
    archivesBefore: facts.archives.count,
    parts: decision.parts.length,
    batches: manifest.batches,
    articles,
    isFirst,
    knownRuns: await writeKnown(open, context),
    touched: {
      items: found.items,
      archives: [...new Set([...late, ...linked, ...found.archives])],
      groups: [...groups.changes.keys(), ...promoted],
      groupsLeft: demoted,
    },
    refused: decision.duplicates.size + broken.size,
    left: [...left.values()].reduce((sum, its) => sum + its.size, 0),
  };
  await writeData(scratch, names.decision(pass), decided);
  return decided;
}

/** Positions in batches, by batch. */
type Positions = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * The files that the next ordinary run reads: those that were changed or removed since the import began, those that a run has
 * published meanwhile, those for which something happened meanwhile, and those that may be an article of the publication under
 * another name.
 */
async function leftFiles(
  { scratch, manifest, now, passes }: Omit<Reducing, 'partSize'>,
  open: OpenTables,
  articles: readonly StoredFile[],
): Promise<Positions> {
  const left = new Map<number, ReadonlySet<number>>();
  const taken = open.items.isEmpty() ? null : takenNames(open);
  const leftPaths = new Set(passes.left);
  const versions = walkVersions(articles);
  for (let batch = 0; batch < manifest.batches; batch += 1) {
    const files = await readData<BatchFiles>(scratch, names.files(batch));
    const { appointments } = await readData<SlimBatch>(scratch, names.slim(batch));
    const named = taken === null ? [] : await readData<readonly (readonly string[])[]>(scratch, names.names(batch));
    const its = files.flatMap(({ path, version }, at) => {
      const due = appointments[at];
      const isTaken = taken?.(path, named[at] ?? []) ?? false;
      const isLeft = versions(path) !== version || (due !== undefined && !isAfter(due, now)) || isTaken;
      return isLeft || leftPaths.has(path) ? [at] : [];
    });
    if (its.length > 0) left.set(batch, new Set(its));
  }
  return left;
}

/** Looks up versions in a sorted listing. The paths must be asked for in order. */
function walkVersions(files: readonly StoredFile[]): (path: string) => string | null {
  let at = 0;
  return (path) => {
    for (let file = files[at]; file !== undefined && file.path < path; file = files[at]) at += 1;
    const found = files[at];
    return found?.path === path ? found.version : null;
  };
}

/** True for a file that the publication knows, or that has a name in common with one of its items. */
function takenNames({ items, index, names: taken }: OpenTables): (path: string, named: readonly string[]) => boolean {
  const prefixes = new Set([...taken.range()].map(([key]) => key.slice(0, key.indexOf('\n') + 1)));
  const isKnown = (key: string) => items.get(key) !== undefined || index.get(key) !== undefined;
  return (path, named) => isKnown(path) || isKnown(hidePath(path)) || named.some((prefix) => prefixes.has(prefix));
}

async function loadRows({ scratch, manifest }: Reducing, left: Positions): Promise<SlimRows> {
  const starts = [0];
  let rows = emptyRows([0]);
  const sizes: number[] = [];
  for (let batch = 0; batch < manifest.batches; batch += 1) {
    // All batches but the last have the same size.
    const isEnd = batch === 0 || batch === manifest.batches - 1;
    sizes.push(isEnd ? (await readData<BatchFiles>(scratch, names.files(batch))).length : (sizes[0] ?? 0));
    starts.push((starts.at(-1) ?? 0) + (sizes.at(-1) ?? 0));
  }
  rows = emptyRows(starts);
  for (let batch = 0; batch < manifest.batches; batch += 1) {
    const slim = await readData<SlimBatch>(scratch, names.slim(batch));
    addBatch(rows, slim, { batch, left: left.get(batch) ?? new Set() });
  }
  return rows;
}

interface TextsInput {
  readonly left: Positions;
  /** The rows of files that are refused. */
  readonly refused: readonly number[];
  readonly context: Reducing;
}

/** The keys of all texts and URLs, without those of files that are left or refused. */
async function loadSameKeys(
  { count, starts }: SlimRows,
  { left, refused, context: { scratch, manifest } }: TextsInput,
): Promise<SameKeys> {
  const keys = emptySameKeys(count);
  for (let batch = 0; batch < manifest.batches; batch += 1) {
    const { digests, texts, urls } = await readData<SlimBatch>(scratch, names.slim(batch));
    keys.digests.set(digests, starts[batch]);
    keys.texts.set(texts, starts[batch]);
    keys.urls.set(urls, starts[batch]);
  }
  const leftRows = [...left].flatMap(([batch, its]) => [...its].map((at) => (starts[batch] ?? 0) + at));
  for (const row of [...leftRows, ...refused]) keys.digests[row] = keys.texts[row] = keys.urls[row] = 0;
  return keys;
}

/** Takes out the articles that would break a feed, as an earlier pass found. Returns their rows. */
async function takeBroken(rows: SlimRows, { scratch, manifest, passes }: Reducing): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  if (passes.broken.length === 0) return found;
  const broken = new Set(passes.broken);
  for (let batch = 0; batch < manifest.batches; batch += 1) {
    const files = await readData<BatchFiles>(scratch, names.files(batch));
    for (const [at, { path }] of files.entries()) if (broken.has(path)) found.add((rows.starts[batch] ?? 0) + at);
  }
  for (const row of found) rows.ids[row] = null;
  return found;
}

interface BatchesInput {
  readonly decision: Decision;
  readonly left: Positions;
  readonly broken: ReadonlySet<number>;
  readonly same: ReadonlyMap<number, readonly number[]>;
  readonly sameUrl: ReadonlyMap<number, EarlierRows>;
  readonly context: Reducing;
}

/** Writes what was decided for each batch. Returns the batches of each part. */
async function writeBatches(
  rows: SlimRows,
  { decision, left, broken, same, sameUrl, context: { scratch, manifest, pass } }: BatchesInput,
): Promise<readonly ReadonlySet<number>[]> {
  const { duplicates, archive, part, parts } = decision;
  const batchesOf = parts.map(() => new Set<number>());
  const pathOf = createPathLookup(rows, scratch);
  for (let batch = 0; batch < manifest.batches; batch += 1) {
    const [start, end] = [rows.starts[batch] ?? 0, rows.starts[batch + 1] ?? 0];
    const slim = await readData<SlimBatch>(scratch, names.slim(batch));
    const refused: [number, string | null][] = [];
    const updated: Record<number, Instant> = {};
    const equal: [number, readonly string[], number][] = [];
    const equalUrl: [number, readonly string[], number][] = [];
    for (let row = start; row < end; row += 1) {
      const owner = duplicates.get(row);
      if (owner !== undefined) refused.push([row - start, await pathOf(owner)]);
      if (broken.has(row)) refused.push([row - start, null]);
      const others = same.get(row);
      if (others !== undefined) {
        const named: string[] = [];
        for (const other of others.slice(0, namedPaths)) named.push(await pathOf(other));
        equal.push([row - start, named, others.length]);
      }
      const earlier = sameUrl.get(row);
      if (earlier !== undefined) {
        const named: string[] = [];
        for (const other of earlier.named) named.push(await pathOf(other));
        equalUrl.push([row - start, named, earlier.count]);
      }
      if (rows.ids[row] === null) continue;
      batchesOf[part[row] ?? 0]?.add(batch);
      const seconds = rows.updated[row] ?? 0;
      if (seconds !== slim.updated[row - start]) updated[row - start] = fromEpochMilliseconds(seconds * 1000);
    }
    const decided: DecidedBatch = {
      left: [...(left.get(batch) ?? [])],
      refused,
      same: equal,
      sameUrl: equalUrl,
      updated,
      archive: [...archive.subarray(start, end)],
      part: [...part.subarray(start, end)],
    };
    await writeData(scratch, names.decided(pass, batch), decided);
  }
  return batchesOf;
}

function createPathLookup({ starts }: SlimRows, scratch: Store): (row: number) => Promise<string> {
  let last: { readonly batch: number; readonly files: BatchFiles } | null = null;
  return async (row) => {
    const batch = starts.findLastIndex((start) => start <= row);
    const files = last?.batch === batch ? last.files : await readData<BatchFiles>(scratch, names.files(batch));
    last = { batch, files };
    return files[row - (starts[batch] ?? 0)]?.path ?? '';
  };
}

interface Groups {
  readonly changes: ReadonlyMap<string, GroupChange>;
  /** When the oldest new member of each group was published. */
  readonly oldest: ReadonlyMap<string, number>;
}

async function countGroups(rows: SlimRows, { scratch, manifest, channel }: Reducing): Promise<Groups> {
  const more = new Map<string, number>();
  const oldest = new Map<string, number>();
  for (let batch = 0; batch < manifest.batches && channel.feeds.length > 0; batch += 1) {
    const { groups, memberships } = await readData<SlimBatch>(scratch, names.slim(batch));
    const start = rows.starts[batch] ?? 0;
    for (const [at, its] of memberships.entries()) {
      if (rows.ids[start + at] === null) continue;
      for (const key of its.map((index) => groups[index] ?? '')) {
        if (!channel.feeds.includes(groupOf(key).grouping)) continue;
        more.set(key, (more.get(key) ?? 0) + 1);
        oldest.set(key, Math.min(oldest.get(key) ?? Number.POSITIVE_INFINITY, rows.published[start + at] ?? 0));
      }
    }
  }
  return { changes: new Map([...more].map(([key, count]) => [key, { more: count, left: null }])), oldest };
}

/** The rows of members, as far as the decision about folders needs them: the oldest of each group. */
function withOldest(members: Rows<Listed>, oldest: ReadonlyMap<string, number>): Rows<Listed> {
  return {
    ...members,
    *range(range = {}) {
      const group = (range.from ?? '').slice(0, -1);
      const seconds = oldest.get(group);
      const added = seconds === undefined ? null : fromEpochMilliseconds(seconds * 1000);
      for (const [key, row] of members.range(range)) {
        yield [key, added === null || isAfter(added, row.published) ? row : { ...row, published: added }] as const;
        return;
      }
      if (added !== null) yield [memberKey(group, ''), { published: added } as Listed] as const;
    },
  };
}

/** The new entries that go into archive documents that there were before. */
function* lateEntries(rows: SlimRows, { decision, before }: { readonly decision: Decision; readonly before: number }) {
  for (let row = 0; row < rows.count; row += 1) {
    const archive = decision.archive[row] ?? 0;
    if (archive === 0 || archive > before) continue;
    const published = fromEpochMilliseconds((rows.published[row] ?? 0) * 1000);
    yield { before: null, after: { id: rows.ids[row] ?? '', published, archive } as Listed, left: null };
  }
}

function lateRows(rows: SlimRows, late: { readonly decision: Decision; readonly before: number }) {
  return late.before === 0 ? [] : [...lateEntries(rows, late)];
}

interface PartsInput {
  readonly batches: readonly ReadonlySet<number>[];
  readonly context: Reducing;
  readonly open: OpenTables;
}

/** Writes the parts, and the entries of the publication before as one more batch. */
async function writeParts(
  { parts, knownParts, knownMoved }: Decision,
  { batches, context: { scratch, manifest, pass }, open }: PartsInput,
): Promise<void> {
  const moved = new Map([...knownMoved].map(([entry, number]) => [timeKey(entry), number]));
  const pieces = new Map<number, PieceRow[]>();
  for (const [key, part] of knownParts) {
    const listed = open.timeline.get(key);
    const archive = moved.get(key) ?? listed?.archive ?? null;
    const row: PieceRow = {
      key,
      entry: formats.entries.write(open.entries.get(key) as Entry),
      listed: listed === undefined ? null : formats.timeline.write({ ...listed, archive }),
      archive: archive ?? 0,
    };
    pieces.set(part, [...(pieces.get(part) ?? []), row]);
  }
  for (const [part, rows] of pieces) {
    await writeData(scratch, names.piece(pass, { part, batch: manifest.batches }), rows);
  }
  for (const [number, documents] of parts.entries()) {
    const its = [...(batches[number] ?? []), ...(pieces.has(number) ? [manifest.batches] : [])];
    await writeData(scratch, names.part(pass, number), { documents, batches: its } satisfies Part);
  }
}

/** Tables whose rows the parts make. */
export const tablesOfParts: readonly TableName[] = ['entries', 'timeline'];

async function writeKnown(open: OpenTables, { scratch, pass }: Reducing): Promise<TableRuns> {
  const runs: Partial<Record<TableName, Run>> = {};
  for (const name of tableNames.filter((it) => !tablesOfParts.includes(it))) {
    runs[name] = await writeRun(scratch, `${names.runs(pass, 'known')}.${name}`, rowsOfTable(open, name));
  }
  return runs;
}

function rowsOfTable<T extends TableName>(open: OpenTables, name: T): RunRow[] {
  const rows = open[name] as Rows<TableRows[T]>;
  return [...rows.range()].map(([key, row]) => [key, JSON.stringify(formats[name].write(row))]);
}

/** The rows of groups, as the pages of a pass need them. */
export type GroupRows = readonly (readonly [key: string, row: GroupRow])[];
