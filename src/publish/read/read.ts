/** The second step of a run: finds what changed in the source since the last run, and reads the articles that changed. */
import { readingVersion } from '../../article/reading-version.ts';
import { channelFile } from '../../channel/channel-file.ts';
import { formerItems } from '../../item/former/former-items.ts';
import { entryOf, noArchives } from '../../item/item.ts';
import type { FileRead, SourceChange } from '../../item/source-change.ts';
import { type ChunkSource, withChunks } from '../../ledger/chunks.ts';
import { chunkPaths, headPath } from '../../ledger/head.ts';
import type { Ledger } from '../../ledger/read-ledger.ts';
import type { Chunk } from '../../ledger/rows.ts';
import { besideKey, closeTables, type LedgerState, nothingRemembered, openTables } from '../../ledger/state.ts';
import { stateFromItems } from '../../ledger/state-from-items.ts';
import { tableNames } from '../../ledger/tables.ts';
import { readWholeLedger, type WholeLedger } from '../../ledger/whole-ledger.ts';
import type { Channel } from '../../model/channel.ts';
import { digestOfText } from '../../model/digest.ts';
import { defaultFileNames, type FeedFileNames } from '../../model/feed.ts';
import type { StoredFile } from '../../model/file.ts';
import { type Finding, inFile, type Problem, warning } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { plural, someOf } from '../../problem/wording.ts';
import { isOutputWith } from '../../render/outputs.ts';
import type { Store } from '../../store/store.ts';
import { request } from '../plan/relevant-items.ts';
import { compareIndex } from './compare-index.ts';
import { type FirstLook, lookAtAll, nothingListed, type ReadRequest } from './first-look.ts';
import { readFormerEntries } from './former-feed.ts';
import type { ListedSource } from './list-source.ts';
import { readNamedFiles } from './named-files.ts';
import { withOtherVersions } from './other-versions.ts';
import type { RunOptions } from './publish-options.ts';
import type { ReadBack, ReadBackInput } from './read-back.ts';
import { type Progress, readArticles, readSettings, type Source } from './read-source.ts';
import { type SourceChanges, sourceChanges } from './source-changes.ts';
import { checkStop, describeStopBeforeWriting, timeoutAdvice, withStopMessage } from './stop.ts';
import { storedState } from './stored-state.ts';
import { isDue } from './unchanged.ts';

/** What a run knows before it plans. */
export interface Before {
  readonly state: LedgerState;
  /** Where the chunks of the state are loaded from. */
  readonly chunks: ChunkSource;
  readonly changes: readonly SourceChange[];
  readonly source: Source;
  readonly ledger: Ledger;
  /** The files in the target store that a run may write or remove. Null if they were not listed. */
  readonly listing: readonly StoredFile[] | null;
  /** Files of the ledger that were replaced by tables made anew. */
  readonly replaced: readonly string[];
  /** True if the ledger is damaged: entries of published articles may be missing. */
  readonly isDamaged: boolean;
  /** The digest of everything that decides how an article is read. */
  readonly readingDigest: string;
  /** The digest of what the run looked at. Null if it did not look at everything. */
  readonly sourceDigest: string | null;
  /** How many article files there are. */
  readonly articles: number;
  /** The path from which changed articles are left to the next run. Null if none are. */
  readonly next: string | null;
  /** True if the run looked only at files that an event named. */
  readonly isNamed: boolean;
  /** Says what was lost if the ledger is lost or damaged. */
  readonly problems: readonly Problem[];
}

/** Reads the state before the run. If the run is stopped, the error says how many articles are left to read. */
export async function read(options: RunOptions, request: ReadRequest, look: FirstLook): Promise<Before> {
  let progress: Progress = { task: 'read', done: 0, total: 0 };
  const onProgress = (it: Progress) => {
    progress = it;
    options.onProgress?.(it);
  };
  return withStopMessage(
    () => describeReading(progress),
    () => readAll({ ...options, onProgress }, request, look),
  );
}

