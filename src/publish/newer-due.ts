/** Reads the next due instant again if another run has written the ledger meanwhile, because the run that ends last may have older data. */
import type { Item } from '../item/item.ts';
import { nextDue } from '../item/visibility.ts';
import { headPath, parseHead } from '../ledger/head.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { earliest, type Instant } from '../model/instant.ts';
import type { Known } from '../schedule/schedule.ts';
import type { Store } from '../store/store.ts';

/**
 * Returns the newer due instant and generation. Returns null if no other run has written the ledger since `generation`, or
 * if the ledger is damaged: the run that repairs it will set the schedule. `now` is the instant at which the calling run began.
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
  return { due: earliest([...scheduledInstants(items), nextDue(items, now)]), generation: newer.generation };
}

/** Includes instants that have passed since the ledger was written: those items are not published yet. */
function scheduledInstants(items: readonly Item[]): readonly Instant[] {
  return items.flatMap((item) => (item.state === 'scheduled' ? [item.due] : []));
}
