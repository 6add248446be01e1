/** The first step of a run: reads the ledger, lists both stores, and reads the articles that changed. */

import { entryOf } from '../item/item.ts';
import { filesGone, filesToRead, type SourceChange } from '../item/source-change.ts';
import { headPath } from '../ledger/head.ts';
import { findPaths } from '../ledger/item-names.ts';
import { type Ledger, readLedger } from '../ledger/read-ledger.ts';
import type { Channel } from '../model/channel.ts';
import { digestOfText } from '../model/digest.ts';
import type { StoredFile } from '../model/file.ts';
import { version } from '../model/version.ts';
import { type Finding, inFile, type Problem, warning } from '../problem/problem.ts';
import { plural, someOf } from '../problem/wording.ts';
import { isOutputPath } from '../render/outputs.ts';
import type { Store } from '../store/store.ts';
import type { State } from './plan/plan.ts';
import type { RunOptions } from './publish-options.ts';
import type { ReadBack } from './read-back.ts';
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
  /** Says what was lost if the ledger is lost or damaged. */
  readonly problems: readonly Problem[];
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
  const { state, problems } = await readState(to, { ledger, listing });
  await check();
  const readingDigest = digestOfReading(source.channel);
  const isSame = ledger.head.readingDigest === readingDigest && !ledger.damaged;
  const wanted = isSame ? filesToRead(ledger.items, source, now) : source.articles;
  const files = await readArticles(from, wanted, { source, check, onProgress: options.onProgress });
  await check();
  const gone = filesGone(state.items, source).map((path) => ({ kind: 'gone' as const, path }));
  return { state, changes: [...files, ...gone], source, ledger, listing, readingDigest, problems };
}

async function listPublication(to: Store): Promise<readonly StoredFile[]> {
  return to.list(isOutputPath);
}

interface Known {
  readonly state: State;
  readonly problems: readonly Problem[];
}

/** The state in the ledger. What a lost or damaged ledger no longer knows is read back from the published feeds. */
async function readState(to: Store, { ledger, listing }: Pick<Before, 'ledger' | 'listing'>): Promise<Known> {
  const { head, items, pending } = ledger;
  const state = {
    items,
    archives: head.archives,
    folders: head.folders,
    pendingEdits: pending.edits,
    lastRun: head.lastRun,
  };
  const isMissing = head.generation === 0;
  if (!isMissing && !ledger.damaged) return { state, problems: [] };
  const known = new Set(items.flatMap((item) => entryOf(item)?.id ?? []));
  const { readBack } = await import('./read-back.ts');
  const back = await readBack(to, { listing, known });
  if (isMissing && back.items.length === 0 && ledger.lost.length === 0) return { state, problems: [] };
  return {
    state: { ...state, items: [...items, ...back.items], archives: isMissing ? back.archives : head.archives },
    problems: inFile(ledger.lost[0] ?? headPath, [lostLedger(ledger, { back, location: to.location })]),
  };
}

/** Says what was lost with the ledger, and what was read back. */
function lostLedger(
  { head, lost }: Ledger,
  { back, location }: { readonly back: ReadBack; readonly location: string },
): Finding {
  const files = lost.map((path) => `"${path}"`);
  const what =
    head.generation === 0 && files.length === 0
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
