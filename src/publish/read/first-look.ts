/** The first step of a run: reads the head of the ledger, lists the source, and decides whether there is anything to do. */
import type { Ledger } from '../../ledger/read-ledger.ts';
import { readLedger } from '../../ledger/read-ledger.ts';
import { type ListedSource, listSource } from './list-source.ts';
import type { RunOptions } from './publish-options.ts';
import { checkStop, describeStopBeforeWriting, withStopMessage } from './stop.ts';
import { areLiveFilesThere, digestOfSource, isUnchanged } from './unchanged.ts';

/** `look`: also list the publication. `all files`: make the tables anew, after the ledger turned out to be damaged. */
export type ReadScope = 'changed files' | 'look' | 'all files';

export interface ReadRequest {
  readonly scope: ReadScope;
  /** The path from which changed articles are read. */
  readonly startAt: string;
}

export interface FirstLook {
  readonly ledger: Ledger;
  readonly listed: ListedSource;
  readonly sourceDigest: string;
  /** False if a file of the live feed is not as the ledger says. */
  readonly isLiveIntact: boolean;
  readonly isUnchanged: boolean;
  /** True if the source was not listed, because an event named files. */
  readonly isNamed: boolean;
}

/** Reads the ledger before the source: if another run finishes in between, a conditional write of this run fails. */
export function lookFirst(options: RunOptions, scope: ReadScope): Promise<FirstLook> {
  return withStopMessage(describeStopBeforeWriting, async () => {
    const { to, changedPaths = null, signal } = options;
    const ledger = await readLedger(to);
    const isLiveIntact = await areLiveFilesThere(ledger, to);
    await checkStop(signal);
    const isNamed = scope === 'changed files' && isLiveIntact && changedPaths !== null && ledger.head.generation > 0;
    if (isNamed) return { ledger, listed: nothingListed, sourceDigest: '', isLiveIntact, isUnchanged: false, isNamed };
    const look = await lookAtAll(options, { ledger, isLiveIntact });
    return scope === 'changed files' ? look : { ...look, isUnchanged: false };
  });
}

export const nothingListed: ListedSource = {
  articles: [],
  beside: [],
  settings: null,
  isHugo: false,
  hasFormerFeed: false,
  skipped: [],
  problems: [],
};

/** Lists the source. */
export async function lookAtAll(
  options: RunOptions,
  { ledger, isLiveIntact }: Pick<FirstLook, 'ledger' | 'isLiveIntact'>,
): Promise<FirstLook> {
  const listed = await listSource(options.from);
  const sourceDigest = digestOfSource(listed, options);
  return {
    ledger,
    listed,
    sourceDigest,
    isLiveIntact,
    isUnchanged: isLiveIntact && isUnchanged(ledger, { sourceDigest, options }),
    isNamed: false,
  };
}
