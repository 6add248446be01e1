/** The report of a run that found nothing changed, made from the head of the ledger and a listing of the source. */
import { hidePath, isHiddenName } from '../article/story/hidden-names.ts';
import type { SkippedFile } from '../item/next-items.ts';
import type { HeldBack } from '../item/visibility.ts';
import type { Summary } from '../ledger/head.ts';
import type { Ledger } from '../ledger/read-ledger.ts';
import { type FeedFileNames, formatNames } from '../model/feed.ts';
import type { StoredFile } from '../model/file.ts';
import type { Store } from '../store/store.ts';
import type { FirstLook } from './read/first-look.ts';
import type { RunOptions } from './read/publish-options.ts';
import { splitSkipped } from './read/skipped-lists.ts';
import type { Report } from './report.ts';

/** The report of a run that found nothing changed. */
export async function unchangedReport(
  { from, to, now, dryRun = false }: RunOptions,
  { ledger, listed: source }: FirstLook,
): Promise<Report> {
  const { facts, summary, generation } = ledger.head;
  return {
    from: from.location,
    to: to.location,
    now,
    dryRun,
    articles: Math.max(0, summary.articles - facts.skipped),
    read: 0,
    ...splitSkipped(source.skipped, await skippedFiles(ledger, { to, articles: source.articles })),
    entries: facts.window,
    archived: facts.archived,
    entryChanges: [],
    heldBack: withPaths(await heldItems(ledger, to), source.articles),
    refused: [],
    nextDue: summary.nextDue,
    changes: Object.keys(summary.live).map((path) => ({ path, action: 'unchanged' })),
    ledgerWrites: 0,
    generation,
    problems: [],
    ...urlsOf({ ...summary, files: facts.files }),
  };
}

/** The articles that are held back, if there are any. */
async function heldItems(ledger: Ledger, to: Store): Promise<readonly HeldBack[]> {
  if (ledger.head.summary.heldBack === 0) return [];
  const { readHeld } = await import('./read/held.ts');
  return readHeld(ledger, to);
}

interface SkippedInput {
  readonly to: Store;
  readonly articles: readonly StoredFile[];
}

/** The listed files that are not stories, if there are any. */
async function skippedFiles(ledger: Ledger, { to, articles }: SkippedInput): Promise<readonly SkippedFile[]> {
  if (ledger.head.facts.skipped === 0) return [];
  const { readSkipped } = await import('./read/held.ts');
  return readSkipped(ledger, { to, articles });
}

interface Published extends Pick<Summary, 'feedUrl' | 'hasPages'> {
  readonly files: FeedFileNames;
}

/** The URLs of the feeds and of the page with the newest articles. */
export function urlsOf({ feedUrl, files, hasPages }: Published): Pick<Report, 'feeds' | 'page'> {
  return {
    feeds: formatNames.map((format) => ({ format, url: new URL(files[format], feedUrl).href })),
    page: hasPages ? new URL('index.html', feedUrl).href : null,
  };
}

/** Articles that are held back, sorted by path. The ledger contains only digests of their paths. */
export function withPaths(heldBack: readonly HeldBack[], articles: readonly StoredFile[]): readonly HeldBack[] {
  const isHidden = heldBack.some(({ path }) => isHiddenName(path));
  const paths = new Map(isHidden ? articles.map(({ path }) => [hidePath(path), path]) : []);
  const named = heldBack.map((held) => ({ ...held, path: paths.get(held.path) ?? held.path }));
  return named.sort((one, other) => Number(one.path > other.path) - Number(one.path < other.path));
}
