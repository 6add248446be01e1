/** What falls due by the ledger as other runs have left it: of two runs at once, the one that knew less may end last. */
import type { LedgerRecord } from '../item/item-record.ts';
import { nextDue } from '../item/visibility.ts';
import { headPath, parseHead } from '../ledger/ledger.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { earliest, type Instant } from '../model/instant.ts';
import type { Known } from '../schedule/schedule.ts';
import type { Store } from '../store/store.ts';

/**
 * Null where no other run has written the ledger since, or one is about to write it again: that one has the last word. `now` is
 * when the run began that asks.
 */
export async function readNewerDue(
  to: Store,
  { generation, now }: { readonly generation: number; readonly now: Instant },
): Promise<Known | null> {
  const stored = await to.read(headPath);
  const head = stored === null ? null : parseHead(stored.body);
  if (head === null || head.generation <= generation) return null;
  const { head: newer, records, damaged } = await readLedger(to);
  if (damaged) return null;
  return { due: earliest([...waiting(records), nextDue(records, now)]), generation: newer.generation };
}

/** What is not out yet is waiting, also where its instant has come since that ledger was written. */
function waiting(records: readonly LedgerRecord[]): readonly (Instant | null)[] {
  return records.filter(({ state }) => state === 'scheduled').map(({ published }) => published);
}
