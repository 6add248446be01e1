/** The file with the entries of the feed that a site had before. The first run takes their ids and dates over. */
import { formerFile } from '../../channel/former-file.ts';
import type { FormerEntry } from '../../item/former/former-items.ts';
import { PublishError } from '../../problem/publish-error.ts';
import type { Store } from '../../store/store.ts';
import { readFeedEntries } from '../../validate/feed-entries.ts';

/**
 * The entries in the file. Empty if there is none. Throws `PublishError` with code `invalid-former-feed` if it is not a feed: without
 * the ids in it, all entries would be new to subscribers.
 */
export async function readFormerEntries(from: Store): Promise<readonly FormerEntry[]> {
  const stored = await from.read(formerFile);
  if (stored === null) return [];
  const entries = readFeedEntries(stored.body);
  if (entries !== null) return entries;
  const message = `"${formerFile}" in ${from.location} is not a feed, so nothing was published: write it again with "presstime init --from-feed", or remove it`;
  throw new PublishError('invalid-former-feed', message);
}

/** Makes the file: a JSON Feed with ids, URLs, titles and dates only. */
export function renderFormerFeed(title: string, entries: readonly FormerEntry[]): string {
  const items = entries.map(({ id, url, title: headline, published, updated }) => ({
    id,
    url,
    title: headline,
    date_published: published,
    date_modified: updated,
  }));
  const known = items.map((item) => Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null)));
  return `${JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title, items: known }, null, 1)}\n`;
}
