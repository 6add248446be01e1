/** Compares what is published with what the next run would publish. Writes nothing. */
import { type PublishOptions, parseNow } from '../publish/read/publish-options.ts';
import type { Report } from '../publish/report.ts';
import { type EntryVersions, readVersions } from './entry-versions.ts';
import { lookAheadIfChanged } from './look-ahead.ts';

/** What the next run would change. */
export interface Comparison {
  /** What a dry run reports. Pages and archives are not rendered, so their own problems are missing. */
  readonly report: Report;
  /** The entries that would change, before and after, in the order of the report. */
  readonly entries: readonly EntryVersions[];
}

/**
 * Plans the next run and reads what is published of the entries that it changes. A run that would remove most of the entries,
 * or replace a feed of another program, is compared too. Throws `PublishError` as `publish` does.
 */
export async function compare(given: PublishOptions): Promise<Comparison> {
  const allowed = { allowRemovals: true, replaceForeign: true };
  const ahead = await lookAheadIfChanged({ ...given, ...allowed, now: await parseNow(given.now) });
  const { report } = ahead;
  return { report, entries: 'plan' in ahead ? await readVersions(report.entryChanges, ahead) : [] };
}
