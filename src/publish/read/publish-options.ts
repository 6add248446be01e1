/** The options of a run: stores, clock, dry run, hubs, signal. */
import { type Instant, writtenInstant } from '../../model/instant.ts';
import type { Hub } from '../../notify/hub.ts';
import { PublishError } from '../../problem/publish-error.ts';
import type { Store } from '../../store/store.ts';
import type { Progress, readArticles } from './read-source.ts';

/**
 * What a run is asked to do.
 *
 * @example
 * const options: PublishOptions = {
 *   from: createMemoryStore(),
 *   to: createMemoryStore(),
 *   now: '2026-05-04T16:00:00Z',
 *   dryRun: true,
 * };
 */
export interface PublishOptions {
  /** The store that contains the articles and `feed.yaml`. */
  readonly from: Store;
  /** The store to which the publication is written. */
  readonly to: Store;
  /** The current instant, in RFC 3339 with an offset. Articles with a later date are held back. */
  readonly now: string;
  /** The URL that the publication is served from, if it is not the `feedUrl` of `feed.yaml`. */
  readonly feedUrl?: string;
  /** Plans and reports everything, but writes nothing. */
  readonly dryRun?: boolean;
  /** Allows a run that removes more than half of the entries. */
  readonly allowRemovals?: boolean;
  /** Replaces files in the target store that another program made, such as the feed of an older site. */
  readonly replaceForeign?: boolean;
  /**
   * Looks only at these files of the source, which an event named, instead of listing it. Their order, repeated paths, and files
   * that did not change have no effect.
   */
  readonly changedPaths?: readonly string[];
  /**
   * How many articles one run reads at most, and how many documents it makes at most because of new settings. The next run
   * continues, until nothing is left.
   */
  readonly portion?: number;
  /** Also lists the publication, compares each of its files with the ledger, and plans all documents. */
  readonly verify?: boolean;
  /** Pings the hubs of the channel when feeds change. If it is left out, no hub is pinged. */
  readonly hub?: Hub;
  /** Stops the run between two steps. The run then throws `PublishError` with code `stopped`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** The options with `now` parsed, and what only programs of Presstime set. */
export interface RunOptions extends Omit<PublishOptions, 'now'> {
  readonly now: Instant;
  /** Reads the changed articles. A preview passes a function that remembers what it read. */
  readonly readArticles?: typeof readArticles;
}

/** Parses the option `now`. Throws `PublishError` with code `invalid-now` if it is not an instant. */
export async function parseNow(now: string): Promise<Instant> {
  const written = writtenInstant(now);
  if (written !== null) return written;
  const { parseInstant } = await import('../../time/parse-instant.ts');
  const instant = parseInstant(now);
  if (instant !== null) return instant;
  throw new PublishError('invalid-now', `"now" must be an instant such as 2026-01-05T00:15:00Z: got "${now}"`);
}
