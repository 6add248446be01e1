/** Publishes once. If there are very many new articles, they are imported in batches, so that they are never all in memory. */
import { readingVersion } from '../article/reading-version.ts';
import { isArticlePath } from '../article/story/path.ts';
import { channelFile } from '../channel/channel-file.ts';
import { formerFile } from '../channel/former-file.ts';
import { headPath } from '../ledger/head.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { joinReports, uniqueProblems } from '../publish/join-reports.ts';
import { publish } from '../publish/publish.ts';
import { type PublishOptions, parseNow } from '../publish/read/publish-options.ts';
import type { Answer, Report } from '../publish/report.ts';
import { isOutputPath } from '../render/outputs.ts';
import { retry } from '../store/retry.ts';
import { type Accept, isConflict, type Store } from '../store/store.ts';
import type { WholeImport } from './import.ts';
import { type Manifest, names, readDataOrNull, removeScratch } from './scratch.ts';
import type { RunStage } from './stages.ts';

export interface ImportingOptions {
  /** Holds the working files of an import. */
  readonly scratch: Store;
  /** With more new articles than that, they are imported. */
  readonly maximumNew?: number;
  /** How many articles are in a batch. */
  readonly batchSize?: number;
  /** About how many entries are in a part. */
  readonly partSize?: number;
  /** How many records each list of the report contains at most. */
  readonly maximumListed?: number;
  /** Runs the stages of an import; if it is left out, all run in this process. */
  readonly runStage?: RunStage;
}

/** A first run keeps all articles in memory, so with more than that, an import needs less. */
const mostInFirstRun = 3_000;
/** Other runs read the articles in portions. With more than that, an import is quicker. */
const mostInLaterRuns = 50_000;

/** How often an import begins anew if another process does the same import. */
const maximumAttempts = 5;

/** Publishes as `publish` does. Throws as it does. `leftOut` counts what is missing in the lists of the report. */
export function publishOrImport(options: PublishOptions, importing: ImportingOptions): Promise<Answer> {
  return retry(() => publishOnce(options, importing), {
    attempts: maximumAttempts,
    isTemporary: (thrown) => thrown instanceof ImportConflict,
    delayMilliseconds: (count) => 100 * count,
  }).catch((thrown) => {
    throw thrown instanceof ImportConflict ? thrown.cause : thrown;
  });
}

/** Another process ended the import, or began it anew. */
class ImportConflict extends Error {}

async function publishOnce(options: PublishOptions, importing: ImportingOptions): Promise<Answer> {
  const { scratch } = importing;
  if (options.dryRun === true) return { ...(await publish(options)), leftOut: {} };
  if (await isBegun(options, scratch)) return importAndPublish(options, importing);
  try {
    return { ...(await publish({ ...options, from: withFewNew(options, importing) })), leftOut: {} };
  } catch (thrown) {
    if (!(thrown instanceof ManyNew)) throw thrown;
    return importAndPublish(options, importing);
  }
}

/** True if an import did not end. It is given up if its articles were read by other rules or with other settings. */
async function isBegun({ from, feedUrl }: PublishOptions, scratch: Store): Promise<boolean> {
  if ((await scratch.read(names.lease)) === null) return false;
  const manifest = await readDataOrNull<Manifest>(scratch, names.manifest);
  const settings = await from.look(channelFile);
  const isSame =
    manifest !== null &&
    manifest.readingVersion === readingVersion &&
    manifest.feedUrl === (feedUrl ?? null) &&
    manifest.settings.version === settings?.version;
  if (!isSame) await scratch.remove(names.lease);
  return isSame;
}

class ManyNew extends Error {}

/** The source, whose listing throws `ManyNew` if it contains very many articles that no run has read, and they can be imported. */
function withFewNew({ from, to }: PublishOptions, { maximumNew }: ImportingOptions): Store {
  return {
    ...from,
    list: async (accept) => {
      if (await isFirstRun({ from, to })) return from.list(withFewArticles(accept, maximumNew ?? mostInFirstRun));
      const files = await from.list(accept);
      if (files.length <= (maximumNew ?? mostInFirstRun)) return files;
      // Only an ordinary run takes over the ids of a feed that the site had before.
      if (files.some(({ path }) => path === formerFile)) return files;
      const articles = files.filter(({ path }) => isArticlePath(path));
      const ledger = await readLedger(to);
      const { listed, lastRun } = ledger.head.facts;
      const most = maximumNew ?? (lastRun === null ? mostInFirstRun : mostInLaterRuns);
      if (articles.length - listed <= most) return files;
      // An ordinary run rebuilds a ledger that is lost or damaged, and checks who made the files that are there.
      const isWhole = ledger.stored === null ? (await to.list(isOutputPath)).length === 0 : ledger.journal() !== null;
      if (!isWhole) return files;
      // Few runs find so many, so most runs do not load what follows.
      const { knownPaths } = await import('./publish-beside.ts');
      const isKnown = await knownPaths(to);
      const more = articles.filter(({ path }) => !isKnown(path)).length;
      if (more > most) throw new ManyNew();
      return files;
    },
  };
}

/** True if nothing was ever published, and no ids are taken over from a feed that the site had before. */
async function isFirstRun({ from, to }: Pick<PublishOptions, 'from' | 'to'>): Promise<boolean> {
  if ((await to.read(headPath)) !== null || (await from.look(formerFile)) !== null) return false;
  return (await to.list(isOutputPath)).length === 0;
}

/** Throws `ManyNew` as soon as there are more articles, so that very many are not even listed. */
function withFewArticles(accept: Accept, most: number): Accept {
  let articles = 0;
  return (path, link) => {
    const isAccepted = accept(path, link);
    if (isAccepted && isArticlePath(path)) articles += 1;
    if (articles > most) throw new ManyNew();
    return isAccepted;
  };
}

/** The report is that of the run after the import, with what the import did. */
async function importAndPublish(options: PublishOptions, importing: ImportingOptions): Promise<Answer> {
  const { importArticles } = await import('./import.ts');
  // Files of an import that was given up, or whose removal was interrupted, belong to other batches.
  if ((await importing.scratch.read(names.lease)) === null) await removeScratch(importing.scratch);
  const now = await parseNow(options.now);
  const imported = await importArticles({ ...options, ...importing, now }).catch((thrown) => {
    throw isConflict(thrown) ? new ImportConflict('The import begins anew', { cause: thrown }) : thrown;
  });
  const after = await (importing.runStage?.('publish', null) ?? publish(options));
  const last = imported.before === null ? after : joinReports(imported.before, after);
  return withImport(last, imported);
}

function withImport(report: Report, { articles, left, refused, lists, before }: WholeImport): Answer {
  const { entryChanges, written, problems, leftOut } = lists;
  const isWritten = new Set(written);
  return {
    ...report,
    // The run after the import reads again what was refused, and what was changed meanwhile.
    read: articles - left - (before === null ? refused : 0) + report.read,
    entryChanges: [...entryChanges, ...report.entryChanges],
    changes: [
      ...written.map((path) => ({ path, action: 'written' as const })),
      ...report.changes.filter(({ path, action }) => action !== 'unchanged' || !isWritten.has(path)),
    ],
    problems: uniqueProblems([...problems, ...report.problems]),
    leftOut,
  };
}
