/** The ledger's records and what was read just now, to the records that come next. Pure: the clock is an argument. */
import type { Entry } from '../model/entry.ts';
import type { Problem } from '../problem/problem.ts';
import { type Clash, findClashes } from './duplicate-ids.ts';
import { separateUpdates } from './edit-dates.ts';
import { idsInUse } from './identity.ts';
import type { LedgerRecord, PendingEdits, Step } from './item-record.ts';
import { matchRecords } from './matching.ts';
import { type AdvanceInput, isOut, plainStep, refusedRecord, stepOf, takenOut, withdraw } from './next-record.ts';

export interface Advance {
  readonly records: readonly LedgerRecord[];
  /** The entries that were made in this run, by id. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly refused: readonly { readonly path: string; readonly kept: boolean }[];
  readonly problems: readonly Problem[];
  /** Edits that no author dated: their date is that of the run that found them first. */
  readonly dated: PendingEdits;
}

/** Carries every record on; a file that is refused keeps what it had, and a record without a file is withdrawn. */
export function advance(input: AdvanceInput): Advance {
  const matches = matchRecords(input);
  const pages = new Map(input.records.flatMap(({ page, id }) => (page === null ? [] : [[page, id] as const])));
  const context = { ...input, ids: idsInUse(input.records, matches), pages };
  const steps = input.source.map(({ path }) => stepOf(path, { ...context, before: matches.get(path) ?? null }));
  const clashes = findClashes(steps);
  const spare = spareRecords(input.records, matches);
  const settled = steps.map((step) =>
    settle(step, { clash: clashes.get(step.path), own: spare.get(step.path) ?? null }),
  );
  const carried = new Set(settled.map(({ before }) => before));
  const left = input.records.filter((record) => !carried.has(record)).flatMap((record) => withdraw(record, context));
  const apart = separateUpdates(settled, { left, now: input.now });
  return {
    records: [...apart.flatMap(({ record }) => record ?? []), ...left],
    entries: new Map(apart.flatMap(({ entry }) => (entry === null ? [] : [[entry.id, entry]]))),
    refused: apart.filter(({ refused }) => refused).map(({ path, record }) => ({ path, kept: isOut(record) })),
    problems: apart.flatMap(({ problems }) => problems),
    dated: Object.fromEntries([...apart.flatMap(datedEdit), ...datedWithdrawals(input, [...apart, ...left])]),
  };
}

/** Records that no file carries on though theirs is there, by path: its author gave it another name. */
function spareRecords(
  records: readonly LedgerRecord[],
  matches: ReadonlyMap<string, LedgerRecord>,
): ReadonlyMap<string, LedgerRecord> {
  const carried = new Set(matches.values());
  return new Map(records.filter((record) => !carried.has(record)).map((record) => [record.path, record]));
}

/** A file that may not have its id is refused, and what was published of it before stays. */
function settle(step: Step, { clash, own }: { clash: Clash | undefined; own: LedgerRecord | null }): Step {
  if (clash === undefined) return step;
  const refused = refusedRecord({ path: step.path, before: step.before ?? own });
  return { ...plainStep, ...refused, problems: [...step.problems, clash.problem] };
}

function datedEdit({ dated, entry, record }: Step): [string, PendingEdits[string]][] {
  if (!dated || entry === null || record?.entryDigest == null) return [];
  return [[entry.id, { entryDigest: record.entryDigest, updated: entry.updated }]];
}

/** Entries that this run finds gone. */
function datedWithdrawals(
  { records }: AdvanceInput,
  after: readonly (Step | LedgerRecord)[],
): [string, PendingEdits[string]][] {
  const out = new Map(records.filter(({ state }) => state === 'published').map((record) => [record.id, record]));
  return after.flatMap((it): [string, PendingEdits[string]][] => {
    const record = 'record' in it ? it.record : it;
    const before = out.get(record?.id ?? '');
    if (record === null || before === undefined || record.noticed === null) return [];
    if (record.state === 'published' && record.noticed === before.noticed) return [];
    return [[record.id, { entryDigest: takenOut, updated: record.noticed }]];
  });
}
