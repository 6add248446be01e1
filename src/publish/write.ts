/** The last step of a run: writes pictures, pending work, documents, the ledger and its head, in this order, then removes old files. */
import { publishedPathOf } from '../article/attachments/describe.ts';
import type { Asset } from '../article/attachments/find.ts';
import { splitEnclosedPath } from '../article/story/enclosed-path.ts';
import type { KnownFile } from '../item/item.ts';
import type { Listed } from '../item/visibility.ts';
import { checkAbsenceCondition, checkVersionCondition } from '../ledger/check-conditions.ts';
import { type Packed, type PackInput, packTables, withChunks } from '../ledger/chunks.ts';
import {
  chunkPaths,
  currentSchema,
  headPath,
  isChunkPath,
  type LedgerHead,
  renderHead,
  type Summary,
} from '../ledger/head.ts';
import { pendingPath, renderPending } from '../ledger/pending.ts';
import { firstRows } from '../ledger/rows.ts';
import { closeTables, type OpenTables, openTables, timeKey } from '../ledger/state.ts';
import { digestOf } from '../model/digest.ts';
import { version } from '../model/version.ts';
import { readAsset } from '../reading/read-asset.ts';
import { budgetBytes, createByteBudget, mapConcurrently } from '../store/concurrent.ts';
import { conflict, type Expected, type Store } from '../store/store.ts';
import { type Document, type Stage, stageOf, stages } from './plan/document.ts';
import { ledgerStateOf, type Plan } from './plan/plan.ts';
import type { RunOptions } from './read/publish-options.ts';
import type { Before } from './read/read.ts';
import { type CheckStop, checkStop, withStopMessage } from './read/stop.ts';
import type { Rendering } from './render.ts';
import { changeDocument, type DocumentChange, writeDocument } from './write-document.ts';

/** What was written. */
export interface Written {
  /** Without the bytes of their files. */
  readonly documents: readonly DocumentChange[];
  readonly removed: readonly string[];
  readonly ledgerWrites: number;
  /** The generation of the ledger after the run. */
  readonly generation: number;
  /** The version of the pending file; null if there is none. */
  readonly pendingVersion: string | null;
}

/** Everything that writing needs. */
interface Writing extends Rendering {
  readonly plan: Plan;
  readonly before: Before;
  readonly from: Store;
  readonly to: Store;
  /** If true, nothing is written. */
  readonly dryRun: boolean;
  /** Called before each write. */
  readonly check: CheckStop;
  /** Called with the number of files just finished. */
  readonly onDone: (files: number) => void;
}

export interface Planned {
  readonly plan: Plan;
  readonly before: Before;
  readonly options: RunOptions;
}

/**
 * Writes and removes files. Throws `PublishError`: with code `conflict` if another run wrote first, and with code `stopped`
 * and the number of files left if the run was stopped.
 */
export function write(rendering: Rendering, { plan, before, options }: Planned): Promise<Written> {
  const { missingMedia, stale, pending } = rendering;
  const files = missingMedia.length + stale.flatMap(({ paths }) => paths).length;
  const total = files + pending.removals.length;
  let begun = 0;
  let done = 0;
  const check = async () => {
    await checkStop(options.signal);
    begun += 1;
  };
  const onDone = (more: number) => {
    done += more;
    options.onProgress?.({ task: 'write', done, total: files });
  };
  const describe = () =>
    `The run was stopped with ${Math.max(1, total - begun)} of ${total} files left: the feeds are whole, and the next run continues`;
  const { from, to, dryRun = false } = options;
  return withStopMessage(describe, () => writeAll({ ...rendering, plan, before, from, to, dryRun, check, onDone }));
}

async function writeAll(writing: Writing): Promise<Written> {
  const { dryRun, to, pending } = writing;
  const { ledger } = writing.before;
  if (!dryRun && ledger.stored === null) await checkVersionCondition(to);
  await copyPictures(writing);
  const pendingVersion = dryRun ? ledger.pendingVersion : await writePending(writing);
  const { documents, files } = await writeDocuments(writing);
  const { generation: last } = ledger.head;
  if (dryRun) return { documents, removed: pending.removals, ledgerWrites: 0, generation: last, pendingVersion };
  const { head, packed, isNew } = await nextLedger(writing, { documents, files });
  if (isNew) {
    await mapConcurrently(packed.files, 8, ({ path, body }) => writeFile(path, { body, expected: 'any' }, writing));
    await writeHead(renderHead(head, packed.journal), writing);
  }
  await removeOld(writing, { packed, isNew });
  const pendingWrites = pendingVersion === ledger.pendingVersion ? 0 : 1;
  const ledgerWrites = pendingWrites + (isNew ? packed.files.length + 1 : 0);
  return {
    documents,
    removed: pending.removals,
    ledgerWrites,
    generation: isNew ? head.generation : last,
    pendingVersion,
  };
}

