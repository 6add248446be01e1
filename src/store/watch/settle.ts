/** Decides which changed files of a watched folder are whole: those that no longer change. Pure. */

/** What was seen in a folder: the stamps of files that were reported, and of those that may still be being written. */
export interface Seen {
  readonly reported: ReadonlyMap<string, string>;
  readonly waiting: ReadonlyMap<string, Waiting>;
}

interface Waiting {
  readonly stamp: string;
  /** When it was first seen with this stamp, in milliseconds. */
  readonly since: number;
}

export interface SettleOptions {
  /** The instant of the look, in milliseconds. */
  readonly now: number;
  /** How long a file must not change. */
  readonly settleMilliseconds: number;
  /** False for a file that ends in the middle or cannot be read. It waits longer. */
  readonly isWhole: (path: string) => boolean;
}

/** After so long, a file that ends in the middle is reported as it is. */
export const brokenMilliseconds = 10_000;

export interface Settled {
  /** The files that are to be reported, sorted. */
  readonly paths: readonly string[];
  readonly seen: Seen;
}

/** Compares a look with what was seen before. Removed files are reported at once. */
export function settle(
  { reported, waiting }: Seen,
  look: ReadonlyMap<string, string>,
  options: SettleOptions,
): Settled {
  const removed = [...reported.keys()].filter((path) => !look.has(path));
  const changed = [...look].filter(([path, stamp]) => reported.get(path) !== stamp);
  const seen = changed.map(([path, stamp]) => [path, waitFor(stamp, waiting.get(path), options)] as const);
  const isReady = ([path, it]: (typeof seen)[number]) => isSettled(path, it, options);
  const ready = seen.filter(isReady).map(([path, { stamp }]) => [path, stamp] as const);
  const gone = new Set(removed);
  return {
    paths: [...removed, ...ready.map(([path]) => path)].sort(),
    seen: {
      reported: new Map([...[...reported].filter(([path]) => !gone.has(path)), ...ready]),
      waiting: new Map(seen.filter((it) => !isReady(it))),
    },
  };
}

function waitFor(stamp: string, before: Waiting | undefined, { now }: SettleOptions): Waiting {
  return before?.stamp === stamp ? before : { stamp, since: now };
}

function isSettled(path: string, { since }: Waiting, { now, settleMilliseconds, isWhole }: SettleOptions): boolean {
  const unchanged = now - since;
  if (unchanged < settleMilliseconds) return false;
  return unchanged >= brokenMilliseconds || isWhole(path);
}
