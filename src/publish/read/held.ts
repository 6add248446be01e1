/** Reads from the ledger the articles that are held back, and the files that are not stories. */
import type { SkippedFile } from '../../item/next-items.ts';
import type { HeldBack } from '../../item/visibility.ts';
import { withChunks } from '../../ledger/chunks.ts';
import type { Ledger } from '../../ledger/read-ledger.ts';
import { openTables } from '../../ledger/state.ts';
import type { StoredFile } from '../../model/file.ts';
import type { Store } from '../../store/store.ts';
import { listSkipped } from './skipped-lists.ts';
import { storedState } from './stored-state.ts';

/** The paths of those that are not out are digests. */
export async function readHeld(ledger: Ledger, to: Store): Promise<readonly HeldBack[]> {
  const { state, chunks } = storedState(ledger, to);
  return withChunks(chunks, () => [...openTables(state).held.range()].map(([, row]) => row));
}

interface SkippedInput {
  readonly to: Store;
  readonly articles: readonly StoredFile[];
}

/** The listed files that are not stories. */
export async function readSkipped(ledger: Ledger, { to, articles }: SkippedInput): Promise<readonly SkippedFile[]> {
  const { state, chunks } = storedState(ledger, to);
  const rows = await withChunks(chunks, () => [...openTables(state).skipped.range()]);
  return listSkipped(rows, articles);
}
