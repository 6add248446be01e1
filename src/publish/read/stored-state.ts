/** The state that the ledger in a store describes, without its chunks. */
import type { ChunkSource } from '../../ledger/chunks.ts';
import { emptyJournal } from '../../ledger/head.ts';
import type { Ledger } from '../../ledger/read-ledger.ts';
import type { Chunk } from '../../ledger/rows.ts';
import { type LedgerState, tablesOf } from '../../ledger/state.ts';
import type { Store } from '../../store/store.ts';

interface StoredState {
  readonly state: LedgerState;
  /** Where the chunks of the state are loaded from. */
  readonly chunks: ChunkSource;
}

export function storedState(ledger: Ledger, to: Store): StoredState {
  const chunks = new Map<string, Chunk>();
  const { head, pending, stored } = ledger;
  const state = {
    tables: tablesOf(head, ledger.journal() ?? emptyJournal),
    chunks,
    facts: head.facts,
    pendingEdits: pending.edits,
  };
  return {
    state,
    chunks: { to, headVersion: stored?.version ?? null, chunks },
  };
}
