/** Reads what is published in a store, from its ledger: what `presstime status` shows. Writes nothing. */
import { hidePath, isHiddenName } from '../article/story/hidden-names.ts';
import type { HeldBack } from '../item/visibility.ts';
import { withChunks } from '../ledger/chunks.ts';
import type { PendingPing } from '../ledger/pending.ts';
import { type Ledger, readLedger } from '../ledger/read-ledger.ts';
import { firstRows, keysWith } from '../ledger/rows.ts';
import { isBesideKey, type OpenTables, openTables } from '../ledger/state.ts';
import type { StoredFile } from '../model/file.ts';
import { addSeconds, type Instant, isBefore } from '../model/instant.ts';
import { PublishError } from '../problem/publish-error.ts';
import { storedState } from '../publish/read/stored-state.ts';
import { urlsOf, withPaths } from '../publish/unchanged-report.ts';
import type { Store } from '../store/store.ts';

/** What is published, and what the last run left. */
export interface PublicationStatus {
  readonly location: string;
  readonly generation: number;
  /** The version of Presstime that wrote the ledger; null if the ledger does not record it. */
  readonly version: string | null;
  /** The instant of the last run that changed anything; null if the ledger does not record it. */
  readonly lastChange: Instant | null;
  /** How many entries are in the live feed, and how many in archive documents. */
  readonly entries: number;
  readonly archived: number;
  /** How many pages of articles there are. */
  readonly pages: number;
  /** How many sections, categories and authors have a feed. */
  readonly groups: number;
  readonly feeds: readonly PublishedFeed[];
  /** The URL of the page with the newest entries; null if there are no pages. */
  readonly page: string | null;
  /** The next changes without a change of a file, the first one first. At most ten. */
  readonly due: readonly DueChange[];
  readonly heldBack: readonly HeldBack[];
  /** How many article files the last run saw but did not accept: they are refused, or left to the next run. */
  readonly notAccepted: number;
  /** False for a bucket: runs that events wake count a file again each time it is refused, until the next run that lists all. */
  readonly isCountExact: boolean;
  /** Notifications that hubs have not accepted yet. */
  readonly pendingHubs: readonly PendingPing[];
  readonly health: PublicationHealth;
}

export interface PublishedFeed {
  readonly url: string;
  /** Null if the feed is missing. */
  readonly lengthBytes: number | null;
}

export interface DueChange {
  readonly at: Instant;
  readonly kind: 'publishes' | 'expires';
  /** Null for an article that was never published: the ledger does not contain its title. */
  readonly title: string | null;
  /** A digest if the article is not out. */
  readonly path: string;
}

/** What the ledger and the live feeds say about the last run. */
export interface PublicationHealth {
  readonly isHeadLost: boolean;
  readonly isOlder: boolean;
  /** True if a run recorded dates or removals and did not finish. */
  readonly isUnfinished: boolean;
  /** True if the last run left documents or articles to the next one. */
  readonly hasWorkLeft: boolean;
  /** Published paths whose documents had problems. */
  readonly problems: readonly string[];
  /** Live files that are missing or are not as the last run wrote them. */
  readonly differing: readonly string[];
  /** When the first change was due that no run has made; null if none was. */
  readonly overdueSince: Instant | null;
}

interface StatusOptions {
  readonly now: Instant;
}

