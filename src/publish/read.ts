/** The first step of a run: what is remembered, and what changed since. */

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
import { checkStop, describeNothing, moreTime, sayingHowFar } from './stop.ts';

/** What a run knows before it plans. */
export interface Before {
  readonly state: State;
  readonly changes: readonly SourceChange[];
  readonly source: Source;
  readonly ledger: Ledger;
  /** The files of the target that a run may touch. */
  readonly listing: readonly StoredFile[];
  /** The digest of all that decides how an article is read. */
  readonly readingDigest: string;
}

/** All if the ledger turned out to be damaged. */
export type WhatIsRead = 'changed files' | 'all files';

/** Reads what is there; if it is stopped, it says how much is left. */
export async function read(options: RunOptions, whatIsRead: WhatIsRead): Promise<Before> {
  let progress: Progress = { task: 'read', done: 0, total: 0 };
  const onProgress = (it: Progress) => {
    progress = it;
    options.onProgress?.(it);
  };
  return sayingHowFar(
    () => describeReading(progress),
    () => readAll({ ...options, onProgress }, whatIsRead),
  );
}

/** The target before the articles: then a run that finishes in between is noticed when this one writes. */
async function readAll(options: RunOptions, whatIsRead: WhatIsRead): Promise<Before> {
  const { from, to, now, signal } = options;
  const check = () => checkStop(signal);
  const listing = await listPublication(to);
  const found = await readLedger(to);
  const ledger = { ...found, damaged: found.damaged || whatIsRead === 'all files' };
  const state = await readState(to, { ledger, listing });
  const source = await readSource(from, options);
  await check();
  const readingDigest = digestOfReading(source.channel);
  const isSame = ledger.head.readingDigest === readingDigest && !ledger.damaged;
  const wanted = isSame ? filesToRead(ledger.items, source, now) : source.articles;
  const files = await readArticles(from, wanted, { source, check, onProgress: options.onProgress });
  await check();
  const gone = filesGone(ledger.items, source).map((path) => ({ kind: 'gone' as const, path }));
  return { state, changes: [...files, ...gone], source, ledger, listing, readingDigest };
}

/** The files of the target that a run may touch. */
async function listPublication(to: Store): Promise<readonly StoredFile[]> {
  return to.list(isOutputPath);
}

/** The live feed among those that are read if the ledger is gone: they say what was out. */
export const feedPath = feedFormats.json.fileName;

/** What the ledger remembers; if it is lost or damaged, the feed knows of entries that it does not. */
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

/** The live feed and its archive have every entry once. */
function hasEntries(path: string): boolean {
  return path === feedPath || (path.startsWith('archive/') && path.endsWith(`/${feedPath}`));
}

/** The ids of the entries of a published JSON Feed; none if it is no such feed. */
async function readFeedIds(to: Store, path: string): Promise<readonly string[]> {
  const stored = await to.read(path);
  return stored === null ? [] : (idsOfJson(decodeJson(stored.body)) ?? []);
}

/** Of this program and of all settings but those that only whole documents show. */
function digestOfReading(channel: Channel): string {
  const { description, rights, icon, logo, hubs, limit, limitKilobytes, ...more } = channel;
  const { tombstoneDays, feeds, podcast, profiles, ...deciding } = more;
  return digestOfText(JSON.stringify([version, deciding]));
}

function describeReading({ done, total }: Progress): string {
  if (done === total) return describeNothing();
  const left = `${total - done} of ${total} articles left to read`;
  return `The run was stopped with ${left}: the feeds stay as they are, and the next run begins again; ${moreTime}`;
}
