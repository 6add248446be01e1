/**
 * The last step of an import: writes the tables of the ledger, the feeds and lists, and the head. That write makes the import
 * take effect. If the publication changed meanwhile, the import decides once more.
 */

import { channelFile } from '../channel/channel-file.ts';
import type { KnownFile } from '../item/item.ts';
import { type ChunkSource, withChunks } from '../ledger/chunks.ts';
import { chunkPaths } from '../ledger/head.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { type ChunkReference, firstRows, type Rows, type Table } from '../ledger/rows.ts';
import { emptyTables, type OpenTables, openTables, type Tables } from '../ledger/state.ts';
import { formats, type TableName, tableNames } from '../ledger/tables.ts';
import type { Channel } from '../model/channel.ts';
import type { StoredFile } from '../model/file.ts';
import type { Hub } from '../notify/hub.ts';
import { inFile, type Problem } from '../problem/problem.ts';
import { pingHubs } from '../publish/pings.ts';
import { type DocumentContext, documentContext } from '../publish/plan/document-context.ts';
import { touchedDocuments } from '../publish/plan/documents.ts';
import { groupDocument } from '../publish/plan/feed-documents.ts';
import { sharedFolderFindings } from '../publish/plan/group-rows.ts';
import { nextDates, type Plan, recentlyLeft, stateOf } from '../publish/plan/plan.ts';
import { request } from '../publish/plan/relevant-items.ts';
import { withFeed } from '../publish/plan/touched.ts';
import { nothingListed } from '../publish/read/first-look.ts';
import { type Before, digestOfReading } from '../publish/read/read.ts';
import type { Source } from '../publish/read/read-source.ts';
import { render, sourcesOf } from '../publish/render.ts';
import { isFresh, type Target } from '../publish/stale.ts';
import { write } from '../publish/write.ts';
import { changeDocument, writeDocument } from '../publish/write-document.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import { isConflict, type Store } from '../store/store.ts';
import { writeChunks } from './chunk-writer.ts';
import { firstProblems, maximumProblems, type Outcome } from './outcome.ts';
import type { ImportStores, StepOptions } from './plan-import.ts';
import { channelOf } from './read-batch.ts';
import { type Decided, noPasses, type Passes, type TableRuns, tablesOfParts } from './reduce.ts';
import { never, type RenderedBatch, type RenderedPart } from './render-batch.ts';
import type { RenderedEntries } from './render-part.ts';
import { mergeRuns } from './runs.ts';
import { type Manifest, names, readData, readDataOrNull, writeData } from './scratch.ts';

