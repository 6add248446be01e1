/** The third step of a run: finds stale documents, renders the feeds among them, and records what is about to be done. */
import { entryOf } from '../item/item.ts';
import type { Pending } from '../ledger/pending.ts';
import type { Ledger } from '../ledger/read-ledger.ts';
import { type LoadedShards, loadShards } from '../ledger/shards.ts';
import type { Problem } from '../problem/problem.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import { guardForeignFeeds } from './foreign-feeds.ts';
import { mergePings, pingsOf } from './pings.ts';
import { type Document, stageOf } from './plan/document.ts';
import type { Plan } from './plan/plan.ts';
import { type MediaPlan, planMedia, planRemovals } from './plan/plan-files.ts';
import type { RunOptions } from './publish-options.ts';
import type { Before } from './read.ts';
import { isFresh, knownFiles, type Target } from './stale.ts';
import { checkStop, describeStopBeforeWriting, withStopMessage } from './stop.ts';
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
  readonly shards: LoadedShards;
  readonly sources: Sources;
  readonly media: MediaPlan;
  /** What the next run has to finish if this one does not, including all removals. */
  readonly pending: Pending;
}

/** Reads the entries of stale documents and renders the feeds. Other documents are rendered when they are written. */
export function render(plan: Plan, before: Before, options: RunOptions): Promise<Rendering> {
  return withStopMessage(describeStopBeforeWriting, () => renderStale(plan, before, options));
}

async function renderStale(plan: Plan, before: Before, options: RunOptions): Promise<Rendering> {
  const { ledger, listing, source } = before;
  await checkStop(options.signal);
  const target = targetOf(before, options);
  const stale = plan.documents.filter((document) => !isFresh(document, target));
  await guardForeignFeeds(stale, { target, check: () => checkStop(options.signal) });
  const shown = new Set(stale.flatMap(({ entries }) => entries.map(({ id }) => id)));
  const { items } = plan.state;
  const shards = await loadShards(options.to, { ledger, items, made: plan.entries, shown });
  const sources = {
    entries: shards.entries,
    paths: new Map([...plan.live, ...plan.unlisted].map(({ entry, path }) => [entry.id, path])),
  };
  const feeds = await renderFeeds(stale, { sources, target, options });
  const found = [...feeds.values()].flatMap(({ problems }) => problems);
  const edits = editedEntries(plan, before);
  const edited = stale.filter(({ kind, entries }) => kind === 'archive' && entries.some(({ id }) => edits.has(id)));
  const broken = brokenArticles([...found, ...(await findBroken(edited, sources))], plan);
  const media = planMedia(ledger.items, items, listing);
  const pings = pingsOf([...feeds.values()], { channel: source.channel, options });
  const pending = {
    edits: plan.state.pendingEdits,
    pings: mergePings([...ledger.pending.pings, ...pings], { channel: source.channel, documents: plan.documents }),
    removals: removalsOf({ target, media, ledger, documents: plan.documents }),
  };
  return { target, stale, feeds, broken, shards, sources, media, pending };
}

function targetOf({ ledger, listing }: Before, { to, replaceForeign = false }: RunOptions): Target {
  return {
    to,
    replaceForeign,
    listed: new Map(listing.map(({ path, version }) => [path, version])),
    known: knownFiles(ledger.head.files, ledger.items),
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
function brokenArticles(problems: readonly Problem[], { live, entries }: Plan): readonly Problem[] {
  const read = new Set(live.flatMap(({ entry, path }) => (entries.has(entry.id) ? [path] : [])));
  return problems.filter(({ code, file }) => ['breaks-feed', 'internal-error'].includes(code) && read.has(file));
}

/** The ids of entries that were edited in this run. Archives of new entries are checked only as they are written. */
function editedEntries({ entries, live }: Plan, { ledger }: Before): ReadonlySet<string> {
  const known = new Map(
    ledger.items.flatMap((item) => entryOf(item) ?? []).map(({ id, entryDigest }) => [id, entryDigest]),
  );
  const made = live.filter(({ entry: { id, entryDigest } }) => entries.has(id) && known.get(id) !== entryDigest);
  return new Set(made.flatMap(({ entry: { id } }) => (known.has(id) ? [id] : [])));
}

/** Renders archives only to check them. Their bytes are made again when they are written, so that they are never all in memory. */
async function findBroken(archives: readonly Document[], { entries, paths }: Sources): Promise<readonly Problem[]> {
  if (archives.length === 0) return [];
  const { renderDocument } = await import('./plan/render-document.ts');
  return archives.flatMap((document) => problemsOf(renderDocument(document, entries), paths));
}

interface Removals extends Pick<Rendering, 'target' | 'media'> {
  readonly ledger: Ledger;
  readonly documents: readonly Document[];
}

/** Files that no longer belong to the publication, and files that an earlier run began to remove and that still exist. */
function removalsOf({ target, media, ledger, documents }: Removals): readonly string[] {
  const begun = ledger.pending.removals.filter((path) => target.listed.has(path));
  const owned = new Set([...target.known.keys(), ...media.removed, ...begun]);
  return planRemovals(owned, [...documents.flatMap(({ paths }) => paths), ...media.needed]);
}
