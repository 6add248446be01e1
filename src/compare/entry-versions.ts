/** Reads the published and the planned version of entries. */
import type { EntryChange } from '../item/entry-changes.ts';
import { withChunks } from '../ledger/chunks.ts';
import { keysWith } from '../ledger/rows.ts';
import { type LedgerState, nameKey, type OpenTables, openTables, timeKey } from '../ledger/state.ts';
import type { Entry } from '../model/entry.ts';
import { ledgerStateOf } from '../publish/plan/plan.ts';
import type { RenderedPlan } from '../publish/run.ts';

/** An entry before and after a run. */
export interface EntryVersions {
  readonly change: EntryChange;
  /** Null if it is not published, or if nothing is remembered of its text. */
  readonly before: Entry | null;
  /** Null if it is withdrawn. */
  readonly after: Entry | null;
}

/** Both versions of each changed entry, in the same order. */
export async function readVersions(
  changes: readonly EntryChange[],
  { before, plan }: Pick<RenderedPlan, 'before' | 'plan'>,
): Promise<readonly EntryVersions[]> {
  const { chunks } = before;
  const find = (state: Pick<LedgerState, 'tables'>, id: string) =>
    withChunks(chunks, () => findEntry(openTables({ tables: state.tables, chunks: chunks.chunks }), id));
  const versions: EntryVersions[] = [];
  for (const change of changes) {
    const { kind, id } = change;
    const isOut = kind !== 'new' && kind !== 'returned';
    versions.push({
      change,
      before: isOut ? await find(before.state, id) : null,
      after: kind === 'withdrawn' ? null : (plan.entries.get(id) ?? (await find(ledgerStateOf(plan.state), id))),
    });
  }
  return versions;
}

/** The entry of the published item with this id. */
function findEntry(open: OpenTables, id: string): Entry | null {
  const start = nameKey('id', id);
  for (const [key] of open.names.range(keysWith(start))) {
    const item = open.items.get(key.slice(start.length));
    if (item?.state !== 'published' || item.entry.id !== id) continue;
    return open.entries.get(timeKey({ published: item.published, id })) ?? null;
  }
  return null;
}
