/** `presstime redirect`: lets the feeds at an old location name their new URLs, or prints the rule with which a server redirects. */
import { asFolderUrl } from '../../../channel/values.ts';
import { readLedger } from '../../../ledger/read-ledger.ts';
import { type FeedFileNames, type FormatName, formatNames } from '../../../model/feed.ts';
import { PublishError } from '../../../problem/publish-error.ts';
import { plural } from '../../../problem/wording.ts';
import type { Store, StoredBody } from '../../../store/store.ts';
import { wrapText } from '../../screen/wrap.ts';
import { type ExitCode, type Given, type Terminal, UsageError } from '../../terminal/command.ts';
import { printable } from '../../terminal/messages.ts';
import { checkFolder, openStore } from '../../terminal/open-store.ts';
import { quoteForShell } from '../../terminal/quote.ts';
import { usualLocations } from '../../terminal/usual-locations.ts';
import { guidOfRss, movedFeed, oldUrlOfJson } from './moved-feed.ts';
import { redirectRule } from './redirect-rules.ts';

export async function redirect(given: Given, terminal: Terminal): Promise<ExitCode> {
  const newUrl = asFolderUrl(given.argument('URL')) ?? '';
  const store = await openPublication(given.text('to') ?? usualLocations().to, terminal);
  const { files } = (await readLedger(store)).head.facts;
  const feeds = await readFeeds(store, files);
  const oldUrl = oldFolderUrl(feeds, files);
  if (oldUrl === null)
    throw new PublishError(
      'unreadable',
      `There is no feed of Presstime in "${store.location}": name the old publication with --to`,
    );
  if (oldUrl === newUrl)
    throw new UsageError(`URL must be the new URL of the publication: got "${newUrl}", which is its old URL`);
  const rule = redirectRule(given.text('rules') ?? '', { path: new URL(oldUrl).pathname, url: newUrl });
  const dryRun = given.yes('dry-run');
  const changes = rule === null ? changesOf(feeds, newUrl) : [];
  if (!dryRun)
    for (const { path, text, version } of changes) await store.write(path, new TextEncoder().encode(text), { version });
  const guid = feeds.flatMap(({ path, text }) => (path === files.rss ? (guidOfRss(text) ?? []) : []))[0] ?? null;
  const result = { from: oldUrl, to: newUrl, dryRun, changed: changes.map(({ path }) => path), guid, rule };
  terminal.print(
    given.yes('json') ? JSON.stringify(result, null, 2) : (rule ?? wrapText(describe(result), terminal.columns)),
  );
  if (!given.yes('json') && rule === null) sayNext(result, terminal);
  return 0;
}

async function openPublication(location: string, { env }: Terminal): Promise<Store> {
  const advice = 'name the old publication with --to';
  if (!location.includes('://')) await checkFolder(location, { missing: advice, file: advice });
  return openStore(location, env);
}

interface PublishedFeed extends Pick<StoredBody, 'version'> {
  readonly path: string;
  readonly format: FormatName;
  readonly text: string;
}

/** The live feeds: of all articles, and of groups. Archive documents have links that stay valid when the server redirects. */
async function readFeeds(store: Store, names: FeedFileNames): Promise<readonly PublishedFeed[]> {
  const files = await store.list((path) => formatOf(path, names) !== null && !/^(?:archive\/|\.)/.test(path));
  const read = files.map(async ({ path }): Promise<PublishedFeed[]> => {
    const [stored, format] = [await store.read(path), formatOf(path, names)];
    if (stored === null || format === null) return [];
    return [{ path, format, text: new TextDecoder().decode(stored.body), version: stored.version }];
  });
  return (await Promise.all(read)).flat();
}

function formatOf(path: string, names: FeedFileNames): FormatName | null {
  return formatNames.find((name) => path.split('/').at(-1) === names[name]) ?? null;
}

/** The URL that the feed of all articles has, without the name of its file. */
function oldFolderUrl(feeds: readonly PublishedFeed[], names: FeedFileNames): string | null {
  const live = feeds.find(({ path }) => path === names.json);
  const url = live === undefined ? null : oldUrlOfJson(live.text);
  return url === null ? null : new URL('.', url).href;
}

/** Feeds that name their new URL already are not written again. */
function changesOf(feeds: readonly PublishedFeed[], newUrl: string): readonly PublishedFeed[] {
  return feeds.flatMap((feed) => {
    const text = movedFeed(feed.format, feed.text, new URL(feed.path, newUrl).href);
    return text === null || text === feed.text ? [] : [{ ...feed, text }];
  });
}

interface Result {
  readonly from: string;
  readonly to: string;
  readonly dryRun: boolean;
  readonly changed: readonly string[];
  readonly guid: string | null;
}

function describe({ from, to, dryRun, changed }: Result): string {
  const feeds = plural(changed.length, 'feed');
  return printable(
    `${feeds} at ${from} ${dryRun ? 'would name' : 'now name'} the URL ${to}${changed.length === 0 ? '' : `: ${changed.join(', ')}`}`,
  );
}

function sayNext({ to, guid }: Result, { say, program }: Terminal): void {
  const command = `${program} redirect ${quoteForShell(to)} --rules nginx`;
  say(`Most readers follow only a redirect of the server: "${command}" prints one for nginx`);
  if (guid !== null)
    say(
      printable(
        `Keep the podcast's guid: set "guid: ${guid}" under "podcast" in feed.yaml before you publish to the new URL`,
      ),
    );
}
