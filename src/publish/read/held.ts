/** Reads the articles that are held back from the ledger. */
import type { HeldBack } from '../../item/visibility.ts';
import { withChunks } from '../../ledger/chunks.ts';
import type { Ledger } from '../../ledger/read-ledger.ts';
import { openTables } from '../../ledger/state.ts';
import type { Store } from '../../store/store.ts';
import { storedState } from './stored-state.ts';

/** The paths of those that are not out are digests. */
export async function readHeld(ledger: Ledger, to: Store): Promise<readonly HeldBack[]> {
  const { state, chunks } = storedState(ledger, to);
  return withChunks(chunks, () => [...openTables(state).held.range()].map(([, row]) => row));
}
