/** What a run is asked to do. */
import { type Instant, parseInstant } from '../model/instant.ts';
import type { Hub } from '../notify/hub.ts';
import { PublishError } from '../problem/publish-error.ts';
import type { Store } from '../store/store.ts';
import type { Progress } from './read-source.ts';

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
  /** Where the articles and `feed.yaml` are. */
  readonly from: Store;
  /** Where the publication goes. */
  readonly to: Store;
  /** The clock, as RFC 3339 with an offset: articles later than this are held back. */
  readonly now: string;
  /** The URL that the publication is served from, if it is not the `feedUrl` of `feed.yaml`. */
  readonly feedUrl?: string;
  /** Plans everything and writes nothing. */
  readonly dryRun?: boolean;
  /** Lets a run take more than half of the entries away. */
  readonly allowRemovals?: boolean;
  /** Tells the hubs of the channel what changed; without it they are not told. */
  readonly hub?: Hub;
  /** Stops the run between two steps. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** The options as a run uses them: the clock is read. */
export interface RunOptions extends Omit<PublishOptions, 'now'> {
  readonly now: Instant;
}

/** The instant that the caller names. Throws `PublishError` if it is none. */
export function parseNow(now: string): Instant {
  const instant = parseInstant(now);
  if (instant !== null) return instant;
  throw new PublishError('invalid-now', `"now" must be an instant such as 2026-01-05T00:15:00Z: got "${now}"`);
}
