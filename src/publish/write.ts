/** Writes what a run planned: pictures, what it is about to do, documents in their order, then the ledger, its head last and under a condition, then removals. */
import type { Asset } from '../article/attachments/find.ts';
import { publishedPathOf } from '../article/attachments/picture.ts';
import type { Archives, KnownFile, LedgerRecord } from '../item/item-record.ts';
import { checkAbsenceCounts, checkVersionsCount } from '../ledger/check-conditions.ts';
import { headPath, type LedgerHead, ledgerFolder, renderHead, shardFiles } from '../ledger/ledger.ts';
import { type Pending, pendingPath, renderPending } from '../ledger/pending.ts';
import type { Ledger } from '../ledger/read-ledger.ts';
import { type RenderedShelf, renderShelf, type Shelf } from '../ledger/shards.ts';
import { digestOf, type StoredFile } from '../model/file.ts';
import { createRoom, mapConcurrently, roomBytes } from '../store/concurrent.ts';
import { conflict, type Expected, type Store } from '../store/store.ts';
import { type Document, type Stage, stages } from './plan/document.ts';
import { type MediaPlan, planRemovals } from './plan/plan-writes.ts';
import type { CheckStop } from './stop.ts';
import { type Planned, planDocument, type Target, writeDocument } from './write-document.ts';

export interface Applying {
  /** Those that have to be made, and those of them that are made already. */
  readonly stale: readonly Document[];
  readonly planned: ReadonlyMap<Document, Planned>;
  /** All that the publication is made of. */
  readonly documents: readonly Document[];
  readonly media: MediaPlan;
  /** The files beside the articles, by path, with their lengths. */
  readonly lengths: ReadonlyMap<string, number>;
  readonly ledger: Ledger;
  readonly listing: readonly StoredFile[];
  readonly target: Target;
  readonly shelf: Shelf;
  readonly records: readonly LedgerRecord[];
  readonly archives: Archives;
  readonly folders: LedgerHead['folders'];
  /** The digest of all that decides how an article is read. */
  readonly readingDigest: string;
  /** What the next run has to finish, if this one does not: among it all that is removed. */
  readonly pending: Pending;
  /** Nothing is written. */
  readonly dryRun: boolean;
  /** Called before each write. */
  readonly check: CheckStop;
  /** Called with how many more files are done. */
  readonly onMade: (files: number) => void;
}

export interface Applied {
  /** What was made, without its bytes. */
  readonly made: readonly Planned[];
  readonly removed: readonly string[];
  readonly ledgerWrites: number;
  /** Of the ledger as it is now. */
  readonly generation: number;
  /** The version of the file that says what is pending; null where there is none. */
  readonly pendingVersion: string | null;
}

/** Writes and removes. Throws `PublishError` with code `conflict` where another run was faster. */
export async function apply(
  { from, to }: { readonly from: Store; readonly to: Store },
  applying: Applying,
): Promise<Applied> {
  const { dryRun, ledger } = applying;
  if (!dryRun && ledger.stored === null) await checkVersionsCount(to);
  await copyPictures(from, to, applying);
  const pendingVersion = dryRun ? ledger.pendingVersion : await writePending(to, applying);
  const { made, files } = await makeDocuments(applying);
  const { generation: before } = ledger.head;
  if (dryRun) return { made, removed: applying.pending.removals, ledgerWrites: 0, generation: before, pendingVersion };
  const records = withPages(applying, files);
  const shelf = renderShelf(applying.shelf, { records, head: applying.ledger.head, damaged: applying.ledger.damaged });
  for (const { path, body } of shelf.files) await write(to, path, { body, expected: 'any', applying });
  const head = nextHead(applying, { files, shelf });
  const headWrites = await writeHead(to, head, applying);
  const removed = await removeOld(to, { head, isNew: headWrites > 0 }, applying);
  const pendingWrites = pendingVersion === ledger.pendingVersion ? 0 : 1;
  const ledgerWrites = pendingWrites + shelf.files.length + headWrites;
  return { made, removed, ledgerWrites, generation: headWrites > 0 ? head.generation : before, pendingVersion };
}

/** A few small ones at a time, or a large one. */
async function copyPictures(from: Store, to: Store, applying: Applying): Promise<void> {
  const room = createRoom(roomBytes);
  const { media, lengths, dryRun, onMade } = applying;
  await mapConcurrently(media.missing, 4, async (asset) => {
    const copy = () => copyPicture(from, to, { asset, applying });
    if (!dryRun) await room.use(lengths.get(asset.path) ?? 0, copy);
    onMade(1);
  });
}

interface Copying {
  readonly asset: Asset;
  readonly applying: Applying;
}

/** One that changed since its article was read has another name now: the run starts again. */
async function copyPicture(from: Store, to: Store, { asset, applying }: Copying): Promise<void> {
  const { path, publishedPath } = asset;
  const stored = await from.read(path);
  if (stored === null || publishedPathOf(path, stored.body) !== publishedPath) throw conflict(from.place, path);
  await write(to, publishedPath, { body: stored.body, expected: 'any', applying });
}

