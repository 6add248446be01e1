/** What the steps of an import did, for its report. Each step writes it to a file of its own, because only a bounded part is read again. */
import { type EntryChange, entryChanges } from '../item/entry-changes.ts';
import type { Item } from '../item/item.ts';
import { timeKey } from '../ledger/state.ts';
import type { Instant } from '../model/instant.ts';
import { errorsFirst, type Problem } from '../problem/problem.ts';
import { uniqueProblems } from '../publish/join-reports.ts';
import type { Store } from '../store/store.ts';
import { names, readData } from './scratch.ts';

/** How many problems of a step are kept with its result. */
export const maximumProblems = 100;

/** A change with the `timeKey` of its entry. */
type Keyed = readonly [key: string, change: EntryChange];

/** What one step did. */
export interface Outcome {
  /** The entries that are new in the feeds. */
  readonly entryChanges: readonly Keyed[];
  /** The published paths of pictures and documents. */
  readonly written: readonly string[];
  readonly problems: readonly Problem[];
}

/** The changes that subscribers see of new items, with their keys. */
export function newEntries(items: readonly Item[], now: Instant): Outcome['entryChanges'] {
  const keys = new Map(
    items.flatMap((item) =>
      item.state === 'published'
        ? [[item.entry.id, timeKey({ published: item.published, id: item.entry.id })] as const]
        : [],
    ),
  );
  const changes = entryChanges({ before: [], after: items, lastRun: null, now });
  return changes.map((change) => [keys.get(change.id) ?? '', change]);
}

/** What all steps did. Each list has a maximum length. */
export interface ImportLists {
  /** Newest first. */
  readonly entryChanges: readonly EntryChange[];
  readonly written: readonly string[];
  /** Errors come first if there are more than the maximum. */
  readonly problems: readonly Problem[];
  /** How many records were left out at the end of a list, by its name. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** Reads what the steps of a pass did, with at most `most` records in each list. */
export async function readOutcomes(
  scratch: Store,
  { pass, owners, most }: { readonly pass: string; readonly owners: readonly string[]; readonly most: number },
): Promise<ImportLists> {
  const counts = { entryChanges: 0, changes: 0, problems: 0 };
  const all = { entryChanges: [] as Keyed[], written: [] as string[], problems: [] as Problem[] };
  for (const owner of owners) {
    const one = await readData<Outcome>(scratch, names.outcome(pass, owner));
    counts.entryChanges += one.entryChanges.length;
    counts.changes += one.written.length;
    counts.problems += one.problems.length;
    all.entryChanges.push(...one.entryChanges);
    all.written.push(...one.written.slice(0, Math.max(0, most - all.written.length)));
    all.problems.push(...one.problems);
    // Sorting after each step would take longer than the steps.
    if (all.entryChanges.length > 2 * most) all.entryChanges = newest(all.entryChanges, most);
    if (all.problems.length > 2 * most) all.problems = [...firstProblems(all.problems, most)];
  }
  const [changes, problems] = [newest(all.entryChanges, most), firstProblems(all.problems, most)];
  const kept = { entryChanges: changes.length, changes: all.written.length, problems: problems.length };
  const left = Object.entries(counts).map(([name, count]) => [name, count - kept[name as keyof typeof kept]] as const);
  return {
    entryChanges: changes.map(([, change]) => change),
    written: all.written,
    problems: uniqueProblems(problems),
    leftOut: Object.fromEntries(left.filter(([, count]) => count > 0)),
  };
}

function newest(changes: readonly Keyed[], most: number): Keyed[] {
  return changes.toSorted(([one], [other]) => Number(one > other) - Number(one < other)).slice(0, most);
}

/** Leaves out warnings before errors. */
export function firstProblems(problems: readonly Problem[], most: number): readonly Problem[] {
  return problems.length <= most ? problems : errorsFirst(problems).slice(0, most);
}
