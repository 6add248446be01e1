/** Publishes once. If there are very many new articles, they are imported in batches, so that they are never all in memory. */
import { isArticlePath } from '../article/story/path.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { publish } from '../publish/publish.ts';
import { type PublishOptions, parseNow } from '../publish/read/publish-options.ts';
import type { Report } from '../publish/report.ts';
import type { Store } from '../store/store.ts';
import { names } from './scratch.ts';

export interface ImportingOptions {
  /** Holds the working files of an import. */
  readonly scratch: Store;
  /** With more new articles than that, they are imported. */
  readonly maximumNew?: number;
  /** How many articles are in a batch. */
  readonly batchSize?: number;
}

/** More than an ordinary run keeps in memory. */
const mostInOneRun = 50_000;

/** Publishes as `publish` does. Throws as it does. */
export async function publishOrImport(options: PublishOptions, importing: ImportingOptions): Promise<Report> {
  const { scratch, maximumNew = mostInOneRun } = importing;
  if (options.dryRun === true) return publish(options);
  const isBegun = (await scratch.read(names.lease)) !== null;
  if (isBegun) return importAndPublish(options, importing);
  try {
    return await publish({ ...options, from: withFewNew(options, maximumNew) });
  } catch (thrown) {
    if (!(thrown instanceof ManyNew)) throw thrown;
    return importAndPublish(options, importing);
  }
}

class ManyNew extends Error {}

/** The source, whose listing throws `ManyNew` if it contains very many articles that no run has read. */
function withFewNew({ from, to }: PublishOptions, maximumNew: number): Store {
  return {
    ...from,
    list: async (accept) => {
      const files = await from.list(accept);
      if (files.length <= maximumNew) return files;
      const articles = files.filter(({ path }) => isArticlePath(path));
      if (articles.length - (await readLedger(to)).head.facts.listed <= maximumNew) return files;
      // Few runs find so many, so most runs do not load what follows.
      const { knownPaths } = await import('./publish-beside.ts');
      const isKnown = await knownPaths(to);
      const more = articles.filter(({ path }) => !isKnown(path)).length;
      if (more > maximumNew) throw new ManyNew();
      return files;
    },
  };
}

/** The report is that of the run after the import, with the problems of both. */
async function importAndPublish(options: PublishOptions, { scratch, batchSize }: ImportingOptions): Promise<Report> {
  const { from, to, now, hub, feedUrl } = options;
  const { importArticles } = await import('./import.ts');
  const imported = await importArticles({
    ...{ from, to, scratch, now: await parseNow(now) },
    ...(hub === undefined ? {} : { hub }),
    ...(feedUrl === undefined ? {} : { feedUrl }),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const report = await publish(options);
  return {
    ...report,
    read: imported.articles + report.read,
    problems: [...imported.problems, ...report.problems],
  };
}
