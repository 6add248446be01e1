/** A step of a run: finds stale documents, renders the feeds among them, and records what is about to be done. */
import type { Asset } from '../article/attachments/find.ts';
import { type ChunkSource, withChunks } from '../ledger/chunks.ts';
import type { Pending } from '../ledger/pending.ts';
import { keysWith } from '../ledger/rows.ts';
import { type OpenTables, openTables } from '../ledger/state.ts';
import type { FeedFileNames } from '../model/feed.ts';
import type { Problem } from '../problem/problem.ts';
import { isOutputWith } from '../render/outputs.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import { guardForeignFeeds } from './foreign-feeds.ts';
import { mergePings, pingsOf } from './pings.ts';
import { type Document, stageOf } from './plan/document.ts';
import { ledgerStateOf, type Plan } from './plan/plan.ts';
import { request } from './plan/relevant-items.ts';
import type { RunOptions } from './read/publish-options.ts';
import type { Before } from './read/read.ts';
import { checkStop, describeStopBeforeWriting, withStopMessage } from './read/stop.ts';
import { isFresh, type Target } from './stale.ts';
import { changeDocument, type DocumentChange, problemsOf, type Sources } from './write-document.ts';

/** What a run is about to write. */
export interface Rendering {
  readonly target: Target;
  /** The documents that have to be rendered again. */
  readonly stale: readonly Document[];
  /** The stale feeds, already rendered. */
  readonly feeds: ReadonlyMap<Document, DocumentChange>;
  /** The errors of articles that were read in this run and that would break a feed. Then nothing may be written. */
  readonly broken: readonly Problem[];
  readonly sources: Sources;
  /** The pictures and media that are not in the target store. */
  readonly missingMedia: readonly Asset[];
  /** What the next run has to finish if this one does not, including all removals. */
  readonly pending: Pending;
}

/** Reads the entries of stale documents and renders the feeds. Other documents are rendered when they are written. */
export function render(plan: Plan, before: Before, options: RunOptions): Promise<Rendering> {
  return withStopMessage(describeStopBeforeWriting, () => renderStale(plan, before, options));
}

async function renderStale(plan: Plan, before: Before, options: RunOptions): Promise<Rendering> {
  const { ledger, chunks, source } = before;
  await checkStop(options.signal);
  const open = openTables({ tables: ledgerStateOf(plan.state).tables, chunks: chunks.chunks });
  const target = targetOf(plan, before, { options, open });
  const paths = plan.documents.flatMap((document) => document.paths).filter((path) => !plan.newPages.has(path));
  await withChunks(chunks, () => request(open.files.missing(paths)));
  const stale = plan.documents.filter((document) => !isFresh(document, target));
  await guardForeignFeeds(stale, { target, check: () => checkStop(options.signal) });
  const sources = sourcesOf(plan, { open, chunks });
  const feeds = await renderFeeds(stale, { sources, target, options });
  const found = [...feeds.values()].flatMap(({ problems }) => problems);
  const edited = stale.filter((document) => document.kind === 'archive' && showsEdit(document, plan));
  const inArchives: Problem[] = [];
  for (const document of edited) inArchives.push(...(await findProblems(document, sources)));
  const pings = pingsOf([...feeds.values()], { channel: source.channel, options });
  const needed = new Set(plan.documents.flatMap((document) => document.paths));
  const removed = new Set(plan.removed);
  const isPublished = (path: string) => needed.has(path) || (open.files.get(path) !== undefined && !removed.has(path));
  return withChunks(chunks, () => ({
    target,
    stale,
    feeds,
    broken: brokenArticles([...found, ...inArchives], plan),
    sources,
    missingMedia: missingMedia(plan, { open, listed: target.listed }),
    pending: {
      edits: ledgerStateOf(plan.state).pendingEdits,
      pings: mergePings([...ledger.pending.pings, ...pings], { channel: source.channel, isPublished }),
      removals: removalsOf(plan, {
        begun: ledger.pending.removals,
        formerFiles: ledger.head.facts.files,
        needed,
        open,
        target,
      }),
    },
  }));
}

interface TargetInput {
  readonly options: RunOptions;
  readonly open: OpenTables;
}

/** A page that this run makes for the first time is not known, so nothing is read to find that out. */
function targetOf({ newPages }: Plan, { listing, source }: Before, { options, open }: TargetInput): Target {
  return {
    to: options.to,
    files: source.channel.files,
    replaceForeign: options.replaceForeign ?? false,
    listed: listing === null ? null : new Map(listing.map(({ path, version }) => [path, version])),
    known: (path) => (newPages.has(path) ? undefined : open.files.get(path)),
  };
}