/** Copies up to four pictures at a time, within the memory budget. */
async function copyPictures(writing: Writing): Promise<void> {
  const budget = createByteBudget(budgetBytes);
  const { missingMedia, before, dryRun, onDone } = writing;
  const { beside, articles } = before.source;
  const lengths = new Map([...beside, ...articles].map(({ path, lengthBytes }) => [path, lengthBytes]));
  const lengthOf = (path: string) => lengths.get(splitEnclosedPath(path)?.container ?? path) ?? 0;
  await mapConcurrently(missingMedia, 4, async (asset) => {
    if (!dryRun) await budget.use(lengthOf(asset.path), () => copyPicture(asset, writing));
    onDone(1);
  });
}

/** A picture that changed after its article was read has another published path now, so the run starts again. */
export async function copyPicture(
  { path, publishedPath }: Asset,
  writing: Pick<Writing, 'from' | 'to' | 'check'>,
): Promise<void> {
  const { from } = writing;
  const stored = await readAsset(from, path);
  if (stored === null || publishedPathOf(path, stored.body) !== publishedPath) throw conflict(from.location, path);
  await writeFile(publishedPath, { body: stored.body, expected: 'any' }, writing);
}

interface Content {
  readonly body: Uint8Array;
  readonly expected: Expected;
}

async function writeFile(
  path: string,
  { body, expected }: Content,
  { to, check }: Pick<Writing, 'to' | 'check'>,
): Promise<string> {
  await check();
  return to.write(path, body, expected);
}

/**
 * Written before any document. If this run dies, or another runs at the same time, the same edits get the same dates and no
 * ping is lost.
 */
async function writePending(writing: Writing): Promise<string | null> {
  const { pending: before, pendingVersion } = writing.before.ledger;
  const body = renderPending(writing.pending);
  if (digestOf(body) === digestOf(renderPending(before))) return pendingVersion;
  const expected = pendingVersion === null ? 'absent' : { version: pendingVersion };
  return writeFile(pendingPath, { body, expected }, writing);
}

interface WrittenDocuments {
  readonly documents: readonly DocumentChange[];
  /** The files that were rendered in this run, by path. */
  readonly files: ReadonlyMap<string, KnownFile>;
}

/** How many documents of a stage are written at the same time: several only if no reader depends on their order. */
const concurrency: Readonly<Record<Stage, number>> = { style: 1, page: 8, archive: 4, group: 1, live: 1, list: 1 };

async function writeDocuments(writing: Writing): Promise<WrittenDocuments> {
  const documents: DocumentChange[] = [];
  const files = new Map<string, KnownFile>();
  for (const stage of stages) {
    const its = writing.stale.filter((document) => stageOf(document) === stage);
    await mapConcurrently(its, concurrency[stage], async (document) => {
      const { change, written } = await writeOne(document, writing);
      writing.onDone(document.paths.length);
      documents.push(change);
      for (const [path, file] of written) files.set(path, file);
    });
  }
  return { documents, files };
}

/** Drops the bytes after writing, so that ten thousand pages are not in memory at the same time. */
async function writeOne(document: Document, { feeds, sources, target, dryRun, check }: Writing) {
  const change = feeds.get(document) ?? (await changeDocument(document, sources, target));
  if (dryRun) await check();
  const written = dryRun ? [] : await writeDocument(change, target.to, check);
  const changes = change.changes.map((it) => ({ ...it, body: noBytes }));
  return { change: { ...change, changes }, written };
}

const noBytes = new Uint8Array();

interface Outcome {
  readonly documents: readonly DocumentChange[];
  readonly files: ReadonlyMap<string, KnownFile>;
}

interface NextLedger {
  readonly head: LedgerHead;
  readonly packed: Packed;
  /** False if the stored head already says the same. */
  readonly isNew: boolean;
}

