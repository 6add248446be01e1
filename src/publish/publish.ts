/**
 * The one orchestration: articles in one store to feeds in another. Reads, computes, checks, then writes what changed in
 * an order that never shows a broken state; where another run got there first, it starts again from what is there now.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseInstant } from '../article/instant.ts';
import type { Channel, Instant } from '../model.ts';
import { type Problem, PublishError } from '../problem.ts';
import { formats } from '../render/formats.ts';
import { digestOf, isConflict, type Store, type StoredFile } from '../store/store.ts';
import { version } from '../version.ts';
import { type Advance, advance, filesToRead } from './advance.ts';
import { type Applied, apply } from './apply.ts';
import { type Change, type MediaPlan, planMedia, planWrites, removesMost } from './plan.ts';
import {
  feedPath,
  type Ledger,
  listPublication,
  type Progress,
  readArticles,
  readFeedIds,
  readLedger,
  readPresent,
  readSource,
  type Source,
} from './read.ts';
import { renderFeeds } from './render.ts';
import type { Report } from './report.ts';
import { type LiveRecord, nextDue, selectHeldBack, selectLive, selectOut } from './select.ts';
import { readShelf } from './shelf.ts';

export interface PublishOptions {
  /** Where the articles and `feed.yaml` are. */
  readonly from: Store;
  /** Where the publication goes. */
  readonly to: Store;
  /** The clock: articles later than this are held back. */
  readonly now: Instant;
  /** Plans everything and writes nothing. */
  readonly dryRun?: boolean;
  /** Lets a run take more than half of the entries away. */
  readonly allowRemovals?: boolean;
  /** Stops the run between two steps. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** How often a run starts again when others write at the same time; each time at least one other got further. */
const maximumAttempts = 40;

/**
 * Publishes once. Problems of single articles stand in the report; throws `PublishError` where nothing can be published:
 * settings that are wrong, a run that would remove most of the feed, a store that fails.
 */
export async function publish(given: PublishOptions): Promise<Report> {
  const options = { ...given, now: normalNow(given.now) };
  let rereads = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await publishOnce(options, rereads);
    } catch (thrown) {
      const damaged = thrown instanceof PublishError && thrown.code === 'ledger-damaged';
      if (attempt === maximumAttempts || !(isConflict(thrown) || (damaged && !rereads))) throw thrown;
      rereads ||= damaged;
      await wait(10 * Math.min(attempt, 20));
    }
  }
}

/** All instants are compared as text: they must have one form. */
function normalNow(now: Instant): Instant {
  const instant = parseInstant(now);
  if (instant !== null) return instant;
  throw new PublishError('invalid-now', `"now" must be an instant such as 2026-01-05T00:15:00Z: got "${now}"`);
}

/** Everything a run knows before it writes. */
interface Situation {
  readonly options: PublishOptions;
  readonly ledger: Ledger;
  readonly listing: readonly StoredFile[];
  readonly source: Source;
  readonly advanced: Advance;
  readonly live: readonly LiveRecord[];
  readonly readingDigest: string;
  readonly read: number;
}

async function publishOnce(options: PublishOptions, rereads: boolean): Promise<Report> {
  const situation = await readSituation(options, rereads);
  const withdrawn = await guardRemovals(situation);
  const { ledger, listing, source, advanced, live, readingDigest } = situation;
  const shown = live.slice(0, source.channel.limit);
  const { records, entries: made, dated } = advanced;
  const shelf = await readShelf(options.to, { head: ledger.head, records, made, shown, damaged: ledger.damaged });
  const sources = shown.flatMap(({ id, path }) => {
    const entry = shelf.entries.get(id);
    return entry === undefined ? [] : [{ path, entry }];
  });
  const rendered = renderFeeds(source.channel, sources);
  const changes = planWrites(
    rendered.files,
    await readPresent(options.to, rendered.files, { head: ledger.head, listing }),
  );
  const publication = formats.map(({ path }) => path);
  const checkStop = () => stopIfAsked(options);
  const media = planMedia(ledger.records, records, listing);
  const applying = { changes, media, ledger, listing, shelf, readingDigest, dated, publication, checkStop };
  const applied =
    options.dryRun === true ? { removed: media.removed, ledgerWrites: 0 } : await apply(options, applying);
  const problems = [...shelf.problems, ...rendered.problems];
  return buildReport(situation, { withdrawn, problems, changes, media, applied, entries: rendered.entries });
}