/** How many chunks with entries are kept for the next documents. */
const keptChunks = 40;

/** Chunks with entries are dropped again, so that the entries of all documents are never in memory at the same time. */
export function sourcesOf(
  { sources }: Pick<Plan, 'sources'>,
  { open, chunks }: { readonly open: OpenTables; readonly chunks: ChunkSource },
): Sources {
  const inEntries = new Set(open.entries.table().chunks.map(({ path }) => path));
  return {
    pathOf: (id) => sources.get(id)?.path ?? id,
    entriesOf: async (document) => {
      const keys = document.entries.flatMap(({ id }) => sources.get(id)?.key ?? []);
      const entries = await withChunks(chunks, () => {
        request(open.entries.missing(keys));
        return new Map(keys.flatMap((key) => open.entries.get(key) ?? []).map((entry) => [entry.id, entry] as const));
      });
      const loaded = [...chunks.chunks.keys()].filter((path) => inEntries.has(path));
      for (const path of loaded.slice(0, Math.max(0, loaded.length - keptChunks))) chunks.chunks.delete(path);
      return entries;
    },
  };
}

interface Feeds {
  readonly sources: Sources;
  readonly target: Target;
  readonly options: RunOptions;
}

/** Feeds are rendered before anything is written, because the pings for changed feeds must be recorded first. */
async function renderFeeds(
  stale: readonly Document[],
  { sources, target, options }: Feeds,
): Promise<ReadonlyMap<Document, DocumentChange>> {
  const feeds = stale.filter((document) => ['group', 'live'].includes(stageOf(document)));
  const changes = await mapConcurrently(feeds, 4, async (document) => {
    await checkStop(options.signal);
    return changeDocument(document, sources, target);
  });
  return new Map(changes.map((it) => [it.document, it]));
}

/** The errors that concern articles of this run. An entry from the ledger cannot be refused: it is left out. */
function brokenArticles(problems: readonly Problem[], { shown, entries }: Plan): readonly Problem[] {
  const read = new Set(shown.flatMap(({ entry, path }) => (entries.has(entry.id) ? [path] : [])));
  return problems.filter(({ code, file }) => ['breaks-feed', 'internal-error'].includes(code) && read.has(file));
}

/** True if a document shows an entry that was edited in this run. Archives of new entries are checked only as they are written. */
function showsEdit({ entries }: Document, plan: Plan): boolean {
  return entries.some(({ id }) => plan.edited.has(id));
}

/** Renders an archive only to check it. Its bytes are made again when it is written, so that archives are never all in memory. */
async function findProblems(document: Document, sources: Sources): Promise<readonly Problem[]> {
  const { renderDocument } = await import('./plan/render-document.ts');
  return problemsOf(renderDocument(document, await sources.entriesOf(document)), sources.pathOf);
}

interface MediaInput {
  readonly open: OpenTables;
  readonly listed: Target['listed'];
}

/** The media that changed articles need and no article needed before. If the publication was listed, all media that are missing there. */
function missingMedia({ media }: Plan, { open, listed }: MediaInput): readonly Asset[] {
  if (listed === null) return media.added;
  const all = [...open.media.range()].map(([key, path]) => ({ path, publishedPath: key.slice(0, key.indexOf('\n')) }));
  const missing = all.filter(({ publishedPath }) => !listed.has(publishedPath));
  return [...new Map(missing.map((asset) => [asset.publishedPath, asset])).values()];
}

interface Removals {
  /** What an earlier run began to remove. */
  readonly begun: readonly string[];
  /** The names of the feed files before the run. */
  readonly formerFiles: FeedFileNames;
  readonly needed: ReadonlySet<string>;
  readonly open: OpenTables;
  readonly target: Target;
}

/** Files that no longer belong to the publication, and files that an earlier run began to remove. Paths that Presstime never writes are never removed. */
function removalsOf(
  { removed, media }: Plan,
  { begun, formerFiles, needed, open, target: { files, listed } }: Removals,
): readonly string[] {
  const isMedia = (path: string) => [...open.media.range(keysWith(`${path}\n`))].length > 0;
  const isOurs = (path: string) => isOutputWith(files, path) || isOutputWith(formerFiles, path);
  const isLeft = (path: string) => open.files.get(path) === undefined && !isMedia(path);
  const again = begun.filter((path) => (listed?.has(path) ?? true) && isLeft(path));
  const all = new Set([...removed, ...media.removed, ...again]);
  return [...all].filter((path) => !needed.has(path) && isOurs(path)).sort();
}
