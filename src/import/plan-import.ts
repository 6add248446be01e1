/** The first step of an import: lists the source and writes the manifest, whose batches the other steps work on. */
import { readingVersion } from '../article/reading-version.ts';
import { checkAbsenceCondition, checkVersionCondition } from '../ledger/check-conditions.ts';
import { emptyHead, emptyJournal, headPath, renderHead } from '../ledger/head.ts';
import { digestOfText } from '../model/digest.ts';
import { defaultFileNames, type FeedFileNames } from '../model/feed.ts';
import type { Instant } from '../model/instant.ts';
import { PublishError } from '../problem/publish-error.ts';
import { readSource } from '../publish/read/read-source.ts';
import type { CheckStop } from '../publish/read/stop.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';
import { firstProblems, maximumProblems } from './outcome.ts';
import { type Lease, type Manifest, names, readDataOrNull, writeData } from './scratch.ts';

/** The stores of an import. `scratch` holds its working files; readers never see it. */
export interface ImportStores {
  readonly from: Store;
  readonly to: Store;
  readonly scratch: Store;
}

/** Each batch reads the list of all articles to which its articles may link. */
const mostTargets = 50_000;

/** What a step is asked to do besides its work. */
export interface StepOptions extends ImportStores {
  /** Called before each file, to stop the step. */
  readonly check?: CheckStop;
  /** Replaces files that another program made. */
  readonly replaceForeign?: boolean;
}

export interface ImportOptions extends ImportStores {
  readonly now: Instant;
  readonly feedUrl?: string;
  /** How many articles are in a batch. */
  readonly batchSize?: number;
  /** With more articles, links between them are not followed. */
  readonly maximumTargets?: number;
}

/** About fifty batches, because the articles of a batch are in memory together. Very many articles make larger batches, because each batch has several files. */
function batchSizeFor(articles: number): number {
  return Math.min(1_000, Math.max(250, Math.ceil(articles / 50)));
}

/**
 * Begins an import. If one has begun with the same articles, it continues. Throws `PublishError` with code `missing-channel` or
 * `invalid-channel` if the settings are missing or wrong.
 */
export async function planImport(options: ImportOptions): Promise<Manifest> {
  const { from, to, scratch, now, feedUrl, maximumTargets = mostTargets } = options;
  const begun = await readDataOrNull<Manifest>(scratch, names.manifest);
  const lease = await readDataOrNull<Lease>(scratch, names.lease);
  if (begun !== null && lease?.id === begun.id) return begun;
  const source = await readSource(from, feedUrl === undefined ? {} : { feedUrl });
  await beginLedger(to, source.channel.files);
  const { articles, beside, skipped, problems, stored, isHugo } = source;
  const batchSize = options.batchSize ?? batchSizeFor(articles.length);
  const starts = Array.from({ length: Math.ceil(articles.length / batchSize) }, (_, index) => index * batchSize);
  await mapConcurrently(starts, 8, (start) =>
    writeData(scratch, names.files(start / batchSize), articles.slice(start, start + batchSize)),
  );
  await writeData(scratch, names.beside, beside);
  await writeData(scratch, names.targets, articles.length > maximumTargets ? null : articles);
  const manifest: Manifest = {
    id: digestOfText(`${now} ${stored.version} ${articles.length}`).slice(0, 16),
    now,
    feedUrl: feedUrl ?? null,
    settings: stored,
    readingVersion,
    isHugo,
    batches: starts.length,
    articles: articles.length,
    skipped: skipped.slice(0, 100),
    problems: firstProblems(problems, maximumProblems),
    problemCount: problems.length,
  };
  await writeData(scratch, names.manifest, manifest);
  await writeData(scratch, names.lease, { id: manifest.id, since: now, holds: false } satisfies Lease);
  return manifest;
}

/**
 * Writes the head of an empty ledger if there is none, so that runs beside the import do not take what it writes for a
 * publication whose ledger is lost. Throws `PublishError` with code `foreign-feed` if there are feeds, but no ledger.
 */
async function beginLedger(to: Store, files: FeedFileNames): Promise<void> {
  if ((await to.read(headPath)) !== null) return;
  const paths = [...new Set([...Object.values(files), ...Object.values(defaultFileNames)])];
  const found = await mapConcurrently(paths, 3, async (path) => ((await to.read(path)) === null ? [] : [path]));
  const [feed] = found.flat();
  if (feed !== undefined) {
    const message = `There is "${feed}" in ${to.location}, but no ledger: publish a few articles first, or remove it`;
    throw new PublishError('foreign-feed', message);
  }
  await checkVersionCondition(to);
  await to.write(headPath, renderHead({ ...emptyHead, generation: 1 }, JSON.stringify(emptyJournal)), 'absent');
  await checkAbsenceCondition(to);
}
