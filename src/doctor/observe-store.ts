/** Looks whether a bucket can be read, and written to, without changing anything in it. */

import { channelFile } from '../channel/channel-file.ts';
import { checkVersionCondition, probePath } from '../ledger/check-conditions.ts';
import { headPath } from '../ledger/head.ts';
import { defaultFileNames, type FeedFileNames } from '../model/feed.ts';
import { PublishError } from '../problem/publish-error.ts';
import { listSource } from '../publish/read/list-source.ts';
import { readSettings } from '../publish/read/read-source.ts';
import type { Store } from '../store/store.ts';
import type { ArticlesObservation, StoreObservation, StoreRefusal } from './machine-findings.ts';

interface StoreOptions {
  readonly region: string | null;
  /** True for the bucket that is published to. The others are only read. */
  readonly writes: boolean;
}

/** Reads one file. For writing, tries a write whose condition is never met, and removes a file that does not exist. */
export async function observeStore(store: Store, { region, writes }: StoreOptions): Promise<StoreObservation> {
  const { location } = store;
  const read = await refusalOf(() => store.read(writes ? headPath : channelFile));
  const isWritten = writes && read === null;
  const write = isWritten
    ? await refusalOf(async () => {
        await checkVersionCondition(store);
        await store.remove(probePath);
      })
    : null;
  return { location, region, read, write, isWritten };
}

/** The error of some work; null if it succeeds. */
async function refusalOf(work: () => Promise<unknown>): Promise<StoreRefusal | null> {
  try {
    await work();
    return null;
  } catch (thrown) {
    if (!(thrown instanceof PublishError)) throw thrown;
    return { code: thrown.code, message: thrown.message };
  }
}

/** The settings, and how many articles there are. The URLs are null if there are no settings. */
export interface ObservedArticles extends ArticlesObservation {
  readonly feedUrl: string | null;
  /** The names of the feed files. */
  readonly files: FeedFileNames;
  readonly homeUrl: string | null;
}

/** The most articles of a folder whose files are opened. */
const mostOpened = 1_000;

/** Lists the articles and reads the settings. In a folder, it also opens each file. Throws if the store cannot be listed. */
export async function observeArticles(from: Store): Promise<ObservedArticles> {
  const listed = await listSource(from);
  const files = from.isLocal ? listed.articles.slice(0, mostOpened) : [];
  const unreadable: string[] = [];
  for (const { path } of files) if ((await refusalOf(() => from.read(path))) !== null) unreadable.push(path);
  const common = { location: from.location, articles: listed.articles.length, unreadable };
  try {
    const { channel, problems } = await readSettings(from, listed);
    const { title, feedUrl, files: names, homeUrl } = channel;
    return { ...common, title, refusal: null, problems, feedUrl, files: names, homeUrl };
  } catch (thrown) {
    if (!(thrown instanceof PublishError)) throw thrown;
    const code = thrown.code === 'missing-channel' ? 'settings-missing' : 'settings-invalid';
    const refusal = { code, message: thrown.message } as const;
    const unknown = { feedUrl: null, files: defaultFileNames, homeUrl: null };
    return { ...common, title: null, refusal, problems: thrown.problems, ...unknown };
  }
}