/** What an import did. */
export interface ImportReport {
  readonly articles: number;
  readonly published: number;
  readonly scheduled: number;
  readonly drafts: number;
  readonly refused: number;
  /** Files that were changed while the import ran, and similar ones: the next ordinary run reads them. */
  readonly left: number;
  readonly entries: number;
  readonly archived: number;
  readonly generation: number;
  /** At most a hundred, errors first if there are more. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

/** `again`: the publication changed meanwhile, so the import goes on with the reduce. */
export type Joined = { readonly state: 'done'; readonly report: ImportReport } | { readonly state: 'again' };

export interface JoinOptions extends StepOptions {
  /** Pinged when the feeds are published. Feeds of groups are not pinged. */
  readonly hub?: Hub;
  readonly signal?: AbortSignal;
}

const maximumPasses = 10;

/** Joins what all batches and parts made. Throws `PublishError` with code `conflict` after ten passes in vain. */
export async function joinImport(stores: JoinOptions, pass: string): Promise<Joined> {
  const { to, scratch } = stores;
  const decided = await readData<Decided>(scratch, names.decision(pass));
  const manifest = await readData<Manifest>(scratch, names.manifest);
  const batches = await readAll<RenderedBatch>(scratch, decided.batches, (it) => names.rendered(pass, it));
  const parts = await readAll<RenderedEntries>(scratch, decided.parts, (it) => names.renderedPart(pass, it));
  const all: readonly RenderedPart[] = [...batches, ...parts];
  const fail = (more: Partial<Failure> = {}) =>
    failed(scratch, { broken: [], left: [], parts: decided.parts, ...more });
  const left = batches.flatMap((it) => it.left);
  if (left.length > 0 || all.some(({ isUnsettled }) => isUnsettled)) return fail({ left });
  const ledger = await readLedger(to);
  const done = await reportOf({ decided, manifest, batches, parts });
  if ((ledger.stored?.version ?? null) !== decided.headVersion) {
    const isDone = await readDataOrNull<ImportReport>(scratch, `${pass}/report.json`);
    return isDone === null ? fail() : { state: 'done', report: isDone };
  }
  const channel = await channelOf(manifest);
  const tables = await writeTables(stores, { decided, batches, parts });
  try {
    const orphans = await orphansOf(scratch, { decided, all });
    const again = all.flatMap((it) => it.again);
    const finishing = { stores, decided, channel, tables, again, orphans, manifest, ledger };
    const { broken, report } = await finish(finishing);
    if (broken.length > 0) return fail({ broken });
    const whole: ImportReport = {
      ...done,
      entries: report.entries,
      problems: firstProblems([...report.outcome.problems, ...done.problems], maximumProblems),
      problemCount: done.problemCount + report.outcome.problems.length,
    };
    await writeData(scratch, names.outcome(pass, 'join'), report.outcome);
    await writeData(scratch, `${pass}/report.json`, whole);
    return { state: 'done', report: whole };
  } catch (thrown) {
    if (!isConflict(thrown)) throw thrown;
    return fail({ reason: thrown });
  }
}

interface Failure extends Omit<Passes, 'failed'> {
  readonly reason?: unknown;
}

/** Records that a pass failed: the next one is done while other runs wait. */
async function failed(scratch: Store, { broken, left, parts, reason = null }: Failure): Promise<Joined> {
  const before = (await readDataOrNull<Passes>(scratch, names.passes)) ?? noPasses;
  if (before.failed >= maximumPasses && reason !== null) throw reason;
  const passes: Passes = {
    failed: before.failed + 1,
    broken: [...new Set([...before.broken, ...broken])],
    left: [...new Set([...before.left, ...left])],
    parts: Math.max(before.parts, parts),
  };
  await writeData(scratch, names.passes, passes);
  return { state: 'again' };
}

async function readAll<T>(scratch: Store, count: number, nameOf: (at: number) => string): Promise<readonly T[]> {
  const numbers = Array.from({ length: count }, (_, at) => at);
  return mapConcurrently(numbers, 16, (at) => readData<T>(scratch, nameOf(at)));
}

interface Results {
  readonly decided: Decided;
  readonly batches: readonly RenderedBatch[];
  readonly parts: readonly RenderedEntries[];
}

function reportOf({ decided, manifest, batches, parts }: Results & { readonly manifest: Manifest }) {
  const sum = (of: (it: RenderedBatch) => number) => batches.reduce((total, it) => total + of(it), 0);
  return {
    articles: manifest.articles,
    published: sum(({ published }) => published),
    scheduled: sum(({ scheduled }) => scheduled),
    drafts: sum(({ drafts }) => drafts),
    skipped: [],
    refused: sum(({ refused }) => refused),
    left: decided.left,
    entries: decided.facts.window,
    archived: decided.facts.archived,
    generation: decided.generation,
    problems: [...manifest.problems, ...[...batches, ...parts].flatMap(({ problems }) => problems)],
    problemCount:
      manifest.problemCount + [...batches, ...parts].reduce((total, { problemCount }) => total + problemCount, 0),
  };
}

/** Writes the chunks of all tables. Rows are merged in key order, so they are never all in memory. */
async function writeTables({ to, scratch }: ImportStores, { decided, batches, parts }: Results): Promise<Tables> {
  const { generation, knownRuns } = decided;
  const sources: readonly TableRuns[] = [
    ...batches.map(({ runs }) => runs),
    ...parts.map(({ runs }) => runs),
    knownRuns,
  ];
  const tables: Record<TableName, Table> = { ...emptyTables };
  for (const table of tableNames.filter((name) => !tablesOfParts.includes(name))) {
    const runs = sources.flatMap((its) => (its[table] === undefined ? [] : [its[table]]));
    const chunks = await writeChunks(mergeRuns(scratch, runs), { to, table, generation });
    tables[table] = { chunks, changes: new Map() };
  }
  const chunksOf = (of: (it: RenderedEntries) => readonly ChunkReference[]): Table => ({
    chunks: parts.flatMap(of),
    changes: new Map(),
  });
  return { ...tables, entries: chunksOf((it) => it.entries), timeline: chunksOf((it) => it.timeline) };
}

/** Files of earlier passes that the publication does not contain. Archive documents may have moved to another part since. */
async function orphansOf(
  scratch: Store,
  { decided, all }: { readonly decided: Decided; readonly all: readonly RenderedPart[] },
): Promise<readonly string[]> {
  const { parts } = (await readDataOrNull<Passes>(scratch, names.passes)) ?? noPasses;
  const more = Array.from({ length: Math.max(0, parts - decided.parts) }, (_, at) =>
    names.archives(decided.parts + at),
  );
  const written = await mapConcurrently(more, 8, (path) =>
    readDataOrNull<readonly (readonly [string, KnownFile])[]>(scratch, path),
  );
  const paths = written.flatMap((files) => (files ?? []).map(([path]) => path));
  return [...new Set([...all.flatMap(({ orphans }) => orphans), ...paths])];
}

interface Finishing {
  readonly stores: JoinOptions;
  readonly decided: Decided;
  readonly channel: Channel;
  readonly tables: Tables;
  readonly again: readonly string[];
  readonly orphans: readonly string[];
  readonly manifest: Manifest;
  readonly ledger: Awaited<ReturnType<typeof readLedger>>;
}

interface Finish {
  /** Articles that would break a feed. Then the head was not written. */
  readonly broken: readonly string[];
  readonly report: { readonly outcome: Outcome; readonly entries: number };
}

const nothingDone: Outcome = { entryChanges: [], written: [], problems: [] };

/** Writes groups, the live feed, lists and the head, as an ordinary run does. */
async function finish(finishing: Finishing): Promise<Finish> {
  const { stores, decided, channel, manifest, ledger } = finishing;
  const { from, to, hub, signal, replaceForeign = false } = stores;
  const { now } = decided;
  const options = {
    from,
    to,
    now,
    replaceForeign,
    ...(signal === undefined ? {} : { signal }),
    ...(hub === undefined ? {} : { hub }),
    ...(manifest.feedUrl === null ? {} : { feedUrl: manifest.feedUrl }),
  };
  const source = await sourceOf(stores.scratch, { manifest, channel });
  const chunks: ChunkSource = { to, headVersion: decided.headVersion, chunks: new Map() };
  const groups = await writeGroups(finishing, chunks);
  if (groups.broken.length > 0) return { broken: groups.broken, report: { outcome: nothingDone, entries: 0 } };
  const planned = await withChunks(chunks, () => planEnd(finishing, { chunks, groups }));
  const before: Before = {
    state: {
      tables: finishing.tables,
      chunks: chunks.chunks,
      facts: decided.facts,
      pendingEdits: ledger.pending.edits,
    },
    chunks,
    changes: [],
    source,
    ledger,
    listing: await listDocuments(planned, to),
    replaced: ledger.stored === null ? [] : chunkPaths(ledger.head),
    isDamaged: false,
    readingDigest: digestOfReading(channel),
    // The next run looks at everything once more.
    sourceDigest: null,
    articles: decided.articles,
    next: null,
    isNamed: false,
    problems: [],
  };
  // The pictures were copied with their batches.
  const rendering = { ...(await render(planned, before, options)), missingMedia: [] };
  const broken = brokenIn([...rendering.feeds.values()].flatMap(({ problems }) => problems));
  if (broken.length > 0) return { broken, report: { outcome: nothingDone, entries: 0 } };
  const written = await write(rendering, { plan: planned, before, options });
  const { pending } = rendering;
  const ofHubs = await pingHubs(options, { pending, pendingVersion: written.pendingVersion });
  const problems = [
    ...planned.problems,
    ...groups.problems,
    ...written.documents.flatMap((it) => it.problems),
    ...ofHubs,
  ];
  const entries = written.documents.find(({ document }) => document.kind === 'live')?.entries;
  const changes = written.documents.flatMap((it) => it.changes).filter(({ action }) => action === 'write');
  const paths = [...groups.files.keys(), ...changes.map(({ path }) => path)];
  const outcome: Outcome = { entryChanges: [], written: paths, problems };
  return { broken: [], report: { outcome, entries: entries ?? decided.facts.window } };
}

/** The source as it was when the import began, without the list of its articles. The next run lists it again. */
async function sourceOf(
  scratch: Store,
  { manifest, channel }: { readonly manifest: Manifest; readonly channel: Channel },
): Promise<Source> {
  const { settings: stored, skipped, problems } = manifest;
  const beside = await readData<readonly StoredFile[]>(scratch, names.beside);
  return { ...nothingListed, channel, stored, beside, skipped, problems };
}

/** The files of the last documents as they are: some may be there from a join that did not end, or from another program. */
async function listDocuments({ documents }: Plan, to: Store): Promise<readonly StoredFile[]> {
  const paths = documents.flatMap((document) => document.paths);
  const files = await mapConcurrently(paths, 8, async (path) => {
    const stored = await to.read(path);
    return stored === null ? [] : [{ path, version: stored.version, lengthBytes: stored.body.length }];
  });
  return files.flat();
}

function brokenIn(problems: readonly Problem[]): readonly string[] {
  return [
    ...new Set(problems.filter(({ code }) => ['breaks-feed', 'internal-error'].includes(code)).map(({ file }) => file)),
  ];
}

interface WrittenGroups {
  readonly files: ReadonlyMap<string, KnownFile>;
  readonly broken: readonly string[];
  readonly problems: readonly Problem[];
  readonly again: readonly string[];
}

/** Chunks that are kept in memory between documents. */
const keptChunks = 64;

/** Writes the feeds of groups one after the other: there can be thousands. */
async function writeGroups(
  { stores: { to, check = never, replaceForeign = false }, decided, channel, tables }: Finishing,
  chunks: ChunkSource,
): Promise<WrittenGroups> {
  const state = { tables, chunks: chunks.chunks };
  const open = openTables(state);
  const files = new Map<string, KnownFile>();
  const problems: Problem[] = [];
  const again: string[] = [];
  const keys = await withChunks(chunks, () => withFeed(decided.touched.groups, open, channel));
  for (const key of [...keys].sort()) {
    const { document, context } = await withChunks(chunks, () => {
      const shared = endContext({ decided, channel, open });
      return { document: groupDocument(key, shared), context: shared };
    });
    const known = await withChunks(chunks, () => new Map(document.paths.map((path) => [path, open.files.get(path)])));
    const target: Target = {
      to,
      files: channel.files,
      listed: null,
      known: (path) => known.get(path) ?? undefined,
      replaceForeign,
    };
    await check();
    if (!isFresh(document, target)) {
      const change = await changeDocument(document, sourcesOf(context, { open, chunks }), target);
      problems.push(...change.problems);
      if (change.problems.length > 0) again.push(...document.paths.slice(0, 1));
      for (const [path, file] of await writeOver(change, to)) files.set(path, file);
    }
    if (chunks.chunks.size > keptChunks) chunks.chunks.clear();
  }
  return { files, problems, again, broken: brokenIn(problems) };
}

/** A feed of a group may be there from a join that did not end. */
async function writeOver(change: Awaited<ReturnType<typeof changeDocument>>, to: Store) {
  const over = change.changes.map((it) => (it.expected === 'absent' ? { ...it, expected: 'any' as const } : it));
  return writeDocument({ ...change, changes: over }, to, () => Promise.resolve());
}

interface EndInput {
  readonly decided: Decided;
  readonly channel: Channel;
  readonly open: OpenTables;
}

function endContext({ decided: { facts, now }, channel, open }: EndInput): DocumentContext {
  const window = firstRows(open.timeline.range(), facts.window).map(([, listed]) => listed);
  const recent = recentlyLeft({ open, channel, now });
  return documentContext({ channel, open, facts, window, recent, now });
}

interface PlanInput {
  readonly chunks: ChunkSource;
  readonly groups: WrittenGroups;
}

/** The plan of the documents and the ledger that end the import. */
function planEnd({ decided, channel, tables, again, orphans, ledger }: Finishing, { chunks, groups }: PlanInput): Plan {
  const { now, touched, facts, isFirst } = decided;
  const state = { tables, chunks: chunks.chunks };
  const open = openTables(state);
  for (const [path, file] of groups.files) open.files.set(path, file);
  const context = endContext({ decided, channel, open });
  request(open.items.missing(touched.items));
  const items = touched.items.flatMap((key) => open.items.get(key) ?? []);
  const made = touchedDocuments(
    {
      items,
      archives: touched.archives,
      groups: [],
      pagesLeft: [],
      groupsLeft: touched.groupsLeft,
      formerFiles: facts.files,
      isSettings: isFirst,
    },
    context,
  );
  const shared = channel.feeds.length === 0 ? [] : sharedFolderFindings(open);
  const dates = nextDates({ channel, open, now, recent: context.recent });
  const live = { entries: liveRows(open, 'entries', context), timeline: liveRows(open, 'timeline', context) };
  const changed = Object.fromEntries(tableNames.map((name) => [name, open[name].table()])) as unknown as Tables;
  return {
    state: stateOf({
      tables: {
        ...changed,
        entries: { ...changed.entries, changes: live.entries },
        timeline: { ...changed.timeline, changes: live.timeline },
      },
      chunks: chunks.chunks,
      facts: {
        ...facts,
        withoutFolder: shared.length,
        again: [...new Set([...facts.again, ...again, ...groups.again])],
      },
      pendingEdits: ledger.pending.edits,
    }),
    entries: new Map(),
    entryChanges: [],
    leaving: { before: 0, names: [] },
    shown: [],
    window: context.window,
    documents: made.documents,
    sources: context.sources,
    removed: [...made.removed, ...orphans.filter((path) => open.files.get(path) === undefined)],
    newPages: new Set(),
    edited: new Set(),
    media: { added: [], removed: [] },
    skipped: [],
    skippedRows: [...open.skipped.range()],
    hasStories: true,
    refused: [],
    heldBack: [...open.held.range()].map(([, row]) => row),
    ...dates,
    problems: inFile(channelFile, shared),
  };
}

/** The rows of the live feed, which are also in the journal, because every change needs them. */
function liveRows(open: OpenTables, table: 'entries' | 'timeline', { window }: DocumentContext) {
  const rows = firstRows((open[table] as Rows<unknown>).range(), window.length);
  const write = formats[table].write as (row: unknown) => unknown;
  return new Map(rows.map(([key, row]) => [key, { json: write(row) }] as const));
}
