/** Remembers what files without any story are, so that every run can count them. Pure. */
import { allReadings, type Reading } from '../../article/reading.ts';
import { hidePath } from '../../article/story/hidden-names.ts';
import type { SkippedKind } from '../../article/story/no-story.ts';
import type { RefusedFile, SkippedFile } from '../../item/next-items.ts';
import type { SourceChange } from '../../item/source-change.ts';
import type { OpenTables } from '../../ledger/state.ts';
import { request } from './relevant-items.ts';

/** What changed files without a story are. A refused file has been a story, whose last good version stays. */
export function skippedIn(changes: readonly SourceChange[], refused: readonly RefusedFile[]): readonly SkippedFile[] {
  const kept = new Set(refused.map(({ path }) => path));
  return changes.flatMap((change) => {
    const kinds = change.kind === 'read' && !kept.has(change.path) ? kindsOf(change.reading) : null;
    return (kinds ?? []).map((what) => ({ path: change.path, what }));
  });
}

/** Changes the rows of the files that changed. Returns how many more files without a story there are. */
export function changeSkipped(
  { skipped }: OpenTables,
  changes: readonly SourceChange[],
  found: readonly SkippedFile[],
): number {
  const keys = changes.map(({ path }) => hidePath(path));
  if (!skipped.isEmpty()) request(skipped.missing(keys));
  const kindsBy = Map.groupBy(found, ({ path }) => path);
  let more = 0;
  for (const [at, change] of changes.entries()) {
    const key = keys[at] ?? '';
    const isKnown = skipped.get(key) !== undefined;
    const kinds = kindsBy.get(change.path)?.map(({ what }) => what) ?? null;
    if (kinds !== null || isKnown) skipped.set(key, kinds);
    more += Number(kinds !== null) - Number(isKnown);
  }
  return more;
}

/** Null if the file contains a story, or an error. */
function kindsOf(reading: Reading): readonly SkippedKind[] | null {
  const readings = allReadings(reading);
  const kinds = readings.flatMap((it) => (it.state === 'skipped' ? [it.what] : []));
  return kinds.length === readings.length ? kinds : null;
}
