/**
 * The one orchestration: articles in one store to feeds in another. Reads, computes, checks, then writes what changed in
 * an order that never shows a broken state; where another run got there first, it starts again from what is there now.
 */
import { channelFile } from '../channel/parse-channel.ts';
import { layOutArchives } from '../feed/archive-layout.ts';
import { advance } from '../item/advance.ts';
import { filesToRead } from '../item/files-to-read.ts';
import { selectLive, selectOut } from '../item/visibility.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { readShelf, type Shelf } from '../ledger/shards.ts';
import type { Channel } from '../model/channel.ts';
import { digestOf } from '../model/file.ts';
import { version } from '../model/version.ts';
import { inFile, type Problem, warning } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import { someOf } from '../problem/wording.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import { retry } from '../store/retry.ts';
import { isConflict, type Store } from '../store/store.ts';
import { buildReport } from './build-report.ts';
import { finishPending, pingsOf, type Unfinished, unitePings } from './pings.ts';
import type { Document } from './plan/document.ts';
import { planDocuments } from './plan/documents.ts';
import { planLeaving, planMedia, removesMost } from './plan/plan-writes.ts';
import { feedPath, listPublication, type Progress, readArticles, readFeedIds, readSource } from './read.ts';
import type { Report } from './report.ts';
import { type PublishOptions, parseNow, type RunOptions, type Situation } from './situation.ts';
import { type CheckStop, checkStop, sayingHowFar } from './stop.ts';
import { type Applied, type Applying, apply } from './write.ts';
import { isFresh, knownFiles, type Planned, planDocument, type Target } from './write-document.ts';

/** How often a run starts again when others write at the same time; each time at least one other got further. */
const maximumAttempts = 40;

/**
 * Publishes once. Problems of single articles stand in the report; throws `PublishError` where nothing can be published:
 * settings that are wrong, a run that would remove most of the feed, a store that fails.
 */
export async function publish(given: PublishOptions): Promise<Report> {
  const options = { ...given, now: parseNow(given.now) };
  let reading: WhatIsRead = 'changed files';
  return retry(() => publishOnce(options, reading), {
    attempts: maximumAttempts,
    isPassing: (thrown) => {
      if (isConflict(thrown)) return true;
      const isFirst = isDamage(thrown) && reading === 'changed files';
      if (isFirst) reading = 'all files';
      return isFirst;
    },
    delayMilliseconds: (attempt) => 10 * Math.min(attempt, 20),
  });
}

function isDamage(thrown: unknown): boolean {
  return thrown instanceof PublishError && thrown.code === 'ledger-damaged';
}

/** All where the ledger turned out to be damaged. */
type WhatIsRead = 'changed files' | 'all files';

async function publishOnce(options: RunOptions, reading: WhatIsRead): Promise<Report> {
  const situation = await readSituation(options, reading);
  const { withdrawn, found, plan } = await sayingHowFar(wordsOfNothing, () => planRun(situation));
  const { documents, media, shelf, pending } = plan;
  const applied = await countingWrites(situation, plan);
  const { pendingVersion } = applied;
  const told = options.dryRun === true ? [] : await finish(options, { pending, pendingVersion });
  const problems = [...found, ...shelf.problems, ...onceEach(applied.made.flatMap((it) => it.problems)), ...told];
  return buildReport(situation, { withdrawn, problems, documents, media, applied });
}

/** All that a run is about to write, and the entries that it takes out. */
async function planRun(situation: Situation) {
  const withdrawn = await guardRemovals(situation);
  const { options, ledger, listing, source, advanced, layout, readingDigest } = situation;
  const { channel } = source;
  const { records, archives } = layout;
  const check = () => checkStop(options.signal);
  await check();
  const planning = { channel, records, archives, folders: ledger.head.folders, now: options.now };
  const { documents, problems: found, folders } = planDocuments(planning);
  await check();
  const target = targetOf(options.to, situation);
  const stale = documents.filter((document) => !isFresh(document, target));
  const shown = stale.flatMap((document) => document.records);
  const { head, damaged } = ledger;
  const made = advanced.entries;
  const shelf = await readShelf(options.to, { head, before: ledger.records, records, made, shown, damaged });
  const planned = await planFeeds(stale, { shelf, target, check });
  const media = planMedia(ledger.records, records, listing);
  const pings = pingsOf([...planned.values()], { channel, options });
  const pending = {
    edits: { ...ledger.pending.edits, ...advanced.dated },
    pings: unitePings([...ledger.pending.pings, ...pings], { channel, documents }),
    removals: planLeaving({
      owned: [...target.known.keys(), ...media.removed],
      begun: ledger.pending.removals,
      kept: [...documents.flatMap(({ paths }) => paths), ...media.needed],
      listed: target.listed,
    }),
  };
  const dryRun = options.dryRun === true;
  const lengths = new Map(source.beside.map(({ path, lengthBytes }) => [path, lengthBytes]));
  const rest = { media, lengths, ledger, listing, target, shelf, records, archives, folders, readingDigest };
  return { withdrawn, found, plan: { stale, planned, documents, ...rest, pending, dryRun } };
}

/** The feeds are out by then: that a hub could not be told, or what is left to do is still written down, fails no run. */
async function finish(options: RunOptions, unfinished: Unfinished): Promise<readonly Problem[]> {
  try {
    return await finishPending(options, unfinished);
  } catch (thrown) {
    if (!(thrown instanceof PublishError)) throw thrown;
    const message = `${thrown.message}. The feeds are out, and the next run does what is left`;
    return inFile(channelFile, [warning('unfinished', message)]);
  }
}

