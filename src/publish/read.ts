/** The first step of a run: reads the ledger, lists both stores, and reads the articles that changed. */
import { findPaths } from '../item/hidden-names.ts';
import { entryOf } from '../item/item.ts';
import { filesGone, filesToRead, type SourceChange } from '../item/source-change.ts';
import { decodeJson } from '../ledger/ledger-values.ts';
import { type Ledger, readLedger } from '../ledger/read-ledger.ts';
import type { Channel } from '../model/channel.ts';
import { digestOfText } from '../model/digest.ts';
import { feedFormats } from '../model/feed.ts';
import type { StoredFile } from '../model/file.ts';
import { version } from '../model/version.ts';
import { isOutputPath } from '../render/outputs.ts';
import { mapConcurrently } from '../store/concurrent.ts';
import type { Store } from '../store/store.ts';
import { idsOfJson } from '../validate/json/validate-json.ts';
import type { State } from './plan/plan.ts';
import type { RunOptions } from './publish-options.ts';
import { type Progress, readArticles, readSource, type Source } from './read-source.ts';
import { checkStop, describeStopBeforeWriting, timeoutAdvice, withStopMessage } from './stop.ts';

/** What a run knows before it plans. */
export interface Before {
  readonly state: State;
  readonly changes: readonly SourceChange[];
  readonly source: Source;
  readonly ledger: Ledger;
  /** The files in the target store that a run may write or remove. */
  readonly listing: readonly StoredFile[];
  /** The digest of everything that decides how an article is read. */
  readonly readingDigest: string;
}

/** `all files` after the ledger turned out to be damaged. */
export type ReadScope = 'changed files' | 'all files';

/** Reads the state before the run. If the run is stopped, the error says how many articles are left to read. */
export async function read(options: RunOptions, scope: ReadScope): Promise<Before> {
  let progress: Progress = { task: 'read', done: 0, total: 0 };
  const onProgress = (it: Progress) => {
    progress = it;
    options.onProgress?.(it);
  };
  return withStopMessage(
    () => describeReading(progress),
    () => readAll({ ...options, onProgress }, scope),
  );
}

/** Reads the target before the articles: if another run finishes in between, a conditional write of this run fails. */
async function readAll(options: RunOptions, scope: ReadScope): Promise<Before> {
  const { from, to, now, signal } = options;
  const check = () => checkStop(signal);
  const listing = await listPublication(to);
  const found = await readLedger(to);
  const source = await readSource(from, options);
  const items = findPaths(
    found.items,
    source.articles.map(({ path }) => path),
  );
  const ledger = { ...found, items, damaged: found.damaged || scope === 'all files' };
  const state = await readState(to, { ledger, listing });
  await check();
  const readingDigest = digestOfReading(source.channel);
  const isSame = ledger.head.readingDigest === readingDigest && !ledger.damaged;
  const wanted = isSame ? filesToRead(ledger.items, source, now) : source.articles;
  const files = await readArticles(from, wanted, { source, check, onProgress: options.onProgress });
  await check();
  const gone = filesGone(ledger.items, source).map((path) => ({ kind: 'gone' as const, path }));
  return { state, changes: [...files, ...gone], source, ledger, listing, readingDigest };
}

async function listPublication(to: Store): Promise<readonly StoredFile[]> {
  return to.list(isOutputPath);
}

/** The path of the live JSON Feed. It and its archives are read if the ledger is lost, to find what was published. */
export const feedPath = feedFormats.json.fileName;

/** The state in the ledger. If the ledger is lost or damaged, the published feeds are read for entries that it lacks. */
async function readState(to: Store, { ledger, listing }: Pick<Before, 'ledger' | 'listing'>): Promise<State> {
  const { head, items, pending } = ledger;
  const isWhole = head.generation > 0 && !ledger.damaged;
  const feeds = isWhole ? [] : listing.map(({ path }) => path).filter(hasEntries);
  const shown = await mapConcurrently(feeds, 16, (path) => readFeedIds(to, path));
  const known = new Set(items.flatMap((item) => entryOf(item)?.id ?? []));
  return {
    items,
    archives: head.archives,
    folders: head.folders,
    pendingEdits: pending.edits,
    lastRun: head.lastRun,
    unremembered: [...new Set(shown.flat())].filter((id) => !known.has(id)),
  };
}

/** The live feed and its archives contain each entry once. */
function hasEntries(path: string): boolean {
  return path === feedPath || (path.startsWith('archive/') && path.endsWith(`/${feedPath}`));
}

/** The ids of the entries in a published JSON Feed; an empty list if the file is not a JSON Feed. */
async function readFeedIds(to: Store, path: string): Promise<readonly string[]> {
  const stored = await to.read(path);
  return stored === null ? [] : (idsOfJson(decodeJson(stored.body)) ?? []);
}

/** Covers the version of this program and all settings, except those that do not affect how an article is read. */
function digestOfReading(channel: Channel): string {
  const { description, rights, icon, logo, hubs, limit, limitKilobytes, ...more } = channel;
  const { tombstoneDays, feeds, podcast, profiles, ...deciding } = more;
  return digestOfText(JSON.stringify([version, deciding]));
}

function describeReading({ done, total }: Progress): string {
  if (done === total) return describeStopBeforeWriting();
  const left = `${total - done} of ${total} articles left to read`;
  return `The run was stopped with ${left}: the feeds are unchanged, and the next run starts again; ${timeoutAdvice}`;
}
