/** What falls due by the ledger as other runs have left it: of two runs at once, the one that knew less may end last. */

import type { Item } from '../item/item.ts';
import { nextDue } from '../item/visibility.ts';
import { headPath, parseHead } from '../ledger/head.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { earliest, type Instant } from '../model/instant.ts';
import type { Known } from '../schedule/schedule.ts';
import type { Store } from '../store/store.ts';

/**
 * Null if no other run has written the ledger since, or one is about to write it again: that one has the last word. `now` is
 * when the run began that asks.
 */
export async function readNewerDue(
  to: Store,
  { generation, now }: { readonly generation: number; readonly now: Instant },
): Promise<Known | null> {
  const stored = await to.read(headPath);
  const head = stored === null ? null : parseHead(stored.body);
  if (head === null || head.generation <= generation) return null;
  const { head: newer, items, damaged } = await readLedger(to);
  if (damaged) return null;
  return { due: earliest([...waiting(items), nextDue(items, now)]), generation: newer.generation };
}

/** What is not out yet is waiting, even if its instant has come since that ledger was written. */
function waiting(items: readonly Item[]): readonly Instant[] {
  return items.flatMap((item) => (item.state === 'scheduled' ? [item.due] : []));
}