function targetOf(to: Store, { ledger, listing }: Situation): Target {
  return {
    to,
    listed: new Map(listing.map(({ path, version: there }) => [path, there])),
    known: knownFiles(ledger.head.files, ledger.records),
  };
}

/** The feeds that hubs are told of are planned before anything is written: what changes has to be remembered first. */
async function planFeeds(
  stale: readonly Document[],
  { shelf, target, check }: { readonly shelf: Shelf; readonly target: Target; readonly check: CheckStop },
): Promise<ReadonlyMap<Document, Planned>> {
  const feeds = stale.filter(({ stage }) => stage === 'group' || stage === 'live');
  const planned = await mapConcurrently(feeds, 4, async (document) => {
    await check();
    return planDocument(document, shelf, target);
  });
  return new Map(planned.map((it) => [it.document, it]));
}

/** One article may be told of by several documents. */
function onceEach(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Reads what is there, and says how much of it is left where it is stopped. */
async function readSituation(options: RunOptions, reading: WhatIsRead): Promise<Situation> {
  let progress: Progress = { task: 'read', done: 0, total: 0 };
  const onProgress = (it: Progress) => {
    progress = it;
    options.onProgress?.(it);
  };
  return sayingHowFar(
    () => wordsOfReading(progress),
    () => readAll(options, { reading, onProgress }),
  );
}

interface Reading {
  readonly reading: WhatIsRead;
  readonly onProgress: (progress: Progress) => void;
}

/** The target before the articles: then a run that finishes in between is noticed when this one writes. */
async function readAll(options: RunOptions, { reading, onProgress }: Reading): Promise<Situation> {
  const { from, to, now, signal } = options;
  const listing = await listPublication(to);
  const found = await readLedger(to);
  const ledger = { ...found, damaged: found.damaged || reading === 'all files' };
  const source = await readSource(from, options);
  const check = () => checkStop(signal);
  await check();
  const { channel, articles, beside } = source;
  const readingDigest = digestOfReading(channel);
  const sameReading = ledger.head.readingDigest === readingDigest && !ledger.damaged;
  const wanted = filesToRead({ records: ledger.records, source: articles, beside, now }, sameReading);
  const read = await readArticles(from, wanted, { channel, beside, onProgress, check });
  const pending = ledger.pending.edits;
  await check();
  const advanced = advance({ records: ledger.records, source: articles, read, channel, now, pending });
  await check();
  const layout = layOutArchives({
    records: advanced.records,
    before: ledger.records,
    archives: ledger.head.archives,
    channel,
    now,
  });
  const live = selectLive(layout.records, now);
  return { options, ledger, listing, source, advanced, layout, live, readingDigest, read: read.size };
}

/** Of this program and of all settings but those that only whole documents show. */
function digestOfReading(channel: Channel): string {
  const { description, rights, icon, logo, hubs, limit, limitKilobytes, ...more } = channel;
  const { tombstoneDays, feeds, podcast, profiles, ...deciding } = more;
  return digestOf(new TextEncoder().encode(JSON.stringify([version, deciding])));
}

/** The paths of entries that this run takes out. Throws where they are more than half. */
async function guardRemovals({ options, ledger, listing, live }: Situation): Promise<readonly string[]> {
  const lost = ledger.head.generation === 0 && listing.some(({ path }) => path === feedPath);
  const before = lost ? await readFeedIds(options.to) : selectOut(ledger.records, options.now);
  const stays = new Set(live.map(({ id }) => id));
  const withdrawn = before.filter(({ id }) => !stays.has(id)).map(({ path }) => path);
  if (options.allowRemovals === true || !removesMost(before.length, withdrawn.length)) return withdrawn;
  const { from, to } = options;
  const known = lost ? `The ledger of ${to.place} is lost, and only its ${feedPath} tells what was published. ` : '';
  const message =
    `${known}This run would remove ${withdrawn.length} of ${before.length} entries (${someOf(withdrawn)}), so nothing was ` +
    `published: check that ${from.place} holds your articles and that the clock is right, or allow removals`;
  throw new PublishError('removes-most', message);
}

function wordsOfReading({ done, total }: Progress): string {
  if (done === total) return wordsOfNothing();
  const left = `${total - done} of ${total} articles left to read`;
  return `The run was stopped with ${left}: the feeds stay as they are, and the next run begins again; ${moreTime}`;
}

/** Before anything was written. */
function wordsOfNothing(): string {
  return `The run was stopped before it wrote anything: the next run begins again; ${moreTime}`;
}

/** What helps a run that is stopped every time: `timeoutSeconds` stands in the settings of a stage. */
const moreTime = 'where that is stopped too, give it more time (timeoutSeconds)';

/** Where writing is stopped, the message says how much is left. */
async function countingWrites({ options }: Situation, plan: Omit<Applying, keyof Counting>): Promise<Applied> {
  const { media, stale, pending } = plan;
  const files = media.missing.length + stale.flatMap(({ paths }) => paths).length;
  const total = files + pending.removals.length;
  let begun = 0;
  let done = 0;
  const check = async () => {
    await checkStop(options.signal);
    begun += 1;
  };
  const onMade = (more: number) => {
    done += more;
    options.onProgress?.({ task: 'write', done, total: files });
  };
  const words = () =>
    `The run was stopped with ${Math.max(1, total - begun)} of ${total} files left: the feeds are whole, and the next run goes on`;
  return sayingHowFar(words, () => apply(options, { ...plan, check, onMade }));
}

type Counting = Pick<Applying, 'check' | 'onMade'>;
