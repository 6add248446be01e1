/**
 * The one orchestration: articles in one store to feeds in another. Reads, computes, checks, then writes what changed in
 * an order that never shows a broken state; where another run got there first, it starts again from what is there now.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { buildFeed } from '../feed/feed.ts';
import type { Channel, Entry, Feed, File, Instant } from '../model.ts';
import { inFile, type Problem, PublishError } from '../problem.ts';
import { checkRendered } from '../render/check.ts';
import { formats } from '../render/formats.ts';
import { digestOf, isConflict, type Store, type StoredFile } from '../store/store.ts';
import { version } from '../version.ts';
import { type Advance, advance, filesToRead } from './advance.ts';
import { type Applied, apply } from './apply.ts';
import { type Change, planWrites, removesMost } from './plan.ts';
import {
  type Ledger,
  listPublication,
  type Progress,
  readArticles,
  readLedger,
  readPresent,
  readSource,
  type Source,
} from './read.ts';
import type { Report } from './report.ts';
import { type LiveRecord, nextDue, selectHeldBack, selectLive } from './select.ts';
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
export async function publish(options: PublishOptions): Promise<Report> {
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

/** Everything a run knows before it writes. */
interface Situation {
  readonly options: PublishOptions;
  readonly ledger: Ledger;
  readonly listing: readonly StoredFile[];
  readonly source: Source;
  readonly advanced: Advance;
  readonly live: readonly LiveRecord[];
  readonly reading: string;
  readonly read: number;
}

async function publishOnce(options: PublishOptions, rereads: boolean): Promise<Report> {
  const situation = await readSituation(options, rereads);
  const withdrawn = guardRemovals(situation);
  const { ledger, listing, source, advanced, live, reading } = situation;
  const shown = live.slice(0, source.channel.limit);
  const shelf = await readShelf(options.to, {
    head: ledger.head,
    records: advanced.records,
    made: advanced.entries,
    shown,
    lenient: ledger.damaged,
  });
  const { files, problems } = renderFeeds(
    source.channel,
    shown.flatMap(({ id }) => shelf.entries.get(id) ?? []),
  );
  const present = await readPresent(options.to, files, { head: ledger.head, listing });
  const changes = planWrites(files, present);
  const publication = formats.map(({ path }) => path);
  const checkStop = () => stopIfAsked(options);
  const applying = { changes, ledger, listing, shelf, reading, publication, checkStop };
  const applied = options.dryRun === true ? { removed: [], ledgerWrites: 0 } : await apply(options.to, applying);
  return buildReport(situation, { withdrawn, problems, changes, applied });
}

/** The target before the articles: then a run that finishes in between is noticed when this one writes. */
async function readSituation(options: PublishOptions, rereads: boolean): Promise<Situation> {
  const { from, to, now, onProgress = () => undefined } = options;
  const listing = await listPublication(to);
  const found = await readLedger(to);
  const ledger = { ...found, damaged: found.damaged || rereads };
  const source = await readSource(from);
  stopIfAsked(options);
  const { channel } = source;
  const reading = digestOf(new TextEncoder().encode(JSON.stringify([version, channel])));
  const sameReading = ledger.head.reading === reading && !ledger.damaged;
  const wanted = filesToRead({ records: ledger.records, source: source.articles, now }, sameReading);
  const read = await readArticles(from, wanted, { channel, onProgress });
  const gone = new Set(wanted.filter(({ path }) => !read.has(path)).map(({ path }) => path));
  const there = source.articles.filter(({ path }) => !gone.has(path));
  const advanced = advance({ records: ledger.records, source: there, read, channel, now });
  const live = selectLive(advanced.records, now);
  return { options, ledger, listing, source, advanced, live, reading, read: read.size };
}

/** The paths of entries that this run takes out. Throws where they are more than half. */
function guardRemovals({ options, ledger, live }: Situation): readonly string[] {
  const before = selectLive(ledger.records, options.now);
  const stays = new Set(live.map(({ id }) => id));
  const withdrawn = before.filter(({ id }) => !stays.has(id)).map(({ path }) => path);
  if (options.allowRemovals === true || !removesMost(before.length, withdrawn.length)) return withdrawn;
  const message =
    `This run would remove ${withdrawn.length} of ${before.length} entries, so nothing was published: ` +
    `check that ${options.from.place} is the right place, or allow it with --allow-removals`;
  throw new PublishError('removes-most', message);
}

interface Rendered {
  readonly files: readonly File[];
  /** Why a format is not among the files. */
  readonly problems: readonly Problem[];
}

/** Every format, read again; one that fails its check is left as it is in the target. */
function renderFeeds(channel: Channel, entries: readonly Entry[]): Rendered {
  const feed = buildFeed(channel, entries);
  const rendered = formats.map((format) => ({ path: format.path, ...renderFormat(format, feed) }));
  return {
    files: rendered.filter(({ problems }) => problems.length === 0).map(({ path, body }) => ({ path, body })),
    problems: rendered.flatMap(({ problems }) => problems),
  };
}

function renderFormat({ name, path, render }: (typeof formats)[number], feed: Feed) {
  const text = render(feed);
  const problems = inFile(path, checkRendered(text, { format: name, feed }));
  return { body: new TextEncoder().encode(text), problems };
}

function stopIfAsked({ signal }: PublishOptions): void {
  if (signal?.aborted !== true) return;
  throw new PublishError('stopped', 'The run was stopped before it was done: the next run finishes it');
}

interface Outcome {
  readonly withdrawn: readonly string[];
  readonly problems: readonly Problem[];
  readonly changes: readonly Change[];
  readonly applied: Applied;
}

function buildReport(
  { options, source, advanced, live, read }: Situation,
  { withdrawn, problems, changes, applied }: Outcome,
): Report {
  const heldBack = selectHeldBack(advanced.records, options.now);
  const refusedFiles = [...new Set(problems.map(({ file }) => file))];
  return {
    from: options.from.place,
    to: options.to.place,
    now: options.now,
    dryRun: options.dryRun === true,
    articles: source.articles.length,
    read,
    entries: Math.min(live.length, source.channel.limit),
    heldBack,
    refused: advanced.refused,
    withdrawn,
    nextDue: nextDue(heldBack),
    changes: [
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