async function readAll(options: RunOptions, { scope, startAt }: ReadRequest, look: FirstLook): Promise<Before> {
  const { ledger, listed, sourceDigest, isLiveIntact } = look;
  const isOrdinary = scope === 'changed files' && isLiveIntact;
  const named = isOrdinary && look.isNamed ? await readNamed(options, ledger) : null;
  if (named !== null) return named;
  if (look.isNamed) return readAll(options, { scope, startAt }, await lookAtAll(options, { ledger, isLiveIntact }));
  const isLooking = !isOrdinary || options.verify === true;
  return readChanged(options, { ledger, listed, sourceDigest, isLooking, startAt, isRebuilt: scope === 'all files' });
}

/** Reads only the files that an event named. Null if that is not enough: after a change of settings, or if something is due. */
async function readNamed(options: RunOptions, ledger: Ledger): Promise<Before | null> {
  const { from, to, now, signal, changedPaths = null, verify = false } = options;
  const journal = ledger.journal();
  const { head } = ledger;
  if (changedPaths === null || verify || journal === null || journal.settings === null) return null;
  if (changedPaths.includes(channelFile) || isDue(head, now) || head.facts.readFrom !== null) return null;
  const check = () => checkStop(signal);
  const listed = {
    ...nothingListed,
    settings: { path: channelFile, version: journal.settings.version, lengthBytes: 0 },
  };
  const source = await readSettings(from, listed, { ...options, known: journal.settings });
  const readingDigest = digestOfReading(source.channel);
  if (head.readingDigest !== readingDigest) return null;
  const found = { ...storedState(ledger, to), ...nothingLost };
  const { chunks, state } = found;
  const named = await readNamedFiles({ from, state, chunks, channel: source.channel, paths: changedPaths, now, check });
  await check();
  const changes = await withOtherVersions(named.changes, {
    state,
    chunks,
    channel: source.channel,
    listed: null,
    read: (paths) =>
      readArticles(
        from,
        paths.map((path) => ({ path, version: '', lengthBytes: 0 })),
        { source, check },
      ),
  });
  if (changes === null) return null;
  const articles = Math.max(0, head.summary.articles + named.more);
  const common = {
    ...found,
    changes,
    source,
    ledger,
    listing: null,
    readingDigest,
    sourceDigest: null,
    next: null,
    articles,
  };
  return { ...common, state: withBesideFiles(state, named), isNamed: true };
}

interface Reading {
  readonly ledger: Ledger;
  readonly listed: ListedSource;
  readonly sourceDigest: string;
  /** True if the publication is listed. */
  readonly isLooking: boolean;
  /** True if the tables are made anew. */
  readonly isRebuilt: boolean;
  readonly startAt: string;
}

/** How many articles one run reads at most. The next run continues, so that the memory of a run has a bound. */
const maximumArticles = 2_000;

async function readChanged(options: RunOptions, { ledger, listed, sourceDigest, ...how }: Reading): Promise<Before> {
  const { from, to, now, signal, verify = false } = options;
  const check = () => checkStop(signal);
  const journal = ledger.journal();
  const settings = journal?.settings ?? null;
  const known = settings === null || !verify ? settings : { ...settings, parsed: null };
  const source = await readSettings(from, listed, { ...options, known });
  await check();
  const isRebuilt = how.isRebuilt || journal === null;
  const listing = isRebuilt || how.isLooking ? await to.list((path) => isOurs(path, { source, ledger })) : null;
  const found = isRebuilt
    ? await rebuildState(options, { ledger, listing: listing ?? [], files: source.channel.files })
    : { ...storedState(ledger, to), ...nothingLost };
  await check();
  if (listing !== null && !isRebuilt) checkChunks(ledger, { listing, to });
  const compared = listing === null ? found.state : await withDifferences(found, { listing, isAll: verify });
  const readingDigest = digestOfReading(source.channel);
  const isSame = ledger.head.readingDigest === readingDigest && !found.isDamaged;
  const { facts } = compared;
  const readFrom = isSame ? facts.readFrom : '';
  const most = isRebuilt ? Number.POSITIVE_INFINITY : (options.portion ?? maximumArticles);
  const differing = await compareIndex({ ...found, state: compared }, source);
  const input = { listing: source, compared: differing, facts, now, readFrom, most, startAt: how.startAt };
  const changed = await withChunks(found.chunks, () => sourceChanges(openTables(compared), input));
  const readFiles = options.readArticles ?? readArticles;
  const files = await readFiles(from, changed.articles, { source, now, check, onProgress: options.onProgress });
  await check();
  // Earlier portions may contain articles that were refused, and one that was removed after it was listed may be back already.
  const isAllSeen = how.startAt === '' && changed.next === null && files.length === changed.articles.length;
  const gone = changed.gone.map((path) => ({ kind: 'gone' as const, path }));
  const byPath = new Map(source.articles.map((file) => [file.path, file]));
  const changes = await withOtherVersions([...files, ...gone], {
    ...found,
    state: compared,
    channel: source.channel,
    listed: source.articles.map(({ path }) => path),
    read: (paths) =>
      readFiles(
        from,
        paths.flatMap((path) => byPath.get(path) ?? []),
        { source, check },
      ),
  });
  const isFirst = isRebuilt && !found.isDamaged && ledger.head.generation === 0;
  const remembered =
    isFirst && source.hasFormerFeed ? await formerState(options, { files, state: compared }) : compared;
  const next = { ...remembered, facts: { ...remembered.facts, readFrom: changed.readFrom, leftByName: 0 } };
  return {
    ...found,
    state: withBesideFiles(next, changed),
    changes: changes ?? [...files, ...gone],
    source,
    ledger,
    listing,
    readingDigest,
    sourceDigest: isAllSeen ? sourceDigest : null,
    articles: source.articles.length,
    next: changed.next,
    isNamed: false,
  };
}

