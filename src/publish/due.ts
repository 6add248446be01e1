/** What falls due by the ledger as other runs have left it: of two runs at once, the one that knew less may end last. */
import type { Instant } from '../model.ts';
import type { Store } from '../store/store.ts';
import { headPath, parseHead } from './ledger.ts';
import { readLedger } from './read.ts';
import { nextDue } from './select.ts';

export interface KnownDue {
  /** When something changes next; null where nothing is waiting. */
  readonly due: Instant | null;
  /** Of the ledger that says so. */
  readonly generation: number;
}

/** Null where no other run has written the ledger since. */
export async function readNewerDue(
  to: Store,
  { generation, now }: { readonly generation: number; readonly now: Instant },
): Promise<KnownDue | null> {
  const stored = await to.read(headPath);
  const head = stored === null ? null : parseHead(stored.body);
  if (head === null || head.generation <= generation) return null;
  const ledger = await readLedger(to);
  return { due: nextDue(ledger.records, now), generation: ledger.head.generation };
}
