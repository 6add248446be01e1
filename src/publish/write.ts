/** The last step of a run: writes pictures, pending work, documents, the ledger and its head, in this order, then removes old files. */
import { publishedPathOf } from '../article/attachments/describe.ts';
import type { Asset } from '../article/attachments/find.ts';
import { entryOf, type Item, type KnownFile, withEntry } from '../item/item.ts';
import { checkAbsenceCondition, checkVersionCondition } from '../ledger/check-conditions.ts';
import { currentSchema, headPath, type LedgerHead, ledgerFolder, renderHead, shardFiles } from '../ledger/head.ts';
import { pendingPath, renderPending } from '../ledger/pending.ts';
import { type RenderedShards, renderShards } from '../ledger/shards.ts';
import { digestOf } from '../model/digest.ts';
import { budgetBytes, createByteBudget, mapConcurrently } from '../store/concurrent.ts';
import { conflict, type Expected, type Store } from '../store/store.ts';
import { type Document, type Stage, stageOf, stages } from './plan/document.ts';
import type { Plan } from './plan/plan.ts';
import { planRemovals } from './plan/plan-files.ts';
import type { RunOptions } from './publish-options.ts';
import type { Before } from './read.ts';
import type { Rendering } from './render.ts';
import { type CheckStop, checkStop, withStopMessage } from './stop.ts';
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
  const { media, stale, pending } = rendering;
  const files = media.missing.length + stale.flatMap(({ paths }) => paths).length;
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
  const { dryRun, to, plan, pending } = writing;
  const { ledger } = writing.before;
  if (!dryRun && ledger.stored === null) await checkVersionCondition(to);
  await copyPictures(writing);
  const pendingVersion = dryRun ? ledger.pendingVersion : await writePending(writing);
  const { documents, files } = await writeDocuments(writing);
  const { generation: last } = ledger.head;
  if (dryRun) return { documents, removed: pending.removals, ledgerWrites: 0, generation: last, pendingVersion };
  const items = withPages(plan, files);
  const shards = renderShards(writing.shards, { items, ledger });
  for (const { path, body } of shards.files) await writeFile(path, { body, expected: 'any' }, writing);
  const head = nextHead(writing, { files, shards });
  const headWrites = await writeHead(head, writing);
  await removeOld(writing, { head, isNew: headWrites > 0 });
  const pendingWrites = pendingVersion === ledger.pendingVersion ? 0 : 1;
  const ledgerWrites = pendingWrites + shards.files.length + headWrites;
  const generation = headWrites > 0 ? head.generation : last;
  return { documents, removed: pending.removals, ledgerWrites, generation, pendingVersion };
}

/** Copies up to four pictures at a time, within the memory budget. */
async function copyPictures(writing: Writing): Promise<void> {
  const budget = createByteBudget(budgetBytes);
  const { media, before, dryRun, onDone } = writing;
  const lengths = new Map(before.source.beside.map(({ path, lengthBytes }) => [path, lengthBytes]));
  await mapConcurrently(media.missing, 4, async (asset) => {
    if (!dryRun) await budget.use(lengths.get(asset.path) ?? 0, () => copyPicture(asset, writing));
    onDone(1);
  });
}

/** A picture that changed after its article was read has another published path now, so the run starts again. */
async function copyPicture({ path, publishedPath }: Asset, writing: Writing): Promise<void> {
  const { from } = writing;
  const stored = await from.read(path);
  if (stored === null || publishedPathOf(path, stored.body) !== publishedPath) throw conflict(from.location, path);
  await writeFile(publishedPath, { body: stored.body, expected: 'any' }, writing);
}

interface Content {
  readonly body: Uint8Array;
  readonly expected: Expected;
}

async function writeFile(path: string, { body, expected }: Content, { to, check }: Writing): Promise<string> {
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

/** Returns the items with the records of their written pages. A page that is no longer a document has no record. */
function withPages({ documents, state }: Plan, files: ReadonlyMap<string, KnownFile>): readonly Item[] {
  const pages = new Set(documents.flatMap((document) => (stageOf(document) === 'page' ? document.paths : [])));
  return state.items.map((item) => {
    const page = entryOf(item)?.page ?? null;
    if (page === null) return item;
    const file = pages.has(page.path) ? (files.get(page.path) ?? page.file) : null;
    return file === page.file ? item : withEntry(item, { page: { ...page, file } });
  });
}

interface Outcome {
  readonly files: ReadonlyMap<string, KnownFile>;
  readonly shards: RenderedShards;
}

/**
 * Ledger files that are no longer used are listed as retired, and the next run removes them: a simultaneous run may still
 * read them. So the files that this run itself removes are found again if it is killed.
 */
function nextHead({ plan, before }: Writing, { files, shards: { shards } }: Outcome): LedgerHead {
  const { ledger, listing, readingDigest } = before;
  const others = plan.documents.filter((document) => stageOf(document) !== 'page');
  const paths = new Set(others.flatMap((document) => document.paths));
  const owned = [...Object.entries(ledger.head.files), ...files].filter(([path]) => paths.has(path));
  const listed = listing.map(({ path }) => path).filter((path) => path.startsWith(ledgerFolder));
  const inUse = [headPath, pendingPath, ...shardFiles({ shards }), ...ledger.head.retired];
  const { archives, folders, lastRun } = plan.state;
  return {
    schema: currentSchema,
    generation: ledger.head.generation + 1,
    readingDigest,
    lastRun,
    shards,
    files: Object.fromEntries(owned),
    archives,
    folders,
    retired: planRemovals(listed, inUse),
  };
}

async function writeHead(head: LedgerHead, writing: Writing): Promise<number> {
  const { stored, head: last } = writing.before.ledger;
  const { generation, retired, lastRun } = last;
  const same = renderHead({ ...head, generation, retired, lastRun });
  if (stored !== null && head.retired.length === 0 && digestOf(same) === digestOf(stored.body)) return 0;
  const expected = stored === null ? ('absent' as const) : { version: stored.version };
  await writeFile(headPath, { body: renderHead(head), expected }, writing);
  if (stored === null) await checkAbsenceCondition(writing.to);
  return 1;
}

interface Removal {
  readonly head: LedgerHead;
  /** False if the stored head was not replaced: then its files are still in use. */
  readonly isNew: boolean;
}

/**
 * Removes files that no longer belong to the publication, and ledger files that an earlier run retired, also if nothing
 * changed: that run may have been killed. Two kinds of ledger files are not kept for another run: entries that this run
 * replaced, because an article may be private now, and files of an older schema, which contain names that this one hides.
 */
async function removeOld({ to, pending, before, check }: Writing, { head, isNew }: Removal): Promise<void> {
  const last = before.ledger.head;
  const listed = new Set(before.listing.map(({ path }) => path));
  const replaced =
    last.schema === currentSchema ? Object.values(last.shards).map(({ entries }) => entries) : head.retired;
  const owned = [...last.retired.filter((path) => listed.has(path)), ...(isNew ? replaced : [])];
  const retired = planRemovals(new Set(owned), shardFiles(head));
  await mapConcurrently([...pending.removals, ...retired], 8, async (path) => {
    await check();
    await to.remove(path);
  });
}
