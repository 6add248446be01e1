/** Writes the pages and pictures of a batch, the rows of its items, and its entries as pieces of the parts that they belong to. */

import type { KnownFile } from '../item/item.ts';
import { entryOf, type Item } from '../item/item.ts';
import { describeSame, describeSameUrl } from '../item/repeated-articles.ts';
import { listedOf } from '../item/visibility.ts';
import { rowsOf } from '../ledger/item-rows.ts';
import { nothingRemembered, openTables, timeKey } from '../ledger/state.ts';
import { formats, type TableName } from '../ledger/tables.ts';
import type { Channel } from '../model/channel.ts';
import type { Entry } from '../model/entry.ts';
import type { FeedFileNames } from '../model/feed.ts';
import { error, inFile, type Problem } from '../problem/problem.ts';
import type { Document } from '../publish/plan/document.ts';
import { type DocumentContext, documentContext } from '../publish/plan/document-context.ts';
import { itemDocuments } from '../publish/plan/documents.ts';
import { assetsOf } from '../publish/plan/plan.ts';
import type { CheckStop } from '../publish/read/stop.ts';
import { isFresh, type Target } from '../publish/stale.ts';
import { copyPicture } from '../publish/write.ts';
import { changeDocument, writeDocument } from '../publish/write-document.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import { isConflict, type Store } from '../store/store.ts';
import { firstProblems, maximumProblems, newEntries, type Outcome } from './outcome.ts';
import type { ImportStores, StepOptions } from './plan-import.ts';
import { channelOf, type Prepared } from './read-batch.ts';
import {
  type Decided,
  type DecidedBatch,
  type GroupRows,
  noPasses,
  type Passes,
  type PieceRow,
  type TableRuns,
  tablesOfParts,
} from './reduce.ts';
import { type RunRow, writeRun } from './runs.ts';
import { type BatchFiles, type Manifest, names, readData, readDataOrNull, writeData } from './scratch.ts';

/** How many pages or pictures are written at the same time. */
const requests = 8;

/** What became of a batch or a part. */
export interface RenderedPart {
  readonly runs: TableRuns;
  /** Published paths whose documents had problems. */
  readonly again: readonly string[];
  /** At most a hundred. The outcome of the step has all. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  /** True if a file was written by another run, so that the pass cannot be finished. */
  readonly isUnsettled: boolean;
  /** Files that an earlier pass wrote, and that are not needed any more. */
  readonly orphans: readonly string[];
  /** The paths of articles whose pictures were changed meanwhile. */
  readonly left: readonly string[];
}

export interface RenderedBatch extends RenderedPart {
  readonly published: number;
  readonly scheduled: number;
  readonly drafts: number;
  readonly refused: number;
}

/** Renders one batch. Does nothing if that was done before in this pass. */
export async function renderBatch(
  stores: StepOptions,
  { pass, batch }: { readonly pass: string; readonly batch: number },
): Promise<void> {
  const { scratch } = stores;
  if ((await scratch.read(names.rendered(pass, batch))) !== null) return;
  const decided = await readData<Decided>(scratch, names.decision(pass));
  const channel = await channelOf(await readData<Manifest>(scratch, names.manifest));
  const finished = await finishBatch(scratch, { decided, batch, channel });
  const { items, entries } = finished;
  const context = await pageContext(scratch, { decided, channel });
  const { copied, left } = await copyPictures(items, stores);
  const documents = channel.pages ? items.flatMap((item) => itemDocuments(item, context)) : [];
  const passes = (await readDataOrNull<Passes>(scratch, names.passes)) ?? noPasses;
  const known = names.pages(batch);
  const pages = await writeDocuments(documents, {
    stores,
    files: channel.files,
    known,
    entries,
    paths: pathsOf(items),
    isHeld: passes.failed > 0,
  });
  const runs = await writeRuns(items, { stores, decided, channel, pages: pages.files, owner: `batch-${batch}` });
  await writePieces(finished, { scratch, decided, batch });
  const problems = [...finished.problems, ...pages.problems];
  const outcome: Outcome = {
    entryChanges: newEntries(items, decided.now),
    written: [...copied, ...pages.files.map(([path]) => path)],
    problems,
  };
  await writeData(scratch, names.outcome(pass, `batch-${batch}`), outcome);
  const count = (state: Item['state']) => items.filter((item) => item.state === state).length;
  const rendered: RenderedBatch = {
    runs,
    again: pages.again,
    problems: firstProblems(problems, maximumProblems),
    problemCount: problems.length,
    isUnsettled: pages.isUnsettled,
    orphans: pages.orphans,
    left,
    published: count('published'),
    scheduled: count('scheduled'),
    drafts: count('draft'),
    refused: finished.refused,
  };
  await writeData(scratch, names.rendered(pass, batch), rendered);
}

