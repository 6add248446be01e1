/** The last step of a run: pictures, what it is about to do, documents in their order, then the ledger, its head last and under a condition, then removals. */

import { publishedPathOf } from '../article/attachments/describe.ts';
import type { Asset } from '../article/attachments/find.ts';
import { entryOf, type Item, type KnownFile, withEntry } from '../item/item.ts';
import { checkAbsenceCounts, checkVersionsCount } from '../ledger/check-conditions.ts';
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
import { type CheckStop, checkStop, sayingHowFar } from './stop.ts';
import { changeDocument, type DocumentChange, writeDocument } from './write-document.ts';

/** What was written. */
export interface Written {
  /** Without its bytes. */
  readonly documents: readonly DocumentChange[];
  readonly removed: readonly string[];
  readonly ledgerWrites: number;
  /** Of the ledger as it is now. */
  readonly generation: number;
  /** The version of the file that says what is pending; null if there is none. */
  readonly pendingVersion: string | null;
}

/** All that a run writes from. */
interface Writing extends Rendering {
  readonly plan: Plan;
  readonly before: Before;
  readonly from: Store;
  readonly to: Store;
  /** Nothing is written. */
  readonly dryRun: boolean;
  /** Called before each write. */
  readonly check: CheckStop;
  /** Called with how many more files are done. */
  readonly onDone: (files: number) => void;
}

export interface Planned {
  readonly plan: Plan;
  readonly before: Before;
  readonly options: RunOptions;
}

/** Writes and removes. Throws `PublishError` with code `conflict` if another run was faster; stopped, it says how much is left. */
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
  const words = () =>
    `The run was stopped with ${Math.max(1, total - begun)} of ${total} files left: the feeds are whole, and the next run goes on`;
  const { from, to, dryRun = false } = options;
  return sayingHowFar(words, () => writeAll({ ...rendering, plan, before, from, to, dryRun, check, onDone }));
}

async function writeAll(writing: Writing): Promise<Written> {
  const { dryRun, to, plan, pending } = writing;
  const { ledger } = writing.before;
  if (!dryRun && ledger.stored === null) await checkVersionsCount(to);
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

/** A few small ones at a time, or a large one. */
async function copyPictures(writing: Writing): Promise<void> {
  const budget = createByteBudget(budgetBytes);
  const { media, before, dryRun, onDone } = writing;
  const lengths = new Map(before.source.beside.map(({ path, lengthBytes }) => [path, lengthBytes]));
  await mapConcurrently(media.missing, 4, async (asset) => {
    if (!dryRun) await budget.use(lengths.get(asset.path) ?? 0, () => copyPicture(asset, writing));
    onDone(1);
  });
}

/** One that changed since its article was read has another name now: the run starts again. */
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

/** Before all else: a run that dies, and one that runs beside this one, give the same edits the same dates and forget no hub. */
async function writePending(writing: Writing): Promise<string | null> {
  const { pending: before, pendingVersion } = writing.before.ledger;
  const body = renderPending(writing.pending);
  if (digestOf(body) === digestOf(renderPending(before))) return pendingVersion;
  const expected = pendingVersion === null ? 'absent' : { version: pendingVersion };
  return writeFile(pendingPath, { body, expected }, writing);
}

interface WrittenDocuments {
  readonly documents: readonly DocumentChange[];
  /** By path, as far as they were rendered in this run. */
  readonly files: ReadonlyMap<string, KnownFile>;
}

/** Many at a time if nobody reads one of them before the whole stage is done. */
const atOnce: Readonly<Record<Stage, number>> = { style: 1, page: 8, archive: 4, group: 1, live: 1, list: 1 };

async function writeDocuments(writing: Writing): Promise<WrittenDocuments> {
  const documents: DocumentChange[] = [];
  const files = new Map<string, KnownFile>();
  for (const stage of stages) {
    const its = writing.stale.filter((document) => stageOf(document) === stage);
    await mapConcurrently(its, atOnce[stage], async (document) => {
      const { change, written } = await writeOne(document, writing);
      writing.onDone(document.paths.length);
      documents.push(change);
      for (const [path, file] of written) files.set(path, file);
    });
  }
  return { documents, files };
}

/** Its bytes are let go once they are written: ten thousand pages need not be held at once. */
async function writeOne(document: Document, { feeds, sources, target, dryRun, check }: Writing) {
  const change = feeds.get(document) ?? (await changeDocument(document, sources, target));
  if (dryRun) await check();
  const written = dryRun ? [] : await writeDocument(change, target.to, check);
  const changes = change.changes.map((it) => ({ ...it, body: noBytes }));
  return { change: { ...change, changes }, written };
}

const noBytes = new Uint8Array();

/** The items with what became of their pages: one that is no document any more is removed, and forgotten. */
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

/** A file of the ledger that falls out of use is retired here and removed a run later: a run under way may still read it. */
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
  if (stored === null) await checkAbsenceCounts(writing.to);
  return 1;
}

interface Removal {
  readonly head: LedgerHead;
  /** False if the head that is there was left as it is: then its own files are still in use. */
  readonly isNew: boolean;
}

/** What is part of the publication no more, and what earlier runs retired. */
async function removeOld({ to, pending, before, check }: Writing, { head, isNew }: Removal): Promise<void> {
  const retired = isNew ? planRemovals(before.ledger.head.retired, shardFiles(head)) : [];
  await mapConcurrently([...pending.removals, ...retired], 8, async (path) => {
    await check();
    await to.remove(path);
  });
}