/** True for a path that this run or the last one may write. */
function isOurs(path: string, { source, ledger }: Pick<Before, 'source' | 'ledger'>): boolean {
  return isOutputWith(source.channel.files, path) || isOutputWith(ledger.head.facts.files, path);
}

interface Former {
  readonly files: readonly FileRead[];
  readonly state: LedgerState;
}

/** The state of a first run, as if it had published the feed that the site had before. */
async function formerState({ from, now }: RunOptions, { files, state }: Former): Promise<LedgerState> {
  const items = formerItems(await readFormerEntries(from), files);
  if (items.length === 0) return state;
  const remembered = { items, entries: new Map(), files: new Map(), archives: noArchives, lastRun: null, now };
  return { ...stateFromItems(remembered), pendingEdits: state.pendingEdits };
}

type Found = Pick<Before, 'state' | 'chunks' | 'replaced' | 'isDamaged' | 'problems'>;

const nothingLost = { replaced: [], isDamaged: false, problems: [] } as const;

interface Rebuilding {
  readonly ledger: Ledger;
  readonly listing: readonly StoredFile[];
  readonly files: FeedFileNames;
}

/** Makes the tables anew. What a lost or damaged ledger no longer knows is read back from the published feeds. */
async function rebuildState({ to, now }: RunOptions, { ledger, listing, files }: Rebuilding): Promise<Found> {
  const found = await readWholeLedger(to, ledger);
  const whole = ledger.isHeadLost ? { ...found, lost: [headPath, ...found.lost] } : found;
  const isMissing = whole.generation === 0;
  const isDamaged = whole.damaged || ledger.isHeadLost || (ledger.head.generation > 0 && ledger.journal() === null);
  const chunks = { to, headVersion: ledger.stored?.version ?? null, chunks: new Map<string, Chunk>() };
  const known = new Set(whole.items.flatMap((item) => entryOf(item)?.id ?? []));
  const back =
    isMissing || isDamaged
      ? await readFeedsBack(to, { listing, known, names: [files, ledger.head.facts.files, defaultFileNames] })
      : nothingBack;
  const archives = isMissing ? back.archives : whole.archives;
  const made = stateFromItems({ ...whole, items: [...whole.items, ...back.items], archives, now });
  const isFirst = isMissing && !isDamaged && back.items.length === 0;
  return {
    state: { ...(isFirst ? nothingRemembered : made), pendingEdits: ledger.pending.edits },
    chunks,
    replaced: whole.paths,
    isDamaged: isDamaged || (isMissing && !isFirst),
    problems:
      isFirst || (!isMissing && !isDamaged)
        ? []
        : inFile(whole.lost[0] ?? headPath, [lostLedger(whole, { back, location: to.location })]),
  };
}