/** Records what was written, and packs the tables. Files that were replaced are removed by the next run: another may still read them. */
async function nextLedger(writing: Writing, { documents, files }: Outcome): Promise<NextLedger> {
  const { plan, before, pending } = writing;
  const { ledger, chunks, source, readingDigest, replaced } = before;
  const { stored, head: last } = ledger;
  const open = openTables({ tables: ledgerStateOf(plan.state).tables, chunks: chunks.chunks });
  for (const path of pending.removals) open.files.set(path, null);
  for (const [path, file] of files) open.files.set(path, file);
  const again = documents
    .filter(({ problems }) => problems.length > 0)
    .flatMap(({ document }) => document.paths.slice(0, 1));
  const tables = closeTables(open);
  const generation = last.generation + 1;
  const packed = await withChunks(chunks, () =>
    packTables({ tables, chunks: chunks.chunks, generation, settings: source.stored, isLive: liveRows(open, plan) }),
  );
  const { facts: planned } = ledgerStateOf(plan.state);
  const isSettled = again.length === 0 && isQuiet(writing);
  const head: LedgerHead = {
    schema: currentSchema,
    generation,
    readingDigest,
    sourceDigest: isSettled ? before.sourceDigest : null,
    facts: { ...planned, again, leftByName: before.isNamed ? planned.leftByName : 0 },
    summary: summaryOf(writing, open),
    retired: retiredFiles(writing, packed),
    chunks: packed.references,
  };
  const { generation: earlier, retired, facts } = last;
  // A new version of Presstime alone is no reason to write a head.
  const same = {
    ...head,
    generation: earlier,
    retired,
    facts: { ...head.facts, lastRun: facts.lastRun },
    summary: { ...head.summary, version: last.summary.version },
  };
  const isSame =
    stored !== null &&
    retired.length === 0 &&
    replaced.length === 0 &&
    digestOf(renderHead(same, packed.journal)) === digestOf(stored.body);
  return { head, packed, isNew: !isSame };
}

/** More than the live feed contains, so that a removal needs no older rows. */
const spareRows = 16;

/** The rows that stay in the journal: the newest entries, and the files of the live feed and of lists. */
function liveRows(open: OpenTables, { window }: Plan): PackInput['isLive'] {
  const newest = firstRows(open.timeline.range(), window.length + spareRows);
  const last = { entries: lastKey(window), timeline: newest.at(-1)?.[0] ?? '' };
  return (table, key) => {
    if (table === 'files') return !key.includes('/');
    return (table === 'entries' || table === 'timeline') && key <= last[table];
  };
}

function lastKey(window: readonly Listed[]): string {
  const last = window.at(-1);
  return last === undefined ? '' : timeKey(last);
}

/** True if nothing has to be reported again by the next run. */
function isQuiet({ plan, before }: Writing): boolean {
  return (
    plan.refused.length === 0 &&
    ledgerStateOf(plan.state).facts.withoutFolder === 0 &&
    before.source.problems.length === 0
  );
}

function summaryOf({ plan, before }: Writing, open: OpenTables): Summary {
  const { channel } = before.source;
  const live = plan.documents.filter(({ kind }) => kind === 'live').flatMap(({ paths }) => paths);
  const versions = live.flatMap((path) => {
    const file = open.files.get(path);
    return file === undefined ? [] : [[path, file.version] as const];
  });
  return {
    feedUrl: channel.feedUrl,
    hasPages: channel.pages,
    nextDue: plan.nextDue,
    nextChange: plan.nextChange,
    articles: before.articles,
    heldBack: plan.heldBack.length,
    version,
    live: Object.fromEntries(versions),
  };
}

/**
 * Ledger files that are not used any more. This run removes some of them as soon as the head is written. All are listed in the head,
 * because this run may be killed before.
 */
function retiredFiles({ before }: Writing, { references, replaced }: Packed): readonly string[] {
  const inUse = new Set(chunkPaths({ chunks: references }));
  const files = new Set([...replaced.others, ...replaced.entries, ...before.replaced]);
  return [...files].filter((path) => !inUse.has(path) && isChunkPath(path));
}

async function writeHead(body: Uint8Array, writing: Writing): Promise<void> {
  const { stored } = writing.before.ledger;
  const expected = stored === null ? ('absent' as const) : { version: stored.version };
  await writeFile(headPath, { body, expected }, writing);
  if (stored === null) await checkAbsenceCondition(writing.to);
}

/**
 * Removes files that no longer belong to the publication, and ledger files that an earlier run retired, also if nothing
 * changed: that run may have been killed. Some ledger files are not kept for another run: chunks with entries that this run
 * replaced, because an article may be private now; files of an older schema, which contain names that this one hides; and, if the
 * target was listed, files that no head names. A simultaneous run that still needs one of them starts again, because the head has
 * changed.
 */
async function removeOld(
  { to, pending, before, check }: Writing,
  { packed, isNew }: { readonly packed: Packed; readonly isNew: boolean },
): Promise<void> {
  const later = new Set(packed.replaced.others);
  const inUse = new Set([headPath, pendingPath, ...chunkPaths({ chunks: packed.references })]);
  const listed = (before.listing ?? []).map(({ path }) => path).filter(isChunkPath);
  const replaced = isNew ? [...packed.replaced.entries, ...before.replaced, ...listed] : [];
  const retired = [...before.ledger.head.retired, ...replaced].filter((path) => !inUse.has(path) && !later.has(path));
  const paths = [...pending.removals, ...new Set(retired)];
  if (paths.length === 0) return;
  await check();
  await to.removeAll(paths);
}