/** Reads the status. Throws `PublishError` with code `nothing-published` if there is no ledger. */
export async function readStatus(to: Store, { now }: StatusOptions): Promise<PublicationStatus> {
  const ledger = await readLedger(to);
  if (ledger.stored === null) {
    const message = `Nothing is published in "${to.location}": it contains no ledger of Presstime. Name the location that you publish to`;
    throw new PublishError('nothing-published', message);
  }
  const { head, pending } = ledger;
  const { facts, summary } = head;
  const live = await lookAtLive(to, Object.keys(summary.live));
  const { feeds, page } =
    summary.feedUrl === '' ? { feeds: [], page: null } : urlsOf({ ...summary, files: facts.files });
  const { state, chunks } = storedState(ledger, to);
  const rows = await withChunks(chunks, () => readRows(openTables(state), { ledger, now }));
  return {
    location: to.location,
    generation: head.generation,
    version: summary.version || null,
    lastChange: facts.lastRun,
    entries: facts.window,
    archived: facts.archived,
    feeds: feeds.map(({ url }) => ({
      url,
      lengthBytes: live.get(fileNameOf(url, summary.feedUrl))?.lengthBytes ?? null,
    })),
    page,
    pendingHubs: pending.pings,
    isCountExact: to.isLocal,
    ...rows,
    health: {
      isHeadLost: ledger.isHeadLost,
      isOlder: ledger.old !== null,
      isUnfinished: Object.keys(pending.edits).length > 0 || pending.removals.length > 0,
      hasWorkLeft: facts.sweepFrom !== null || facts.readFrom !== null,
      problems: facts.again,
      differing: Object.entries(summary.live).flatMap(([path, version]) =>
        live.get(path)?.version === version ? [] : [path],
      ),
      overdueSince: overdueSince(ledger, { now }),
    },
  };
}

function fileNameOf(url: string, feedUrl: string): string {
  return url.slice(feedUrl.length);
}

async function lookAtLive(to: Store, paths: readonly string[]): Promise<ReadonlyMap<string, StoredFile | null>> {
  const found = await Promise.all(paths.map(async (path) => [path, await to.look(path)] as const));
  return new Map(found);
}

/** The most changes that are shown. */
const mostDue = 10;

interface RowsInput extends StatusOptions {
  readonly ledger: Ledger;
}

type StatusRows = Pick<PublicationStatus, 'pages' | 'groups' | 'due' | 'heldBack' | 'notAccepted'>;

function readRows(open: OpenTables, { ledger, now }: RowsInput): StatusRows {
  const { summary, sourceDigest } = ledger.head;
  const read = [...open.index.range()].filter(([key]) => !isBesideKey(key)).length;
  return {
    pages: [...open.files.range(keysWith('articles/'))].length,
    groups: [...open.groups.range()].filter(([, { holdsFolder }]) => holdsFolder).length,
    due: dueChanges(open, { ledger, now }),
    heldBack: [...open.held.range()].map(([, row]) => row),
    // After a run that refused a file, the digest is null.
    notAccepted: ledger.old === null && sourceDigest === null ? Math.max(0, summary.articles - read) : 0,
  };
}

function dueChanges({ agenda, items }: OpenTables, { ledger }: RowsInput): readonly DueChange[] {
  const rows = [...agenda.range(rangeAfter(ledger))].filter(([, kind]) => kind === 'due');
  return firstRows(rows, mostDue).map(([key]): DueChange => {
    const [at, itemKey] = [key.slice(0, key.indexOf(' ')) as Instant, key.slice(key.indexOf(' ') + 1)];
    const item = items.get(itemKey);
    const isExpiry = item?.state === 'published' && item.expiry?.at === at;
    return {
      at,
      kind: isExpiry ? 'expires' : 'publishes',
      title: item?.state === 'published' ? item.entry.title : null,
      path: item?.path ?? itemKey,
    };
  });
}

/** What was due before the last run has happened. */
function rangeAfter({ head: { facts } }: Ledger): { readonly from: string } {
  return { from: facts.lastRun === null ? '' : addSeconds(facts.lastRun, 1) };
}

/** Runs start at most this many seconds late: timers are not exact, and a run takes its time. */
const lateSeconds = 15 * 60;

function overdueSince({ head: { summary } }: Ledger, { now }: StatusOptions): Instant | null {
  const { nextDue } = summary;
  return nextDue !== null && isBefore(addSeconds(nextDue, lateSeconds), now) ? nextDue : null;
}

/** The status with the paths of files that are not out. The ledger contains only digests of them. */
export function withSourcePaths(status: PublicationStatus, articles: readonly StoredFile[]): PublicationStatus {
  const paths = new Map(articles.map(({ path }) => [hidePath(path), path]));
  return {
    ...status,
    heldBack: withPaths(status.heldBack, articles),
    due: status.due.map((it) => (isHiddenName(it.path) ? { ...it, path: paths.get(it.path) ?? it.path } : it)),
  };
}