interface Finished {
  readonly items: readonly Item[];
  /** By id. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly shown: readonly Shown[];
  readonly problems: readonly Problem[];
  readonly refused: number;
}

interface Shown {
  readonly item: Item & { readonly state: 'published' };
  readonly entry: Entry;
  readonly archive: number;
  readonly part: number;
}

interface Finishing {
  readonly decided: Decided;
  readonly batch: number;
  readonly channel: Channel;
}

/** The items and entries of a batch with what was decided for them. */
async function finishBatch(scratch: Store, { decided, batch }: Finishing): Promise<Finished> {
  const prepared = await readData<readonly Prepared[]>(scratch, names.articles(batch));
  const files = await readData<BatchFiles>(scratch, names.files(batch));
  const { left, refused, same, sameUrl, updated, archive, part } = await readData<DecidedBatch>(
    scratch,
    names.decided(decided.pass, batch),
  );
  const isLeft = new Set(left);
  const owners = new Map(refused);
  const equal = new Map(same.map(([at, named, count]) => [at, [describeSame(named, count)]]));
  const equalUrl = new Map(sameUrl.map(([at, named, count]) => [at, { named, count }]));
  const items: Item[] = [];
  const shown: Shown[] = [];
  const problems: Problem[] = [];
  let refusals = 0;
  for (const [at, { item, entry, refused: isRefused, problems: found }] of prepared.entries()) {
    if (isLeft.has(at)) continue;
    const owner = owners.get(at);
    problems.push(...found, ...(owner == null ? [] : repeated(files[at]?.path ?? '', { id: entry?.id ?? '', owner })));
    problems.push(...inFile(files[at]?.path ?? '', equal.get(at) ?? []));
    const others = equalUrl.get(at);
    const url = entry?.url ?? null;
    if (others !== undefined && url !== null)
      problems.push(...inFile(files[at]?.path ?? '', [describeSameUrl(url, others)]));
    if (isRefused || owner !== undefined) refusals += 1;
    if (item === null || owner !== undefined) continue;
    if (item.state !== 'published' || entry === null) {
      items.push(item);
      continue;
    }
    const date = updated[at] ?? entry.updated;
    const dated = { ...item, entry: { ...item.entry, updated: date } };
    items.push(dated);
    shown.push({ item: dated, entry: { ...entry, updated: date }, archive: archive[at] ?? 0, part: part[at] ?? 0 });
  }
  const entries = new Map(shown.map(({ entry }) => [entry.id, entry]));
  return { items, entries, shown, problems, refused: refusals };
}

function repeated(path: string, { id, owner }: { readonly id: string; readonly owner: string }): readonly Problem[] {
  const message = `"${path}" and "${owner}" have the same id "${id}": rename one file, or give it a different "id"`;
  return inFile(path, [error('repeated-id', message, { line: 1, column: 1 })]);
}

interface ContextInput {
  readonly decided: Decided;
  readonly channel: Channel;
}

/** What the documents of a batch or a part share: settings and groups. */
export async function pageContext(scratch: Store, { decided, channel }: ContextInput): Promise<DocumentContext> {
  const open = openTables(nothingRemembered);
  if (channel.pages) {
    const groups = await readData<GroupRows>(scratch, names.groups(decided.pass));
    for (const [key, row] of groups) open.groups.set(key, row);
  }
  const { facts, now } = decided;
  return documentContext({ channel, open, facts, window: [], recent: [], now });
}

function pathsOf(items: readonly Item[]): ReadonlyMap<string, string> {
  return new Map(items.flatMap((item) => (entryOf(item) === null ? [] : [[entryOf(item)?.id ?? '', item.path]])));
}

interface CopiedPictures {
  /** The published paths of the pictures. */
  readonly copied: readonly string[];
  /** The paths of articles whose pictures are not those that were read. */
  readonly left: readonly string[];
}

async function copyPictures(items: readonly Item[], { from, to, check = never }: StepOptions): Promise<CopiedPictures> {
  const left: string[] = [];
  const assets = items.flatMap((item) => assetsOf(item).map((asset) => ({ asset, path: item.path })));
  const once = [...new Map(assets.map((it) => [it.asset.publishedPath, it])).values()];
  await mapConcurrently(once, requests, async ({ asset, path }) => {
    try {
      await copyPicture(asset, { from, to, check });
    } catch (thrown) {
      if (!isConflict(thrown)) throw thrown;
      left.push(path);
    }
  });
  return { copied: once.map(({ asset }) => asset.publishedPath), left };
}

/** For steps that nobody stops. */
export const never: CheckStop = () => Promise.resolve();

interface DocumentsInput {
  readonly stores: StepOptions;
  /** The names of the feed files. */
  readonly files: FeedFileNames;
  /** The file that remembers what earlier passes and attempts wrote. */
  readonly known: string;
  readonly entries: ReadonlyMap<string, Entry>;
  /** The paths of articles, by id. */
  readonly paths: ReadonlyMap<string, string>;
  /** True if other runs wait, so that what is there is not theirs. */
  readonly isHeld: boolean;
}

export interface WrittenDocuments {
  readonly files: readonly (readonly [path: string, file: KnownFile])[];
  readonly again: readonly string[];
  readonly problems: readonly Problem[];
  readonly isUnsettled: boolean;
  readonly orphans: readonly string[];
}

/** Writes the documents that an earlier pass has not written in the same way. A file of another run stays, until that run waits. */
export async function writeDocuments(
  documents: readonly Document[],
  {
    stores: { to, scratch, check = never, replaceForeign = false },
    files,
    known,
    entries,
    paths,
    isHeld,
  }: DocumentsInput,
): Promise<WrittenDocuments> {
  const written = new Map((await readDataOrNull<readonly (readonly [string, KnownFile])[]>(scratch, known)) ?? []);
  const target: Target = { to, files, listed: null, known: (path) => written.get(path), replaceForeign };
  const sources = { entriesOf: () => Promise.resolve(entries), pathOf: (id: string) => paths.get(id) ?? id };
  const again: string[] = [];
  const problems: Problem[] = [];
  let isUnsettled = false;
  const write = async (document: Document, its: Target) => {
    const change = await changeDocument(document, sources, its);
    for (const [path, file] of await writeDocument(change, to, check)) written.set(path, file);
    problems.push(...change.problems);
    if (change.problems.length > 0) again.push(...document.paths.slice(0, 1));
  };
  await mapConcurrently(documents, requests, async (document) => {
    if (isFresh(document, target)) return;
    try {
      await write(document, target);
    } catch (thrown) {
      if (!isConflict(thrown)) throw thrown;
      isUnsettled ||= !isHeld;
      if (isHeld) await write(document, { ...target, listed: await versionsOf(document, to) });
    }
  });
  const all = [...written];
  await writeData(scratch, known, all);
  const needed = new Set(documents.flatMap((document) => document.paths));
  const orphans = all.filter(([path]) => !needed.has(path)).map(([path]) => path);
  return { files: all.filter(([path]) => needed.has(path)), again, problems, isUnsettled, orphans };
}

/** The files of a document as they are, so that they are compared as in a run that lists the publication. */
async function versionsOf({ paths }: Document, to: Store): Promise<ReadonlyMap<string, string>> {
  const stored = await Promise.all(paths.map(async (path) => [path, await to.read(path)] as const));
  return new Map(stored.flatMap(([path, body]) => (body === null ? [] : [[path, body.version] as const])));
}

interface RunsInput {
  readonly stores: ImportStores;
  readonly decided: Decided;
  readonly channel: Channel;
  readonly pages: WrittenDocuments['files'];
  readonly owner: string;
}

async function writeRuns(
  items: readonly Item[],
  { stores: { scratch }, decided: { pass, now }, channel, pages, owner }: RunsInput,
): Promise<TableRuns> {
  const rows = new Map<TableName, RunRow[]>();
  const add = (table: TableName, key: string, row: unknown) => {
    const json = JSON.stringify((formats[table].write as (it: unknown) => unknown)(row));
    const its = rows.get(table);
    if (its === undefined) rows.set(table, [[key, json]]);
    else its.push([key, json]);
  };
  const isOwn = (table: TableName) => !tablesOfParts.includes(table);
  for (const item of items)
    for (const { table, key, row } of rowsOf(item, { now, feeds: channel.feeds }))
      if (isOwn(table)) add(table, key, row);
  for (const [path, file] of pages) add('files', path, file);
  const runs: Partial<Record<TableName, Awaited<ReturnType<typeof writeRun>>>> = {};
  for (const [table, its] of rows) runs[table] = await writeRun(scratch, `${names.runs(pass, owner)}.${table}`, its);
  return runs;
}

interface PiecesInput {
  readonly scratch: Store;
  readonly decided: Decided;
  readonly batch: number;
}

async function writePieces(
  { shown }: Finished,
  { scratch, decided: { pass, now }, batch }: PiecesInput,
): Promise<void> {
  const pieces = new Map<number, PieceRow[]>();
  for (const { item, entry, archive, part } of shown) {
    const key = timeKey({ published: item.published, id: entry.id });
    const listed = listedOf(item, now);
    const dated = listed === null ? null : { ...listed, archive: archive === 0 ? null : archive };
    const row = { key, entry: formats.entries.write(entry), listed: dated && formats.timeline.write(dated), archive };
    const its = pieces.get(part);
    if (its === undefined) pieces.set(part, [row]);
    else its.push(row);
  }
  await mapConcurrently([...pieces], requests, ([part, rows]) =>
    writeData(scratch, names.piece(pass, { part, batch }), rows),
  );
}
