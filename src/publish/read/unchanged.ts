/** Decides whether a run has nothing to do, from the head of the ledger and a listing of the source alone. */
import { createHash } from 'node:crypto';
import { readingVersion } from '../../article/reading-version.ts';
import type { Ledger } from '../../ledger/read-ledger.ts';
import { type Instant, isBefore } from '../../model/instant.ts';
import { renderingVersion } from '../../render/rendering-version.ts';
import type { Store } from '../../store/store.ts';
import type { ListedSource } from './list-source.ts';
import type { RunOptions } from './publish-options.ts';

/** The digest of everything that a run looks at: the files of the source and their versions, and the rules of this release. */
export function digestOfSource(
  { articles, beside, settings }: ListedSource,
  { feedUrl = '' }: Pick<RunOptions, 'feedUrl'>,
): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([readingVersion, renderingVersion, feedUrl, settings?.version ?? null]));
  for (const files of [articles, beside]) {
    let lines = '';
    for (const { path, version } of files) {
      lines += `${path}\0${version}\n`;
      if (lines.length < 65_536) continue;
      hash.update(lines);
      lines = '';
    }
    hash.update(`${lines}\n`);
  }
  return hash.digest('hex').slice(0, 40);
}

interface UnchangedInput {
  readonly sourceDigest: string;
  readonly options: RunOptions;
}

/** True if the source is as the last run saw it, that run left nothing to do, and nothing is due. */
export function isUnchanged(
  { head, pending }: Ledger,
  { sourceDigest, options: { now, verify = false } }: UnchangedInput,
): boolean {
  const { facts, retired } = head;
  if (verify || head.sourceDigest !== sourceDigest || retired.length > 0) return false;
  if (facts.sweepFrom !== null || facts.readFrom !== null || facts.again.length > 0) return false;
  if (pending.pings.length > 0 || pending.removals.length > 0) return false;
  return !isDue(head, now);
}

/** True if the publication changes although no file did: because of the time, or because the clock went back. */
export function isDue({ facts: { lastRun }, summary: { nextChange } }: Ledger['head'], now: Instant): boolean {
  if (lastRun === null || isBefore(now, lastRun)) return true;
  return nextChange !== null && !isBefore(now, nextChange);
}

/** In a store on this machine, the live feeds are looked at in every run, so that one that was removed by hand comes back. */
export async function areLiveFilesThere({ head }: Ledger, to: Store): Promise<boolean> {
  if (!to.isLocal) return true;
  for (const [path, version] of Object.entries(head.summary.live)) {
    if ((await to.read(path))?.version !== version) return false;
  }
  return true;
}
