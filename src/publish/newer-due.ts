/** Reads the next due instant again if another run has written the ledger meanwhile, because the run that ends last may have older data. */
import { headPath, parseHead } from '../ledger/head.ts';
import type { Known } from '../schedule/schedule.ts';
import type { Store } from '../store/store.ts';

/**
 * Returns the newer due instant and generation. Returns null if no other run has written the ledger since `generation`, or
 * if the ledger is damaged: the run that repairs it will set the schedule.
 */
export async function readNewerDue(to: Store, { generation }: { readonly generation: number }): Promise<Known | null> {
  const stored = await to.read(headPath);
  const head = stored === null ? null : (parseHead(stored.body)?.head ?? null);
  if (head === null || head.generation <= generation) return null;
  return { due: head.summary.nextDue, generation: head.generation };
}