interface Writing {
  readonly body: Uint8Array;
  readonly expected: Expected;
  readonly applying: Applying;
}

async function write(to: Store, path: string, { body, expected, applying }: Writing): Promise<string> {
  await applying.check();
  return to.write(path, body, expected);
}

/** Before all else: a run that dies, and one that runs beside this one, give the same edits the same dates and forget no hub. */
async function writePending(to: Store, { pending, ledger, check }: Applying): Promise<string | null> {
  const { pendingVersion } = ledger;
  const body = renderPending(pending);
  if (digestOf(body) === digestOf(renderPending(ledger.pending))) return pendingVersion;
  await check();
  return to.write(pendingPath, body, pendingVersion === null ? 'absent' : { version: pendingVersion });
}

interface Made {
  readonly made: readonly Planned[];
  /** By path, as far as they were made in this run. */
  readonly files: ReadonlyMap<string, KnownFile>;
}

/** Many at a time where nobody reads one of them before the whole stage is done. */
const atOnce: Readonly<Record<Stage, number>> = { style: 1, page: 8, archive: 4, group: 1, live: 1, list: 1 };

async function makeDocuments(applying: Applying): Promise<Made> {
  const made: Planned[] = [];
  const files = new Map<string, KnownFile>();
  for (const stage of stages) {
    const documents = applying.stale.filter((document) => document.stage === stage);
    await mapConcurrently(documents, atOnce[stage], async (document) => {
      const { planned, written } = await makeDocument(document, applying);
      applying.onMade(document.paths.length);
      made.push(planned);
      for (const [path, file] of written) files.set(path, file);
    });
  }
  return { made, files };
}

/** Its bytes are let go once they are written: ten thousand pages need not be held at once. */
async function makeDocument(document: Document, { planned, shelf, target, dryRun, check }: Applying) {
  const made = planned.get(document) ?? (await planDocument(document, shelf, target));
  if (dryRun) await check();
  const written = dryRun ? [] : await writeDocument(made, target.to, check);
  const changes = made.changes.map((change) => ({ ...change, body: noBytes }));
  return { planned: { ...made, changes }, written };
}

const noBytes = new Uint8Array();

/** The records with what became of their pages. */
function withPages({ records, documents }: Applying, files: ReadonlyMap<string, KnownFile>): readonly LedgerRecord[] {
  const pages = new Set(documents.flatMap(({ stage, paths }) => (stage === 'page' ? paths : [])));
  return records.map((record) => {
    const { page, pageFile } = record;
    const now = page === null || !pages.has(page) ? null : (files.get(page) ?? pageFile);
    return now === pageFile ? record : { ...record, pageFile: now };
  });
}

interface Outcome {
  readonly files: ReadonlyMap<string, KnownFile>;
  readonly shelf: RenderedShelf;
}

/** A file of the ledger that falls out of use is retired here and removed a run later: a run under way may still read it. */
function nextHead(applying: Applying, { files, shelf }: Outcome): LedgerHead {
  const { documents, ledger, listing, readingDigest, archives, folders } = applying;
  const paths = new Set(documents.flatMap((document) => (document.stage === 'page' ? [] : document.paths)));
  const owned = [...Object.entries(ledger.head.files), ...files].filter(([path]) => paths.has(path));
  const { shards } = shelf;
  const listed = listing.map(({ path }) => path).filter((path) => path.startsWith(ledgerFolder));
  const inUse = [headPath, pendingPath, ...shardFiles({ shards }), ...ledger.head.retired];
  const retired = planRemovals(listed, inUse);
  const generation = ledger.head.generation + 1;
  return { schema: 1, generation, readingDigest, shards, files: Object.fromEntries(owned), archives, folders, retired };
}

async function writeHead(to: Store, head: LedgerHead, applying: Applying): Promise<number> {
  const { stored, head: before } = applying.ledger;
  const same = renderHead({ ...head, generation: before.generation, retired: before.retired });
  if (stored !== null && head.retired.length === 0 && digestOf(same) === digestOf(stored.body)) return 0;
  const expected = stored === null ? ('absent' as const) : { version: stored.version };
  await write(to, headPath, { body: renderHead(head), expected, applying });
  if (stored === null) await checkAbsenceCounts(to);
  return 1;
}

interface Removal {
  readonly head: LedgerHead;
  /** False where the head that is there was left alone: then its own files are still in use. */
  readonly isNew: boolean;
}

/** What is part of the publication no more, and what earlier runs retired. */
async function removeOld(to: Store, { head, isNew }: Removal, applying: Applying): Promise<readonly string[]> {
  const { pending, ledger } = applying;
  const shards = isNew ? planRemovals(ledger.head.retired, shardFiles(head)) : [];
  await mapConcurrently([...pending.removals, ...shards], 8, async (path) => {
    await applying.check();
    await to.remove(path);
  });
  return pending.removals;
}