/** The target before the articles: then a run that finishes in between is noticed when this one writes. */
async function readSituation(options: PublishOptions, rereads: boolean): Promise<Situation> {
  const { from, to, now, onProgress = () => undefined } = options;
  const listing = await listPublication(to);
  const found = await readLedger(to);
  const ledger = { ...found, damaged: found.damaged || rereads };
  const source = await readSource(from);
  stopIfAsked(options);
  const { channel, articles, beside } = source;
  const readingDigest = digestOfReading(channel);
  const sameReading = ledger.head.readingDigest === readingDigest && !ledger.damaged;
  const wanted = filesToRead({ records: ledger.records, source: articles, beside, now }, sameReading);
  const read = await readArticles(from, wanted, { channel, beside, onProgress });
  const pending = ledger.pending.edits;
  const advanced = advance({ records: ledger.records, source: articles, read, channel, now, pending });
  const live = selectLive(advanced.records, now);
  return { options, ledger, listing, source, advanced, live, readingDigest, read: read.size };
}

/** Of this program and of all settings but those that only the head of a feed shows. */
function digestOfReading(channel: Channel): string {
  const { description, rights, icon, logo, hubs, limit, ...deciding } = channel;
  return digestOf(new TextEncoder().encode(JSON.stringify([version, deciding])));
}

/** The paths of entries that this run takes out. Throws where they are more than half. */
async function guardRemovals({ options, ledger, listing, live }: Situation): Promise<readonly string[]> {
  const lost = ledger.head.generation === 0 && listing.some(({ path }) => path === feedPath);
  const before = lost ? await readFeedIds(options.to) : selectOut(ledger.records, options.now);
  const stays = new Set(live.map(({ id }) => id));
  const withdrawn = before.filter(({ id }) => !stays.has(id)).map(({ path }) => path);
  if (options.allowRemovals === true || !removesMost(before.length, withdrawn.length)) return withdrawn;
  const message =
    `This run would remove ${withdrawn.length} of ${before.length} entries, so nothing was published: ` +
    `check that ${options.from.place} holds your articles and that the clock is right, or allow removals`;
  throw new PublishError('removes-most', message);
}

function stopIfAsked({ signal }: PublishOptions): void {
  if (signal?.aborted !== true) return;
  throw new PublishError('stopped', 'The run was stopped before it was done: the next run finishes it');
}

interface Outcome {
  readonly withdrawn: readonly string[];
  readonly problems: readonly Problem[];
  readonly changes: readonly Change[];
  readonly media: MediaPlan;
  readonly applied: Applied;
  readonly entries: number;
}

function buildReport(
  { options, source, advanced, read }: Situation,
  { withdrawn, problems, changes, media, applied, entries }: Outcome,
): Report {
  const heldBack = selectHeldBack(advanced.records, options.now);
  const published = new Set(changes.map(({ path }) => path));
  const refusedFiles = formats.map(({ path }) => path).filter((path) => !published.has(path));
  return {
    from: options.from.place,
    to: options.to.place,
    now: options.now,
    dryRun: options.dryRun === true,
    articles: source.articles.length,
    read,
    entries,
    heldBack,
    refused: advanced.refused,
    withdrawn,
    nextDue: nextDue(heldBack),
    changes: [
      ...media.missing.map(({ publishedPath }) => ({ path: publishedPath, action: 'written' as const })),
      ...changes.map(({ path, action }) => ({
        path,
        action: action === 'write' ? ('written' as const) : ('unchanged' as const),
      })),
      ...applied.removed.map((path) => ({ path, action: 'removed' as const })),
      ...refusedFiles.map((path) => ({ path, action: 'refused' as const })),
    ],
    ledgerWrites: applied.ledgerWrites,
    problems: [...source.problems, ...advanced.problems, ...problems],
    feeds: formats.map(({ name, path }) => ({ format: name, url: new URL(path, source.channel.feedUrl).href })),
  };
}