async function readFeedsBack(to: Store, input: ReadBackInput): Promise<ReadBack> {
  const { readBack } = await import('./read-back.ts');
  return readBack(to, input);
}

const nothingBack: ReadBack = { items: [], archives: { count: 0, linked: 0 } };

/** Says what was lost with the ledger, and what was read back. */
function lostLedger(
  { generation, lost }: WholeLedger,
  { back, location }: { readonly back: ReadBack; readonly location: string },
): Finding {
  const files = lost.map((path) => `"${path}"`);
  const what =
    generation === 0 && files.length === 0
      ? `The ledger of ${location} is lost: "${headPath}" is missing`
      : `The ledger of ${location} is damaged: ${files.length === 0 ? 'a file with entries' : someOf(files, 3)} cannot be read`;
  const entries = back.items.filter(({ state }) => state === 'published').length;
  const gone = back.items.length - entries;
  const found = [
    `the ids and dates of ${plural(entries, 'entry', 'entries')}`,
    ...(gone === 0 ? [] : [plural(gone, 'withdrawal')]),
  ];
  const restored =
    back.items.length === 0
      ? 'All articles were read again'
      : `All articles were read again, and ${found.join(' and ')} were read back from the feeds`;
  const message =
    `${what}. ${restored}. What remains lost are the dates of edits since the last run, withdrawals that no feed ` +
    'lists any more, and the last good versions of files that cannot be read now';
  return warning('lost-ledger', message);
}

/** Throws `PublishError` with code `ledger-damaged` if a chunk is missing in a listing. */
function checkChunks(
  { head }: Ledger,
  { listing, to }: { readonly listing: readonly StoredFile[]; readonly to: Store },
): void {
  const there = new Set(listing.map(({ path }) => path));
  const missing = chunkPaths(head).filter((path) => !there.has(path));
  if (missing.length > 0) throw new PublishError('ledger-damaged', `${someOf(missing)} in ${to.location} is missing`);
}

interface Comparing {
  readonly listing: readonly StoredFile[];
  /** True if all documents are compared, not only those whose files differ from the ledger. */
  readonly isAll: boolean;
}

/** Marks the documents whose files are not as the ledger says, so that they are planned again. */
async function withDifferences({ state, chunks }: Found, { listing, isAll }: Comparing): Promise<LedgerState> {
  const listed = new Map(listing.map(({ path, version }) => [path, version]));
  const differing = await withChunks(chunks, () => {
    const open = openTables(state);
    const { files } = open;
    const needed = isAll ? tableNames.filter((name) => name !== 'entries') : (['files'] as const);
    request(...needed.map((name) => open[name].missingChunks()));
    return [...files.range()].flatMap(([path, { version }]) => (listed.get(path) === version ? [] : [path]));
  });
  // Files at the top belong to the live feed, which is always planned, or to documents that only settings change.
  const areAll = isAll || differing.some((path) => !path.includes('/'));
  const { facts } = state;
  const documentsDigest = areAll ? null : facts.documentsDigest;
  return { ...state, facts: { ...facts, documentsDigest, again: [...new Set([...facts.again, ...differing])] } };
}

/** Records the versions of the files beside articles. */
function withBesideFiles(
  state: LedgerState,
  { beside, besideGone }: Pick<SourceChanges, 'beside' | 'besideGone'>,
): LedgerState {
  if (beside.length === 0 && besideGone.length === 0) return state;
  const open = openTables(state);
  for (const { path, version } of beside) open.index.set(besideKey(path), version);
  for (const key of besideGone) open.index.set(key, null);
  return { ...state, tables: closeTables(open) };
}

/** Covers the version of reading and all settings, except those that do not affect how an article is read. */
export function digestOfReading(channel: Channel): string {
  const { description, files, rights, icon, logo, hubs, limit, limitKilobytes, ...more } = channel;
  const { tombstoneDays, feeds, podcast, profiles, ...deciding } = more;
  return digestOfText(JSON.stringify([readingVersion, deciding]));
}

function describeReading({ done, total }: Progress): string {
  if (done === total) return describeStopBeforeWriting();
  const left = `${total - done} of ${total} articles left to read`;
  return `The run was stopped with ${left}: the feeds are unchanged, and the next run starts again; ${timeoutAdvice}`;
}
